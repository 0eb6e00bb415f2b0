//! Credentials: the cache in front of a provider, and the default chain.

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use crate::clock_skew::{Clock, NoSleep};
use crate::mini::{self, input, response};
use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::{
    Credentials, CredentialsError, ProvideCredentials, SharedCredentialsProvider, future,
};
use smithy_client_runtime::config::TimeSource as _;
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{Config, Region, http_client_fn};

/// Returns, at the n-th call, the result of a function of n.
#[derive(Clone)]
struct Counting {
    asked: Arc<AtomicUsize>,
    answer: fn(usize) -> Result<Duration, CredentialsError>,
}

impl Counting {
    fn shared(
        answer: fn(usize) -> Result<Duration, CredentialsError>,
    ) -> (SharedCredentialsProvider, Arc<AtomicUsize>) {
        let asked = Arc::new(AtomicUsize::new(0));
        (
            SharedCredentialsProvider::new(Self {
                asked: Arc::clone(&asked),
                answer,
            }),
            asked,
        )
    }
}

impl std::fmt::Debug for Counting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Counting")
    }
}

impl ProvideCredentials for Counting {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let number = self.asked.fetch_add(1, Ordering::SeqCst);
            let lifetime = (self.answer)(number)?;
            let expiry = Some(SystemTime::now() + lifetime);
            Ok(Credentials::new(
                format!("AKID{number}"),
                "SECRET",
                None,
                expiry,
                "test",
            ))
        })
    }
}

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

async fn key(provider: &SharedCredentialsProvider) -> String {
    provider.provide_credentials().await.unwrap().access_key_id().to_owned()
}

#[tokio::test]
async fn one_refresh_serves_many_calls() {
    let (provider, asked) = Counting::shared(|_| Ok(Duration::from_secs(3600)));
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let provider = provider.clone();
            tokio::spawn(async move { key(&provider).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), "AKID0");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn one_failure_serves_who_waited_and_no_one_else() {
    let (provider, asked) = Counting::shared(|number| match number {
        0 => Err(CredentialsError::not_loaded("nothing there")),
        _ => Ok(Duration::from_secs(3600)),
    });
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let provider = provider.clone();
            tokio::spawn(async move { provider.provide_credentials().await })
        })
        .collect();
    for call in calls {
        assert_eq!(
            call.await.unwrap().unwrap_err().to_string(),
            "no credentials: nothing there"
        );
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert_eq!(key(&provider).await, "AKID1");
}

#[tokio::test]
async fn a_cancelled_refresh_leaves_the_next_call_to_refresh() {
    let (provider, asked) = Counting::shared(|_| Ok(Duration::from_secs(3600)));
    let mut cancelled = Box::pin(key(&provider));
    let first = std::future::poll_fn(|context| std::task::Poll::Ready(cancelled.as_mut().poll(context))).await;
    assert!(first.is_pending());
    drop(cancelled);
    assert_eq!(key(&provider).await, "AKID0");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

/// The variable that is set when another test runs `child_process`.
const IS_CHILD: &str = "CHILD_PROCESS_OF_CREDENTIALS";

/// Returns a command that runs `child_process` without any of this process's variables.
fn child_command() -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "credentials::child_process", "--nocapture"])
        .env_clear()
        .env(IS_CHILD, "1");
    command
}

