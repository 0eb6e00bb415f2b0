//! The settings of one call, which replace those of the client.

use super::{ClientSettings, CredentialsSetting};

/// Destructures settings, with a rule for each field: `replace` those that are set, `keep` the
/// current value, or leave the value to the statements after the macro.
macro_rules! take_overrides {
    (
        $others:expr => $settings:ident,
        replace: [$($replace:ident),* $(,)?], keep: [$($keep:ident),* $(,)?], leave: [$($leave:ident),* $(,)?]
    ) => {
        let ClientSettings { $($replace,)* $($keep: _,)* $($leave,)* } = $others;
        $($settings.$replace = $replace.or($settings.$replace.take());)*
    };
}

impl ClientSettings {
    /// Replaces the values that the other settings set.
    #[inline]
    pub(super) fn override_with(&mut self, other: Self) {
        take_overrides! {
            other => self,
            replace: [
                account_id_endpoint_mode, app_name, behavior_version, disable_clock_skew_correction,
                constraint_checks, disable_host_prefix_injection, disable_request_compression,
                discovers_at_endpoint_url, endpoint_discovery_enabled, identity_cache, rate_limits, region,
                request_checksum_calculation, request_min_compression_size_bytes, response_checksum_validation,
                retry_config, sleep_impl, stalled_stream_protection, time_source, use_dual_stack, use_fips,
            ],
            keep: [endpoint_error, env, execution_env, is_lambda, timeouts],
            leave: [
                auth, credentials, endpoint_params, endpoint_url, http_client, interceptors, service_endpoints,
                timeout_config,
            ]
        }
        if !matches!(credentials, CredentialsSetting::Unset) {
            self.credentials = credentials;
        }
        self.auth.override_with(auth);
        if endpoint_url.is_some() {
            self.endpoint_url = endpoint_url;
            self.service_endpoints = service_endpoints;
            self.endpoint_error = None;
        }
        let client_params = std::mem::replace(&mut self.endpoint_params, endpoint_params);
        self.endpoint_params.set_missing(&client_params);
        if let Some(client) = http_client.chosen() {
            self.http_client.choose(Some(client.clone()));
        }
        self.timeout_config = match (timeout_config, self.timeout_config.take()) {
            (Some(ours), Some(theirs)) => Some(ours.or(&theirs)),
            (ours, theirs) => ours.or(theirs),
        };
        self.interceptors.extend(interceptors);
    }
}
