//! How bytes get out: the default HTTPS client, and what works without it.

#[cfg(feature = "https-client")]
mod classify;
#[cfg(feature = "https-client")]
mod connect;
#[cfg(feature = "https-client")]
mod connection;
#[cfg(feature = "https-client")]
mod https;
#[cfg(feature = "https-client")]
mod io;
#[cfg(feature = "https-client")]
mod pool;
#[cfg(feature = "https-client")]
mod target;
#[cfg(feature = "https-client")]
mod tls;
#[cfg(feature = "https-client")]
mod tunnel;

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

#[cfg(feature = "https-client")]
pub use self::https::{HttpsClient, HttpsClientBuilder};
use crate::config::SharedHttpClient;
use crate::error::ConnectorError;

/// What a call without a transport fails with.
pub(crate) const NO_HTTP_CLIENT: &str = "the config has no HTTP client: set `http_client`, or build \
    smithy-client-runtime with its feature `default-https-client`";

/// The transport of configs that set none.
pub(crate) fn default_client() -> Option<SharedHttpClient> {
    #[cfg(feature = "https-client")]
    return Some(SharedHttpClient::new(HttpsClient::builder().build()));
    #[cfg(not(feature = "https-client"))]
    return None;
}

/// Gives up on a request after a second, where there is a clock to go by.
pub(crate) async fn within_a_second<T>(
    sending: impl Future<Output = Result<T, ConnectorError>>,
) -> Result<T, ConnectorError> {
    #[cfg(feature = "https-client")]
    if tokio::runtime::Handle::try_current().is_ok() {
        let second = std::time::Duration::from_secs(1);
        return match tokio::time::timeout(second, sending).await {
            Ok(result) => result,
            Err(elapsed) => Err(ConnectorError::timeout(elapsed.into()).with_message("no answer within a second")),
        };
    }
    sending.await
}

/// Runs something that blocks on a thread of its own, so that no runtime is needed or held up.
pub(crate) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> std::io::Result<T> {
    let shared = Arc::new(Mutex::new(Handover {
        result: None,
        waker: None,
    }));
    let theirs = Arc::clone(&shared);
    std::thread::Builder::new()
        .name("smithy-client-blocking".to_owned())
        .spawn(move || {
            let result = work();
            let mut handover = theirs.lock().unwrap_or_else(PoisonError::into_inner);
            handover.result = Some(result);
            if let Some(waker) = handover.waker.take() {
                waker.wake();
            }
        })?;
    Waiting(shared).await
}

struct Handover<T> {
    result: Option<std::io::Result<T>>,
    waker: Option<Waker>,
}

struct Waiting<T>(Arc<Mutex<Handover<T>>>);

impl<T> Future for Waiting<T> {
    type Output = std::io::Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut handover = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match handover.result.take() {
            Some(result) => Poll::Ready(result),
            None => {
                handover.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
