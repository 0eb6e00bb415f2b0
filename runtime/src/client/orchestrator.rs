//! The orchestrator of a call: it sends a serialized request, and retries it as the settings allow.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::attempt::Attempt;
#[cfg(feature = "http-digest-auth")]
use super::challenge;
#[cfg(feature = "http-checksum")]
use super::checksum;
use super::interception::Interception;
use super::outcome::{CallOutcome, Failure, ServiceResponse, TimedOut};
use super::prepared_request::PreparedRequest;
use super::retry::{classify, may_repeat, pause};
#[cfg(feature = "streaming")]
use super::streaming;
use super::unsigned_attempt::Progress;
use super::{Inner, body, trace, tree_hash};
use crate::box_error::BoxError;
use crate::config::retry::{RetryConfig, RetryMode};
use crate::endpoint::Params;
use crate::error::AttemptSummary;
use crate::http::HttpRequest;
use crate::operation::{Idempotency, Operation};
use crate::retry::RetryClassification;
use crate::time::{Elapsed, timeout};

/// Sends a serialized request with retries, within the timeout of the call.
#[expect(clippy::manual_async_fn, reason = "an `async fn` keeps room for its arguments twice")]
pub(super) fn orchestrate(
    inner: Arc<Inner>,
    operation: &'static Operation,
    mut request: HttpRequest,
    mut params: Params,
    interception: Interception,
) -> impl Future<Output = CallOutcome> + Send {
    async move {
        let streams = operation.streaming.output || request.body().bytes().is_none();
        let (limit, _) = inner.config.call_timeouts(streams);
        let mut call = Call {
            inner: &inner,
            operation,
            interception: &interception,
            deadline: limit.and_then(|limit| Instant::now().checked_add(limit)),
            attempts: AttemptSummary::default(),
            progress: Progress::default(),
        };
        let result = {
            let run = pin!(call.run(&mut request, &mut params));
            timeout(&|duration| inner.config.sleep(duration), limit, run).await
        };
        let result = match result {
            Ok(result) => result,
            Err(Elapsed(limit)) => {
                let Progress {
                    awaits_credentials,
                    is_sent,
                } = call.progress;
                // A request that is in flight at the timeout may take effect.
                call.attempts.may_have_taken_effect |= is_sent && operation.idempotency != Idempotency::ReadOnly;
                let what = match awaits_credentials {
                    true => "call, which waited for credentials,",
                    false => "call",
                };
                let is_unsent = !is_sent;
                Err(Failure::Timeout(TimedOut { what, limit, is_unsent }))
            }
        };
        let mut outcome = CallOutcome::new(result, call.attempts);
        interception.complete(&mut outcome);
        outcome
    }
}

/// A call that is under way.
struct Call<'a> {
    inner: &'a Arc<Inner>,
    operation: &'static Operation,
    interception: &'a Interception,
    deadline: Option<Instant>,
    attempts: AttemptSummary,
    progress: Progress,
}

