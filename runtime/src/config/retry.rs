//! The retry settings: the failures that are retried, the number of attempts, and the pauses.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Builder, Config};
use crate::retry::RetryPolicy;

/// The retry settings of a client.
///
/// The default is the standard mode as the AWS SDKs specify it since 2026: three attempts, with
/// pauses of a random length. The bound of a pause doubles from 50 ms (from one second after
/// throttling) up to 20 seconds. All calls of a client share a retry quota of 500 tokens. A retry
/// takes 14 tokens, or 5 after throttling, and successes return them, so that retries do not make
/// an outage worse.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryConfig {
    mode: RetryMode,
    max_attempts: u32,
    initial_backoff: Duration,
    initial_throttling_backoff: Duration,
    max_backoff: Duration,
    ambiguous: AmbiguousFailures,
}

/// The retry mode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryMode {
    /// Exponential backoff and a retry quota.
    #[default]
    Standard,
    /// The standard mode with a client-side rate limit, which adapts to throttling.
    Adaptive,
}

/// The policy for a call whose request was sent and got no response, so that it is unknown whether
/// it took effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AmbiguousFailures {
    /// The call is retried if the model says that this is safe: the operation is
    /// `smithy.api#readonly` or `smithy.api#idempotent`, or its input has an
    /// `smithy.api#idempotencyToken`.
    #[default]
    RetryIfSafe,
    /// The call is always retried, as other clients do, and may take effect twice.
    RetryAlways,
    /// The call is never retried.
    ReturnAlways,
}

impl Default for RetryConfig {
    fn default() -> Self {
        Self::standard()
    }
}

impl RetryConfig {
    /// Returns the standard mode.
    pub const fn standard() -> Self {
        Self {
            mode: RetryMode::Standard,
            max_attempts: 3,
            initial_backoff: Duration::from_millis(50),
            initial_throttling_backoff: Duration::from_secs(1),
            max_backoff: Duration::from_secs(20),
            ambiguous: AmbiguousFailures::RetryIfSafe,
        }
    }

    /// Returns the adaptive mode: the standard one with a limit to the rate of all attempts.
    pub const fn adaptive() -> Self {
        Self::standard().with_retry_mode(RetryMode::Adaptive)
    }

    /// Returns a config without retries.
    pub const fn disabled() -> Self {
        Self::standard().with_max_attempts(1)
    }

    /// Sets the mode.
    #[must_use]
    pub const fn with_retry_mode(mut self, mode: RetryMode) -> Self {
        self.mode = mode;
        self
    }

    /// Sets the maximum number of attempts, including the first one; 0 counts as 1.
    #[must_use]
    pub const fn with_max_attempts(mut self, max_attempts: u32) -> Self {
        self.max_attempts = if max_attempts == 0 { 1 } else { max_attempts };
        self
    }

    /// Sets the bound of the first pause; it doubles from retry to retry.
    #[must_use]
    pub const fn with_initial_backoff(mut self, initial_backoff: Duration) -> Self {
        self.initial_backoff = initial_backoff;
        self
    }

    /// Sets the bound of the first pause after throttling.
    #[must_use]
    pub const fn with_initial_throttling_backoff(mut self, initial_backoff: Duration) -> Self {
        self.initial_throttling_backoff = initial_backoff;
        self
    }

    /// Sets the longest pause. A service that asks for a longer one by `retry-after` gets no retry.
    #[must_use]
    pub const fn with_max_backoff(mut self, max_backoff: Duration) -> Self {
        self.max_backoff = max_backoff;
        self
    }

    /// Sets the policy for calls whose request was sent and got no response.
    #[must_use]
    pub const fn with_ambiguous_failures(mut self, ambiguous: AmbiguousFailures) -> Self {
        self.ambiguous = ambiguous;
        self
    }

