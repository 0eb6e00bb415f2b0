//! One attempt: it sends the request, signs it on the way, and compares the clocks.

use std::pin::pin;
use std::sync::Arc;

use super::Inner;
use super::interception::Interception;
use super::outcome::{Failure, ServiceResponse, TimedOut};
use super::prepared_request::PreparedRequest;
use super::unsigned_attempt::{Progress, SigningProblem, UnsignedAttempt};
use crate::box_error::BoxError;
#[cfg(feature = "http-checksum")]
use crate::http::ErrorKind;
#[cfg(feature = "streaming")]
use crate::http::collect_error;
use crate::http::{Body, ConnectorError, HttpClient, HttpResponse};
use crate::operation::Operation;
use crate::time::{Elapsed, InnerTimer, timeout};

/// The end of an attempt.
pub(super) struct Attempt {
    pub(super) outcome: Result<ServiceResponse, Failure>,
    /// The response showed that the request was signed for a time that is off by minutes.
    pub(super) clock_corrected: bool,
    /// The identity had expired when the request was signed, and the provider had no other.
    pub(super) had_expired: bool,
}

impl Inner {
    pub(super) async fn attempt(
        self: &Arc<Self>,
        prepared: &mut PreparedRequest,
        interception: &Interception,
        numbered: (u32, u32),
        progress: &mut Progress,
        timer: Option<&InnerTimer>,
    ) -> Attempt {
        interception.start_attempt(numbered.0);
        let (_, limit) = self.config.call_timeouts(prepared.streams);
        let mut unsigned = UnsignedAttempt::new(self, prepared, interception, numbered, progress);
        let sent = {
            let sent = pin!(self.send(&mut unsigned));
            timeout(&|duration| self.config.sleep(duration), limit, timer, sent).await
        };
        let (signed, had_expired) = (unsigned.signed, unsigned.may_be_expired);
        let outcome = sent.unwrap_or_else(|Elapsed(limit)| {
            let what = match progress.awaits_credentials {
                true => "attempt, which waited for credentials,",
                false => "attempt",
            };
            let is_unsent = signed.is_none();
            Err(Failure::Timeout(TimedOut { what, limit, is_unsent }))
        });
        let mut clock_corrected = false;
        if let (Ok(response), Some(signed)) = (&outcome, &signed) {
            let clock_skew = self.config.clock_skew(&self.shared.clock_skew);
            let (sent, received) = (signed.at, self.config.now());
            clock_corrected = clock_skew.observe(response.headers(), sent, received, signed.for_time);
        }
        let outcome = outcome.and_then(|response| interception.before_deserialization(response));
        let outcome = outcome.map(|response| ServiceResponse::new(prepared.operation, response));
        Attempt {
            outcome: interception.complete_attempt(outcome),
            clock_corrected,
            had_expired,
        }
    }

    /// Sends the request. If its identity has expired when a connection is available, the
    /// connection is left to others while another identity is loaded.
    async fn send(self: &Arc<Self>, unsigned: &mut UnsignedAttempt<'_>) -> Result<HttpResponse, Failure> {
        let http = self.config.transport().map_err(BoxError::from)?;
        let timeouts = self.config.timeouts().of_transport();
        let response = loop {
            let response = http.send_unsigned(unsigned, timeouts).await;
            match unsigned.problem.take() {
                Some(SigningProblem::Failed(error)) => return Err(error.into()),
                Some(SigningProblem::Expired) => {
                    drop(response);
                    unsigned.progress.awaits_credentials = true;
                    Box::pin(self.renew(&mut unsigned.prepared.authorization)).await?;
                    unsigned.progress.awaits_credentials = false;
                    // If the provider has nothing else, the service decides.
                    unsigned.may_be_expired = self.has_expired(&unsigned.prepared.authorization);
                }
                None => break response.map_err(Failure::Dispatch)?,
            }
        };
        let operation = unsigned.prepared.operation;
        let unread = match in_memory(operation, response) {
            Ok(response) => return verified(unsigned, response),
            Err(unread) => unread,
        };
        // A box, so that the future of the call has no room for it.
        let response = Box::pin(self.receive(operation, *unread)).await;
        verified(unsigned, response.map_err(Failure::Dispatch)?)
    }

    /// Reads the response.
    async fn receive(
        self: &Arc<Self>,
        operation: &Operation,
        response: http::Response<Body>,
    ) -> Result<HttpResponse, ConnectorError> {
        #[cfg(feature = "streaming")]
        if operation.streaming.output {
            return self.receive_stream(operation, response).await;
        }
        let _ = operation;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map_err(ConnectorError::of_body)?;
        Ok(http::Response::from_parts(parts, body).into())
    }

    #[cfg(feature = "streaming")]
    async fn receive_stream(
        self: &Arc<Self>,
        operation: &Operation,
        response: http::Response<Body>,
    ) -> Result<HttpResponse, ConnectorError> {
        let response = collect_error(response).await?;
        self.stream_response(operation, response).await.map(HttpResponse::from)
    }
}

/// Returns a response whose body is in memory, as those of our HTTP client are; another one as it
/// was.
fn in_memory(operation: &Operation, response: http::Response<Body>) -> Result<HttpResponse, Box<http::Response<Body>>> {
    if operation.streaming.output {
        return Err(Box::new(response));
    }
    let (parts, body) = response.into_parts();
    match body.try_into_bytes() {
        Ok(body) => Ok(http::Response::from_parts(parts, body).into()),
        Err(body) => Err(Box::new(http::Response::from_parts(parts, body))),
    }
}

/// Returns the response, verified if it has a checksum. If the checksum does not match, another
/// attempt may succeed.
fn verified(unsigned: &mut UnsignedAttempt<'_>, response: HttpResponse) -> Result<HttpResponse, Failure> {
    #[cfg(feature = "http-checksum")]
    if let Some(validation) = unsigned.validation()
        && response.status().is_success()
    {
        return validation.verified(response).map_err(|error| {
            let kind = Some(ErrorKind::TransientError);
            Failure::Dispatch(ConnectorError::other(error.into(), kind))
        });
    }
    let _ = unsigned;
    Ok(response)
}