impl Call<'_> {
    async fn run(&mut self, request: &mut HttpRequest, params: &mut Params) -> Result<ServiceResponse, Failure> {
        self.interception.after_serialization(request)?;
        #[cfg(feature = "streaming")]
        streaming::check_length(self.operation, request)?;
        body::prepare(self.operation, &self.inner.config, request).map_err(BoxError::from)?;
        if self.operation.tree_hash {
            tree_hash::add(request)?;
        }
        #[cfg(feature = "http-checksum")]
        checksum::prepare(self.operation, &self.inner.config, request)?;
        self.progress.awaits_credentials = true;
        let mut prepared = self.inner.prepare_request(self.operation, request, params).await?;
        self.progress.awaits_credentials = false;
        let config = self.inner.config.retries(self.operation.service.sdk_id);
        let mut acquired = None;
        loop {
            self.acquire_rate(config).await;
            self.attempts.attempts += 1;
            let number = self.attempts.attempts;
            let attempt = self.attempt(&mut prepared, config).await;
            #[cfg(feature = "http-digest-auth")]
            let attempt = Box::pin(self.answer_challenges(&mut prepared, config, attempt)).await;
            let (mut classification, retry_after) = classify(self.operation, &attempt.outcome, attempt.clock_corrected);
            if !attempt.had_expired && self.inner.expired_on_the_way(&attempt.outcome, &prepared.authorization) {
                // The request had no effect, and the next one has other credentials.
                classification = RetryClassification::Transient;
            }
            self.record(config, classification, &attempt.outcome, acquired);
            let pause = (number < config.max_attempts() && prepared.is_replayable())
                .then(|| pause(config, classification, retry_after, number, self.operation.idempotency))
                .flatten()
                .filter(|pause| self.fits(*pause));
            let paid = pause.and_then(|pause| Some((pause, self.inner.shared.retry_tokens.acquire(classification)?)));
            let Some((pause, cost)) = paid else {
                self.attempts.is_retry_quota_exhausted = pause.is_some();
                self.inner
                    .note_refused_identity(&attempt.outcome, &prepared.authorization);
                return attempt.outcome;
            };
            trace::retry(number, pause, &attempt.outcome);
            acquired = Some(cost);
            if !pause.is_zero() {
                self.inner.config.sleep(pause).await;
            }
            if Box::pin(self.inner.renew(&mut prepared.authorization)).await.is_err() {
                // The last response is a better error than the lack of credentials.
                return attempt.outcome;
            }
        }
    }

    /// Sends the request. It is sent again at once, and this does not count as an attempt, if a
    /// pooled connection turns out to be closed and a repetition is safe, or if the endpoint that
    /// was discovered is no longer valid.
    async fn attempt(&mut self, prepared: &mut PreparedRequest, config: &RetryConfig) -> Attempt {
        let numbered = (self.attempts.attempts, config.max_attempts());
        let (inner, interception) = (self.inner, self.interception);
        let first = inner
            .attempt(prepared, interception, numbered, &mut self.progress)
            .await;
        #[cfg(feature = "endpoint-discovery")]
        if inner.forget_wrong_endpoint(prepared, &first.outcome)
            && prepared.is_replayable()
            && inner.discover_again(prepared).await
        {
            let second = inner
                .attempt(prepared, interception, numbered, &mut self.progress)
                .await;
            inner.forget_wrong_endpoint(prepared, &second.outcome);
            return second;
        }
        let closed = match &first.outcome {
            Err(Failure::Dispatch(error)) if error.is_reused_connection() && prepared.is_replayable() => error,
            _ => return first,
        };
        let idempotency = self.operation.idempotency;
        if !closed.is_unsent() {
            if !may_repeat(config.ambiguous_failures(), idempotency) {
                return first;
            }
            self.attempts.may_have_taken_effect |= idempotency != Idempotency::ReadOnly;
        }
        inner
            .attempt(prepared, interception, numbered, &mut self.progress)
            .await
    }

    /// Repeats a request that was refused, with the answer to the server's challenge. This does not
    /// count as an attempt.
    #[cfg(feature = "http-digest-auth")]
    async fn answer_challenges(
        &mut self,
        prepared: &mut PreparedRequest,
        config: &RetryConfig,
        mut attempt: Attempt,
    ) -> Attempt {
        for answers in 0.. {
            match self.inner.accept_challenge(prepared, &attempt.outcome, answers) {
                Ok(true) => attempt = self.attempt(prepared, config).await,
                Ok(false) => break,
                Err(problem) => {
                    attempt.outcome = Err(challenge::unanswered(problem));
                    break;
                }
            }
        }
        attempt
    }

    /// Waits as long as the rate limits and the adaptive mode ask for.
    async fn acquire_rate(&self, config: &RetryConfig) {
        let config_of_client = &self.inner.config;
        if let Some(limit) = config_of_client
            .rate_limits()
            .and_then(|limits| limits.of(self.operation))
        {
            trace::rate_limited(limit.pass(config_of_client).await);
        }
        if config.mode() == RetryMode::Adaptive {
            let permit = self.inner.shared.rate_limiter.acquire();
            if !permit.wait().is_zero() {
                self.inner.config.sleep(permit.wait()).await;
            }
            permit.spend();
        }
    }

    fn record(
        &mut self,
        config: &RetryConfig,
        classification: RetryClassification,
        outcome: &Result<ServiceResponse, Failure>,
        acquired: Option<u32>,
    ) {
        if config.mode() == RetryMode::Adaptive {
            self.inner
                .shared
                .rate_limiter
                .update(classification == RetryClassification::Throttling);
        }
        if matches!(outcome, Ok(response) if response.error.is_none()) {
            self.inner.shared.retry_tokens.release(acquired);
        }
        // This includes failures without a retry: a response that is not HTTP, or that is too
        // large, does not show whether the request took effect.
        let unanswered = matches!(outcome, Err(Failure::Dispatch(error)) if !error.is_unsent());
        let unclear = unanswered || classification == RetryClassification::Ambiguous;
        self.attempts.may_have_taken_effect |= unclear && self.operation.idempotency != Idempotency::ReadOnly;
    }

    /// Returns whether an attempt after the pause would start before the deadline.
    fn fits(&self, pause: Duration) -> bool {
        let after = Instant::now().checked_add(pause);
        self.deadline
            .is_none_or(|deadline| after.is_some_and(|after| after < deadline))
    }
}
