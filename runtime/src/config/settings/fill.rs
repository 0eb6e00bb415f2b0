//! Fills the settings of a config that code did not set, from the environment and the profile.

use std::path::PathBuf;

use super::http_client::configured_client;
use super::table;
use crate::config::default_chain::DeferredChain;
use crate::config::retry::{RetryConfig, RetryMode};
use crate::config::timeout::TimeoutConfig;
use crate::config::{ClientSettings, CredentialsSetting, ServiceTokenSource, Tokens};
use crate::endpoint::Value;
use crate::http::transport;
use crate::settings::{ConfigError, ServiceEndpoints, ServiceTokens, Sources, table as shared};

/// Fills the unset settings; settings made in code stay.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(super) fn fill(
    settings: &mut ClientSettings,
    sources: &Sources,
    profile_name: Option<&str>,
) -> Result<(), ConfigError> {
    fill_region_and_endpoint(settings, sources)?;
    fill_retries_and_timeouts(settings, sources)?;
    if settings.app_name.is_none() {
        settings.app_name = table::APP_NAME.get(sources)?;
    }
    if settings.disable_request_compression.is_none() {
        settings.disable_request_compression = table::DISABLE_COMPRESSION.get(sources)?;
    }
    if settings.request_min_compression_size_bytes.is_none() {
        settings.request_min_compression_size_bytes = table::MIN_COMPRESSION_SIZE.get(sources)?;
    }
    if settings.request_checksum_calculation.is_none() {
        settings.request_checksum_calculation = table::REQUEST_CHECKSUMS.get(sources)?;
    }
    if settings.response_checksum_validation.is_none() {
        settings.response_checksum_validation = table::RESPONSE_CHECKSUMS.get(sources)?;
    }
    if settings.disable_clock_skew_correction.is_none() {
        settings.disable_clock_skew_correction = table::DISABLE_CLOCK_SKEW_CORRECTION.get(sources)?;
    }
    if settings.disable_host_prefix_injection.is_none() {
        settings.disable_host_prefix_injection = table::DISABLE_HOST_PREFIX.get(sources)?;
    }
    settings.env = sources.env().clone();
    settings.execution_env = sources.env().get("AWS_EXECUTION_ENV")?;
    if settings.http_client.chosen().is_none() {
        let client = configured_client(sources.env(), ca_bundle(sources)?)?;
        settings.http_client.choose(client);
    }
    if matches!(settings.credentials, CredentialsSetting::Unset) {
        settings.credentials =
            CredentialsSetting::DefaultChain(DeferredChain::new(sources.env().clone(), profile_name), None);
    }
    if settings.auth.has_no_tokens() {
        settings.auth.tokens = Tokens::DefaultChain(DeferredChain::new(sources.env().clone(), profile_name), None);
        settings.auth.service_tokens = Some(ServiceTokenSource::new(ServiceTokens::new(sources.env().clone())));
    }
    settings.auth.loaded_preference = table::AUTH_SCHEME_PREFERENCE.get(sources)?;
    Ok(())
}

/// Returns the file of certificates that the settings name. It is checked here, so that the error
/// names the setting.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn ca_bundle(sources: &Sources) -> Result<Option<PathBuf>, ConfigError> {
    let mut found = None;
    sources.read(table::CA_BUNDLE.variables, table::CA_BUNDLE.key, &mut |text| {
        let path = sources.env().expand(text);
        transport::check_ca_bundle(&path)?;
        found = Some(path);
        Ok(())
    })?;
    Ok(found)
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn fill_region_and_endpoint(settings: &mut ClientSettings, sources: &Sources) -> Result<(), ConfigError> {
    if settings.region.is_none() {
        settings.region = shared::region_of(sources)?;
    }
    if settings.use_fips.is_none() {
        settings.use_fips = shared::USE_FIPS.get(sources)?;
    }
    if settings.use_dual_stack.is_none() {
        settings.use_dual_stack = shared::USE_DUAL_STACK.get(sources)?;
    }
    if settings.account_id_endpoint_mode.is_none() {
        settings.account_id_endpoint_mode = table::ACCOUNT_ID_ENDPOINT_MODE.get(sources)?;
    }
    if settings.endpoint_discovery_enabled.is_none() {
        settings.endpoint_discovery_enabled = table::ENDPOINT_DISCOVERY.get(sources)?.flatten();
    }
    for (param, setting) in table::ENDPOINT_PARAMS {
        if settings.endpoint_params.get(param).is_none()
            && let Some(value) = setting.get(sources)?
        {
            settings.endpoint_params.set(param, Value::Boolean(value));
        }
    }
    if settings.endpoint_url.is_none() {
        settings.service_endpoints = ServiceEndpoints::new(sources)?;
        if let Some(endpoints) = &settings.service_endpoints {
            endpoints.check()?;
            settings.endpoint_url = shared::ENDPOINT_URL.get(sources)?;
        }
    }
    Ok(())
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn fill_retries_and_timeouts(settings: &mut ClientSettings, sources: &Sources) -> Result<(), ConfigError> {
    if settings.retry_config.is_none() {
        // The standard mode is the default, whose values differ between services.
        let mode = table::RETRY_MODE
            .get(sources)?
            .filter(|mode| *mode != RetryMode::Standard);
        let max_attempts = table::MAX_ATTEMPTS.get(sources)?;
        if mode.is_some() || max_attempts.is_some() {
            let config = RetryConfig::standard().with_retry_mode(mode.unwrap_or_default());
            settings.retry_config = Some(match max_attempts {
                Some(max_attempts) => config.with_max_attempts(max_attempts),
                None => config,
            });
        }
    }
    if let Some(mode) = table::DEFAULTS_MODE.get(sources)? {
        let timeouts = mode.timeouts(sources, settings.region.as_ref())?;
        if timeouts != TimeoutConfig::default() {
            settings
                .timeout_config
                .get_or_insert_with(TimeoutConfig::default)
                .take_defaults_from(&timeouts);
        }
    }
    Ok(())
}
