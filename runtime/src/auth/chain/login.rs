//! Credentials of a console login (`aws login`), by a profile's `login_session`.
//!
//! The login leaves keys of 15 minutes, a refresh token and a private key in a file. A refresh
//! proves the possession of the key (DPoP, RFC 9449).

mod dpop;
mod session_file;

use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Method};

use self::session_file::SessionFile;
use super::aws_call::{AwsCall, AwsCallError};
use super::endpoints::AwsService;
use super::http_source::{json_code, request, shown_error};
use super::secret_json::{SecretJson, object_of, shown_time};
use super::{ChainContext, SourceError};
use crate::auth::Credentials;
use crate::error::BoxError;
use crate::settings::{ConfigError, Sources, Value, table};

const DPOP: HeaderName = HeaderName::from_static("dpop");

/// The time before their expiry at which keys are refreshed.
const BEFORE_EXPIRY: Duration = Duration::from_secs(5 * 60);

impl ChainContext {
    /// Returns the keys of the login, refreshed if they are about to expire.
    pub(super) async fn login(
        &self,
        session: &Value,
        profile: &str,
        sources: &Sources,
    ) -> Result<Credentials, SourceError> {
        let log_in = format!("log in with `aws login --profile {profile}`");
        let failed = |problem: &str| {
            let problem = format!("{problem}; {log_in}");
            SourceError::from(ConfigError::at("login_session", &session.place, problem))
        };
        let path = session_file::path(sources.env(), &session.text)?;
        let file = SessionFile::read(path).map_err(|problem| failed(&problem))?;
        let now = self.now();
        if file.outlasts(now + BEFORE_EXPIRY) {
            return Ok(file.credentials());
        }
        let error = match self.refresh_login(&file, sources).await {
            Ok(refreshed) => return Ok(refreshed.credentials()),
            Err(error) => crate::box_error::Chain(error.as_ref()).to_string(),
        };
        let (path, expiry) = (file.path().display(), shown_time(file.expiry()));
        if file.outlasts(now) {
            tracing::debug!(%path, expiry, error, "the keys of the login expire soon, and are not refreshed");
            return Ok(file.credentials());
        }
        Err(failed(&format!(
            "the keys in {path} expired at {expiry}, and cannot be refreshed: {error}"
        )))
    }

    /// Refreshes the keys and replaces their file.
    async fn refresh_login(&self, file: &SessionFile, sources: &Sources) -> Result<SessionFile, BoxError> {
        match self.create_login_token(file, sources).await {
            Ok(refreshed) => {
                // Without the file, this program goes on with what it has, and others have to log
                // in.
                if let Err(error) = refreshed.write() {
                    tracing::warn!(path = %file.path().display(), %error, "refreshed keys of a login cannot be written");
                }
                Ok(refreshed)
            }
            // A refresh token is valid once; another program may have been faster.
            Err(error) => match SessionFile::read(file.path().to_owned()) {
                Ok(other) if other.outlasts(self.now() + BEFORE_EXPIRY) => Ok(other),
                _ => Err(error),
            },
        }
    }

    async fn create_login_token(&self, file: &SessionFile, sources: &Sources) -> Result<SessionFile, BoxError> {
        let region = match file.region() {
            Some(region) => {
                Some(table::region(region).map_err(|problem| format!("the region in the file: {problem}"))?)
            }
            None => self.region(sources).map_err(SourceError::into_error)?,
        };
        let endpoint = self.endpoint(AwsService::Signin, region.as_ref(), sources);
        let url = endpoint.map_err(SourceError::into_error)?.with_path("/v1/token");
        let key = dpop::PrivateKey::parse(file.private_key())?;
        let body = Bytes::from(object_of([
            ("clientId", file.client_id()),
            ("grantType", "refresh_token"),
            ("refreshToken", file.refresh_token()),
        ]));
        let call = AwsCall {
            url: &url,
            request: &|time| {
                let headers = [
                    (CONTENT_TYPE, HeaderValue::from_static("application/json")),
                    (DPOP, key.proof(&url, time)?),
                ];
                Ok(request(Method::POST, &url, &headers, "application/json", body.clone())?)
            },
            code: json_code,
            transient: &[],
            keys_expire: None,
        };
        let now = self.now();
        let response = self.send_to_aws(&call).await.map_err(AwsCallError::into_error)?;
        if !response.status().is_success() {
            return Err(shown_error(&response).into());
        }
        let failed = |problem: &str| format!("the response {problem}");
        let answer = SecretJson::parse(response.body()).map_err(failed)?;
        let refreshed = file.refreshed(&answer, now).map_err(|problem| failed(&problem))?;
        Ok(refreshed)
    }
}