    /// Returns the number of attempts and the pauses, without the settings that only calls use.
    pub(crate) fn policy(&self) -> RetryPolicy {
        RetryPolicy {
            max_attempts: self.max_attempts,
            initial_backoff: self.initial_backoff,
            initial_throttling_backoff: self.initial_throttling_backoff,
            max_backoff: self.max_backoff,
        }
    }

    /// Returns the mode.
    pub const fn mode(&self) -> RetryMode {
        self.mode
    }

    /// Returns the maximum number of attempts, including the first one.
    pub const fn max_attempts(&self) -> u32 {
        self.max_attempts
    }

    /// Returns the bound of the first pause.
    pub const fn initial_backoff(&self) -> Duration {
        self.initial_backoff
    }

    /// Returns the bound of the first pause after throttling.
    pub const fn initial_throttling_backoff(&self) -> Duration {
        self.initial_throttling_backoff
    }

    /// Returns the longest pause.
    pub const fn max_backoff(&self) -> Duration {
        self.max_backoff
    }

    /// Returns the policy for calls whose request was sent and got no response.
    pub const fn ambiguous_failures(&self) -> AmbiguousFailures {
        self.ambiguous
    }

    /// Returns whether failures are retried.
    pub const fn has_retry(&self) -> bool {
        self.max_attempts > 1
    }
}

impl RetryMode {
    /// Returns the mode's name in settings: `standard` or `adaptive`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Adaptive => "adaptive",
        }
    }
}

impl fmt::Display for RetryMode {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for RetryMode {
    type Err = RetryModeParseError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        [Self::Standard, Self::Adaptive]
            .into_iter()
            .find(|mode| text.eq_ignore_ascii_case(mode.as_str()))
            .ok_or_else(|| RetryModeParseError(text.to_owned()))
    }
}

/// The error for a text that is not the name of a retry mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryModeParseError(String);

impl fmt::Display for RetryModeParseError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected standard or adaptive, found {:?}", self.0)
    }
}

impl std::error::Error for RetryModeParseError {}

impl Config {
    /// Returns the retry settings. The default is [`RetryConfig::standard`].
    pub fn retry_config(&self) -> Option<&RetryConfig> {
        self.inner.retry_config.as_ref()
    }

    /// Returns the retry settings, or the default of this service.
    pub(crate) fn retries(&self, sdk_id: &str) -> &RetryConfig {
        const STANDARD: &RetryConfig = &RetryConfig::standard();
        // The only exception in the specification: a service that responds within milliseconds.
        const DYNAMO_DB: &RetryConfig = &RetryConfig::standard()
            .with_max_attempts(4)
            .with_initial_backoff(Duration::from_millis(25));
        let default = match sdk_id {
            "DynamoDB" | "DynamoDB Streams" => DYNAMO_DB,
            _ => STANDARD,
        };
        self.inner.retry_config.as_ref().unwrap_or(default)
    }
}

impl Builder {
    /// Sets the retry settings. [`RetryConfig::disabled`] turns retries off.
    #[must_use]
    pub fn retry_config(mut self, retry_config: impl Into<RetryConfig>) -> Self {
        self.set_retry_config(Some(retry_config.into()));
        self
    }

    /// Sets or clears the retry settings.
    #[inline]
    pub fn set_retry_config(&mut self, retry_config: Option<RetryConfig>) -> &mut Self {
        self.settings.retry_config = retry_config;
        self.settings_of_chain_changed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_may_have_other_defaults_and_what_is_set_goes_before() {
        let nothing = Config::builder().build();
        let two = RetryConfig::standard().with_max_attempts(2);
        let set = Config::builder().retry_config(two).build();
        for (config, sdk_id, attempts, pause) in [
            (&nothing, "SQS", 3, 50),
            (&nothing, "DynamoDB", 4, 25),
            (&set, "DynamoDB", 2, 50),
        ] {
            let retries = config.retries(sdk_id);
            let pause = Duration::from_millis(pause);
            assert_eq!((retries.max_attempts(), retries.initial_backoff()), (attempts, pause));
        }
    }
}
