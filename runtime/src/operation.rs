//! What generated code says of a service and its operations, and the traits by which the driver handles inputs,
//! outputs and errors without knowing them.

use std::fmt;

use crate::endpoint::{Endpoint, EndpointError, EndpointRequest};
use crate::error::BuildError;
use crate::protocol::Protocol;
use crate::serde::{ReadShape, WriteShape};

pub use crate::error::service::ServiceError;

/// The facts of a service; generated code keeps one `static` of these.
#[derive(Debug)]
pub struct Service {
    /// The shape's name, which awsJson sends before the operation's.
    pub name: &'static str,
    /// `sdkId` of `aws.api#service`: user agent, `AWS_ENDPOINT_URL_<SERVICE>`, profile sections.
    pub sdk_id: &'static str,
    /// The API version.
    pub version: &'static str,
    /// `aws.auth#sigv4` name: the service in the credential scope.
    pub signing_name: &'static str,
    /// It tells error codes of the awsQuery protocol as well (`aws.protocols#awsQueryCompatible`).
    pub query_compatible: bool,
    /// Codes of exceptions that the model says may pass (`smithy.api#retryable`).
    pub retryable_errors: &'static [(&'static str, Retryable)],
    /// How shapes become requests and responses become shapes.
    pub protocol: &'static dyn Protocol,
    /// The compiled endpoint rules (`smithy.rules#endpointRuleSet`).
    pub resolve_endpoint: fn(&EndpointRequest<'_>) -> Result<Endpoint, EndpointError>,
}

/// What the model says of an exception after which another attempt may succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retryable {
    /// A fault that may pass.
    Transient,
    /// The service asks to slow down (`throttling: true`).
    Throttling,
}

/// The facts of an operation, which the trait of its input holds.
#[derive(Debug)]
pub struct Operation {
    /// The service that it belongs to.
    pub service: &'static Service,
    /// The shape's name.
    pub name: &'static str,
    /// What repeating a request can do.
    pub effect: Effect,
    /// Large bodies are sent compressed (`smithy.api#requestCompression` with gzip).
    pub gzip: bool,
    /// Bodies are sent with their checksum (`smithy.api#httpChecksumRequired`).
    pub checksum: bool,
    /// Whether requests are signed.
    pub auth: Auth,
}

/// Whether the requests of an operation are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// Always, by Signature Version 4; without credentials nothing is sent.
    SigV4,
    /// Where the config has credentials (`smithy.api#optionalAuth`).
    Optional,
    /// Never: the service or the operation knows no signatures.
    None,
}

impl Operation {
    /// An operation without traits that change its requests.
    pub const fn new(service: &'static Service, name: &'static str, effect: Effect) -> Self {
        Self {
            service,
            name,
            effect,
            gzip: false,
            checksum: false,
            auth: Auth::SigV4,
        }
    }

    /// Large bodies are sent compressed.
    #[must_use]
    pub const fn gzip(mut self) -> Self {
        self.gzip = true;
        self
    }

    /// Whether requests are signed.
    #[must_use]
    pub const fn auth(mut self, auth: Auth) -> Self {
        self.auth = auth;
        self
    }

    /// Bodies are sent with their checksum.
    #[must_use]
    pub const fn checksum(mut self) -> Self {
        self.checksum = true;
        self
    }
}

/// What sending the same request twice does on the service's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: `smithy.api#readonly`.
    ReadOnly,
    /// The same as sending it once: `smithy.api#idempotent`, or an `smithy.api#idempotencyToken` in the input.
    Idempotent,
    /// It may take effect twice.
    Mutating,
}

/// The input structure of an operation.
pub trait OperationInput: WriteShape + fmt::Debug + Send + Sync + 'static {
    /// The output structure.
    type Output: OperationOutput;
    /// The service's error type.
    type Error: ServiceError;
    /// The operation.
    const OPERATION: &'static Operation;

    /// Fills what the client fills (`smithy.api#idempotencyToken`), then reports every required member that is unset.
    fn prepare(&mut self, new_token: &mut dyn FnMut() -> String) -> Result<(), BuildError> {
        let _ = new_token;
        Ok(())
    }

    /// Hands the endpoint rules what the operation and its input say (`smithy.rules#contextParam`,
    /// `staticContextParams`, `operationContextParams`), and what goes before the host (`smithy.api#endpoint`).
    fn endpoint_params(&self, request: &mut EndpointRequest<'_>) {
        let _ = request;
    }
}

/// The output structure of an operation.
pub trait OperationOutput: ReadShape + Send + Sync + 'static {
    /// Keeps the id that the service gave the request.
    fn set_request_id(&mut self, request_id: Option<String>);
}
