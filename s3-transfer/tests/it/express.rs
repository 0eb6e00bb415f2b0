//! Sessions of S3 Express: created once per bucket, refreshed before they expire, and turned off
//! by a setting.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use s3::config::TimeSource;
use s3::presigning::PresigningConfig;
use s3::primitives::ByteStream;
use s3::{Client, Config};

use crate::store::{Fault, Request, Store};

const BUCKET: &str = "bucket--use1-az4--x-s3";

async fn put(client: &Client, bucket: &str) -> Result<(), s3::error::SdkError<s3::Error>> {
    let body = ByteStream::from_static(b"content");
    client
        .put_object()
        .bucket(bucket)
        .key("key")
        .body(body)
        .send()
        .await
        .map(drop)
}

/// Returns how requests are authenticated: operation, key, signing name and session token.
fn authentication(request: &Request) -> String {
    let operation = match request.query.contains_key("session") {
        true => "CreateSession",
        false => &request.method,
    };
    let authorization = request.header("authorization");
    let credential = authorization.split("Credential=").nth(1).unwrap_or_default();
    let scope: Vec<_> = credential.split(['/', ',']).collect();
    let token = request.header("x-amz-s3session-token");
    format!("{operation} {} {} {token}", scope[0], scope[3])
}

fn seen(store: &Store) -> Vec<String> {
    store.take_requests().iter().map(authentication).collect()
}

#[tokio::test]
async fn a_session_is_created_once_for_each_bucket() {
    let store = Store::start().await;
    let client = Client::from_conf(store.config().build());
    for bucket in [BUCKET, BUCKET, "other--use1-az4--x-s3", BUCKET] {
        put(&client, bucket).await.unwrap();
    }
    let expected = [
        "CreateSession AKID s3express ",
        "PUT key-1 s3express token-1",
        "PUT key-1 s3express token-1",
        "CreateSession AKID s3express ",
        "PUT key-2 s3express token-2",
        "PUT key-1 s3express token-1",
    ];
    assert_eq!(seen(&store), expected);
}

#[tokio::test]
async fn other_buckets_have_no_session() {
    let store = Store::start().await;
    put(&store.client(), "bucket").await.unwrap();
    assert_eq!(seen(&store), ["PUT AKID s3 "]);
}

#[tokio::test]
async fn calls_that_start_together_share_one_session() {
    let store = Store::start().await;
    let client = Client::from_conf(store.config().build());
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { put(&client, BUCKET).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let seen = seen(&store);
    let sessions = seen.iter().filter(|line| line.starts_with("CreateSession"));
    assert_eq!((seen.len(), sessions.count()), (9, 1));
}

/// A clock that can be set forward.
#[derive(Clone, Debug, Default)]
struct Clock(Arc<AtomicU64>);

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        SystemTime::now() + Duration::from_secs(self.0.load(Ordering::Relaxed))
    }
}

#[tokio::test]
async fn a_session_is_replaced_before_it_expires() {
    let store = Store::start().await;
    let clock = Clock::default();
    let client = Client::from_conf(store.config().time_source(clock.clone()).build());
    put(&client, BUCKET).await.unwrap();
    // The session lives for five minutes.
    clock.0.store(270, Ordering::Relaxed);
    store.set_session_lifetime(Duration::from_secs(3600));
    put(&client, BUCKET).await.unwrap();
    put(&client, BUCKET).await.unwrap();
    let expected = [
        "CreateSession AKID s3express ",
        "PUT key-1 s3express token-1",
        "CreateSession AKID s3express ",
        "PUT key-2 s3express token-2",
        "PUT key-2 s3express token-2",
    ];
    assert_eq!(seen(&store), expected);
}

#[tokio::test]
async fn a_session_that_the_service_calls_expired_is_replaced() {
    let store = Store::start().await;
    let client = Client::from_conf(store.config().build());
    put(&client, BUCKET).await.unwrap();
    let mut is_first = true;
    store.fail(move |request| {
        let fails = request.method == "PUT" && std::mem::take(&mut is_first);
        fails.then_some(Fault::Error(400, "ExpiredToken"))
    });
    put(&client, BUCKET).await.unwrap_err();
    put(&client, BUCKET).await.unwrap();
    assert_eq!(
        seen(&store)[3..],
        ["CreateSession AKID s3express ", "PUT key-2 s3express token-2"]
    );
}

#[tokio::test]
async fn a_session_that_is_refused_is_the_error_of_the_call() {
    let store = Store::start().await;
    store.fail(|request| {
        let is_session = request.query.contains_key("session");
        is_session.then_some(Fault::Error(403, "AccessDenied"))
    });
    let error = put(&Client::from_conf(store.config().build()), BUCKET)
        .await
        .unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("CreateSession for the bucket \"bucket--use1-az4--x-s3\""),
        "{text}"
    );
    assert!(text.contains("AccessDenied"), "{text}");
}

#[tokio::test]
async fn sessions_can_be_turned_off() {
    let store = Store::start().await;
    let client = |loaded: Config| {
        let mut config = loaded.to_builder();
        config.set_region(Some(s3::config::Region::new("us-east-1")));
        config.set_endpoint_url(Some(store.url.clone()));
        Client::from_conf(config.credentials_provider(keys()).build())
    };
    for (variable, sessions) in [("true", false), ("false", true)] {
        let env = s3::config::Env::from_slice(&[("AWS_S3_DISABLE_EXPRESS_SESSION_AUTH", variable)]);
        let loaded = Config::loader().env(env).load().await.unwrap();
        put(&client(loaded), BUCKET).await.unwrap();
        assert_eq!(seen(&store).len() == 2, sessions, "{variable}");
    }
    let mut config = store.config();
    config.set_disable_s3_express_session_auth(Some(true));
    put(&Client::from_conf(config.build()), BUCKET).await.unwrap();
    assert_eq!(seen(&store), ["PUT AKID s3express "]);
}

fn keys() -> s3::config::Credentials {
    s3::config::Credentials::new("AKID", "SECRET", None, None, "test")
}

#[tokio::test]
async fn a_presigned_request_has_the_token_of_the_session() {
    let store = Store::start().await;
    let client = Client::from_conf(store.config().build());
    let config = PresigningConfig::builder()
        .start_time(SystemTime::now())
        .expires_in(Duration::from_secs(60))
        .build()
        .unwrap();
    let request = client
        .get_object()
        .bucket(BUCKET)
        .key("key")
        .presigned(config)
        .await
        .unwrap();
    assert!(
        request.uri().contains("X-Amz-S3session-Token=token-1"),
        "{}",
        request.uri()
    );
    assert!(request.uri().contains("X-Amz-Credential=key-1%2F"), "{}", request.uri());
}

#[tokio::test]
async fn checksums_are_crc32_where_one_is_required() {
    let store = Store::start().await;
    let when_required = s3::config::RequestChecksumCalculation::WhenRequired;
    for (calculation, has_checksum) in [(None, true), (Some(when_required), false)] {
        let mut config = store.config();
        config.set_request_checksum_calculation(calculation);
        put(&Client::from_conf(config.build()), BUCKET).await.unwrap();
        let requests = store.take_requests();
        let upload = requests.last().unwrap();
        assert_eq!(!upload.header("x-amz-checksum-crc32").is_empty(), has_checksum);
        assert_eq!(upload.header("content-md5"), "");
    }
}
