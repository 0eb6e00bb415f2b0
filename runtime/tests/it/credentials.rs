//! Credentials: the cache in front of a provider, and the default chain.

mod chain;
mod expiry;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use smithy_client_runtime::auth::{
    Credentials, CredentialsError, ProvideCredentials, SharedCredentialsProvider, future,
};
use smithy_client_runtime::config::Config;

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
