//! The defaults modes of the AWS SDKs.

use std::time::Duration;

use super::timeout::TimeoutConfig;
use crate::settings::{ConfigError, Region, Sources};

/// A set of defaults. In this client, only the connect timeout differs between the modes.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DefaultsMode {
    Standard,
    InRegion,
    CrossRegion,
    Mobile,
    Auto,
    Legacy,
}

impl DefaultsMode {
    /// Returns the timeouts of the mode; the legacy mode has none.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn timeouts(self, sources: &Sources, region: Option<&Region>) -> Result<TimeoutConfig, ConfigError> {
        let milliseconds = match self {
            Self::Auto => return Self::here(sources, region)?.timeouts(sources, region),
            Self::Standard | Self::CrossRegion => 3_100,
            Self::InRegion => 1_100,
            Self::Mobile => 30_000,
            Self::Legacy => return Ok(TimeoutConfig::default()),
        };
        Ok(TimeoutConfig::builder()
            .connect_timeout(Duration::from_millis(milliseconds))
            .build())
    }

    /// Returns the mode for the environment of the program (`auto`), from variables only: a request
    /// to the instance metadata service would take a second on machines without one.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn here(sources: &Sources, region: Option<&Region>) -> Result<Self, ConfigError> {
        if sources.env().get("AWS_EXECUTION_ENV")?.is_none() {
            return Ok(Self::Standard);
        }
        let here = match sources.env().get("AWS_REGION")? {
            Some(here) => Some(here),
            None => sources.env().get("AWS_DEFAULT_REGION")?,
        };
        Ok(match (here, region) {
            (Some(here), Some(region)) if here == region.as_ref() => Self::InRegion,
            (Some(_), Some(_)) => Self::CrossRegion,
            _ => Self::Standard,
        })
    }
}
