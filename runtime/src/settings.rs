//! The settings that all AWS tools share: the environment and the profile in the shared config
//! files.

mod endpoints;
mod env;
mod error;
mod profile;
#[cfg(not(feature = "aws-config"))]
mod region;
mod sources;
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "some settings belong to the chain alone")
)]
pub(crate) mod table;
mod tokens;

pub use self::env::Env;
pub use self::error::ConfigError;
#[cfg(not(feature = "aws-config"))]
pub use self::region::Region;
#[cfg(feature = "aws-config")]
pub use aws_types::region::Region;

pub(crate) use self::endpoints::ServiceEndpoints;
#[cfg(feature = "credentials-chain")]
pub(crate) use self::endpoints::endpoint_url;
pub(crate) use self::profile::{Section, Value};
pub(crate) use self::sources::Sources;
#[cfg(feature = "credentials-chain")]
pub(crate) use self::table::MetadataEndpointMode;
pub(crate) use self::tokens::ServiceTokens;
