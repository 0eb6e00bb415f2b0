//! Requests that the chain sends: with few attempts, and short where nothing may be listening.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use super::DefaultChain;
use crate::client::{timer, transport};
use crate::config::AsyncSleep;
use crate::config::http::HttpClient;
use crate::error::BoxError;

const ATTEMPTS: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// A client whose requests end within a second: off the cloud nothing answers at the fixed addresses.
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
                Patience::Short => transport::within_a_second(sending).await,
                Patience::Normal => sending.await,
            };
            let again = match &result {
                Ok(response) => response.status().is_server_error() || response.status().as_u16() == 429,
                Err(_) => patience == Patience::Normal,
            };
            if !again || attempt == ATTEMPTS {
                return Ok(result?);
            }
            match &self.sleep {
                Some(sleep) => sleep.sleep(pause).await,
                None => timer::sleep(pause).await,
            }
            pause *= 2;
            attempt += 1;
        }
    }
}
