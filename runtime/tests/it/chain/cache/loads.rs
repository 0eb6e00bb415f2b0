//! Loads that continue after their call has ended.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use smithy_client_runtime::auth::{Credentials, ProvideCredentials, SharedCredentialsProvider, future};
use tokio::sync::Semaphore;

use super::{Provider, client};

#[tokio::test]
async fn a_load_outlives_the_call_that_started_it() {
    let gate = Arc::new(Semaphore::new(0));
    let provider = Provider {
        gate: Some(Arc::clone(&gate)),
        ..Provider::default()
    };
    let client = client(&provider, &[], Some(Duration::from_secs(1)));
    let error = client.call().await.unwrap_err();
    assert!(error.contains("waited for credentials"), "{error}");
    gate.add_permits(1);
    client.call().await.unwrap();
    assert_eq!(provider.loads.load(Ordering::SeqCst), 1);
    assert_eq!(client.signers(), ["AKID0"]);
}

/// Without tokio, the waiting calls poll the load.
#[test]
fn without_a_runtime_the_next_call_goes_on_with_the_load() {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    #[derive(Clone, Debug, Default)]
    struct Stepwise(Arc<AtomicUsize>);
    impl ProvideCredentials for Stepwise {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            let mut polls = 0;
            self.0.fetch_add(1, Ordering::SeqCst);
            future::ProvideCredentials::new(std::future::poll_fn(move |_| {
                polls += 1;
                match polls {
                    4 => Poll::Ready(Ok(Credentials::from_keys("AKID", "SECRET", None))),
                    _ => Poll::Pending,
                }
            }))
        }
    }

    let provider = Stepwise::default();
    let shared = SharedCredentialsProvider::new(provider.clone());
    let mut context = Context::from_waker(Waker::noop());
    {
        let mut cancelled = pin!(shared.provide_credentials());
        assert!(cancelled.as_mut().poll(&mut context).is_pending());
    }
    let mut waiting = pin!(shared.provide_credentials());
    assert!(waiting.as_mut().poll(&mut context).is_pending());
    let mut other = pin!(shared.provide_credentials());
    match other.as_mut().poll(&mut context) {
        Poll::Ready(keys) => assert_eq!(keys.unwrap().access_key_id(), "AKID"),
        Poll::Pending => panic!("the load has gone on"),
    }
    assert!(waiting.as_mut().poll(&mut context).is_ready());
    assert_eq!(provider.0.load(Ordering::SeqCst), 1);
}
