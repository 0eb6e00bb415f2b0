//! The settings of the protection from streams that stall.

#[cfg(feature = "aws-config")]
pub use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;

#[cfg(not(feature = "aws-config"))]
pub use self::value::StalledStreamProtectionConfig;
use super::{Builder, Config};

impl Builder {
    /// Sets the protection from streams that stall.
    #[must_use]
    pub fn stalled_stream_protection(mut self, config: StalledStreamProtectionConfig) -> Self {
        self.set_stalled_stream_protection(Some(config));
        self
    }

    /// Sets or clears the protection from streams that stall.
    pub fn set_stalled_stream_protection(&mut self, config: Option<StalledStreamProtectionConfig>) -> &mut Self {
        self.settings.stalled_stream_protection = config;
        self
    }
}

impl Config {
    /// Returns the protection from streams that stall, if it is set.
    pub fn stalled_stream_protection(&self) -> Option<&StalledStreamProtectionConfig> {
        self.inner.stalled_stream_protection.as_ref()
    }
}

#[cfg(not(feature = "aws-config"))]
mod value {
    use std::time::Duration;

    /// The time without data after which a stream counts as stalled.
    const GRACE_PERIOD: Duration = Duration::from_secs(20);

    /// The protection from streams that stall: a body that makes no progress for the grace period
    /// is an error.
    #[derive(Clone, Debug)]
    pub struct StalledStreamProtectionConfig {
        upload_enabled: bool,
        download_enabled: bool,
        grace_period: Duration,
    }

    impl StalledStreamProtectionConfig {
        /// Returns a builder with the protection on, with a grace period of 20 seconds.
        pub fn enabled() -> Builder {
            Builder {
                config: Self {
                    upload_enabled: true,
                    download_enabled: true,
                    grace_period: GRACE_PERIOD,
                },
            }
        }

        /// Returns a config with the protection off.
        pub fn disabled() -> Self {
            Self {
                upload_enabled: false,
                download_enabled: false,
                grace_period: GRACE_PERIOD,
            }
        }

        /// Whether uploads or downloads are protected.
        pub fn is_enabled(&self) -> bool {
            self.upload_enabled || self.download_enabled
        }

        /// Whether uploads are protected.
        pub fn upload_enabled(&self) -> bool {
            self.upload_enabled
        }

        /// Whether downloads are protected.
        pub fn download_enabled(&self) -> bool {
            self.download_enabled
        }

        /// Returns the time without data after which a stream counts as stalled.
        pub fn grace_period(&self) -> Duration {
            self.grace_period
        }
    }

    /// Builds a [`StalledStreamProtectionConfig`].
    #[derive(Clone, Debug)]
    pub struct Builder {
        config: StalledStreamProtectionConfig,
    }

    impl Builder {
        /// Sets the time without data after which a stream counts as stalled.
        #[must_use]
        pub fn grace_period(mut self, grace_period: Duration) -> Self {
            self.set_grace_period(Some(grace_period));
            self
        }

        /// Sets the grace period, or its default of 20 seconds.
        pub fn set_grace_period(&mut self, grace_period: Option<Duration>) -> &mut Self {
            self.config.grace_period = grace_period.unwrap_or(GRACE_PERIOD);
            self
        }

        /// Sets whether uploads and downloads are protected.
        #[must_use]
        pub fn is_enabled(mut self, enabled: bool) -> Self {
            self.set_is_enabled(Some(enabled));
            self
        }

        /// Sets whether uploads and downloads are protected; both are by default.
        pub fn set_is_enabled(&mut self, enabled: Option<bool>) -> &mut Self {
            self.set_upload_enabled(enabled);
            self.set_download_enabled(enabled)
        }

        /// Sets whether uploads are protected.
        #[must_use]
        pub fn upload_enabled(mut self, enabled: bool) -> Self {
            self.set_upload_enabled(Some(enabled));
            self
        }

        /// Sets whether uploads are protected; they are by default.
        pub fn set_upload_enabled(&mut self, enabled: Option<bool>) -> &mut Self {
            self.config.upload_enabled = enabled.unwrap_or(true);
            self
        }

        /// Sets whether downloads are protected.
        #[must_use]
        pub fn download_enabled(mut self, enabled: bool) -> Self {
            self.set_download_enabled(Some(enabled));
            self
        }

        /// Sets whether downloads are protected; they are by default.
        pub fn set_download_enabled(&mut self, enabled: Option<bool>) -> &mut Self {
            self.config.download_enabled = enabled.unwrap_or(true);
            self
        }

        /// Returns the config.
        pub fn build(self) -> StalledStreamProtectionConfig {
            self.config
        }
    }
}
