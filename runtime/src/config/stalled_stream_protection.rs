//! The stalled stream protection.

#[cfg(feature = "aws-config")]
pub use aws_smithy_runtime_api::client::stalled_stream_protection::{
    Builder as StalledStreamProtectionConfigBuilder, StalledStreamProtectionConfig,
};

#[cfg(not(feature = "aws-config"))]
pub use self::value::{StalledStreamProtectionConfig, StalledStreamProtectionConfigBuilder};
use super::{Builder, Config};

impl Config {
    /// Returns the protection against streams that stall.
    pub fn stalled_stream_protection(&self) -> Option<StalledStreamProtectionConfig> {
        let set = self.inner.stalled_stream_protection.clone();
        Some(set.unwrap_or_else(|| StalledStreamProtectionConfig::enabled().build()))
    }
}

impl Builder {
    /// Sets the protection against streams that stall.
    #[must_use]
    pub fn stalled_stream_protection(mut self, config: StalledStreamProtectionConfig) -> Self {
        self.set_stalled_stream_protection(Some(config));
        self
    }

    /// Sets or clears the protection against streams that stall.
    pub fn set_stalled_stream_protection(&mut self, config: Option<StalledStreamProtectionConfig>) -> &mut Self {
        self.settings.stalled_stream_protection = config;
        self
    }
}

#[cfg(not(feature = "aws-config"))]
mod value {
    use std::time::Duration;

    /// The time without progress after which a stream counts as stalled.
    const GRACE_PERIOD: Duration = Duration::from_secs(5);

    /// The protection against streams that stall: a body that moves less than one byte per second
    /// for the whole grace period is an error. Only the time during which the client waits for the
    /// server counts.
    ///
    /// By default it is enabled for uploads and downloads, with a grace period of 5 seconds. Event
    /// streams, which may be silent for long, are not affected.
    #[derive(Clone, Debug)]
    pub struct StalledStreamProtectionConfig {
        upload_enabled: bool,
        download_enabled: bool,
        grace_period: Duration,
    }

    impl StalledStreamProtectionConfig {
        /// Returns a builder of a protection that is enabled.
        pub fn enabled() -> StalledStreamProtectionConfigBuilder {
            StalledStreamProtectionConfigBuilder::new()
        }

        /// Returns a protection that is disabled.
        pub fn disabled() -> Self {
            Self {
                upload_enabled: false,
                download_enabled: false,
                grace_period: GRACE_PERIOD,
            }
        }

        /// Returns whether uploads are protected.
        pub fn upload_enabled(&self) -> bool {
            self.upload_enabled
        }

        /// Returns whether downloads are protected.
        pub fn download_enabled(&self) -> bool {
            self.download_enabled
        }

        /// Returns the time without progress after which a stream counts as stalled.
        pub fn grace_period(&self) -> Duration {
            self.grace_period
        }
    }

    /// Builds a [`StalledStreamProtectionConfig`].
    #[derive(Clone, Debug, Default)]
    pub struct StalledStreamProtectionConfigBuilder {
        upload_enabled: Option<bool>,
        download_enabled: Option<bool>,
        grace_period: Option<Duration>,
    }

    impl StalledStreamProtectionConfigBuilder {
        /// Returns a builder with nothing set.
        pub fn new() -> Self {
            Self::default()
        }

        /// Sets whether uploads are protected.
        #[must_use]
        pub fn upload_enabled(mut self, enabled: bool) -> Self {
            self.upload_enabled = Some(enabled);
            self
        }

        /// Sets whether downloads are protected.
        #[must_use]
        pub fn download_enabled(mut self, enabled: bool) -> Self {
            self.download_enabled = Some(enabled);
            self
        }

        /// Sets the time without progress after which a stream counts as stalled.
        #[must_use]
        pub fn grace_period(mut self, grace_period: Duration) -> Self {
            self.set_grace_period(Some(grace_period));
            self
        }

        /// Sets or clears the time without progress.
        pub fn set_grace_period(&mut self, grace_period: Option<Duration>) -> &mut Self {
            self.grace_period = grace_period;
            self
        }

        /// Returns the config.
        pub fn build(self) -> StalledStreamProtectionConfig {
            StalledStreamProtectionConfig {
                upload_enabled: self.upload_enabled.unwrap_or(true),
                download_enabled: self.download_enabled.unwrap_or(true),
                grace_period: self.grace_period.unwrap_or(GRACE_PERIOD),
            }
        }
    }
}
