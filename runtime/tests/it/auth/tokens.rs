//! Tokens and their cache.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use smithy_client_runtime::auth::future;
use smithy_client_runtime::config::{Config, ProvideToken, Token, TokenError};

use super::{Bearer, Optional, authorization, authorization_of, client, config};

/// Returns a different token each time.
#[derive(Debug, Default)]
struct Counting(AtomicUsize);

impl ProvideToken for Counting {
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a,
    {
        future::ProvideToken::new(async {
            match self.0.fetch_add(1, Ordering::SeqCst) {
                7.. => Err(TokenError::provider_error("no more")),
                number => {
                    let expiry = SystemTime::now() + Duration::from_secs(3600);
                    Ok(Token::new(format!("number{number}"), Some(expiry)))
                }
            }
        })
    }
}

#[tokio::test]
async fn a_token_is_cached_until_a_service_refuses_it() {
    for (host, expected) in [
        ("taken.other", ["Bearer number0", "Bearer number0"]),
        ("refused.other", ["Bearer number0", "Bearer number1"]),
    ] {
        let config = Config::builder().endpoint_url(format!("https://{host}"));
        let (client, requests) = client(config.token_provider(Counting::default()));
        for _ in 0..2 {
            let _ = client.call(Optional).await;
        }
        let requests = requests.lock().unwrap();
        let sent: Vec<String> = requests.iter().map(authorization_of).collect();
        assert_eq!(sent, expected);
    }
    let failing = Counting(AtomicUsize::new(7));
    let error = authorization(config("").token_provider(failing), Bearer).await;
    assert_eq!(error, "Bearer: nothing was sent: the token provider failed: no more");
}
