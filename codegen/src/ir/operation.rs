//! Operations as data.

use crate::paths::ir::ShapePath;

use super::task::Task;
use super::waiter::Waiter;
use super::{Docs, EndpointParam, Field, Http, Streaming, Structure, Type, value};

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The shape's name.
    pub shape: String,
    /// The name in upper camel case: the stem of `…Input` and `…Output`.
    pub name: String,
    /// The module and the client's method.
    pub method: String,
    /// The type of the fluent builder.
    pub fluent_builder: String,
    /// Its documentation.
    pub docs: Docs,
    /// The first sentence of its documentation.
    pub summary: String,
    /// A summary of its traits, as one line of Markdown.
    pub trait_summary: String,
    /// An input with the required members, for the documentation.
    pub example: Option<value::Example>,
    /// The permissions that a caller needs, if the model describes them.
    pub permissions: Option<Permissions>,
    /// The effect of sending the request twice.
    pub idempotency: Idempotency,
    /// The input structure.
    pub input: Structure,
    /// The output structure.
    pub output: Structure,
    /// The exceptions that the model lists, by Rust name.
    pub errors: Vec<String>,
    /// The name of the type of its error.
    pub error_name: String,
    /// The type of its error.
    pub error_type: ErrorType,
    /// Its pagination.
    pub pagination: Option<Pagination>,
    /// The update that it performs, if it replaces a resource that another operation reads.
    pub update: Option<Update>,
    /// The task that it starts.
    pub task: Option<Task>,
    /// Its waiters.
    pub waiters: Vec<Waiter>,
    /// The endpoint parameters that it sets.
    pub endpoint_params: Vec<EndpointParam>,
    /// The input field whose value is the URL of the endpoint, if the service returns endpoints.
    pub endpoint_field: Option<String>,
    /// The prefix of the host, if any.
    pub host_prefix: Vec<HostPart>,
    /// Its HTTP request, if the protocol has HTTP bindings.
    pub http: Option<Http>,
    /// Large bodies are compressed.
    pub gzip: bool,
    /// Bodies have a checksum.
    pub checksum: bool,
    /// The streams in its input and output.
    pub streaming: Streaming,
    /// The checksums of requests and responses.
    pub http_checksum: Option<HttpChecksum>,
    /// The auth schemes of requests, in the order of preference.
    pub auth_schemes: Vec<AuthScheme>,
    /// Signatures do not cover the body.
    pub unsigned_payload: bool,
    /// The input fields that have a value if they are unset or empty, with the value.
    pub defaults: Vec<(String, String)>,
    /// Bodies have a tree hash.
    pub tree_hash: bool,
    /// Whether its endpoint is discovered.
    pub discovered_endpoint: Option<DiscoveredEndpoint>,
}

/// Whether an operation needs a discovered endpoint (`aws.api#clientDiscoveredEndpoint`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscoveredEndpoint {
    /// The endpoint is discovered if the config enables it.
    Optional,
    /// The endpoint is discovered unless the config sets one.
    Required,
}

/// The type of an operation's error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorType {
    /// The type that all operations of the service share.
    OfService,
    /// A type with the exceptions that the operation lists.
    OfOperation,
}

/// The place of the API key in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiKeyLocation {
    /// A header, with the name of a scheme before the key, if there is one.
    Header {
        /// The name of the header.
        name: String,
        /// The scheme.
        scheme: Option<String>,
    },
    /// A parameter of the query.
    Query {
        /// The name of the parameter.
        name: String,
    },
}

/// The checksums of an operation with HTTP bindings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpChecksum {
    /// The header of the member that names the algorithm.
    pub algorithm_header: Option<String>,
    /// Requests must have a checksum.
    pub is_required: bool,
    /// The header of the member that asks for the checksum of the response.
    pub mode_header: Option<String>,
    /// The algorithms of responses.
    pub response_algorithms: Vec<String>,
}

/// An auth scheme of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthScheme {
    /// `aws.auth#sigv4`
    SigV4,
    /// `aws.auth#sigv4a`
    SigV4a,
    /// `smithy.api#httpBearerAuth`
    HttpBearer,
    /// `smithy.api#httpApiKeyAuth`
    HttpApiKey,
    /// `smithy.api#httpBasicAuth`
    HttpBasic,
    /// `smithy.api#httpDigestAuth`
    HttpDigest,
    /// Requests may be sent without authentication.
    NoAuth,
}

/// A part of the host prefix.
#[derive(Clone, Debug)]
pub enum HostPart {
    /// Text.
    Text(String),
    /// The value of a member of the input.
    Label {
        /// The member's name.
        member_name: String,
        /// The field.
        field: String,
    },
}

/// The effect of repeating a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// `@readonly`
    ReadOnly,
    /// `@idempotent`, or an `@idempotencyToken` in the input
    Idempotent,
    /// neither
    NonIdempotent,
}

/// The pagination of an operation.
#[derive(Clone, Debug)]
pub struct Pagination {
    /// The input field that takes the token.
    pub input_token: String,
    /// The token's type.
    pub token: Type,
    /// The path to the next token in the output.
    pub output_token: ShapePath,
    /// The input field for the page size, if there is one, and its width.
    pub page_size: Option<(String, Type)>,
    /// The boolean field of the output for whether there are more pages, if the token does not show
    /// it.
    pub more_pages: Option<String>,
    /// The items, if the model names them.
    pub items: Option<Items>,
}

/// An update that replaces what another operation reads (`smithy.codegen#update`).
#[derive(Clone, Debug)]
pub struct Update {
    /// The stem of the names of the operation that reads.
    pub read: String,
    /// The module of that operation, which is also the client's method.
    pub module: String,
    /// The field of its input that identifies the resource.
    pub identifier: String,
    /// The type of that field.
    pub identifier_type: Type,
    /// The other fields of its input.
    pub settable: Vec<Field>,
    /// The field of the output with the structure that is read, unless it is the output itself, and
    /// whether the field can be absent.
    pub nested: Option<(String, bool)>,
    /// The source of each field of the update that has one.
    pub sources: Vec<(String, UpdateSource)>,
    /// The members with different names in output and update: the name in the output, then that in
    /// the update.
    pub renames: Vec<(String, String)>,
    /// The exception that reports a change since the resource was read.
    pub conflict: String,
    /// The name after `is_` in the predicate of the error enum for this exception.
    pub conflict_snake_name: String,
}

/// The source of a field of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpdateSource {
    /// A field of the structure that is read.
    Current {
        /// The field.
        field: String,
        /// Whether it is an `Option`.
        is_optional: bool,
        /// The conversion to the type of the update, if the types differ.
        conversion: Option<Conversion>,
    },
    /// A field of the input of the reading operation.
    Call(String),
}

/// A structure with some members of another one, or a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The structure of the update.
    pub structure: String,
    /// Whether it is a list of them.
    pub is_list: bool,
    /// Its fields, each with the field of the other structure, and whether only the update has an
    /// `Option`.
    pub fields: Vec<(String, String, bool)>,
}

/// The items of a page.
#[derive(Clone, Debug)]
pub struct Items {
    /// The path to them in the output.
    pub path: ShapePath,
    /// A list, or a map whose entries are the items.
    pub collection: Type,
}

/// The permissions that a caller needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    /// The action of the operation, and those that it performs on behalf of the caller.
    pub actions: Vec<String>,
    /// Condition keys that have the value of the input member of that name.
    pub member_keys: Vec<String>,
    /// Other condition keys.
    pub other_keys: Vec<String>,
}
