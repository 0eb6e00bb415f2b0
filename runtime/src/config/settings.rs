//! The settings that all AWS tools share: from code, the environment, the shared config files, or the default.

mod defaults_mode;
mod endpoints;
mod error;
mod fill;
mod loader;
mod profile;
mod sources;
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "some settings are of the chain alone")
)]
mod table;
#[cfg(test)]
mod table_tests;

pub use self::error::ConfigError;
pub use self::loader::ConfigLoader;

pub(super) use self::endpoints::ServiceEndpoints;
#[cfg(feature = "credentials-chain")]
pub(super) use self::endpoints::endpoint_url;
pub(super) use self::profile::{Section, Value};
pub(super) use self::sources::Sources;
#[cfg(feature = "credentials-chain")]
pub(super) use self::table::{
    METADATA_DISABLED, METADATA_ENDPOINT, METADATA_ENDPOINT_MODE, MetadataEndpointMode, REGION, USE_FIPS, region,
};
