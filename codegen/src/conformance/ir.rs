//! The protocol test cases of a service (`smithy.test#httpRequestTests`,
//! `smithy.test#httpResponseTests`, `smithy.test#eventStreamTests`).

use crate::ir::value::{StructureValue, Value};

/// The cases that apply to clients.
#[derive(Clone, Debug, Default)]
pub struct Suite {
    /// The requests that a client sends.
    pub requests: Vec<Request>,
    /// The results that it reads from successful responses.
    pub responses: Vec<Response>,
    /// The errors that it reads from responses.
    pub errors: Vec<Error>,
    /// The event streams that a client sends and receives.
    pub events: Vec<EventTest>,
}

/// A call and the request that it must send.
#[derive(Clone, Debug)]
pub struct Request {
    /// The case's id.
    pub id: String,
    /// The name of the test function.
    pub test: String,
    /// The client's method.
    pub method: String,
    /// The input.
    pub input: StructureValue,
    /// The settings that the client is given.
    pub settings: Settings,
    /// The endpoint parameters of the call only.
    pub call_params: Vec<(String, bool)>,
    /// The request that is expected.
    pub expected: ExpectedRequest,
}

/// Settings of a client.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The endpoint, if the endpoint rules do not give it.
    pub endpoint: Option<String>,
    /// The region, where it is not the default of all cases.
    pub region: Option<String>,
    /// Whether the client asks for dual-stack endpoints.
    pub use_dual_stack: bool,
    /// Endpoint parameters of the service.
    pub params: Vec<(String, bool)>,
}

/// A request as a case asks for it.
#[derive(Clone, Debug, Default)]
pub struct ExpectedRequest {
    /// The HTTP method.
    pub method: String,
    /// The path.
    pub path: String,
    /// The host, if the case has one.
    pub host: Option<String>,
    /// Parts of the query that must be there, as `key=value` or `key`.
    pub query: Vec<String>,
    /// Keys that the query must not have.
    pub forbid_query: Vec<String>,
    /// Keys that the query must have.
    pub require_query: Vec<String>,
    /// Headers that must be there with these values.
    pub headers: Vec<(String, String)>,
    /// Headers that must not be there.
    pub forbid_headers: Vec<String>,
    /// Headers that must be there.
    pub require_headers: Vec<String>,
    /// The body, if the case has one.
    pub body: Option<Body>,
}

/// A body, by the kind of comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// As JSON values.
    Json(String),
    /// As elements.
    Xml(String),
    /// As the parameters of a form.
    Form(String),
    /// As CBOR values; the text is in base64.
    Cbor(String),
    /// Byte by byte.
    Bytes(String),
}

/// A response as a case gives it.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
    /// Whether the body is in base64.
    pub is_base64: bool,
}

/// A successful response and the output that it must be read as.
#[derive(Clone, Debug)]
pub struct Response {
    /// The case's id.
    pub id: String,
    /// The name of the test function.
    pub test: String,
    /// The client's method.
    pub method: String,
    /// An input that can be sent.
    pub input: StructureValue,
    /// The response of the service.
    pub reply: Reply,
    /// The output that is expected.
    pub output: StructureValue,
}

/// An error response and the exception that it must be read as.
#[derive(Clone, Debug)]
pub struct Error {
    /// The case's id.
    pub id: String,
    /// The name of the test function.
    pub test: String,
    /// The client's method.
    pub method: String,
    /// An input that can be sent.
    pub input: StructureValue,
    /// The response of the service.
    pub reply: Reply,
    /// The variant of the service's error.
    pub variant: String,
    /// The exception that is expected.
    pub exception: StructureValue,
    /// Its code.
    pub code: String,
}

/// A call with event streams: the messages that it must send, and its result.
#[derive(Clone, Debug)]
pub struct EventTest {
    /// The case's id.
    pub id: String,
    /// The name of the test function.
    pub test: String,
    /// The client's method.
    pub method: String,
    /// The input, without its stream.
    pub input: StructureValue,
    /// The field of the input that is the stream, if the case has events for it.
    pub sent_field: Option<String>,
    /// The events that are sent.
    pub sent: Vec<Event>,
    /// The messages that are expected for them, in base64.
    pub sent_bytes: Vec<String>,
    /// The request that is expected, if the case has one.
    pub request: Option<ExpectedRequest>,
    /// The head of the response, and its body if it is not a stream.
    pub reply: Reply,
    /// The messages of the response, in base64.
    pub received_bytes: Vec<String>,
    /// The field of the output that is the stream.
    pub received_field: Option<String>,
    /// The expected result.
    pub end: EventEnd,
}

/// An event, or an exception in its place.
#[derive(Clone, Debug)]
pub enum Event {
    /// An event.
    Event(Value),
    /// An exception: the variant of the service's error and its value.
    Exception(String, StructureValue),
}

/// The expected result of a call with event streams.
#[derive(Clone, Debug)]
pub enum EventEnd {
    /// The case has no response.
    Any,
    /// The output, without its stream, and the events that follow.
    Output(Option<StructureValue>, Vec<Value>),
    /// An error of any kind.
    Failure,
    /// An error of the service: the variant, and its value if the case has one.
    Error(String, Option<StructureValue>),
}
