//! Credentials of a role from IAM Identity Center (SSO), for the token that a login left.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html>

mod login;
mod refresh;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderName, Method, Response, StatusCode};

use super::profile::Sso;
use super::remote::{Patience, refusal, request, secret_header};
use super::secrets::Secrets;
use super::{DefaultChain, Refusal};
use crate::auth::Credentials;
use crate::endpoint::uri_encode;
use crate::settings::{ConfigError, Sources, endpoint_url, region};

const TOKEN: HeaderName = HeaderName::from_static("x-amz-sso_bearer_token");

impl DefaultChain {
    /// The keys of the profile's role in the profile's account.
    pub(super) async fn sso(&self, sso: &Sso<'_>, sources: &Sources) -> Result<Credentials, Refusal> {
        let region =
            region(&sso.region.text).map_err(|problem| ConfigError::at("sso_region", &sso.region.place, problem))?;
        let token = self.sso_token(sso, &region, sources).await?;
        let token = secret_header(&token).ok_or_else(|| format!("the token cannot be sent; {}", log_in(sso)))?;
        let portal = endpoint(sources, "SSO", "portal.sso", region.as_ref())?;
        let (role, account) = (uri_encode(sso.role_name), uri_encode(sso.account_id));
        let url = format!("{portal}/federation/credentials?role_name={role}&account_id={account}");
        let request = request(Method::GET, &url, &[(TOKEN, token)], Bytes::new())?;
        let response = self.send(request, Patience::Service).await;
        let failed = |problem: &str| format!("role {:?} in account {}: {problem}", sso.role_name, sso.account_id);
        let response = response.map_err(|error| failed(&error.to_string()))?;
        match response.status() {
            status if status.is_success() => {}
            StatusCode::UNAUTHORIZED => return Err(failed(&format!("{}; {}", refusal(&response), log_in(sso))).into()),
            _ => return Err(failed(&refusal(&response)).into()),
        }
        let credentials = read(&response).map_err(|problem| failed(&format!("the answer {problem}")))?;
        Ok(credentials.account_id(sso.account_id).build())
    }
}

fn read(response: &Response<Bytes>) -> Result<crate::auth::CredentialsBuilder, String> {
    let keys = Secrets::read(response.body())?.object("roleCredentials")?;
    let expiry = keys.integer("expiration").ok_or("has no expiration")?;
    let expiry = SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(expiry));
    Ok(Credentials::builder()
        .access_key_id(keys.required("accessKeyId")?)
        .secret_access_key(keys.required("secretAccessKey")?)
        .session_token(keys.required("sessionToken")?)
        .expiry(expiry.ok_or("has an expiration that is no time")?)
        .provider_name("Sso"))
}

/// Where a service of IAM Identity Center is: by its own setting, by that of all services, or by its host's first labels.
fn endpoint(sources: &Sources, sdk_id: &str, host: &str, region: &str) -> Result<String, ConfigError> {
    Ok(match endpoint_url(sources, sdk_id)? {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("https://{host}.{region}.{}", super::dns_suffix(region)),
    })
}

/// What a person has to do.
fn log_in(sso: &Sso<'_>) -> String {
    match sso.session {
        Some(session) => format!("log in with `aws sso login --sso-session {session}`"),
        None => format!("log in with `aws sso login --profile {}`", sso.profile),
    }
}
