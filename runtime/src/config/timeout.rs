//! How long a call may take, and each part of it.

use std::time::Duration;

use super::{Builder, Config};
use crate::http::TransportTimeouts;

/// Long enough for one lost SYN.
const CONNECT: Duration = Duration::from_millis(3_100);

/// Above the longest poll of an awsJson operation, the 60 seconds of Step Functions' `GetActivityTask`.
const READ: Duration = Duration::from_secs(70);

/// A server that sends a byte now and then passes the read timeout for ever.
const ATTEMPT: Duration = Duration::from_secs(120);

/// With this, nobody waits for ever, whatever was configured of retries.
const OPERATION: Duration = Duration::from_secs(300);

/// How long a call may take, and each part of it.
///
/// What is not set has a default: 3.1 seconds to connect, 70 between two signs of life, two minutes for an attempt, five
/// minutes for a call with all its attempts and pauses. [`TimeoutConfig::disabled`] takes them all away.
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
    /// A builder with nothing set.
    pub fn builder() -> TimeoutConfigBuilder {
        TimeoutConfigBuilder::default()
    }

    /// Those that the transport sees to.
    pub(crate) fn of_transport(&self) -> TransportTimeouts {
        TransportTimeouts {
            connect: self.connect_timeout(),
            read: self.read_timeout(),
        }
    }

    /// No timeouts at all.
    pub fn disabled() -> Self {
        Self {
            connect: Limit::Disabled,
            read: Limit::Disabled,
            attempt: Limit::Disabled,
            operation: Limit::Disabled,
        }
    }

    /// A builder that holds what this config holds.
    pub fn to_builder(&self) -> TimeoutConfigBuilder {
        TimeoutConfigBuilder { config: self.clone() }
    }

    /// The time to connect: name look-up, TCP, proxy and TLS together.
    pub fn connect_timeout(&self) -> Option<Duration> {
        self.connect.get()
    }

    /// The longest silence of the server: before the response, and between two pieces of it.
    pub fn read_timeout(&self) -> Option<Duration> {
        self.read.get()
    }

    /// The time of one attempt.
    pub fn operation_attempt_timeout(&self) -> Option<Duration> {
        self.attempt.get()
    }

    /// The time of a call, with all its attempts and the pauses between them.
    pub fn operation_timeout(&self) -> Option<Duration> {
        self.operation.get()
    }

    /// Whether any timeout is set here.
    pub fn has_timeouts(&self) -> bool {
        [self.connect, self.read, self.attempt, self.operation]
            .iter()
            .any(|limit| limit.get().is_some())
    }

    /// What this config leaves open, as the other one has it.
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
    /// Sets the time to connect: name look-up, TCP, proxy and TLS together.
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

    /// Takes the limit to the time to connect away.
    #[must_use]
    pub fn disable_connect_timeout(mut self) -> Self {
        self.config.connect = Limit::Disabled;
        self
    }

    /// Sets the longest silence of the server: before the response, and between two pieces of it.
    #[must_use]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.set_read_timeout(Some(timeout));
        self
    }

    /// Sets the longest silence of the server, or leaves it to the default.
    pub fn set_read_timeout(&mut self, timeout: Option<Duration>) -> &mut Self {
        self.config.read = timeout.into();
        self
    }

    /// Takes the limit to the server's silence away.
    #[must_use]
    pub fn disable_read_timeout(mut self) -> Self {
        self.config.read = Limit::Disabled;
        self
    }

    /// Sets the time of one attempt.
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

    /// Takes the limit to the time of one attempt away.
    #[must_use]
    pub fn disable_operation_attempt_timeout(mut self) -> Self {
        self.config.attempt = Limit::Disabled;
        self
    }

    /// Sets the time of a call, with all its attempts and the pauses between them.
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

    /// Takes the limit to the time of a call away.
    #[must_use]
    pub fn disable_operation_timeout(mut self) -> Self {
        self.config.operation = Limit::Disabled;
        self
    }

    /// The config.
    pub fn build(self) -> TimeoutConfig {
        self.config
    }
}

impl Config {
    /// How long a call may take, defaults included.
    pub fn timeout_config(&self) -> Option<&TimeoutConfig> {
        Some(self.timeouts())
    }

    pub(crate) fn timeouts(&self) -> &TimeoutConfig {
        &self.inner.timeouts
    }
}

impl Builder {
    /// Sets how long a call may take; what the config leaves open has its default.
    #[must_use]
    pub fn timeout_config(mut self, timeout_config: TimeoutConfig) -> Self {
        self.set_timeout_config(Some(timeout_config));
        self
    }

    /// Sets or clears how long a call may take.
    pub fn set_timeout_config(&mut self, timeout_config: Option<TimeoutConfig>) -> &mut Self {
        self.settings.timeout_config = timeout_config;
        self
    }
}

/// The timeouts of a config in which these are set.
pub(super) fn effective(set: Option<&TimeoutConfig>) -> TimeoutConfig {
    let defaults = TimeoutConfig::defaults();
    set.map_or_else(|| defaults.clone(), |set| set.or(&defaults))
}
