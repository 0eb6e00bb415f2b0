//! A service written by hand as the generator would write it: two operations, one exception.

use std::fmt;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::Credentials;
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{Config, Region, http_client_fn};
use smithy_client_runtime::endpoint::{Endpoint, EndpointError, EndpointRequest};
use smithy_client_runtime::error::{
    BuildError, ErrorMetadata, OwnTypes, ProvideErrorMetadata, RequestId, Unhandled, display_exception,
};
use smithy_client_runtime::operation::{
    ClientProtocol, Idempotency, Operation, OperationInput, OperationOutput, RequestIds, Service, ServiceError,
    ServiceTraits,
};
use smithy_client_runtime::paginate::{PaginatedInput, PaginatedItems};
use smithy_client_runtime::protocol::AWS_JSON_1_0;
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};

pub static SERVICE: Service = Service {
    name: "MiniService",
    sdk_id: "Mini Service",
    version: "2022-07-26",
    signing_name: "mini",
    traits: ServiceTraits::NONE,
    retryable_errors: &[],
    protocol: &AWS_JSON_1_0,
    resolve_endpoint,
};

/// Returns a service without traits, whose endpoint is that of the config.
pub const fn service(name: &'static str, signing_name: &'static str, protocol: &'static dyn ClientProtocol) -> Service {
    Service {
        name,
        sdk_id: name,
        version: "2022-07-26",
        signing_name,
        traits: ServiceTraits::NONE,
        retryable_errors: &[],
        protocol,
        resolve_endpoint: |request| Ok(Endpoint::new(request.endpoint.unwrap_or_default())),
    }
}

/// A fluent builder for mocks, which name operations by functions that return one.
#[cfg(feature = "test-util")]
pub struct Fluent<I>(std::marker::PhantomData<I>);

#[cfg(feature = "test-util")]
impl<I: OperationInput> smithy_client_runtime::fluent::FluentBuilder for Fluent<I> {
    type Input = I;
}

/// Returns the function that names an operation to mocks.
#[cfg(feature = "test-util")]
pub fn operation<I>() -> fn(&()) -> Fluent<I> {
    |_| Fluent(std::marker::PhantomData)
}

fn resolve_endpoint(request: &EndpointRequest<'_>) -> Result<Endpoint, EndpointError> {
    match (request.endpoint, request.region) {
        (Some(_), _) if request.use_fips => Err(EndpointError::new(
            "Invalid Configuration: FIPS and custom endpoint are not supported",
        )),
        (Some(url), _) => Ok(Endpoint::new(url)),
        (None, Some(region)) => Ok(Endpoint::new(format!("https://mini.{region}.api.aws"))),
        (None, None) => Err(EndpointError::new("Invalid Configuration: Missing Region")),
    }
}

static CREATE: Operation = Operation::new(&SERVICE, "CreateInvitation", Idempotency::Idempotent);
static LIST: Operation = Operation::new(&SERVICE, "ListInvitations", Idempotency::ReadOnly);

static CREATE_INPUT: Schema = Schema::new(
    "com.example#CreateInvitationRequest",
    "Catalog;ClientToken;Message sensitive;",
);

#[derive(Clone, Debug, Default)]
pub struct CreateInput {
    pub catalog: Option<String>,
    pub client_token: Option<String>,
    pub message: Option<String>,
}

impl SerializeShape for CreateInput {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeSerializer) {
        writer.structure(
            member,
            &CREATE_INPUT,
            &[&self.catalog, &self.client_token, &self.message],
        );
    }
}

impl OperationInput for CreateInput {
    type Output = CreateOutput;
    type Error = Error;
    const OPERATION: &'static Operation = &CREATE;

    fn prepare(&mut self, new_token: &mut dyn FnMut() -> String) -> Result<(), BuildError> {
        self.client_token.get_or_insert_with(new_token);
        BuildError::check(
            "CreateInvitationInput",
            "catalog message",
            &[self.catalog.is_some(), self.message.is_some()],
        )
    }
}

static CREATE_OUTPUT: Schema = Schema::new("com.example#CreateInvitationResponse", "Arn;Count;");

#[derive(Debug, Default, PartialEq)]
pub struct CreateOutput {
    pub arn: String,
    pub count: Option<i32>,
    request_id: Option<String>,
}

impl ErrorCorrection for CreateOutput {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for CreateOutput {
    fn read_into(slot: &mut Self, reader: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        reader.structure(&CREATE_OUTPUT, &mut [&mut slot.arn, &mut slot.count])
    }
}

impl OperationOutput for CreateOutput {
    fn set_request_id(&mut self, ids: RequestIds) {
        self.request_id = ids.id().map(str::to_owned);
    }
}

impl RequestId for CreateOutput {
    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

static LIST_INPUT: Schema = Schema::new("com.example#ListInvitationsRequest", "NextToken;MaxResults;");

#[derive(Clone, Debug, Default)]
pub struct ListInput {
    pub next_token: Option<String>,
    pub max_results: Option<i32>,
}

impl SerializeShape for ListInput {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeSerializer) {
        writer.structure(member, &LIST_INPUT, &[&self.next_token, &self.max_results]);
    }
}

impl OperationInput for ListInput {
    type Output = ListOutput;
    type Error = Error;
    const OPERATION: &'static Operation = &LIST;
}

impl PaginatedInput for ListInput {
    type Token = String;

