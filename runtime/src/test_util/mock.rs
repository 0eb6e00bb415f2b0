//! The mock itself: rules, a record of the calls, and the check that all is as expected.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::carried::Carried;
use super::rule::{Answer, Kept, Rule};
use super::transport::Transport;
use crate::auth::Credentials;
use crate::config::retry::RetryConfig;
use crate::config::{Builder, Config};
use crate::fluent::FluentBuilder;
use crate::http::HttpRequest;
use crate::operation::OperationInput;
use crate::settings::Region;

/// A stand-in for a service, without a network: it answers by rules, injects faults, and remembers what was called.
///
/// Signing, retries and timeouts are those of real calls; pauses between attempts are short. A call that no rule takes,
/// and a rule that is not used as it wants, fail the test: at the latest when the mock is dropped.
pub struct Mock {
    state: Arc<State>,
}

/// What a mock and its transport share.
#[derive(Default)]
pub(super) struct State(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    rules: Vec<Kept>,
    calls: Vec<Recorded>,
    unexpected: Vec<String>,
}

struct Recorded {
    carried: Carried,
    attempt: u32,
    request: HttpRequest,
}

/// An attempt of a call, as it reached the mock.
#[derive(Clone)]
#[non_exhaustive]
pub struct Call {
    /// The operation's name in the model.
    pub operation: &'static str,
    /// Which attempt of its call it is, from 1.
    pub attempt: u32,
    /// The signed request.
    pub request: HttpRequest,
}

/// Shows neither headers, which sign, nor the body, which may be sensitive.
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
    /// A mock without rules, which takes no call.
    #[expect(
        clippy::new_without_default,
        reason = "a default that must be dropped with care would surprise"
    )]
    pub fn new() -> Self {
        Self { state: Arc::default() }
    }

    /// A config whose calls go to this mock: with a region and keys, and with short pauses between attempts.
    pub fn config(&self) -> Config {
        self.config_builder().build()
    }

    /// As [`config`](Self::config), for further settings.
    pub fn config_builder(&self) -> Builder {
        const PAUSE: Duration = Duration::from_millis(1);
        let retries = RetryConfig::standard()
            .with_initial_backoff(PAUSE)
            .with_max_backoff(PAUSE);
        Config::builder()
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("AKIDMOCK", "secret", None, None, "mock"))
            .retry_config(retries)
            .http_client(Transport::new(Arc::clone(&self.state)))
    }

    /// A rule for an operation, which is named by the client's function: `mock.on(Client::create_engagement)`.
    ///
    /// Of several rules that take a call the first one answers.
    pub fn on<C, F: FluentBuilder>(&self, operation: fn(&C) -> F) -> Rule<'_, F::Input> {
        let _ = operation;
        let mut inner = self.state.lock();
        inner.rules.push(Kept::new(F::Input::OPERATION));
        Rule::new(&self.state, inner.rules.len() - 1)
    }

    /// Every attempt that came, in order.
    pub fn calls(&self) -> Vec<Call> {
        let inner = self.state.lock();
        let calls = inner.calls.iter().map(|call| Call {
            operation: call.carried.operation.name,
            attempt: call.attempt,
            request: call.request.clone(),
        });
        calls.collect()
    }

    /// The inputs of the calls of an operation, one a call, in order.
    pub fn inputs<C, F: FluentBuilder<Input: Clone>>(&self, operation: fn(&C) -> F) -> Vec<F::Input> {
        let _ = operation;
        let inner = self.state.lock();
        let first = inner.calls.iter().filter(|call| call.attempt == 1);
        first
            .filter_map(|call| {
                let input: &dyn Any = call.carried.input.as_ref();
                input.downcast_ref().cloned()
            })
            .collect()
    }

    /// Fails the test if there was a call that no rule took, or if a rule was not used as it wants. Dropping the mock does
    /// the same.
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

impl State {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn change(&self, index: usize, change: impl FnOnce(&mut Kept)) {
        if let Some(rule) = self.lock().rules.get_mut(index) {
            change(rule);
        }
    }

    /// Records an attempt and finds its answer; an error where no rule takes it.
    pub(super) fn take(&self, call: Carried, request: &HttpRequest) -> Result<Answer, String> {
        let mut inner = self.lock();
        let before = inner
            .calls
            .iter()
            .filter(|other| other.carried.is_of_call(&call))
            .count();
        inner.calls.push(Recorded {
            attempt: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1),
            carried: call.clone(),
            request: request.clone(),
        });
        let mut refusals = Vec::new();
        for (index, rule) in inner.rules.iter_mut().enumerate() {
            if !rule.operation.is(call.operation) {
                continue;
            }
            match rule.refusal(&call) {
                Some(refusal) => refusals.push(format!("rule {} {refusal}", index + 1)),
                None => match rule.answer(&call) {
                    Some(answer) => return Ok(answer),
                    None => refusals.push(format!(
                        "rule {} has no answer: give it one, as by `returns`",
                        index + 1
                    )),
                },
            }
        }
        let problem = unexpected(&call, refusals, &inner.rules);
        inner.unexpected.push(problem.clone());
        Err(problem)
    }

    fn problems(&self) -> Option<String> {
        let inner = self.lock();
        let mut problems = inner.unexpected.clone();
        for (index, rule) in inner.rules.iter().enumerate() {
            if let Some(unmet) = rule.unmet() {
                problems.push(format!("rule {} for {} {unmet}", index + 1, rule.operation.name));
            }
        }
        (!problems.is_empty()).then(|| problems.join("\n\n"))
    }
}

fn unexpected(call: &Carried, refusals: Vec<String>, rules: &[Kept]) -> String {
    let why = if refusals.is_empty() {
        let mut names: Vec<_> = rules.iter().map(|rule| rule.operation.name).collect();
        names.dedup();
        match names.is_empty() {
            true => "the mock has no rules".to_owned(),
            false => format!("no rule is for it; there are rules for {}", names.join(", ")),
        }
    } else {
        refusals.join("\n")
    };
    format!("unexpected call of {}: {:#?}\n{why}", call.operation.name, call.input)
}
