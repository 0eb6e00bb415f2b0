//! Sets of defaults by where a program runs, as all AWS SDKs have them.

use std::time::Duration;

use super::timeout::TimeoutConfig;
use crate::settings::{ConfigError, Region, Sources};

/// A set of defaults; of what they govern, only the time to connect differs for this client.
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
    pub(crate) fn named(name: &str) -> Option<Self> {
        [
            ("standard", Self::Standard),
            ("in-region", Self::InRegion),
            ("cross-region", Self::CrossRegion),
            ("mobile", Self::Mobile),
            ("auto", Self::Auto),
            ("legacy", Self::Legacy),
        ]
        .into_iter()
        .find_map(|(known, mode)| name.eq_ignore_ascii_case(known).then_some(mode))
    }

    /// What the mode says of timeouts; the legacy mode says nothing.
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

    /// The mode that fits where the program runs, by the environment alone: asking the instance's metadata service would
    /// cost a second wherever there is none.
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