/// Runs `child_process` with these variables and no others; returns its output.
fn child(variables: &[(&str, &str)]) -> String {
    let output = child_command()
        .env("HOME", "/nonexistent")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{text} {}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

/// Makes a call and prints the key that signed it, or the error. Does nothing unless a test below
/// runs it, in a process with an environment of its own.
#[tokio::test]
async fn child_process() {
    if std::env::var_os(IS_CHILD).is_none() {
        return;
    }
    let signer = Arc::new(std::sync::Mutex::new(String::new()));
    let kept = Arc::clone(&signer);
    let http = http_client_fn(move |request| match request.uri().path() {
        "/container" => response(
            200,
            &[],
            r#"{"AccessKeyId":"AKIDC","SecretAccessKey":"S","Token":"T","Expiration":"2099-01-01T00:00:00Z"}"#,
        ),
        path if path.starts_with("/latest") => response(404, &[], ""),
        _ => {
            let value = request.headers()["authorization"].to_str().unwrap().to_owned();
            *kept.lock().unwrap() = format!("{} {value}", request.uri());
            http::Response::new(Bytes::new())
        }
    });
    let client = Handle::from_env(&mini::SERVICE).await.unwrap();
    let config = client
        .config()
        .to_builder()
        .region(Region::new("us-east-1"))
        .http_client(http)
        .build();
    match Handle::new(&mini::SERVICE, config).call(input()).await {
        Ok(_) => println!("signed: {}", signer.lock().unwrap()),
        Err(error) => println!("failed: {error}"),
    }
}

#[test]
fn the_chain_takes_the_first_credentials() {
    let directory = std::env::temp_dir().join(format!("smithy-client-runtime-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let file = |name: &str, text: &str| {
        let path = directory.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    };
    let keys = file(
        "credentials",
        "[default]\naws_access_key_id = AKIDP\naws_secret_access_key = S\n",
    );
    let process = file(
        "config",
        "[default]\ncredential_process = /bin/echo '{\"Version\":1,\"AccessKeyId\":\"AKIDX\",\"SecretAccessKey\":\"S\"}'\n",
    );
    let container = "http://127.0.0.1/container";
    for (variables, expected) in [
        (
            &[("AWS_ACCESS_KEY_ID", "AKIDE"), ("AWS_SECRET_ACCESS_KEY", "S")][..],
            "Credential=AKIDE/",
        ),
        (&[("AWS_SHARED_CREDENTIALS_FILE", &keys)], "Credential=AKIDP/"),
        (&[("AWS_CONFIG_FILE", &process)], "Credential=AKIDX/"),
        (
            &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", container)],
            "Credential=AKIDC/",
        ),
    ] {
        let text = child(variables);
        assert!(text.contains(expected), "{variables:?}: {text}");
    }
    std::fs::remove_dir_all(directory).unwrap();
}

#[test]
fn a_chain_without_credentials_says_what_was_tried() {
    let text = child(&[]);
    assert!(
        text.contains("failed: CreateInvitation: nothing was sent: no credentials: no source of the default chain is configured (environment: AWS_ACCESS_KEY_ID is not set; profile: there is no profile \"default\" in "),
        "{text}"
    );
    assert!(text.contains("instance metadata: "), "{text}");
}

#[test]
fn the_endpoint_of_the_service_goes_before_that_of_all() {
    let keys = [("AWS_ACCESS_KEY_ID", "AKIDE"), ("AWS_SECRET_ACCESS_KEY", "S")];
    let all = ("AWS_ENDPOINT_URL", "http://all.example");
    let own = ("AWS_ENDPOINT_URL_MINI_SERVICE", "http://own.example");
    assert!(child(&[keys[0], keys[1], all]).contains("signed: http://all.example/"));
    assert!(child(&[keys[0], keys[1], all, own]).contains("signed: http://own.example/"));
}

#[test]
fn a_variable_that_is_not_text_is_no_panic() {
    use std::os::unix::ffi::OsStrExt;
    let output = child_command()
        .env("UNRELATED", std::ffi::OsStr::from_bytes(b"\xff"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn plain_credentials_hide_what_is_secret() {
    let text = format!(
        "{:?}",
        Credentials::new("AKID", "SECRET", Some("TOKEN".to_owned()), None, "me")
    );
    assert!(
        text.contains("AKID") && text.contains("me") && !text.contains("SECRET") && !text.contains("TOKEN"),
        "{text}"
    );
    assert!(Config::builder().build().credentials_provider().is_none());
}
