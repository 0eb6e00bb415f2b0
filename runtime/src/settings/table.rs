//! The settings: variables, the key in a profile, and how the value is read.

use super::sources::Sources;
use super::{ConfigError, Region};
use crate::config::retry::RetryMode;
use crate::config::{AccountIdEndpointMode, AppName, DefaultsMode, InvalidAccountIdEndpointMode};
use crate::endpoint::{is_valid_host_label, parse_url, shown};

/// A setting: the first variable that is set goes before the profile.
pub(crate) struct Setting<T> {
    pub(super) variables: &'static [&'static str],
    pub(super) key: &'static str,
    parse: fn(&str) -> Result<T, String>,
}

impl<T> Setting<T> {
    /// The value, or nothing where neither the environment nor the profile has one.
    pub(crate) fn get(&self, sources: &Sources) -> Result<Option<T>, ConfigError> {
        let mut value = None;
        // Only this is compiled for each type of value.
        sources.read(self.variables, self.key, &mut |text| {
            value = Some((self.parse)(text)?);
            Ok(())
        })?;
        Ok(value)
    }
}

macro_rules! settings {
    ($($name:ident: $type:ty = [$($variable:literal),*], $key:literal, $parse:expr;)*) => {
        $(
            pub(crate) const $name: Setting<$type> = Setting {
                variables: &[$($variable),*],
                key: $key,
                parse: $parse,
            };
        )*

        /// Looks each setting up: its key, and its value or what is wrong with it.
        #[cfg(test)]
        pub(super) fn all(sources: &Sources) -> Vec<(&'static str, Result<Option<String>, ConfigError>)> {
            vec![$((
                $key,
                $name.get(sources).map(|value| value.map(|value| format!("{value:?}"))),
            )),*]
        }
    };
}

settings! {
    REGION: Region = ["AWS_REGION", "AWS_DEFAULT_REGION"], "region", region;
    ENDPOINT_URL: String = ["AWS_ENDPOINT_URL"], "endpoint_url", url;
    IGNORE_ENDPOINT_URLS: bool = ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"], "ignore_configured_endpoint_urls", boolean;
    USE_FIPS: bool = ["AWS_USE_FIPS_ENDPOINT"], "use_fips_endpoint", boolean;
    USE_DUAL_STACK: bool = ["AWS_USE_DUALSTACK_ENDPOINT"], "use_dualstack_endpoint", boolean;
    ACCOUNT_ID_ENDPOINT_MODE: AccountIdEndpointMode =
        ["AWS_ACCOUNT_ID_ENDPOINT_MODE"], "account_id_endpoint_mode", account_id_endpoint_mode;
    MAX_ATTEMPTS: u32 = ["AWS_MAX_ATTEMPTS"], "max_attempts", attempts;
    RETRY_MODE: RetryMode = ["AWS_RETRY_MODE"], "retry_mode", retry_mode;
    DEFAULTS_MODE: DefaultsMode = ["AWS_DEFAULTS_MODE"], "defaults_mode", defaults_mode;
    CA_BUNDLE: String = ["AWS_CA_BUNDLE"], "ca_bundle", text;
    APP_NAME: AppName = ["AWS_SDK_UA_APP_ID"], "sdk_ua_app_id", app_name;
    DISABLE_COMPRESSION: bool = ["AWS_DISABLE_REQUEST_COMPRESSION"], "disable_request_compression", boolean;
    MIN_COMPRESSION_SIZE: u32 =
        ["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"], "request_min_compression_size_bytes", compression_size;
    METADATA_DISABLED: bool = ["AWS_EC2_METADATA_DISABLED"], "ec2_metadata_disabled", boolean;
    METADATA_ENDPOINT: String =
        ["AWS_EC2_METADATA_SERVICE_ENDPOINT"], "ec2_metadata_service_endpoint", url;
    METADATA_ENDPOINT_MODE: MetadataEndpointMode =
        ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"], "ec2_metadata_service_endpoint_mode", metadata_endpoint_mode;
}

/// Which of the fixed addresses the instance's metadata service is asked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum MetadataEndpointMode {
    #[default]
    IpV4,
    IpV6,
}

pub(crate) fn region(text: &str) -> Result<Region, String> {
    if is_valid_host_label(text, false) {
        Ok(Region::new(text.to_owned()))
    } else {
        Err(format!(
            "expected the name of a region, for instance us-east-1, found {text:?}"
        ))
    }
}

pub(super) fn url(text: &str) -> Result<String, String> {
    match parse_url(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err(format!(
            "expected an http or https URL without a user and without a query, found {:?}",
            shown(text)
        )),
    }
}

fn boolean(text: &str) -> Result<bool, String> {
    if text.eq_ignore_ascii_case("true") {
        Ok(true)
    } else if text.eq_ignore_ascii_case("false") {
        Ok(false)
    } else {
        Err(format!("expected true or false, found {text:?}"))
    }
}

fn attempts(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("expected a number of attempts, at least 1, found {text:?}")),
    }
}

/// `legacy`, which other tools know, is the standard mode here: a file that they share with us must not break us.
fn retry_mode(text: &str) -> Result<RetryMode, String> {
    if text.eq_ignore_ascii_case("legacy") {
        return Ok(RetryMode::Standard);
    }
    text.parse()
        .map_err(|_| format!("expected standard, adaptive or legacy, found {text:?}"))
}

fn account_id_endpoint_mode(text: &str) -> Result<AccountIdEndpointMode, String> {
    text.parse()
        .map_err(|error: InvalidAccountIdEndpointMode| error.to_string())
}

fn defaults_mode(text: &str) -> Result<DefaultsMode, String> {
    DefaultsMode::named(text)
        .ok_or_else(|| format!("expected standard, in-region, cross-region, mobile, auto or legacy, found {text:?}"))
}

fn app_name(text: &str) -> Result<AppName, String> {
    AppName::new(text.to_owned()).map_err(|error| error.to_string())
}

/// The bounds are those of all AWS SDKs.
fn compression_size(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(size) if size <= 10_485_760 => Ok(size),
        _ => Err(format!("expected a number of bytes from 0 to 10485760, found {text:?}")),
    }
}

fn metadata_endpoint_mode(text: &str) -> Result<MetadataEndpointMode, String> {
    if text.eq_ignore_ascii_case("IPv4") {
        Ok(MetadataEndpointMode::IpV4)
    } else if text.eq_ignore_ascii_case("IPv6") {
        Ok(MetadataEndpointMode::IpV6)
    } else {
        Err(format!("expected IPv4 or IPv6, found {text:?}"))
    }
}

#[allow(clippy::unnecessary_wraps, reason = "the type of all parsers")]
fn text(text: &str) -> Result<String, String> {
    Ok(text.to_owned())
}