    fn token(&self) -> Option<&String> {
        self.next_token.as_ref()
    }

    fn set_token(&mut self, token: String) {
        self.next_token = Some(token);
    }

    fn set_page_size(&mut self, size: i32) {
        self.max_results = Some(size);
    }

    fn next_token(output: &ListOutput) -> Option<String> {
        output.next_token.clone()
    }
}

impl PaginatedItems for ListInput {
    type Item = String;

    fn items(output: ListOutput) -> Vec<String> {
        output.arns
    }
}

static LIST_OUTPUT: Schema = Schema::new("com.example#ListInvitationsResponse", "Arns;NextToken;");

#[derive(Debug, Default)]
pub struct ListOutput {
    pub arns: Vec<String>,
    pub next_token: Option<String>,
}

impl ErrorCorrection for ListOutput {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for ListOutput {
    fn read_into(slot: &mut Self, reader: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        reader.structure(&LIST_OUTPUT, &mut [&mut slot.arns, &mut slot.next_token])
    }
}

impl OperationOutput for ListOutput {
    fn set_request_id(&mut self, _: RequestIds) {}
}

static VALIDATION: Schema = Schema::new("com.example#ValidationException", "Message;Reason;Secret sensitive;");

#[derive(Debug, Default)]
pub struct ValidationException {
    pub message: String,
    pub reason: String,
    pub secret: Option<String>,
    meta: ErrorMetadata,
}

impl SerializeShape for ValidationException {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeSerializer) {
        writer.structure(member, &VALIDATION, &[&self.message, &self.reason, &self.secret]);
    }
}

impl ErrorCorrection for ValidationException {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for ValidationException {
    fn read_into(slot: &mut Self, reader: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        reader.structure(
            &VALIDATION,
            &mut [&mut slot.message, &mut slot.reason, &mut slot.secret],
        )
    }
}

#[derive(Debug)]
pub enum Error {
    ValidationException(ValidationException),
    Unhandled(Unhandled),
}

impl ServiceError for Error {
    type Interface = OwnTypes;

    fn read(code: &str, metadata: ErrorMetadata, reader: &mut dyn ShapeDeserializer) -> Result<Self, DeserializeError> {
        Ok(match code {
            "ValidationException" => {
                let mut error: ValidationException = reader.read()?;
                error.meta = metadata;
                Self::ValidationException(error)
            }
            _ => Self::Unhandled(Unhandled::new(metadata)),
        })
    }

    fn unhandled(metadata: ErrorMetadata) -> Self {
        Self::Unhandled(Unhandled::new(metadata))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ValidationException(error) => display_exception(f, &error.meta, error),
            Self::Unhandled(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::ValidationException(_) => None,
            Self::Unhandled(error) => error.source(),
        }
    }
}

impl ProvideErrorMetadata for Error {
    fn meta(&self) -> &ErrorMetadata {
        match self {
            Self::ValidationException(error) => &error.meta,
            Self::Unhandled(error) => error.meta(),
        }
    }
}

/// Returns a config with a region and keys, whose calls have one attempt.
pub fn config() -> smithy_client_runtime::config::Builder {
    Config::builder()
        .retry_config(RetryConfig::disabled())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new(
            "AKID",
            "SECRET",
            Some("TOKEN".to_owned()),
            None,
            "test",
        ))
}

pub type Requests = Arc<Mutex<Vec<http::Request<Bytes>>>>;

/// Returns a client whose requests are recorded. A function of their number gives the response.
pub fn client(answer: impl Fn(usize) -> http::Response<Bytes> + Send + Sync + 'static) -> (Handle, Requests) {
    let requests = Requests::default();
    let kept = Arc::clone(&requests);
    let http = http_client_fn(move |request| {
        let mut kept = kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        kept.push(request);
        answer(kept.len() - 1)
    });
    (Handle::new(&SERVICE, config().http_client(http).build()), requests)
}

/// Returns a response of this status, these headers and this body.
pub fn response(status: u16, headers: &[(&str, &str)], body: &str) -> http::Response<Bytes> {
    let mut response = http::Response::builder()
        .status(status)
        .header("x-amzn-requestid", "request-1");
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Bytes::from(body.to_owned())).unwrap_or_default()
}

/// Returns an input with all required members.
pub fn input() -> CreateInput {
    CreateInput {
        catalog: Some("AWS".to_owned()),
        message: Some("hello".to_owned()),
        client_token: None,
    }
}
