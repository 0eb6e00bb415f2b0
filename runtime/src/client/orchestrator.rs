//! The orchestrator of a call: it sends a serialized request, and retries it as the settings allow.

mod stage;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use self::stage::Stage;
use super::attempt::Attempt;
#[cfg(feature = "http-digest-auth")]
use super::challenge;
use super::interception::Interception;
use super::outcome::{CallOutcome, Failure, ServiceResponse, TimedOut};
use super::prepared_request::PreparedRequest;
use super::retry::{classify, may_repeat, pause};
use super::unsigned_attempt::Progress;
use super::{Inner, trace};
use crate::config::Config;
use crate::config::retry::{RetryConfig, RetryMode};
use crate::endpoint::Params;
use crate::error::AttemptSummary;
use crate::http::HttpRequest;
use crate::operation::{Idempotency, Operation};
use crate::retry::RetryClassification;
use crate::time::{Elapsed, InnerTimer, now, timeout_since};

/// Sends a serialized request with retries, within the timeout of the call.
///
/// Not an `async fn`, which keeps room for its arguments twice.
pub(super) fn orchestrate(
    inner: Arc<Inner>,
    operation: &'static Operation,
    request: HttpRequest,
    params: Params,
    interception: Interception,
) -> impl Future<Output = CallOutcome> + Send {
    let streams = operation.streaming.output || request.body().bytes().is_none();
    let mut stage = Stage::Serialized(request, params);
    async move {
        let (limit, attempt_is_first) = limit(&inner.config, streams);
        let (start, first_timer) = (now(), InnerTimer::default());
        let mut call = Call {
            inner: &inner,
            operation,
            interception: &interception,
            first_timer: attempt_is_first.then_some(&first_timer),
            deadline: limit.and_then(move |limit| start.checked_add(limit)),
            attempts: AttemptSummary::default(),
            progress: Progress::default(),
        };
        let result = {
            let run = pin!(call.run(&mut stage));
            timeout_since(
                start,
                &|duration| inner.config.sleep(duration),
                limit,
                &first_timer,
                run,
            )
            .await
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

/// Returns the limit of a call, and whether the first attempt reaches its own limit before that. A
/// timer of the program may have another clock, so that the time left is not known.
fn limit(config: &Config, streams: bool) -> (Option<Duration>, bool) {
    let (of_call, of_attempt) = config.call_timeouts(streams);
    (of_call, of_call >= of_attempt && !config.has_own_timer())
}

/// The step after an attempt.
enum Next {
    End(Result<ServiceResponse, Failure>),
    Retry(Box<Retry>),
}

/// A retry: the outcome of the last attempt, the pause, and the tokens that it took.
struct Retry {
    last: Result<ServiceResponse, Failure>,
    pause: Duration,
    cost: u32,
}

/// A call that is under way.
struct Call<'a> {
    inner: &'a Arc<Inner>,
    operation: &'static Operation,
    interception: &'a Interception,
    /// The sign of the first attempt's timer, if it expires before that of the call.
    first_timer: Option<&'a InnerTimer>,
    deadline: Option<Instant>,
    attempts: AttemptSummary,
    progress: Progress,
}

impl Call<'_> {
    async fn run(&mut self, stage: &mut Stage) -> Result<ServiceResponse, Failure> {
        let prepared = self.prepare(stage).await?;
        let config = self.inner.config.retries(self.operation.service.sdk_id);
        let mut acquired = None;
        loop {
            self.acquire_rate(config).await;
            self.attempts.attempts += 1;
            let attempt = self.attempt(prepared, config).await;
            #[cfg(feature = "http-digest-auth")]
            let attempt = Box::pin(self.answer_challenges(prepared, config, attempt)).await;
            let retry = match self.next(attempt, prepared, config, acquired) {
                Next::End(outcome) => return outcome,
                Next::Retry(retry) => retry,
            };
            acquired = Some(retry.cost);
            // Retries are rare, so that the future of the call has no room for the pause.
            if !Box::pin(self.wait(retry.pause, prepared)).await {
                // The last response is a better error than the lack of credentials.
                return retry.last;
            }
        }
    }

    /// Decides whether another attempt follows.
    fn next(
        &mut self,
        attempt: Attempt,
        prepared: &PreparedRequest,
        config: &RetryConfig,
        acquired: Option<u32>,
    ) -> Next {
        let number = self.attempts.attempts;
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
            return Next::End(attempt.outcome);
        };
        trace::retry(number, pause, &attempt.outcome);
        let last = attempt.outcome;
        Next::Retry(Box::new(Retry { last, pause, cost }))
    }

    /// Waits before the next attempt. Returns whether it has an identity that has not expired.
    async fn wait(&self, pause: Duration, prepared: &mut PreparedRequest) -> bool {
        if !pause.is_zero() {
            self.inner.config.sleep(pause).await;
        }
        self.inner.renew(&mut prepared.authorization).await.is_ok()
    }

    /// Sends the request. It is sent again at once, and this does not count as an attempt, if a
    /// pooled connection turns out to be closed and a repetition is safe, or if the endpoint that
    /// was discovered is no longer valid.
    async fn attempt(&mut self, prepared: &mut PreparedRequest, config: &RetryConfig) -> Attempt {
        let numbered = (self.attempts.attempts, config.max_attempts());
        let (inner, interception) = (self.inner, self.interception);
        let timer = self.first_timer.take();
        let first = inner
            .attempt(prepared, interception, numbered, &mut self.progress, timer)
            .await;
        #[cfg(feature = "endpoint-discovery")]
        if inner.forget_wrong_endpoint(prepared, &first.outcome)
            && prepared.is_replayable()
            && inner.discover_again(prepared).await
        {
            let second = inner
                .attempt(prepared, interception, numbered, &mut self.progress, None)
                .await;
            inner.forget_wrong_endpoint(prepared, &second.outcome);
            return second;
        }
        if let Some(end) = self.unless_closed(prepared, first, config) {
            return end;
        }
        inner
            .attempt(prepared, interception, numbered, &mut self.progress, None)
            .await
    }

    /// Returns the end of an attempt, or `None` if a pooled connection turned out to be closed and
    /// a repetition is safe.
    fn unless_closed(&mut self, prepared: &PreparedRequest, end: Attempt, config: &RetryConfig) -> Option<Attempt> {
        let is_unsent = match &end.outcome {
            Err(Failure::Dispatch(error)) if error.is_reused_connection() && prepared.is_replayable() => {
                error.is_unsent()
            }
            _ => return Some(end),
        };
        let idempotency = self.operation.idempotency;
        if !is_unsent {
            if !may_repeat(config.ambiguous_failures(), idempotency) {
                return Some(end);
            }
            self.attempts.may_have_taken_effect |= idempotency != Idempotency::ReadOnly;
        }
        None
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
        let after = now().checked_add(pause);
        self.deadline
            .is_none_or(|deadline| after.is_some_and(|after| after < deadline))
    }
}
