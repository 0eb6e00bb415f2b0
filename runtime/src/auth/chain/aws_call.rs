//! Requests of the chain to services of AWS: signed once they have a connection, and retried like
//! calls.

use std::time::SystemTime;

use bytes::Bytes;
use http::{Request, Response, Uri};

use super::ChainContext;
use super::http_source::SourcePolicy;
use crate::error::{BoxError, ConnectorError};
use crate::future::BoxFuture;
use crate::http::{Body, Headers, HttpClient, HttpRequest, UnsignedRequest, collect};
use crate::retry::{self, RetryAfter, RetryClassification};

/// A request to a service of AWS.
pub(super) struct AwsCall<'a> {
    pub(super) url: &'a str,
    /// Writes the request to the URL, signed for this time if it is signed.
    pub(super) request: &'a (dyn Fn(SystemTime) -> Result<Request<Bytes>, BoxError> + Sync),
    /// Returns the code of an error.
    pub(super) code: fn(&Response<Bytes>) -> Option<String>,
    /// The codes that are retried, beside those of all services.
    pub(super) transient: &'static [&'static str],
    /// The time at which the keys of the signature expire, and with them the call.
    pub(super) keys_expire: Option<SystemTime>,
}

/// The reason for which a call of a service has no response.
pub(super) enum AwsCallError {
    /// The keys of the signature expired while the request waited.
    KeysExpired,
    Failed(BoxError),
}

impl<E: Into<BoxError>> From<E> for AwsCallError {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl AwsCallError {
    pub(super) fn into_error(self) -> BoxError {
        match self {
            Self::KeysExpired => "the keys of the signature have expired".into(),
            Self::Failed(error) => error,
        }
    }
}

/// The times of a signed request.
#[derive(Clone, Copy)]
struct SignedAt {
    /// The time by our clock.
    ours: SystemTime,
    /// The time at the service, which the signature has.
    service: SystemTime,
}

/// An attempt that waits for its connection.
struct UnsignedAwsCall<'a> {
    context: &'a ChainContext,
    call: &'a AwsCall<'a>,
    uri: Uri,
    signed: Option<SignedAt>,
    problem: Option<AwsCallError>,
}

impl ChainContext {
    /// Sends a request to a service of AWS with the retries, the backoff and the clock correction
    /// of calls, and returns the last response of any status.
    ///
    /// # Errors
    /// No response came within the limits, the request cannot be written, there is no transport, or
    /// the keys of the signature expired.
    pub(super) fn send_to_aws<'a>(
        &'a self,
        call: &'a AwsCall<'a>,
    ) -> BoxFuture<'a, Result<Response<Bytes>, AwsCallError>> {
        Box::pin(async move {
            let policy = &self.settings.retry;
            let mut attempt = 1;
            loop {
                let mut unsigned = UnsignedAwsCall::new(self, call)?;
                let result = self.send_unsigned(&mut unsigned).await;
                let UnsignedAwsCall { signed, problem, .. } = unsigned;
                if let Some(problem) = problem {
                    return Err(problem);
                }
                let (classification, retry_after) = match &result {
                    Ok(response) => {
                        let headers = Headers::from(response.headers().clone());
                        let clock_corrected = signed
                            .is_some_and(|signed| self.skew.observe(&headers, signed.ours, self.now(), signed.service));
                        (call.classify(response, clock_corrected), RetryAfter::of(&headers))
                    }
                    Err(error) if SourcePolicy::Aws.retries(error) => {
                        (RetryClassification::Transient, RetryAfter::None)
                    }
                    Err(_) => (RetryClassification::Final, RetryAfter::None),
                };
                let pause = (attempt < policy.max_attempts)
                    .then(|| retry::pause(policy, classification, retry_after, attempt))
                    .flatten();
                let Some(pause) = pause else {
                    return Ok(result?);
                };
                tracing::debug!(attempt, ?pause, "a request for credentials is retried");
                self.sleep(pause).await;
                attempt += 1;
            }
        })
    }

    async fn send_unsigned(&self, unsigned: &mut UnsignedAwsCall<'_>) -> Result<Response<Bytes>, ConnectorError> {
        let http = self.http.get()?;
        let sending = async {
            let response = http.send_unsigned(unsigned, SourcePolicy::Aws.timeouts()).await?;
            collect(response).await
        };
        self.within(SourcePolicy::Aws, Box::pin(sending)).await
    }
}

impl<'a> UnsignedAwsCall<'a> {
    fn new(context: &'a ChainContext, call: &'a AwsCall<'a>) -> Result<Self, BoxError> {
        Ok(Self {
            context,
            call,
            uri: Uri::try_from(call.url)?,
            signed: None,
            problem: None,
        })
    }

    fn signed_request(&self, time: SystemTime) -> Result<HttpRequest, AwsCallError> {
        if self.call.keys_expire.is_some_and(|expiry| expiry <= time) {
            return Err(AwsCallError::KeysExpired);
        }
        let request = (self.call.request)(time)?;
        Ok(self.context.with_user_agent(request).map(Body::from))
    }
}

impl UnsignedRequest for UnsignedAwsCall<'_> {
    fn uri(&self) -> &Uri {
        &self.uri
    }

    fn sign(&mut self) -> Result<HttpRequest, ConnectorError> {
        let ours = self.context.now();
        let service = self.context.skew.at_service(ours);
        let request = self.signed_request(service).map_err(|problem| {
            self.problem = Some(problem);
            ConnectorError::user("the request cannot be signed".into())
        })?;
        self.signed = Some(SignedAt { ours, service });
        Ok(request)
    }

    fn is_current(&self) -> bool {
        let now = self.context.skew.at_service(self.context.now());
        self.call.keys_expire.is_none_or(|expiry| now < expiry)
    }
}

impl AwsCall<'_> {
    fn classify(&self, response: &Response<Bytes>, clock_corrected: bool) -> RetryClassification {
        if response.status().is_success() {
            return RetryClassification::Final;
        }
        let code = (self.code)(response);
        let code = code.as_deref();
        if code.is_some_and(|code| self.transient.contains(&code)) {
            return RetryClassification::Transient;
        }
        match response.status().as_u16() {
            // A credential service with this status is overloaded: wait as long as for 429.
            503 => RetryClassification::Throttling,
            status => match retry::classify(&[code], status, clock_corrected) {
                // Requests for credentials are idempotent.
                RetryClassification::Ambiguous => RetryClassification::Transient,
                classification => classification,
            },
        }
    }
}
