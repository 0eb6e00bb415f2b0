//! The mock: rules, a record of the calls, and the check that all calls were expected.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::attempt::MockInterceptor;
use super::rule::Rule;
use super::state::{State, copy};
use super::stored_rule::StoredRule;
use super::transport::Transport;
use crate::auth::{Login, Token};
use crate::config::retry::RetryConfig;
use crate::config::{Builder, Config, Credentials};
use crate::fluent::FluentBuilder;
use crate::http::HttpRequest;
use crate::settings::Region;

/// A mock of a service, without a network. It responds according to rules, injects faults, and
/// records the calls.
///
/// Signing, retries and timeouts are those of real calls; pauses between attempts are short. A call
/// that no rule matches, and a rule whose expectation is not met, fail the test when the mock is
/// dropped.
pub struct Mock {
    state: Arc<State>,
}

/// An attempt of a call as the mock received it.
#[non_exhaustive]
pub struct Call {
    /// The operation's name in the model.
    pub operation: &'static str,
    /// The number of the attempt in its call, from 1.
    pub attempt: u32,
    /// The signed request.
    pub request: HttpRequest,
}

/// Shows neither the headers, which contain the signature, nor the body, which may be sensitive.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation)
            .field("attempt", &self.attempt)
            .field("uri", self.request.uri())
            .finish_non_exhaustive()
    }
}

impl Mock {
    /// Returns a mock without rules, which expects no call.
    #[expect(
        clippy::new_without_default,
        reason = "a default that must be dropped with care would surprise"
    )]
    pub fn new() -> Self {
        Self { state: Arc::default() }
    }

    /// Returns a config whose calls go to this mock, with a region, an identity for each
    /// auth scheme, and short pauses between attempts.
    pub fn config(&self) -> Config {
        self.config_builder().build()
    }

    /// Returns the builder of [`config`](Self::config), for other settings.
    pub fn config_builder(&self) -> Builder {
        const PAUSE: Duration = Duration::from_millis(1);
        let retries = RetryConfig::standard()
            .with_initial_backoff(PAUSE)
            .with_max_backoff(PAUSE);
        let builder = Config::builder();
        #[cfg(feature = "http-digest-auth")]
        let builder = builder.digest_auth_login(Login::new("mock", "secret", None));
        builder
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("AKIDMOCK", "secret", None, None, "mock"))
            .bearer_token(Token::from("mock"))
            .api_key(Token::from("mock"))
            .basic_auth_login(Login::new("mock", "secret", None))
            .retry_config(retries)
            .http_client(Transport::new(Arc::clone(&self.state)))
            .own_interceptor(Arc::new(MockInterceptor))
    }

    /// Adds a rule for an operation, named by its method on the client:
    /// `mock.on(Client::create_engagement)`.
    ///
    /// If several rules match a call, the first one responds.
    pub fn on<C, F: FluentBuilder>(&self, operation: fn(&C) -> F) -> Rule<'_, F::Input> {
        let _ = operation;
        let index = self.state.add(StoredRule::new::<F::Input>());
        Rule::new(&self.state, index)
    }

    /// Returns all attempts in order.
    pub fn calls(&self) -> Vec<Call> {
        let inner = self.state.lock();
        let calls = inner.calls.iter().map(|call| Call {
            operation: call.attempted.operation.name,
            attempt: call.attempt,
            request: copy(&call.request),
        });
        calls.collect()
    }

    /// Returns the inputs of the calls of an operation in order, one per call.
    pub fn inputs<C, F: FluentBuilder<Input: Clone>>(&self, operation: fn(&C) -> F) -> Vec<F::Input> {
        let _ = operation;
        let inner = self.state.lock();
        let first = inner.calls.iter().filter(|call| call.attempt == 1);
        first
            .filter_map(|call| call.attempted.input().downcast_ref().cloned())
            .collect()
    }

    /// Fails the test if no rule matched a call, or if the expectation of a rule is not met.
    /// Dropping the mock does the same.
    #[allow(clippy::panic, reason = "this is how a test fails")]
    #[track_caller]
    pub fn verify(&self) {
        if let Some(problems) = self.state.problems() {
            panic!("{problems}");
        }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.verify();
        }
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = self.state.lock();
        f.debug_struct("Mock")
            .field("rules", &inner.rules.len())
            .field("calls", &inner.calls.len())
            .finish_non_exhaustive()
    }
}

impl Clone for Call {
    fn clone(&self) -> Self {
        Self {
            operation: self.operation,
            attempt: self.attempt,
            request: copy(&self.request),
        }
    }
}
