//! Credentials that expire between two attempts, or on the way to the service.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use crate::clock_skew::{Clock, NoSleep};
use crate::mini::{self, input, response};
use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::{Credentials, CredentialsError, ProvideCredentials, future};
use smithy_client_runtime::config::TimeSource as _;
use smithy_client_runtime::config::http_client_fn;
use smithy_client_runtime::config::retry::RetryConfig;

/// Returns keys that are valid for ten seconds.
#[derive(Debug)]
struct ShortLived(Clock, AtomicUsize);

impl ProvideCredentials for ShortLived {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let number = self.1.fetch_add(1, Ordering::SeqCst);
        let expiry = Some(self.0.now() + Duration::from_secs(10));
        let keys = Credentials::new(format!("AKID{number}"), "SECRET", None, expiry, "test");
        future::ProvideCredentials::ready(match number {
            0 | 1 => Ok(keys),
            _ => Err(CredentialsError::not_loaded("the vault is sealed")),
        })
    }
}

#[tokio::test]
async fn an_attempt_never_uses_keys_that_expired_since_the_one_before() {
    let clock = Clock::default();
    let used = Arc::new(Mutex::new(Vec::new()));
    let (ours, seen) = (clock.clone(), Arc::clone(&used));
    let http = http_client_fn(move |request| {
        let text = request.headers()["authorization"].to_str().unwrap();
        let (_, key) = text.split_once("Credential=").unwrap();
        let mut seen = seen.lock().unwrap();
        seen.push(key.split('/').next().unwrap().to_owned());
        // The next two attempts come when the keys of the one before have expired.
        ours.set(20 * i64::try_from(seen.len()).unwrap());
        response(503, &[], "")
    });
    let config = mini::config()
        .retry_config(RetryConfig::standard().with_max_attempts(4))
        .credentials_provider(ShortLived(clock.clone(), AtomicUsize::new(0)))
        .time_source(clock)
        .sleep_impl(NoSleep)
        .http_client(http);
    let error = Handle::new(&mini::SERVICE, config.build())
        .call(input())
        .await
        .unwrap_err();
    assert_eq!(*used.lock().unwrap(), ["AKID0", "AKID1"]);
    // The error is the service's response, not the lack of keys.
    assert_eq!(
        (error.attempts(), error.raw_response().unwrap().status().as_u16()),
        (2, 503)
    );
}

#[tokio::test]
async fn a_request_whose_keys_expire_on_the_way_is_sent_again_with_others() {
    // Keys that have not expired by our clock are left to the next call.
    for (expires, attempts) in [(true, 2), (false, 1)] {
        let clock = Clock::default();
        let used = Arc::new(Mutex::new(Vec::new()));
        let (ours, seen) = (clock.clone(), Arc::clone(&used));
        let http = http_client_fn(move |request| {
            let text = request.headers()["authorization"].to_str().unwrap();
            let (_, key) = text.split_once("Credential=").unwrap();
            let mut seen = seen.lock().unwrap();
            seen.push(key.split('/').next().unwrap().to_owned());
            if expires {
                ours.set(20);
            }
            match seen.len() {
                1 => response(400, &[("x-amzn-errortype", "ExpiredTokenException")], "{}"),
                _ => response(200, &[], r#"{"Arn":"a"}"#),
            }
        });
        let config = mini::config()
            .retry_config(RetryConfig::standard())
            .credentials_provider(ShortLived(clock.clone(), AtomicUsize::new(0)))
            .time_source(clock)
            .sleep_impl(NoSleep)
            .http_client(http);
        let result = Handle::new(&mini::SERVICE, config.build()).call(input()).await;
        assert_eq!(result.is_ok(), expires);
        assert_eq!(used.lock().unwrap().len(), attempts);
        assert_eq!(*used.lock().unwrap(), ["AKID0", "AKID1"][..attempts]);
    }
}

#[tokio::test]
async fn keys_that_were_expired_before_they_were_used_are_sent_once() {
    let (handle, requests) = mini::client(|_| response(400, &[("x-amzn-errortype", "ExpiredTokenException")], "{}"));
    let expiry = Some(SystemTime::now() - Duration::from_secs(1));
    let config = handle
        .config()
        .to_builder()
        .retry_config(RetryConfig::standard())
        .credentials_provider(Credentials::new("OLD", "SECRET", None, expiry, "test"))
        .sleep_impl(NoSleep);
    let error = Handle::new(&mini::SERVICE, config.build())
        .call(input())
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), requests.lock().unwrap().len()), (1, 1));
}
