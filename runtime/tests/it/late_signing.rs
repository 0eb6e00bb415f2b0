//! Requests that wait before they are sent: they carry the identity and the date of the time at
//! which they are sent, however long they waited.

mod calls;
#[cfg(feature = "credentials-chain")]
mod roles;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::{Credentials, CredentialsError, ProvideCredentials, future};
use smithy_client_runtime::config::http::HttpsClient;
use smithy_client_runtime::config::{Builder, ProvideToken, TimeSource, Token, TokenError};
use smithy_client_runtime::error::SdkError;
use smithy_client_runtime::operation::{AuthScheme, Idempotency, Operation};
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::clock_skew::{Clock, NoSleep};
use crate::https_client::server::{self, Server};
use crate::mini::{self, CreateOutput, Error, SERVICE, input};

static BEARER: Operation =
    Operation::new(&SERVICE, "CreateInvitation", Idempotency::Idempotent).auth_schemes(&[AuthScheme::HttpBearer]);

const BODY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"Arn\":\"a\"}";

/// A provider of identities that expire ten seconds after they were loaded.
#[derive(Clone, Debug)]
pub(crate) struct ShortLived {
    pub(crate) clock: Clock,
    pub(crate) loads: Arc<AtomicUsize>,
    /// The server that all loads but the first ask, as STS is asked.
    asks: Option<(HttpsClient, String)>,
}

impl ShortLived {
    pub(crate) fn new(clock: &Clock) -> Self {
        Self {
            clock: clock.clone(),
            loads: Arc::default(),
            asks: None,
        }
    }

    async fn load(&self) -> (usize, SystemTime) {
        let number = self.loads.fetch_add(1, Ordering::SeqCst);
        if let Some((http, url)) = self.asks.as_ref().filter(|_| number > 0) {
            server::call(http, url).await.unwrap();
        }
        (number, self.clock.now() + Duration::from_secs(10))
    }
}

impl ProvideCredentials for ShortLived {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            let (number, expiry) = self.load().await;
            Ok::<_, CredentialsError>(Credentials::new(
                format!("AKID{number}"),
                "SECRET",
                None,
                Some(expiry),
                "test",
            ))
        })
    }
}

impl ProvideToken for ShortLived {
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a,
    {
        future::ProvideToken::new(async {
            let (number, expiry) = self.load().await;
            Ok::<_, TokenError>(Token::new(format!("TOKEN{number}"), Some(expiry)))
        })
    }
}

/// Starts a server that sends this response for each permit.
fn held(allow: &Arc<Semaphore>, answer: impl Into<Arc<str>>) -> Server {
    let (allow, answer) = (Arc::clone(allow), answer.into());
    Server::start(move |mut stream, _, log| {
        let (allow, answer) = (Arc::clone(&allow), Arc::clone(&answer));
        async move {
            while log.request(&mut stream).await.is_some() {
                allow.acquire().await.unwrap().forget();
                if stream.write_all(answer.as_bytes()).await.is_err() {
                    return;
                }
            }
        }
    })
}

/// A server that responds when it is allowed to, a client with one connection, and a clock.
struct Setup {
    server: Server,
    allow: Arc<Semaphore>,
    clock: Clock,
    http: HttpsClient,
    provider: ShortLived,
}

impl Setup {
    fn new() -> Self {
        let allow = Arc::new(Semaphore::new(0));
        let server = held(&allow, BODY);
        let clock = Clock::default();
        Self {
            server,
            allow,
            http: HttpsClient::builder().max_connections(1).build(),
            provider: ShortLived::new(&clock),
            clock,
        }
    }

    fn config(&self) -> Builder {
        mini::config()
            .endpoint_url(self.server.url())
            .http_client(self.http.clone())
            .credentials_provider(self.provider.clone())
            .token_provider(self.provider.clone())
            .time_source(self.clock.clone())
            .sleep_impl(NoSleep)
    }

    fn client(&self) -> Handle {
        Handle::new(&SERVICE, self.config().build())
    }

    /// Waits until the server has received this number of requests.
    async fn received(&self, count: usize) {
        received(&self.server, count).await;
    }

    /// Returns the identity and the date of each request.
    fn identities(&self) -> Vec<String> {
        identities(&self.server)
    }
}

/// Waits until the server has so many requests.
async fn received(server: &Server, count: usize) {
    while server.log.requests().len() < count {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Returns the identity and the date of each request of the server.
fn identities(server: &Server) -> Vec<String> {
    let requests = server.log.requests();
    requests.iter().map(|request| identity_of(request)).collect()
}

/// Returns `AKID0 20260101T000000Z`, or the token.
fn identity_of(request: &str) -> String {
    let header = |name| request.lines().find_map(|line| line.strip_prefix(name));
    let authorization = header("authorization: ").unwrap_or("none");
    match authorization.split_once("Credential=") {
        None => authorization.to_owned(),
        Some((_, rest)) => {
            let key = rest.split('/').next().unwrap_or_default();
            format!("{key} {}", header("x-amz-date: ").unwrap_or_default())
        }
    }
}

type Call = JoinHandle<Result<CreateOutput, SdkError<Error>>>;

/// Starts a call and polls it until it waits.
async fn start(client: &Handle) -> Call {
    let call = client.call(input());
    let call = tokio::spawn(tokio::time::timeout(Duration::from_secs(60), call));
    settle().await;
    tokio::spawn(async { call.await.unwrap().expect("the call hangs") })
}

/// Lets all tasks run until they wait.
pub(crate) async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}
