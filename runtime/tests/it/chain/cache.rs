//! The cache of credentials: expiry, refreshes that fail, and loads that continue after their call
//! has ended.

mod loads;

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::{Credentials, CredentialsError, ProvideCredentials, future};
use smithy_client_runtime::config::timeout::TimeoutConfig;
use smithy_client_runtime::config::{TimeSource, http_client_fn};
use tokio::sync::Semaphore;

use crate::mini::{self, SERVICE, input};

/// A clock that a test moves, in milliseconds.
#[derive(Clone, Debug, Default)]
struct Clock(Arc<AtomicU64>);

impl Clock {
    fn advance(&self, seconds: u64) {
        self.advance_millis(seconds * 1000);
    }

    fn advance_millis(&self, millis: u64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_800_000_000) + Duration::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// Returns keys that are numbered by load; fails while `fails` is set.
#[derive(Clone, Debug)]
struct Provider {
    /// The lifetime of the keys in seconds.
    lifetime: u64,
    clock: Clock,
    loads: Arc<AtomicUsize>,
    fails: Arc<AtomicBool>,
    /// Lets loads end, one for each permit.
    gate: Option<Arc<Semaphore>>,
    /// Whether each load returns equal keys.
    repeats: bool,
}

impl Default for Provider {
    fn default() -> Self {
        Self {
            lifetime: 3600,
            clock: Clock::default(),
            loads: Arc::default(),
            fails: Arc::default(),
            gate: None,
            repeats: false,
        }
    }
}

impl ProvideCredentials for Provider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            let number = self.loads.fetch_add(1, Ordering::SeqCst);
            if let Some(gate) = &self.gate {
                gate.acquire().await.unwrap().forget();
            }
            if self.fails.load(Ordering::SeqCst) {
                return Err(CredentialsError::provider_error("it fails"));
            }
            let name = if self.repeats {
                "AKID".to_owned()
            } else {
                format!("AKID{number}")
            };
            let expiry = self.clock.now() + Duration::from_secs(self.lifetime);
            Ok(Credentials::new(name, "SECRET", None, Some(expiry), "test"))
        })
    }
}

struct Client {
    handle: Handle,
    /// The access key ids that requests were signed with.
    signers: Arc<Mutex<Vec<String>>>,
}

/// Returns a client whose service gives these codes of errors, in order, and then succeeds.
fn client(provider: &Provider, codes: &'static [&'static str], timeout: Option<Duration>) -> Client {
    let signers = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&signers);
    let http = http_client_fn(move |request| {
        let mut signers = seen.lock().unwrap();
        let authorization = request.headers()["authorization"].to_str().unwrap();
        let key = authorization.split(['=', '/']).nth(1).unwrap().to_owned();
        let response = match codes.get(signers.len()) {
            Some(code) => mini::response(400, &[("x-amzn-errortype", code)], "{}"),
            None => mini::response(200, &[], r#"{"Id":"1"}"#),
        };
        signers.push(key);
        response
    });
    let mut builder = mini::config()
        .credentials_provider(provider.clone())
        .time_source(provider.clock.clone())
        .http_client(http);
    if let Some(timeout) = timeout {
        builder = builder.timeout_config(TimeoutConfig::builder().operation_timeout(timeout).build());
    }
    Client {
        handle: Handle::new(&SERVICE, builder.build()),
        signers,
    }
}

impl Client {
    async fn call(&self) -> Result<(), String> {
        self.handle
            .call(input())
            .await
            .map(drop)
            .map_err(|error| error.to_string())
    }

    fn signers(&self) -> Vec<String> {
        self.signers.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn keys_are_used_until_they_expire_and_no_second_longer() {
    let provider = Provider::default();
    let client = client(&provider, &[], None);
    client.call().await.unwrap();
    provider.fails.store(true, Ordering::SeqCst);
    // In the last five minutes refreshes are attempted, and fail.
    provider.clock.advance(3600 - 240);
    client.call().await.unwrap();
    provider.clock.advance(239);
    client.call().await.unwrap();
    assert_eq!(client.signers(), ["AKID0"; 3]);
    // A request takes time to arrive.
    provider.clock.advance_millis(500);
    let error = client.call().await.unwrap_err();
    assert!(error.contains("it fails"), "{error}");
    assert_eq!(client.signers().len(), 3);
    provider.fails.store(false, Ordering::SeqCst);
    client.call().await.unwrap();
    assert_eq!(client.signers().len(), 4);
    assert_ne!(client.signers()[3], "AKID0");
}

#[tokio::test]
async fn keys_that_the_service_calls_expired_are_replaced_for_the_next_call() {
    for code in ["ExpiredToken", "ExpiredTokenException"] {
        let provider = Provider::default();
        let codes: &[&str] = if code == "ExpiredToken" {
            &["ExpiredToken"]
        } else {
            &["ExpiredTokenException"]
        };
        let client = client(&provider, codes, None);
        client.call().await.unwrap_err();
        client.call().await.unwrap();
        client.call().await.unwrap();
        assert_eq!(client.signers(), ["AKID0", "AKID1", "AKID1"], "{code}");
    }
}

#[tokio::test]
async fn a_provider_that_gives_expired_keys_again_is_not_asked_by_each_call() {
    let provider = Provider {
        repeats: true,
        ..Provider::default()
    };
    let client = client(&provider, &["ExpiredToken"; 50], None);
    for _ in 0..50 {
        client.call().await.unwrap_err();
    }
    assert_eq!(provider.loads.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_refresh_in_time_holds_up_nobody() {
    let gate = Arc::new(Semaphore::new(1));
    let provider = Provider {
        gate: Some(Arc::clone(&gate)),
        ..Provider::default()
    };
    let client = client(&provider, &[], None);
    client.call().await.unwrap();
    provider.clock.advance(3600 - 240);
    // The refresh starts in the background, the keys are good for four minutes.
    client.call().await.unwrap();
    assert_eq!(client.signers(), ["AKID0"; 2]);
    gate.add_permits(1);
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
    client.call().await.unwrap();
    assert_eq!(client.signers()[2], "AKID1");
}

#[tokio::test]
async fn keys_of_a_short_life_are_refreshed_when_half_of_it_is_over() {
    let provider = Provider {
        lifetime: 10,
        ..Provider::default()
    };
    let client = client(&provider, &[], None);
    client.call().await.unwrap();
    provider.clock.advance(4);
    client.call().await.unwrap();
    provider.clock.advance(1);
    client.call().await.unwrap();
    assert_eq!(client.signers(), ["AKID0", "AKID0", "AKID1"]);
    // A refresh that fails leaves keys that are still good, and is not repeated by each call.
    provider.fails.store(true, Ordering::SeqCst);
    provider.clock.advance(6);
    client.call().await.unwrap();
    client.call().await.unwrap();
    assert_eq!(client.signers()[3..], ["AKID1", "AKID1"]);
    assert_eq!(provider.loads.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_provider_that_keeps_failing_is_not_asked_by_each_call() {
    let provider = Provider::default();
    provider.fails.store(true, Ordering::SeqCst);
    let client = client(&provider, &[], None);
    for _ in 0..500 {
        client.call().await.unwrap_err();
    }
    let loads = provider.loads.load(Ordering::SeqCst);
    assert_eq!(loads, 2);
    provider.clock.advance(2);
    provider.fails.store(false, Ordering::SeqCst);
    client.call().await.unwrap();
}
