//! The timeouts of a call and of its parts.

use std::time::Duration;

use super::{Builder, Config};
use crate::http::TransportTimeouts;

/// Long enough for one lost SYN.
const CONNECT: Duration = Duration::from_millis(3_100);

/// Above the longest poll of an awsJson operation, the 60 seconds of Step Functions'
/// `GetActivityTask`.
const READ: Duration = Duration::from_secs(70);

/// The limit of an attempt. It applies to servers that send a byte now and then and so never exceed
/// the read timeout.
const ATTEMPT: Duration = Duration::from_secs(120);

/// The limit of a call, independent of the retry settings.
const OPERATION: Duration = Duration::from_secs(300);

/// The timeouts of a call and of its parts.
///
/// The defaults are 3.1 seconds to connect, 70 seconds without data (read timeout), two minutes for
/// an attempt, and five minutes for a call with all its attempts and pauses. The last two have no
/// default for operations that stream, and they end when the response starts.
/// [`TimeoutConfig::disabled`] removes all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeoutConfig {
    connect: Limit,
    read: Limit,
    attempt: Limit,
    operation: Limit,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Limit {
    #[default]
    Unset,
    Disabled,
    Set(Duration),
}

impl Limit {
    fn or(self, default: Self) -> Self {
        match self {
            Self::Unset => default,
            known => known,
        }
    }

    fn get(self) -> Option<Duration> {
        match self {
            Self::Unset | Self::Disabled => None,
            Self::Set(duration) => Some(duration),
        }
    }
}

impl From<Option<Duration>> for Limit {
    fn from(duration: Option<Duration>) -> Self {
        duration.map_or(Self::Unset, Self::Set)
    }
}

impl TimeoutConfig {
    /// Returns a builder with nothing set.
    pub fn builder() -> TimeoutConfigBuilder {
        TimeoutConfigBuilder::default()
    }

    /// Returns the timeouts that the HTTP client enforces.
    pub(crate) fn of_transport(&self) -> TransportTimeouts {
        TransportTimeouts {
            connect: self.connect_timeout(),
            read: self.read_timeout(),
        }
    }

    /// Returns a config without timeouts.
    pub fn disabled() -> Self {
        Self {
            connect: Limit::Disabled,
            read: Limit::Disabled,
            attempt: Limit::Disabled,
            operation: Limit::Disabled,
        }
    }

    /// Returns a builder with the settings of this config.
    pub fn to_builder(&self) -> TimeoutConfigBuilder {
        TimeoutConfigBuilder { config: self.clone() }
    }

    /// Returns the limit of the time to connect: name lookup, TCP, proxy and TLS together.
    pub fn connect_timeout(&self) -> Option<Duration> {
        self.connect.get()
    }

    /// Returns the limit of the time without data: before the response, and between two chunks of
    /// it.
    pub fn read_timeout(&self) -> Option<Duration> {
        self.read.get()
    }

    /// Returns the limit of one attempt.
    pub fn operation_attempt_timeout(&self) -> Option<Duration> {
        self.attempt.get()
    }

    /// Returns the limit of a call, with all its attempts and the pauses between them.
    #[inline]
    pub fn operation_timeout(&self) -> Option<Duration> {
        self.operation.get()
    }

    /// Returns whether any timeout is set here.
    #[inline]
    pub fn has_timeouts(&self) -> bool {
        [self.connect, self.read, self.attempt, self.operation]
            .iter()
            .any(|limit| limit.get().is_some())
    }

    /// Sets the timeouts that are unset here to those of the other config.
    pub fn take_defaults_from(&mut self, other: &Self) -> &mut Self {
        *self = self.or(other);
        self
    }

    pub(super) fn or(&self, other: &Self) -> Self {
        Self {
            connect: self.connect.or(other.connect),
            read: self.read.or(other.read),
            attempt: self.attempt.or(other.attempt),
            operation: self.operation.or(other.operation),
        }
    }

    fn defaults() -> Self {
        Self {
            connect: Limit::Set(CONNECT),
            read: Limit::Set(READ),
            attempt: Limit::Set(ATTEMPT),
            operation: Limit::Set(OPERATION),
        }
    }
}

