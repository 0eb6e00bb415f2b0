//! The settings that the credential chain reads too: the variables, the key in a profile, and the
//! parser of each. `config::settings` has those that only clients read.
//!
//! Errors name the expected form but do not show the value, because a secret may be in the wrong
//! place.

use super::sources::Sources;
use super::{ConfigError, Region};
use crate::endpoint::{is_valid_host_label, parse_url};

/// A setting; the first variable that is set takes precedence over the profile.
pub(crate) struct Setting<T> {
    pub(crate) variables: &'static [&'static str],
    pub(crate) key: &'static str,
    pub(crate) parse: fn(&str) -> Result<T, String>,
}

impl<T> Setting<T> {
    /// Returns the value, or `None` if neither the environment nor the profile has one.
    pub(crate) fn get(&self, sources: &Sources) -> Result<Option<T>, ConfigError> {
        let mut value = None;
        // Only this part is compiled once per type of value.
        sources.read(self.variables, self.key, &mut |text| {
            value = Some((self.parse)(text)?);
            Ok(())
        })?;
        Ok(value)
    }
}

/// Declares settings, one per line: name, type, variables, key in a profile, parser.
macro_rules! settings {
    ($($name:ident: $type:ty = [$($variable:literal),*], $key:literal, $parse:expr;)*) => {
        $(
            pub(crate) const $name: $crate::settings::table::Setting<$type> = $crate::settings::table::Setting {
                variables: &[$($variable),*],
                key: $key,
                parse: $parse,
            };
        )*

        /// Looks up each setting: its key, and its value or the error.
        #[cfg(test)]
        pub(crate) fn all(
            sources: &$crate::settings::Sources,
        ) -> Vec<(&'static str, Result<Option<String>, $crate::settings::ConfigError>)> {
            vec![$((
                $key,
                $name.get(sources).map(|value| value.map(|value| format!("{value:?}"))),
            )),*]
        }
    };
}

pub(crate) use settings;

settings! {
    REGION: Region = ["AWS_REGION", "AWS_DEFAULT_REGION"], "region", region;
    ENDPOINT_URL: String = ["AWS_ENDPOINT_URL"], "endpoint_url", url;
    IGNORE_ENDPOINT_URLS: bool = ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"], "ignore_configured_endpoint_urls", boolean;
    USE_FIPS: bool = ["AWS_USE_FIPS_ENDPOINT"], "use_fips_endpoint", boolean;
    USE_DUAL_STACK: bool = ["AWS_USE_DUALSTACK_ENDPOINT"], "use_dualstack_endpoint", boolean;
    STS_REGIONAL_ENDPOINTS: StsEndpoints = ["AWS_STS_REGIONAL_ENDPOINTS"], "sts_regional_endpoints", sts_endpoints;
    METADATA_DISABLED: bool = ["AWS_EC2_METADATA_DISABLED"], "ec2_metadata_disabled", boolean;
    METADATA_ENDPOINT: String =
        ["AWS_EC2_METADATA_SERVICE_ENDPOINT"], "ec2_metadata_service_endpoint", url;
    METADATA_ENDPOINT_MODE: MetadataEndpointMode =
        ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"], "ec2_metadata_service_endpoint_mode", metadata_endpoint_mode;
}

/// The address family of the instance metadata service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum MetadataEndpointMode {
    #[default]
    IpV4,
    IpV6,
}

/// Whether requests to STS go to the endpoint of the region or, for old regions, to the global one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StsEndpoints {
    Regional,
    Legacy,
}

/// Returns the region of the settings: that of the environment, of the profile, or of the profiles
/// along its `source_profile`.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(crate) fn region_of(sources: &Sources) -> Result<Option<Region>, ConfigError> {
    if let Some(region) = REGION.get(sources)? {
        return Ok(Some(region));
    }
    let inherited = sources.inherited(REGION.key);
    let parsed = inherited
        .map(|value| region(&value.text).map_err(|problem| ConfigError::at(REGION.key, &value.place, problem)));
    parsed.transpose()
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(crate) fn region(text: &str) -> Result<Region, String> {
    match is_valid_host_label(text, false) {
        true => Ok(Region::new(text.to_owned())),
        false => Err("expected the name of a region, for example us-east-1".to_owned()),
    }
}

pub(crate) fn url(text: &str) -> Result<String, String> {
    match parse_url(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err("expected an http or https URL without a user and without a query".to_owned()),
    }
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(crate) fn boolean(text: &str) -> Result<bool, String> {
    one_of(text, &[("true", true), ("false", false)])
}

/// Returns the value of a name, whose case does not matter.
pub(crate) fn one_of<T: Copy>(text: &str, known: &[(&str, T)]) -> Result<T, String> {
    let found = known.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    match found {
        Some((_, value)) => Ok(*value),
        None => Err(expected(known.len(), &|at| known[at].0)),
    }
}

/// Returns the error that lists this number of names.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn expected<'a>(count: usize, name: &dyn Fn(usize) -> &'a str) -> String {
    let mut text = "expected ".to_owned();
    for at in 0..count {
        text += match at {
            0 => "",
            at if at + 1 == count => " or ",
            _ => ", ",
        };
        text += name(at);
    }
    text
}

fn sts_endpoints(text: &str) -> Result<StsEndpoints, String> {
    one_of(
        text,
        &[("regional", StsEndpoints::Regional), ("legacy", StsEndpoints::Legacy)],
    )
}

fn metadata_endpoint_mode(text: &str) -> Result<MetadataEndpointMode, String> {
    one_of(
        text,
        &[
            ("IPv4", MetadataEndpointMode::IpV4),
            ("IPv6", MetadataEndpointMode::IpV6),
        ],
    )
}
