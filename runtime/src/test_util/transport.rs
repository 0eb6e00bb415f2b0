//! The HTTP client that passes calls to a mock.

use std::fmt;
use std::sync::Arc;

use http::{HeaderValue, Response, StatusCode};

use super::answer::{Answer, AnswerKind, Typed};
use super::attempt::AttemptedCall;
use super::state::State;
use crate::future::BoxFuture;
use crate::http::{Body, ConnectorError, HttpClient, HttpRequest};
use crate::time::timer;

pub(super) struct Transport(Arc<State>);

impl Transport {
    pub(super) fn new(state: Arc<State>) -> Self {
        Self(state)
    }
}

impl HttpClient for Transport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, ConnectorError>> {
        if request.body().bytes().is_some() {
            let answer = self.answer(&request);
            return Box::pin(respond_to(answer));
        }
        Box::pin(async move {
            // A stream is read completely, so that tests can inspect the data that was sent.
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map_err(ConnectorError::user)?;
            let answer = self.answer(&HttpRequest::from_parts(parts, body.into()));
            respond_to(answer).await
        })
    }
}

impl Transport {
    fn answer(&self, request: &HttpRequest) -> Result<Answer, String> {
        match request.extensions().get::<AttemptedCall>() {
            Some(call) => self.0.take(call.clone(), request),
            None => Err("this request is not the request of an operation; a mock responds to no others".to_owned()),
        }
    }
}

async fn respond_to(answer: Result<Answer, String>) -> Result<Response<Body>, ConnectorError> {
    let Answer { delay, kind } = answer.map_err(|problem| {
        let message = problem.clone();
        ConnectorError::user(problem.into()).with_message(message)
    })?;
    if !delay.is_zero() {
        timer::sleep(delay).await;
    }
    respond(kind)
}

fn respond(kind: AnswerKind) -> Result<Response<Body>, ConnectorError> {
    const REQUEST_ID: HeaderValue = HeaderValue::from_static("mock-request-id");
    let mut response = Response::new(Body::empty());
    match kind {
        AnswerKind::Drop => {
            return Err(ConnectorError::io(
                "the mock closed the connection before a response".into(),
            ));
        }
        AnswerKind::NoConnection => return Err(ConnectorError::io("the mock refuses connections".into()).unsent()),
        AnswerKind::Garbage => *response.body_mut() = Body::from(&b"\0this is not a response"[..]),
        AnswerKind::Status(status) => *response.status_mut() = self::status(status)?,
        AnswerKind::Typed { status, code, make } => {
            *response.status_mut() = self::status(status)?;
            let code = code.and_then(|code| HeaderValue::try_from(code).ok());
            response.headers_mut().extend(code.map(|code| (ERROR_TYPE, code)));
            response.extensions_mut().insert(Typed::new(make()));
        }
    }
    response.headers_mut().insert("x-amzn-requestid", REQUEST_ID);
    Ok(response)
}

const ERROR_TYPE: http::HeaderName = http::HeaderName::from_static("x-amzn-errortype");

fn status(status: u16) -> Result<StatusCode, ConnectorError> {
    StatusCode::from_u16(status).map_err(|error| ConnectorError::user(error.into()))
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mock")
    }
}
