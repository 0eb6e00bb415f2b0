//! Helpers of the targets: a client whose responses the fuzzer chooses.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::{Request, Response};
use partnercentral_selling::config::retry::RetryConfig;
use partnercentral_selling::config::{Credentials, Region, http_client_fn};
use partnercentral_selling::{Client, Config};

/// Returns a client that gets its responses from this function.
pub fn client<B: Into<Vec<u8>>>(answer: impl Fn(Request<Vec<u8>>) -> Response<B> + Send + Sync + 'static) -> Client {
    let config = Config::builder()
        .region(Region::new("us-east-1"))
        // A call that pauses would be one that is never ready.
        .retry_config(RetryConfig::disabled())
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "fuzz"))
        .http_client(http_client_fn(move |request| {
            let (parts, body) = request.into_parts();
            answer(Request::from_parts(parts, body.to_vec())).map(|body| body.into().into())
        }))
        .build();
    Client::from_conf(config)
}

/// Returns the outcome of a call that waits for nothing.
pub fn ready<T>(call: impl Future<Output = T>) -> T {
    match pin!(call).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => unreachable!("a function stands in for the network"),
    }
}
