//! The settings that only clients read: the variables, the key in a profile, and the parser of
//! each.

use crate::config::retry::RetryMode;
use crate::config::{
    AccountIdEndpointMode, AppName, AuthSchemePreference, DefaultsMode, RequestChecksumCalculation,
    ResponseChecksumValidation,
};
use crate::settings::table::{Setting, boolean, one_of, settings};

settings! {
    ACCOUNT_ID_ENDPOINT_MODE: AccountIdEndpointMode =
        ["AWS_ACCOUNT_ID_ENDPOINT_MODE"], "account_id_endpoint_mode", account_id_endpoint_mode;
    ENDPOINT_DISCOVERY: Option<bool> =
        ["AWS_ENABLE_ENDPOINT_DISCOVERY", "AWS_ENDPOINT_DISCOVERY_ENABLED"], "endpoint_discovery_enabled",
        endpoint_discovery;
    MAX_ATTEMPTS: u32 = ["AWS_MAX_ATTEMPTS"], "max_attempts", attempts;
    RETRY_MODE: RetryMode = ["AWS_RETRY_MODE"], "retry_mode", retry_mode;
    DEFAULTS_MODE: DefaultsMode = ["AWS_DEFAULTS_MODE"], "defaults_mode", defaults_mode;
    CA_BUNDLE: String = ["AWS_CA_BUNDLE"], "ca_bundle", text;
    APP_NAME: AppName = ["AWS_SDK_UA_APP_ID"], "sdk_ua_app_id", app_name;
    DISABLE_COMPRESSION: bool = ["AWS_DISABLE_REQUEST_COMPRESSION"], "disable_request_compression", boolean;
    MIN_COMPRESSION_SIZE: u32 =
        ["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"], "request_min_compression_size_bytes", compression_size;
    REQUEST_CHECKSUMS: RequestChecksumCalculation =
        ["AWS_REQUEST_CHECKSUM_CALCULATION"], "request_checksum_calculation", request_checksums;
    RESPONSE_CHECKSUMS: ResponseChecksumValidation =
        ["AWS_RESPONSE_CHECKSUM_VALIDATION"], "response_checksum_validation", response_checksums;
    DISABLE_CLOCK_SKEW_CORRECTION: bool =
        ["AWS_DISABLE_CLOCK_SKEW_CORRECTION"], "disable_clock_skew_correction", boolean;
    DISABLE_HOST_PREFIX: bool = ["AWS_DISABLE_HOST_PREFIX_INJECTION"], "disable_host_prefix_injection", boolean;
    S3_DISABLE_EXPRESS_SESSION_AUTH: bool =
        ["AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"], "s3_disable_express_session_auth", boolean;
    S3_DISABLE_MULTI_REGION_ACCESS_POINTS: bool =
        ["AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"], "s3_disable_multiregion_access_points", boolean;
    S3_USE_ARN_REGION: bool = ["AWS_S3_USE_ARN_REGION"], "s3_use_arn_region", boolean;
    AUTH_SCHEME_PREFERENCE: AuthSchemePreference =
        ["AWS_AUTH_SCHEME_PREFERENCE"], "auth_scheme_preference", auth_scheme_preference;
}

/// The settings that are endpoint parameters of some services, by the name of the parameter.
pub(super) const ENDPOINT_PARAMS: [(&str, Setting<bool>); 3] = [
    ("DisableS3ExpressSessionAuth", S3_DISABLE_EXPRESS_SESSION_AUTH),
    ("DisableMultiRegionAccessPoints", S3_DISABLE_MULTI_REGION_ACCESS_POINTS),
    ("UseArnRegion", S3_USE_ARN_REGION),
];

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn attempts(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err("expected a number of attempts, at least 1".to_owned()),
    }
}

/// Parses a retry mode. `legacy`, which other tools support, is the standard mode here, so that
/// config files which are shared with them stay valid.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn retry_mode(text: &str) -> Result<RetryMode, String> {
    one_of(
        text,
        &[
            ("standard", RetryMode::Standard),
            ("adaptive", RetryMode::Adaptive),
            ("legacy", RetryMode::Standard),
        ],
    )
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn account_id_endpoint_mode(text: &str) -> Result<AccountIdEndpointMode, String> {
    one_of(
        text,
        &[
            ("preferred", AccountIdEndpointMode::Preferred),
            ("required", AccountIdEndpointMode::Required),
            ("disabled", AccountIdEndpointMode::Disabled),
        ],
    )
}

/// Parses whether endpoints are discovered. `None` is the default: only operations that require it
/// use it.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn endpoint_discovery(text: &str) -> Result<Option<bool>, String> {
    one_of(text, &[("true", Some(true)), ("false", Some(false)), ("auto", None)])
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn request_checksums(text: &str) -> Result<RequestChecksumCalculation, String> {
    let [supported, required] = [
        RequestChecksumCalculation::WhenSupported,
        RequestChecksumCalculation::WhenRequired,
    ];
    one_of(text, &[(supported.as_str(), supported), (required.as_str(), required)])
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn response_checksums(text: &str) -> Result<ResponseChecksumValidation, String> {
    let [supported, required] = [
        ResponseChecksumValidation::WhenSupported,
        ResponseChecksumValidation::WhenRequired,
    ];
    one_of(text, &[(supported.as_str(), supported), (required.as_str(), required)])
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn defaults_mode(text: &str) -> Result<DefaultsMode, String> {
    one_of(
        text,
        &[
            ("standard", DefaultsMode::Standard),
            ("in-region", DefaultsMode::InRegion),
            ("cross-region", DefaultsMode::CrossRegion),
            ("mobile", DefaultsMode::Mobile),
            ("auto", DefaultsMode::Auto),
            ("legacy", DefaultsMode::Legacy),
        ],
    )
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn app_name(text: &str) -> Result<AppName, String> {
    AppName::new(text.to_owned()).map_err(|error| error.to_string())
}

/// Parses the size from which bodies are compressed. The bounds are those of all AWS SDKs.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn compression_size(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(size) if size <= 10_485_760 => Ok(size),
        _ => Err("expected a number of bytes from 0 to 10485760".to_owned()),
    }
}

/// Parses names separated by commas. Unknown names may belong to other tools; calls skip them.
#[allow(clippy::unnecessary_wraps, reason = "the type of all parsers")]
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn auth_scheme_preference(text: &str) -> Result<AuthSchemePreference, String> {
    Ok(AuthSchemePreference::parse(text))
}

#[allow(clippy::unnecessary_wraps, reason = "the type of all parsers")]
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn text(text: &str) -> Result<String, String> {
    Ok(text.to_owned())
}
