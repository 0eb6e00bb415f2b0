//! The settings as text, without secrets.

use std::fmt;

use super::{ClientSettings, Config, CredentialsSetting};

impl fmt::Debug for ClientSettings {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("region", &self.region)
            .field("credentials", &self.credentials)
            .field(
                "endpoint_url",
                &self.endpoint_url.as_deref().map(crate::endpoint::shown),
            )
            .field("use_fips", &self.use_fips)
            .field("use_dual_stack", &self.use_dual_stack)
            .field("account_id_endpoint_mode", &self.account_id_endpoint_mode)
            .field("endpoint_discovery_enabled", &self.endpoint_discovery_enabled)
            .field("http_client", &self.http_client.chosen())
            .field("app_name", &self.app_name)
            .field("retry_config", &self.retry_config)
            .field("timeout_config", &self.timeout_config)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for CredentialsSetting {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unset => f.write_str("unset"),
            Self::Provider(provider) => provider.fmt(f),
            Self::DefaultChain(..) => f.write_str("default chain"),
        }
    }
}

impl fmt::Debug for Config {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