/// Builds a [`TimeoutConfig`].
#[derive(Clone, Debug, Default)]
pub struct TimeoutConfigBuilder {
    config: TimeoutConfig,
}

impl TimeoutConfigBuilder {
    /// Sets the limit of the time to connect: name lookup, TCP, proxy and TLS together.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.set_connect_timeout(Some(timeout));
        self
    }

    /// Sets the time to connect, or leaves it to the default.
    pub fn set_connect_timeout(&mut self, timeout: Option<Duration>) -> &mut Self {
        self.config.connect = timeout.into();
        self
    }

    /// Removes the limit of the time to connect.
    #[must_use]
    pub fn disable_connect_timeout(mut self) -> Self {
        self.config.connect = Limit::Disabled;
        self
    }

    /// Sets the limit of the time without data: before the response, and between two chunks of it.
    #[must_use]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.set_read_timeout(Some(timeout));
        self
    }

    /// Sets the longest time without data, or leaves it to the default.
    pub fn set_read_timeout(&mut self, timeout: Option<Duration>) -> &mut Self {
        self.config.read = timeout.into();
        self
    }

    /// Removes the limit of the time without data.
    #[must_use]
    pub fn disable_read_timeout(mut self) -> Self {
        self.config.read = Limit::Disabled;
        self
    }

    /// Sets the limit of one attempt.
    #[must_use]
    pub fn operation_attempt_timeout(mut self, timeout: Duration) -> Self {
        self.set_operation_attempt_timeout(Some(timeout));
        self
    }

    /// Sets the time of one attempt, or leaves it to the default.
    pub fn set_operation_attempt_timeout(&mut self, timeout: Option<Duration>) -> &mut Self {
        self.config.attempt = timeout.into();
        self
    }

    /// Removes the limit of the time of one attempt.
    #[must_use]
    pub fn disable_operation_attempt_timeout(mut self) -> Self {
        self.config.attempt = Limit::Disabled;
        self
    }

    /// Sets the limit of a call, with all its attempts and the pauses between them.
    #[must_use]
    pub fn operation_timeout(mut self, timeout: Duration) -> Self {
        self.set_operation_timeout(Some(timeout));
        self
    }

    /// Sets the time of a call, or leaves it to the default.
    pub fn set_operation_timeout(&mut self, timeout: Option<Duration>) -> &mut Self {
        self.config.operation = timeout.into();
        self
    }

    /// Removes the limit of the time of a call.
    #[must_use]
    pub fn disable_operation_timeout(mut self) -> Self {
        self.config.operation = Limit::Disabled;
        self
    }

    /// Returns the config.
    pub fn build(self) -> TimeoutConfig {
        self.config
    }
}

impl Config {
    /// Returns the timeouts with their defaults.
    pub fn timeout_config(&self) -> Option<&TimeoutConfig> {
        Some(self.timeouts())
    }

    pub(crate) fn timeouts(&self) -> &TimeoutConfig {
        &self.inner.timeouts
    }

    /// Returns the timeouts of a call and of its attempts. A call that streams has only those that
    /// are set explicitly: its duration depends on the size of the data.
    pub(crate) fn call_timeouts(&self, streams: bool) -> (Option<Duration>, Option<Duration>) {
        let timeouts = match (streams, &self.inner.timeout_config) {
            (false, _) => self.timeouts(),
            (true, Some(set)) => set,
            (true, None) => return (None, None),
        };
        (timeouts.operation_timeout(), timeouts.operation_attempt_timeout())
    }
}

impl Builder {
    /// Sets the timeouts. Unset ones have their defaults.
    #[must_use]
    pub fn timeout_config(mut self, timeout_config: impl Into<TimeoutConfig>) -> Self {
        self.set_timeout_config(Some(timeout_config.into()));
        self
    }

    /// Sets or clears the timeouts.
    pub fn set_timeout_config(&mut self, timeout_config: Option<TimeoutConfig>) -> &mut Self {
        self.settings.timeout_config = timeout_config;
        self
    }
}

/// Returns these timeouts with the defaults of those that are unset.
pub(super) fn effective(set: Option<&TimeoutConfig>) -> TimeoutConfig {
    let defaults = TimeoutConfig::defaults();
    set.map_or_else(|| defaults.clone(), |set| set.or(&defaults))
}
