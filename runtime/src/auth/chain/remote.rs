//! Requests that the chain sends: with few attempts, and short where nothing may be listening.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Response, Uri};

use super::DefaultChain;
use super::secrets::Secrets;
use crate::error::ConnectorError;
use crate::http::{HttpClient, TransportTimeouts, transport};
use crate::protocol::error_code;
use crate::time::{AsyncSleep, Sleep, timer};

const ATTEMPTS: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// How much of what a service says of a failure is shown, in characters.
const SHOWN: usize = 300;

/// How long a request may take, and which failures are worth another attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Patience {
    /// A service of AWS, over the network.
    Service,
    /// A service within the machine or the container that is set up.
    Near,
    /// A service that may not exist: off the cloud nothing answers at the fixed addresses, and the chain should end soon.
    /// Where no connection comes about, there is no other attempt.
    Probe,
}

impl Patience {
    fn timeouts(self) -> TransportTimeouts {
        let (connect, read) = match self {
            Self::Service => (Duration::from_millis(3_100), Duration::from_secs(10)),
            Self::Near | Self::Probe => (Duration::from_secs(1), Duration::from_secs(1)),
        };
        TransportTimeouts {
            connect: Some(connect),
            read: Some(read),
        }
    }

    /// For an attempt as a whole, whatever the transport makes of the other limits.
    fn limit(self) -> Duration {
        match self {
            Self::Service => Duration::from_secs(15),
            Self::Near | Self::Probe => Duration::from_secs(2),
        }
    }

    fn repeats(self, error: &ConnectorError) -> bool {
        match self {
            Self::Service | Self::Near => !error.is_user(),
            Self::Probe => !error.is_unsent(),
        }
    }
}

impl DefaultChain {
    /// Sends a request, and again while the other side is overloaded or ill; gives the last response of any status.
    ///
    /// # Errors
    /// No answer came within the limits, or there is no transport.
    pub(super) async fn send(
        &self,
        request: Request<Bytes>,
        patience: Patience,
    ) -> Result<Response<Bytes>, ConnectorError> {
        let http = self.http.as_ref().ok_or_else(|| {
            ConnectorError::user(transport::NO_HTTP_CLIENT.into()).with_message(transport::NO_HTTP_CLIENT)
        })?;
        let mut pause = FIRST_PAUSE;
        let mut attempt = 1;
        loop {
            let sending = http.send_within(copy(&request), patience.timeouts());
            let result = self.within(patience.limit(), sending).await?;
            let again = match &result {
                Ok(response) => is_passing(response),
                Err(error) => patience.repeats(error),
            };
            if !again || attempt == ATTEMPTS {
                return result;
            }
            self.sleep(pause).await;
            pause *= 2;
            attempt += 1;
        }
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        match &self.sleep {
            Some(sleep) => sleep.sleep(duration),
            None => timer::sleep(duration),
        }
    }

    /// Waits for the future no longer than the limit; a timer is only made for a future that is not ready at once.
    async fn within<T>(&self, limit: Duration, future: impl Future<Output = T>) -> Result<T, ConnectorError> {
        let mut future = pin!(future);
        let mut timer = None;
        poll_fn(|context| {
            if let Poll::Ready(value) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(value));
            }
            let timer = timer.get_or_insert_with(|| self.sleep(limit));
            let over = || ConnectorError::timeout(format!("no answer within {limit:?}").into());
            timer.as_mut().poll(context).map(|()| Err(over()))
        })
        .await
    }
}

/// A request. Not by `http`'s builder, which is compiled anew for each type that it takes.
pub(super) fn request(
    method: Method,
    url: &str,
    headers: &[(HeaderName, HeaderValue)],
    body: Bytes,
) -> Result<Request<Bytes>, http::Error> {
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = Uri::try_from(url)?;
    for (name, value) in headers {
        request.headers_mut().append(name, value.clone());
    }
    Ok(request)
}

/// The same request for another attempt; none has extensions.
fn copy(request: &Request<Bytes>) -> Request<Bytes> {
    let mut copy = Request::new(request.body().clone());
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    copy
}

/// The service is overloaded or ill, which may pass.
pub(super) fn is_passing(response: &Response<Bytes>) -> bool {
    response.status().is_server_error() || response.status().as_u16() == 429
}

/// What an answer says of a failure: its code and its message where it has them, else its status.
pub(super) fn refusal(response: &Response<Bytes>) -> String {
    let answer = Secrets::read(response.body()).ok();
    let member = |names: &[&str]| {
        let answer = answer.as_ref()?;
        names.iter().find_map(|name| answer.text(name))
    };
    let header = response.headers().get("x-amzn-errortype");
    let code = header
        .and_then(|value| value.to_str().ok())
        .or_else(|| member(&["__type", "code", "Code", "error"]))
        .and_then(error_code);
    let message = member(&["message", "Message", "error_description"]);
    let text = match (code, message) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        (Some(text), None) | (None, Some(text)) => format!("{}: {text}", response.status()),
        (None, None) => format!("the service answered with {}", response.status()),
    };
    text.chars().take(SHOWN).collect()
}

/// A value of a header that is never shown; nothing for a text that no header can hold.
pub(super) fn secret_header(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
