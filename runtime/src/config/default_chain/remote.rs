//! Requests that the chain sends: with few attempts, and short where nothing may be listening.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use super::DefaultChain;
use crate::client::{timer, transport};
use crate::config::http::HttpClient;
use crate::config::{AsyncSleep, Sleep};
use crate::error::{BoxError, ConnectorError};

const ATTEMPTS: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// How long a request may take. Off the cloud nothing answers at the fixed addresses, and the chain should end soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Patience {
    Short,
    Normal,
}

impl DefaultChain {
    /// Sends a request, and again while the other side is overloaded or ill; gives the last response of any status.
    pub(super) async fn send(&self, request: Request<Bytes>, patience: Patience) -> Result<Response<Bytes>, BoxError> {
        let http = self.http.as_ref().ok_or(transport::NO_HTTP_CLIENT)?;
        let mut pause = FIRST_PAUSE;
        let mut attempt = 1;
        loop {
            let sending = http.send(request.clone());
            let result = match patience {
                Patience::Short => self.within_a_second(sending).await,
                Patience::Normal => sending.await,
            };
            let again = match &result {
                Ok(response) => response.status().is_server_error() || response.status().as_u16() == 429,
                Err(_) => patience == Patience::Normal,
            };
            if !again || attempt == ATTEMPTS {
                return Ok(result?);
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

    async fn within_a_second<T>(
        &self,
        sending: impl Future<Output = Result<T, ConnectorError>>,
    ) -> Result<T, ConnectorError> {
        let mut sending = pin!(sending);
        let mut second = self.sleep(Duration::from_secs(1));
        poll_fn(|context| match sending.as_mut().poll(context) {
            Poll::Ready(result) => Poll::Ready(result),
            Poll::Pending => second
                .as_mut()
                .poll(context)
                .map(|()| Err(ConnectorError::timeout("no answer within a second".into()))),
        })
        .await
    }
}
