//! The intermediate representation of a client. It contains every name, type and choice, so that
//! emitters only print.

pub mod value;

mod constraints;
mod context_params;
mod operation;
mod resource;
mod schema;
mod shape;
mod streaming;
mod task;
mod types;
mod waiter;

use crate::endpoint_rules::ir::Rules;

pub use self::constraints::{Constraint, Constraints, MemberConstraint};
pub use self::context_params::{ClientParam, EndpointCall, EndpointParam, EndpointParamValue};
pub use self::operation::{
    ApiKeyLocation, AuthScheme, Conversion, DiscoveredEndpoint, ErrorType, HostPart, HttpChecksum, Idempotency, Items,
    Operation, Pagination, Permissions, Update, UpdateSource,
};
pub use self::resource::{Arn, ArnPart, Resource, ResourceCall};
pub use self::schema::{HeaderWidth, Http, MemberSchema, Nested, Payload, Trait, XmlNamespace};
pub use self::shape::{
    BuildError, Builder, Default, Direction, Enum, EnumValue, EnumValues, Field, Presence, Redaction, Role, Structure,
    TimestampFormat, Union, UnionVariant,
};
pub use self::streaming::{EventException, Events, Streaming};
pub use self::task::{Task, TaskItems, TaskMember};
pub use self::types::Type;
pub use self::waiter::{Acceptor, Matcher, PathComparator, PathMatcher, Waiter, WaiterState};

/// A service and everything that is generated for it.
#[derive(Clone, Debug)]
pub struct Service {
    /// The package, as `partnercentral-selling`.
    pub package: String,
    /// The name of the crate in programs.
    pub crate_name: String,
    /// The environment variable for the endpoint of this service.
    pub endpoint_variable: String,
    /// Whether the types of the AWS SDK are always used, instead of with a cargo feature.
    pub uses_sdk_types: bool,
    /// The service shape's id.
    pub id: String,
    /// The service shape's name, as awsJson sends it.
    pub shape: String,
    /// `sdkId`, or the shape's name.
    pub sdk_id: String,
    /// The service's title, for documentation.
    pub title: String,
    /// The API version.
    pub version: String,
    /// The service in the credential scope of SigV4.
    pub signing_name: String,
    /// Whether it is a service of AWS, with the settings and credentials of AWS.
    pub is_aws: bool,
    /// The auth schemes of requests, in the order of preference. Operations can replace them.
    pub auth_schemes: Vec<AuthScheme>,
    /// The place of API keys, for services that have them.
    pub api_key: Option<ApiKeyLocation>,
    /// The protocol.
    pub protocol: Protocol,
    /// The XML namespace of the service, if the protocol has XML.
    pub xml_namespace: Option<XmlNamespace>,
    /// Headers that the service requires in every request.
    pub headers: Vec<(String, String)>,
    /// Errors are not wrapped in an element of their own (`aws.protocols#restXml`).
    pub no_error_wrapping: bool,
    /// The operation that creates the sessions of buckets, by method.
    pub create_session: Option<String>,
    /// The operation that returns the endpoints of others.
    pub endpoint_discovery: Option<EndpointDiscovery>,
    /// Errors also have codes of awsQuery.
    pub query_compatible: bool,
    /// The retryable exceptions, by name (`smithy.api#retryable`).
    pub retryable: Vec<(String, Retryable)>,
    /// The HTTP statuses of exceptions, by Rust name (`smithy.api#httpError`, else by
    /// `smithy.api#error`).
    pub statuses: Vec<(String, u16)>,
    /// The service's documentation.
    pub docs: Docs,
    /// The members that a client can set in every input that has them.
    pub bound_members: Vec<BoundMember>,
    /// The operations by name.
    pub operations: Vec<Operation>,
    /// The operations by the resource that they belong to, for the front page.
    pub groups: Vec<Group>,
    /// The operation that the front page calls, by method.
    pub first_call: Option<String>,
    /// The handles of resources, by name.
    pub resources: Vec<Resource>,
    /// The ARNs of resources, by name.
    pub arns: Vec<Arn>,
    /// The constraints on values of requests.
    pub constraints: Constraints,
    /// The quotas of requests that the service documents.
    pub rate_limits: Vec<RateLimit>,
    /// The structures that are not inputs, outputs or exceptions, by name.
    pub structures: Vec<Structure>,
    /// The exceptions by name.
    pub exceptions: Vec<Structure>,
    /// The unions by name.
    pub unions: Vec<Union>,
    /// The enums by name.
    pub enums: Vec<Enum>,
    /// The settings that only clients of this service have.
    pub client_params: Vec<ClientParam>,
    /// The endpoint rules, if the model has any.
    pub endpoint: Option<Rules>,
    /// Calls that must result in the endpoints of the rules' test cases.
    pub endpoint_calls: Vec<EndpointCall>,
}

/// The operation that returns the endpoints of others (`aws.api#clientEndpointDiscovery`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointDiscovery {
    /// The method of the operation.
    pub method: String,
    /// The code of the error of an endpoint that is no longer valid.
    pub error: String,
    /// Whether the input has the members `Operation` and `Identifiers`.
    pub takes_identifiers: bool,
    /// Whether operations need the endpoint of the whole client; unset if each endpoint belongs to
    /// identifiers in an input.
    pub of_client: Option<DiscoveredEndpoint>,
}

/// A limit of the requests per second of a group of operations.
#[derive(Clone, Debug, PartialEq)]
pub struct RateLimit {
    /// The operations that share the limit.
    pub of: RateLimited,
    /// The requests per second.
    pub per_second: f64,
}

/// The operations of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RateLimited {
    /// The operations with these names in the model.
    Named(Vec<String>),
    /// The operations that only read.
    ReadOnly,
    /// All operations without a limit so far.
    Others,
}

/// The kind of a retryable exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Retryable {
    /// A transient fault.
    Transient,
    /// The service throttles requests.
    Throttling,
}

/// Operations that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The name of the resource in words, or the title for the service itself.
    pub title: String,
    /// The operations, by method.
    pub methods: Vec<String>,
}

/// The protocols of Smithy and AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `smithy.protocols#rpcv2Cbor`
    RpcV2Cbor,
    /// `smithy.protocols#rpcv2Json`
    RpcV2Json,
    /// `aws.protocols#awsJson1_0`
    AwsJson10,
    /// `aws.protocols#awsJson1_1`
    AwsJson11,
    /// `aws.protocols#restJson1`
    RestJson1,
    /// `aws.protocols#restXml`
    RestXml,
    /// `aws.protocols#awsQuery`
    AwsQuery,
    /// `aws.protocols#ec2Query`
    Ec2Query,
}

/// Documentation as lines of Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The lines, wrapped, without a trailing blank one.
    pub lines: Vec<String>,
}

/// A member that a client can set in every input that has it (`smithy.codegen#boundMembers`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundMember {
    /// The member's name in the model.
    pub member: String,
    /// The function of the client.
    pub method: String,
}
