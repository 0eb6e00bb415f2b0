//! Runs protocol test cases with a dynamic client.

mod events;

use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{self, AuthSchemeId, Config, Credentials, Login, Region, Token, http_client_fn};
use smithy_client_runtime::presigning::{PresignedRequest, PresigningConfig};
use smithy_codegen::conformance::ir::{Reply, Request, Response};
use smithy_codegen::ir;
use smithy_codegen::ir::value;

use super::call::Call;
use super::operation::{Input, Output};
use super::same::differences;
use super::sample::{of_structure, required, sample};
use super::shapes::{Shapes, Structure};
use super::value::Value;

/// A client of a service, for the test cases of its operations.
///
/// It has the codecs, the schemas and the protocols of a generated client, but dynamic values
/// instead of generated types. The endpoints are those of the cases.
pub struct CaseClient {
    shapes: &'static Shapes,
    calls: Vec<Call>,
}

impl CaseClient {
    /// Creates the client.
    pub fn new(service: &'static ir::Service) -> Self {
        let shapes = Shapes::new(service);
        Self {
            shapes,
            calls: Call::all(service, shapes),
        }
    }

    /// Returns the request that the client sends for a case.
    ///
    /// # Errors
    /// Nothing was sent. The text is the reason.
    pub fn request(&self, case: &Request) -> Result<http::Request<Bytes>, String> {
        let call = self.call(&case.method)?;
        let input = self.value(call.input, &case.input)?;
        let (sent, result) = exchange(call, input, http::Response::new(Bytes::new()));
        match (sent, result) {
            (Some(request), _) => Ok(request),
            (None, Err(error)) => Err(format!("nothing was sent: {error}")),
            (None, Ok(_)) => Err("nothing was sent".to_owned()),
        }
    }

    /// Reads the response of a case with the client.
    ///
    /// # Errors
    /// The client returns an error, or a different output. The text has a line per difference.
    pub fn response(&self, case: &Response) -> Result<(), String> {
        let call = self.call(&case.method)?;
        let input = self.value(call.input, &case.input)?;
        let expected = self.value(call.output, &case.output)?;
        let response = response(&case.reply)?;
        let output = send(call, input, move |_| response.clone())?;
        let actual = output.value.ok_or("there is no output")?;
        same(&events::collected(actual)?, &events::collected(expected)?)
    }

    /// Presigns every operation twice: with the required members of its input, and with all
    /// members. Returns the requests by the names of the operations. If an operation has several
    /// auth schemes, SigV4 is used.
    ///
    /// An error is the reason for which an operation cannot be presigned.
    pub fn presigned(
        &self,
        config: PresigningConfig,
    ) -> impl Iterator<Item = (&'static str, Result<PresignedRequest, String>)> {
        let inputs = self
            .calls
            .iter()
            .flat_map(|call| [required, sample].map(|make| (call, make(self.shapes, call.input))));
        inputs.map(move |(call, input)| {
            // The features of other programs may enable `sigv4a`, and then the order of the model
            // would choose.
            let client =
                config_of(|_| http::Response::new(Bytes::new())).auth_scheme_preference([AuthSchemeId::new("sigv4")]);
            let handle = Handle::new(call.operation.service, client.build());
            let input = Input::new(*call, input);
            let request = wait(handle.presign_operation(call.operation, input, config));
            (call.facts.shape.as_str(), request.map_err(|error| error.to_string()))
        })
    }

    fn call(&self, method: &str) -> Result<Call, String> {
        let call = self.calls.iter().find(|call| call.facts.method == method);
        call.copied().ok_or_else(|| format!("there is no operation `{method}`"))
    }

    fn value(&self, structure: &'static Structure, given: &value::StructureValue) -> Result<Value, String> {
        of_structure(self.shapes, structure, given).ok_or_else(|| "the case has a value that cannot be made".to_owned())
    }
}

fn response(reply: &Reply) -> Result<http::Response<Bytes>, String> {
    let body = match reply.is_base64 {
        true => STANDARD.decode(&reply.body).map_err(|error| error.to_string())?,
        false => reply.body.clone().into_bytes(),
    };
    let mut response = http::Response::builder().status(reply.status);
    for (name, value) in &reply.headers {
        response = response.header(name, value);
    }
    response.body(body.into()).map_err(|error| error.to_string())
}

/// Fails if two values differ, with a line per difference.
fn same(actual: &Value, expected: &Value) -> Result<(), String> {
    match differences(actual, expected) {
        lines if lines.is_empty() => Ok(()),
        lines => Err(lines.join("\n")),
    }
}

/// Calls an operation that has this response, and returns its request as well.
fn exchange(
    call: Call,
    input: Value,
    response: http::Response<Bytes>,
) -> (Option<http::Request<Bytes>>, Result<Output, String>) {
    let sent = Arc::new(Mutex::new(None));
    let recorder = Arc::clone(&sent);
    let result = send(call, input, move |request| {
        if let Ok(mut sent) = recorder.lock() {
            *sent = Some(request);
        }
        response.clone()
    });
    let sent = sent.lock().ok().and_then(|mut sent| sent.take());
    (sent, result)
}

/// Calls an operation once over a transport.
fn send(
    call: Call,
    input: Value,
    transport: impl Fn(http::Request<Bytes>) -> http::Response<Bytes> + Send + Sync + 'static,
) -> Result<Output, String> {
    let handle = Handle::new(call.operation.service, config_of(transport).build());
    call.enter();
    wait(handle.call_operation(call.operation, Input::new(call, input))).map_err(|error| error.to_string())
}

/// Returns the config of a client over a transport, which has identities of all kinds.
fn config_of(
    transport: impl Fn(http::Request<Bytes>) -> http::Response<Bytes> + Send + Sync + 'static,
) -> config::Builder {
    Config::builder()
        .region(Region::new("us-east-1"))
        .endpoint_url("https://example.com")
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "static"))
        .bearer_token(Token::from("TOKEN"))
        .api_key(Token::from("KEY"))
        .basic_auth_login(Login::new("user", "PASSWORD", None))
        .digest_auth_login(Login::new("user", "PASSWORD", None))
        .retry_config(RetryConfig::disabled())
        .http_client(http_client_fn(transport))
}

/// Runs a call, whose transport responds at once.
fn wait<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::yield_now(),
        }
    }
}
