//! From a written request to a response: as many attempts as it takes and the settings allow.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::attempt::{Attempt, TimedOut};
use super::exchange::Exchange;
use super::retry::{classify, may_repeat, pause};
use super::{Failure, Hooks, Inner, body, trace};
use crate::config::retry::{RetryConfig, RetryMode};
use crate::endpoint::Params;
use crate::error::{BoxError, Sending};
use crate::http::HttpResponse;
use crate::operation::{Idempotency, Operation};
use crate::retry::RetryClassification;
use crate::time::{Elapsed, timeout};

/// How a call ended, and what it took.
pub(super) struct Ended {
    pub(super) outcome: Result<HttpResponse, Failure>,
    pub(super) sending: Sending,
}

pub(super) async fn drive(
    inner: Arc<Inner>,
    operation: &'static Operation,
    request: http::Request<Bytes>,
    params: Params,
    hooks: Hooks,
) -> Ended {
    let limit = inner.config.timeouts().operation_timeout();
    let mut call = Call {
        inner: &inner,
        operation,
        hooks: &hooks,
        deadline: limit.and_then(|limit| Instant::now().checked_add(limit)),
        sending: Sending::default(),
        awaits_credentials: false,
    };
    let ended = {
        let run = pin!(call.run(request, params));
        timeout(&|duration| inner.config.sleep(duration), limit, run).await
    };
    let outcome = match ended {
        Ok(outcome) => outcome,
        Err(Elapsed(limit)) => {
            // What is on its way when the time is over may take effect.
            call.sending.may_have_taken_effect |=
                call.sending.attempts > 0 && operation.idempotency != Idempotency::ReadOnly;
            let what = match call.awaits_credentials {
                true => "call, which waited for credentials,",
                false => "call",
            };
            Err(Failure::Timeout(TimedOut { what, limit }))
        }
    };
    Ended {
        outcome,
        sending: call.sending,
    }
}

/// A call on its way.
struct Call<'a> {
    inner: &'a Inner,
    operation: &'static Operation,
    hooks: &'a Hooks,
    deadline: Option<Instant>,
    sending: Sending,
    awaits_credentials: bool,
}

impl Call<'_> {
    async fn run(&mut self, mut request: http::Request<Bytes>, params: Params) -> Result<HttpResponse, Failure> {
        body::prepare(self.operation, &self.inner.config, &mut request).map_err(BoxError::from)?;
        self.awaits_credentials = true;
        let mut exchange = self.inner.exchange(self.operation, request, params).await?;
        self.awaits_credentials = false;
        let config = self.inner.config.retries(self.operation.service.sdk_id);
        let mut paid = None;
        loop {
            self.pace(config).await;
            self.sending.attempts += 1;
            let number = self.sending.attempts;
            let attempt = self.attempt(&mut exchange, config).await;
            let (classification, retry_after) = classify(self.operation, &attempt.outcome, attempt.clock_corrected);
            self.learn(config, classification, &attempt.outcome, paid);
            let pause = (number < config.max_attempts())
                .then(|| pause(config, classification, retry_after, number, self.operation.idempotency))
                .flatten()
                .filter(|pause| self.fits(*pause))
                .and_then(|pause| Some((pause, self.inner.shared.budget.take(classification)?)));
            let Some((pause, cost)) = pause else {
                self.inner
                    .note_expired_credentials(self.operation, &attempt.outcome, &exchange);
                return attempt.outcome;
            };
            trace::retry(number, pause, &attempt.outcome);
            paid = Some(cost);
            if !pause.is_zero() {
                self.inner.config.sleep(pause).await;
            }
        }
    }

    /// Sends the request. A kept connection that turns out to be closed does not use up an attempt, where repeating is
    /// safe: the request goes out again at once.
    async fn attempt(&mut self, exchange: &mut Exchange, config: &RetryConfig) -> Attempt {
        let (number, max) = (self.sending.attempts, config.max_attempts());
        let first = self.inner.attempt(exchange, self.hooks, number, max).await;
        let stale = match &first.outcome {
            Err(Failure::Dispatch(error)) if error.is_stale() => error,
            _ => return first,
        };
        let idempotency = self.operation.idempotency;
        if !stale.is_unsent() {
            if !may_repeat(config.ambiguous_failures(), idempotency) {
                return first;
            }
            self.sending.may_have_taken_effect |= idempotency != Idempotency::ReadOnly;
        }
        self.inner.attempt(exchange, self.hooks, number, max).await
    }

    /// Waits for the turn that the adaptive mode gives.
    async fn pace(&self, config: &RetryConfig) {
        if config.mode() == RetryMode::Adaptive {
            let wait = self.inner.shared.pace.wait();
            if !wait.is_zero() {
                self.inner.config.sleep(wait).await;
            }
        }
    }

    fn learn(
        &mut self,
        config: &RetryConfig,
        classification: RetryClassification,
        outcome: &Result<HttpResponse, Failure>,
        paid: Option<u32>,
    ) {
        if config.mode() == RetryMode::Adaptive {
            self.inner
                .shared
                .pace
                .learn(classification == RetryClassification::Throttling);
        }
        if matches!(outcome, Ok(response) if response.status().is_success()) {
            self.inner.shared.budget.give_back(paid);
        }
        // Also where no other attempt would help: an answer that is no HTTP, or too large, tells nothing.
        let unanswered = matches!(outcome, Err(Failure::Dispatch(error)) if !error.is_unsent());
        let unclear = unanswered || classification == RetryClassification::Ambiguous;
        self.sending.may_have_taken_effect |= unclear && self.operation.idempotency != Idempotency::ReadOnly;
    }

    /// Whether there is time for another attempt after the pause.
    fn fits(&self, pause: Duration) -> bool {
        let after = Instant::now().checked_add(pause);
        self.deadline
            .is_none_or(|deadline| after.is_some_and(|after| after < deadline))
    }
}
