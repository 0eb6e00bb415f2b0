//! Credentials of the role of an EC2 instance, from the instance metadata service (IMDSv2).
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html>

mod client;
#[cfg(test)]
mod suite;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::HeaderValue;

use self::client::ImdsClient;
use super::http_source::SourcePolicy;
use super::secret_json::SecretJson;
use super::{ChainContext, SourceError, static_keys};
use crate::auth::Credentials;
use crate::settings::{MetadataEndpointMode, Region, Sources, table};

const ROLES: &str = "/latest/meta-data/iam/security-credentials/";
const REGION: &str = "/latest/meta-data/placement/region";

/// The shortest and the longest time in seconds for which expired keys stay in use. The time is
/// random, so that not all instances ask again at once.
const EXTENSION: std::ops::Range<u64> = 600..900;

/// The values that are cached from one refresh to the next; clones share them.
#[derive(Clone, Default)]
pub(super) struct ImdsCache(Arc<Mutex<ImdsState>>);

#[derive(Default)]
struct ImdsState {
    token: Option<(HeaderValue, SystemTime)>,
    credentials: Option<Credentials>,
}

/// The reason for which the service gives no keys.
enum ImdsError {
    /// It does not respond or is unavailable. Another attempt may succeed.
    Transient(String),
    /// It responds, but has no credentials.
    Permanent(String),
}

impl ImdsCache {
    fn lock(&self) -> MutexGuard<'_, ImdsState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The address of the service, and whether somebody set it up.
pub(super) struct ImdsEndpoint {
    pub(super) url: String,
    is_configured: bool,
}

impl ImdsEndpoint {
    /// Returns the address that the settings give.
    ///
    /// # Errors
    /// The service is switched off, or a setting has no valid value.
    pub(super) fn of(sources: &Sources) -> Result<Self, SourceError> {
        if table::METADATA_DISABLED.get(sources)?.unwrap_or_default() {
            let reason = "AWS_EC2_METADATA_DISABLED is true";
            return Err(SourceError::NotConfigured(reason.to_owned()));
        }
        let mode = table::METADATA_ENDPOINT_MODE.get(sources)?.unwrap_or_default();
        let configured = table::METADATA_ENDPOINT.get(sources)?;
        let is_configured = configured.is_some();
        let url = match (configured, mode) {
            (Some(url), _) => url.trim_end_matches('/').to_owned(),
            (None, MetadataEndpointMode::IpV4) => "http://169.254.169.254".to_owned(),
            (None, MetadataEndpointMode::IpV6) => "http://[fd00:ec2::254]".to_owned(),
        };
        Ok(Self { url, is_configured })
    }

    fn policy(&self) -> SourcePolicy {
        match self.is_configured {
            true => SourcePolicy::Local,
            false => SourcePolicy::Probe,
        }
    }
}

impl ChainContext {
    /// Returns the keys of the instance's role. If the service cannot refresh them, the expired
    /// ones stay in use for 10 to 15 more minutes.
    pub(super) async fn imds(&self, cache: &ImdsCache, sources: &Sources) -> Result<Credentials, SourceError> {
        let endpoint = ImdsEndpoint::of(sources)?;
        let client = ImdsClient::new(self, cache, &endpoint);
        let problem = match credentials(&client).await {
            Ok(credentials) => {
                cache.lock().credentials = Some(credentials.clone());
                return Ok(self.extended(&credentials, "the instance metadata service gave expired ones"));
            }
            Err(ImdsError::Transient(problem)) => match &cache.lock().credentials {
                Some(credentials) => return Ok(self.extended(credentials, &problem)),
                None => problem,
            },
            Err(ImdsError::Permanent(problem)) => problem,
        };
        // Most machines have no such service. If it is not configured, that is not a failure.
        Err(match endpoint.is_configured {
            true => SourceError::Failed(problem.into()),
            false => SourceError::NotConfigured(problem),
        })
    }

    /// Returns the region of the instance; `None` if there is no metadata service.
    pub(crate) async fn imds_region(&self, sources: &Sources) -> Option<Region> {
        // A setting without a valid value is reported when credentials are asked for.
        let endpoint = ImdsEndpoint::of(sources).ok()?;
        let cache = ImdsCache::default();
        let client = ImdsClient::new(self, &cache, &endpoint);
        let response = client.get(REGION).await.ok()?;
        let text = std::str::from_utf8(response.body()).ok()?;
        table::region(text.trim()).ok()
    }

    /// Returns credentials. Expired ones get a new expiry some minutes ahead, because services may
    /// accept them as long as the metadata service has no new ones.
    fn extended(&self, credentials: &Credentials, problem: &str) -> Credentials {
        let now = self.now();
        if credentials.expiry().is_none_or(|expiry| now < expiry) {
            return credentials.clone();
        }
        let extension = Duration::from_secs(fastrand::u64(EXTENSION));
        tracing::warn!(
            problem,
            ?extension,
            "the instance's credentials have expired and cannot be refreshed; they stay in use for a while"
        );
        credentials.with_expiry(now + extension)
    }
}

async fn credentials(client: &ImdsClient<'_>) -> Result<Credentials, ImdsError> {
    let roles = client.get(ROLES).await?;
    let roles = String::from_utf8_lossy(roles.body());
    let role = roles.lines().next().unwrap_or_default().trim();
    if role.is_empty() {
        return Err(client.permanent("the instance has no role"));
    }
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"+=,.@_-".contains(&byte);
    if !role.bytes().all(is_of_name) {
        return Err(client.captive_portal());
    }
    let response = client.get(&format!("{ROLES}{role}")).await?;
    let failed = |problem: &str| client.permanent(&format!("the response for the instance's role {problem}"));
    let response = SecretJson::parse(response.body()).map_err(failed)?;
    static_keys::of_response(&response, "InstanceMetadata")
        .and_then(|keys| response.required("Expiration").map(|_| keys.build()))
        .map_err(|problem| failed(&problem))
}
