//! Each setting with each of its sources, good and bad.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::PathBuf;

use super::table;
use crate::settings::{self, ConfigError, Env, Sources};

/// Key of the profile; variables; a value and how it is shown; another value, so that the sources
/// differ; a bad value and the error about it. A text that cannot be bad has no bad value.
type Row = (
    &'static str,
    &'static [&'static str],
    [(&'static str, &'static str); 2],
    Option<(&'static str, &'static str)>,
);

const URL: &str = "expected an http or https URL without a user and without a query";
const FLAG: [(&str, &str); 2] = [("true", "true"), ("FALSE", "false")];
const BAD_FLAG: Option<(&str, &str)> = Some(("yes", "expected true or false"));

const ROWS: &[Row] = &[
    (
        "region",
        &["AWS_REGION", "AWS_DEFAULT_REGION"],
        [
            ("eu-west-1", r#"Region("eu-west-1")"#),
            ("us-east-1", r#"Region("us-east-1")"#),
        ],
        Some(("a.example/", "expected the name of a region, for example us-east-1")),
    ),
    (
        "endpoint_url",
        &["AWS_ENDPOINT_URL"],
        [
            ("http://127.0.0.1:8080", r#""http://127.0.0.1:8080""#),
            ("https://b.example", r#""https://b.example""#),
        ],
        Some(("localhost:8080", URL)),
    ),
    (
        "ignore_configured_endpoint_urls",
        &["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"],
        FLAG,
        BAD_FLAG,
    ),
    ("use_fips_endpoint", &["AWS_USE_FIPS_ENDPOINT"], FLAG, BAD_FLAG),
    (
        "use_dualstack_endpoint",
        &["AWS_USE_DUALSTACK_ENDPOINT"],
        FLAG,
        BAD_FLAG,
    ),
    (
        "sts_regional_endpoints",
        &["AWS_STS_REGIONAL_ENDPOINTS"],
        [("regional", "Regional"), ("Legacy", "Legacy")],
        Some(("global", "expected regional or legacy")),
    ),
    ("ec2_metadata_disabled", &["AWS_EC2_METADATA_DISABLED"], FLAG, BAD_FLAG),
    (
        "ec2_metadata_service_endpoint",
        &["AWS_EC2_METADATA_SERVICE_ENDPOINT"],
        [("http://a", "\"http://a\""), ("http://b", "\"http://b\"")],
        Some(("://", URL)),
    ),
    (
        "ec2_metadata_service_endpoint_mode",
        &["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"],
        [("IPv4", "IpV4"), ("ipv6", "IpV6")],
        Some(("IPv5", "expected IPv4 or IPv6")),
    ),
    (
        "account_id_endpoint_mode",
        &["AWS_ACCOUNT_ID_ENDPOINT_MODE"],
        [("required", "Required"), ("DISABLED", "Disabled")],
        Some(("always", "expected preferred, required or disabled")),
    ),
    (
        "endpoint_discovery_enabled",
        &["AWS_ENABLE_ENDPOINT_DISCOVERY", "AWS_ENDPOINT_DISCOVERY_ENABLED"],
        [("True", "Some(true)"), ("auto", "None")],
        Some(("always", "expected true, false or auto")),
    ),
    (
        "max_attempts",
        &["AWS_MAX_ATTEMPTS"],
        [("5", "5"), ("1", "1")],
        Some(("0", "expected a number of attempts, at least 1")),
    ),
    (
        "retry_mode",
        &["AWS_RETRY_MODE"],
        [("Adaptive", "Adaptive"), ("legacy", "Standard")],
        Some(("often", "expected standard, adaptive or legacy")),
    ),
    (
        "defaults_mode",
        &["AWS_DEFAULTS_MODE"],
        [("in-region", "InRegion"), ("mobile", "Mobile")],
        Some((
            "fast",
            "expected standard, in-region, cross-region, mobile, auto or legacy",
        )),
    ),
    (
        "ca_bundle",
        &["AWS_CA_BUNDLE"],
        [("/a.pem", "\"/a.pem\""), ("/b.pem", "\"/b.pem\"")],
        None,
    ),
    (
        "sdk_ua_app_id",
        &["AWS_SDK_UA_APP_ID"],
        [
            ("APN_1.1/pc_0123abc$", r#"AppName("APN_1.1/pc_0123abc$")"#),
            ("other", r#"AppName("other")"#),
        ],
        Some((
            "two words",
            "an app name has at least one character, and only visible ASCII characters",
        )),
    ),
    (
        "disable_request_compression",
        &["AWS_DISABLE_REQUEST_COMPRESSION"],
        FLAG,
        BAD_FLAG,
    ),
    (
        "request_min_compression_size_bytes",
        &["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"],
        [("0", "0"), ("10485760", "10485760")],
        Some(("10485761", "expected a number of bytes from 0 to 10485760")),
    ),
    (
        "request_checksum_calculation",
        &["AWS_REQUEST_CHECKSUM_CALCULATION"],
        [("when_required", "WhenRequired"), ("WHEN_SUPPORTED", "WhenSupported")],
        Some(("never", "expected when_supported or when_required")),
    ),
    (
        "response_checksum_validation",
        &["AWS_RESPONSE_CHECKSUM_VALIDATION"],
        [("when_required", "WhenRequired"), ("WHEN_SUPPORTED", "WhenSupported")],
        Some(("never", "expected when_supported or when_required")),
    ),
    (
        "disable_clock_skew_correction",
        &["AWS_DISABLE_CLOCK_SKEW_CORRECTION"],
        FLAG,
        BAD_FLAG,
    ),
    (
        "disable_host_prefix_injection",
        &["AWS_DISABLE_HOST_PREFIX_INJECTION"],
        FLAG,
        BAD_FLAG,
    ),
    (
        "s3_disable_express_session_auth",
        &["AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"],
        FLAG,
        BAD_FLAG,
    ),
    (
        "s3_disable_multiregion_access_points",
        &["AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"],
        FLAG,
        BAD_FLAG,
    ),
    ("s3_use_arn_region", &["AWS_S3_USE_ARN_REGION"], FLAG, BAD_FLAG),
    (
        "auth_scheme_preference",
        &["AWS_AUTH_SCHEME_PREFERENCE"],
        [
            (
                "sigv4a, sigv4",
                r#"AuthSchemePreference([AuthSchemeId("sigv4a"), AuthSchemeId("sigv4")])"#,
            ),
            ("noAuth", r#"AuthSchemePreference([AuthSchemeId("noAuth")])"#),
        ],
        None,
    ),
];

/// A folder of its own, removed with all that is in it.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("smithy-settings-{name}-{}", std::process::id()));
        std::fs::create_dir_all(path.join(".aws")).unwrap();
        Self(path)
    }

    fn config(&self, text: &str) -> String {
        let path = self.0.join(".aws/config");
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    }

    fn get(&self, key: &str, variables: &[(&str, &str)]) -> Result<Option<String>, ConfigError> {
        let home = self.0.to_string_lossy();
        let variables = [&[("HOME", &*home)], variables].concat();
        let sources = Sources::load(&Env::from_slice(&variables), None)?;
        let all = [settings::table::all(&sources), table::all(&sources)].concat();
        all.into_iter().find(|(known, _)| *known == key).unwrap().1
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn every_setting_has_a_row() {
    let sources = Sources::load(&Env::from_slice(&[]), None).unwrap();
    let all = [settings::table::all(&sources), table::all(&sources)].concat();
    let known: Vec<_> = all.into_iter().map(|(key, _)| key).collect();
    let tested: Vec<_> = ROWS.iter().map(|row| row.0).collect();
    assert_eq!(known, tested);
}

#[test]
fn the_environment_takes_precedence_over_the_profile() {
    let home = Home::new("order");
    for (key, variables, [(one, shown_one), (two, shown_two)], _) in ROWS {
        home.config(&format!("[profile other]\n{key} = {two}\n"));
        assert_eq!(home.get(key, &[]), Ok(None), "{key}");
        home.config(&format!("[default]\n{key} = {one}\n"));
        assert_eq!(home.get(key, &[]).unwrap().as_deref(), Some(*shown_one), "{key}");
        for variable in *variables {
            let set = [(*variable, *two)];
            assert_eq!(home.get(key, &set).unwrap().as_deref(), Some(*shown_two), "{variable}");
            let empty = [(*variable, " ")];
            assert_eq!(
                home.get(key, &empty).unwrap().as_deref(),
                Some(*shown_one),
                "{variable}"
            );
        }
        if let [first, second] = variables {
            let both = [(*second, *one), (*first, *two)];
            assert_eq!(home.get(key, &both).unwrap().as_deref(), Some(*shown_two), "{key}");
        }
    }
}

#[test]
fn a_bad_value_is_an_error_that_names_the_setting_and_its_source() {
    let home = Home::new("bad");
    for (key, variables, [(good, _), _], bad) in ROWS {
        let Some((bad, problem)) = bad else { continue };
        let path = home.config(&format!("# a comment\n[default]\n{key} = {bad}\n"));
        let error = home.get(key, &[]).unwrap_err();
        assert_eq!(error.to_string(), format!("{key} ({path}:3): {problem}"));
        assert_eq!((error.setting(), error.origin()), (*key, Some(&*format!("{path}:3"))));
        home.config(&format!("[default]\n{key} = {good}\n"));
        for variable in *variables {
            let error = home.get(key, &[(*variable, *bad)]).unwrap_err();
            assert_eq!(error.to_string(), format!("{variable}: {problem}"));
        }
    }
}
