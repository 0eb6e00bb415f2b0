//! Credentials of a role from IAM Identity Center (SSO), by the cached token of a login.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html>

mod refresh;
#[cfg(test)]
mod suite;
mod token_file;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderName, Method, Response, StatusCode};

use super::aws_call::{AwsCall, AwsCallError};
use super::endpoints::AwsService;
use super::http_source::{json_code, request, secret_header, shown_error};
use super::profile::{Sso, SsoSession};
use super::secret_json::SecretJson;
use super::{ChainContext, SourceError};
use crate::auth::{Credentials, CredentialsBuilder, Token};
use crate::endpoint::uri_encode;
use crate::settings::{ConfigError, Region, Sources, table};

const TOKEN: HeaderName = HeaderName::from_static("x-amz-sso_bearer_token");

impl ChainContext {
    /// Returns the keys of the profile's role in the profile's account.
    pub(super) async fn sso(&self, sso: &Sso<'_>, sources: &Sources) -> Result<Credentials, SourceError> {
        let region = region(&sso.session)?;
        let login = log_in(&sso.session, sso.profile);
        let (token, _) = self.sso_login(&sso.session, sso.profile, &region, sources).await?;
        let token = secret_header(&token).ok_or_else(|| format!("the token cannot be sent; {login}"))?;
        let portal = self.endpoint(AwsService::Sso, Some(&region), sources)?;
        let (role, account) = (uri_encode(sso.role_name), uri_encode(sso.account_id));
        let url = portal.with_path(&format!(
            "/federation/credentials?role_name={role}&account_id={account}"
        ));
        let headers = [(TOKEN, token)];
        let call = AwsCall {
            url: &url,
            request: &|_| Ok(request(Method::GET, &url, &headers, "application/json", Bytes::new())?),
            code: json_code,
            transient: &[],
            keys_expire: None,
        };
        let failed = |problem: &str| format!("the credentials of profile {:?}: {problem}", sso.profile);
        let response = self.send_to_aws(&call).await.map_err(AwsCallError::into_error);
        let response = response.map_err(|error| failed(&crate::box_error::Chain(error.as_ref()).to_string()))?;
        match response.status() {
            status if status.is_success() => {}
            StatusCode::UNAUTHORIZED => {
                return Err(failed(&format!("{}; {login}", shown_error(&response))).into());
            }
            _ => return Err(failed(&shown_error(&response)).into()),
        }
        let credentials = read(&response).map_err(|problem| failed(&format!("the response {problem}")))?;
        Ok(credentials.account_id(sso.account_id).build())
    }
}

impl ChainContext {
    /// Returns the bearer token of the session's login.
    pub(super) async fn session_token(
        &self,
        session: &SsoSession<'_>,
        sources: &Sources,
    ) -> Result<Token, SourceError> {
        let region = region(session)?;
        let login = self.sso_login(session, sources.profile_name(), &region, sources);
        let (token, expiry) = login.await?;
        Ok(Token::new(token, Some(expiry)))
    }
}

/// Reads the region of a session.
fn region(session: &SsoSession<'_>) -> Result<Region, ConfigError> {
    let value = session.region;
    table::region(&value.text).map_err(|problem| ConfigError::at("sso_region", &value.place, problem))
}

fn read(response: &Response<Bytes>) -> Result<CredentialsBuilder, String> {
    let keys = SecretJson::parse(response.body())?.object("roleCredentials")?;
    let expiry = keys.integer("expiration").ok_or("has no expiration")?;
    let expiry = SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(expiry));
    Ok(Credentials::builder()
        .access_key_id(keys.required("accessKeyId")?)
        .secret_access_key(keys.required("secretAccessKey")?)
        .session_token(keys.required("sessionToken")?)
        .expiry(expiry.ok_or("has an expiration that is not a time")?)
        .provider_name("Sso"))
}

/// Returns the action that the user has to take.
fn log_in(session: &SsoSession<'_>, profile: &str) -> String {
    match session.name {
        Some(name) => format!("log in with `aws sso login --sso-session {}`", name.text),
        None => format!("log in with `aws sso login --profile {profile}`"),
    }
}
