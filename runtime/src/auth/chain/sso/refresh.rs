//! Refreshes the token of a login before it expires, so that no new login is needed while the
//! session lasts.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};

use super::token_file::{self, Registration, TokenFile};
use super::{
    AwsCall, AwsCallError, AwsService, ChainContext, SourceError, SsoSession, json_code, log_in, request, shown_error,
};
use crate::auth::chain::secret_json::{SecretJson, object_of, shown_time};
use crate::error::BoxError;
use crate::future::BoxFuture;
use crate::settings::{Region, Sources, table};

/// The time before its expiry at which a token is refreshed.
const BEFORE_EXPIRY: Duration = Duration::from_secs(5 * 60);

impl ChainContext {
    /// Returns the token of the session's login, with its expiry. It is refreshed if it is about to
    /// expire and belongs to a session with a name.
    pub(in crate::auth::chain) fn sso_login<'a>(
        &'a self,
        session: &'a SsoSession<'a>,
        profile: &'a str,
        region: &'a Region,
        sources: &'a Sources,
    ) -> BoxFuture<'a, Result<(String, SystemTime), SourceError>> {
        Box::pin(async move {
            let name = session.name.unwrap_or(session.start_url);
            let path = token_file::path(sources.env(), &name.text);
            let file = TokenFile::read(path).map_err(|problem| format!("{problem}; {}", log_in(session, profile)))?;
            let found = |file: &TokenFile| Ok((file.token().to_owned(), file.expiry()));
            let now = self.now();
            if file.outlasts(now + BEFORE_EXPIRY) {
                return found(&file);
            }
            let problem = match session.name {
                None => "is not refreshed without an sso_session".to_owned(),
                Some(_) => match file.registration(now) {
                    Err(problem) => problem,
                    Ok(registration) => match self.refresh(&file, &registration, region, sources).await {
                        Ok(file) => return found(&file),
                        Err(error) => format!("cannot be refreshed: {}", crate::box_error::Chain(error.as_ref())),
                    },
                },
            };
            let (path, expiry) = (file.path().display(), shown_time(file.expiry()));
            if file.outlasts(now) {
                tracing::debug!(%path, expiry, problem, "the SSO token expires soon, and is not refreshed");
                return found(&file);
            }
            let log_in = log_in(session, profile);
            Err(format!("the token in {path} expired at {expiry}, and {problem}; {log_in}").into())
        })
    }

    /// Refreshes the token and replaces its file.
    async fn refresh(
        &self,
        file: &TokenFile,
        registration: &Registration<'_>,
        region: &Region,
        sources: &Sources,
    ) -> Result<TokenFile, BoxError> {
        match self.create_token(file, registration, region, sources).await {
            Ok(refreshed) => {
                // Without the file, this program goes on with what it has, and others have to log
                // in.
                if let Err(error) = refreshed.write() {
                    tracing::warn!(path = %file.path().display(), %error, "a refreshed SSO token cannot be written");
                }
                Ok(refreshed)
            }
            // A refresh token is valid once; another program may have been faster.
            Err(error) => match TokenFile::read(file.path().to_owned()) {
                Ok(other) if other.outlasts(self.now() + BEFORE_EXPIRY) => Ok(other),
                _ => Err(error),
            },
        }
    }

    /// Calls CreateToken of the OIDC service:
    /// <https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html>
    async fn create_token(
        &self,
        file: &TokenFile,
        registration: &Registration<'_>,
        region: &Region,
        sources: &Sources,
    ) -> Result<TokenFile, BoxError> {
        // The registration is known in the region of the login.
        let region = match file.region() {
            Some(region) => table::region(region).map_err(|problem| format!("the region in the file: {problem}"))?,
            None => region.clone(),
        };
        let endpoint = self.endpoint(AwsService::SsoOidc, Some(&region), sources);
        let endpoint = endpoint.map_err(SourceError::into_error)?;
        let url = endpoint.with_path("/token");
        let headers = [(CONTENT_TYPE, HeaderValue::from_static("application/json"))];
        let body = Bytes::from(body(registration));
        let call = AwsCall {
            url: &url,
            request: &|_| Ok(request(Method::POST, &url, &headers, "application/json", body.clone())?),
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
        let token = answer.required("accessToken").map_err(|problem| failed(&problem))?;
        let lifetime = answer.integer("expiresIn").ok_or_else(|| failed("has no expiresIn"))?;
        let expiry = now.checked_add(Duration::from_secs(lifetime));
        let expiry = expiry.ok_or_else(|| failed("has an expiresIn that is too long"))?;
        Ok(file.refreshed(token, answer.text("refreshToken"), expiry))
    }
}

fn body(registration: &Registration<'_>) -> String {
    object_of([
        ("clientId", registration.client_id),
        ("clientSecret", registration.client_secret),
        ("grantType", "refresh_token"),
        ("refreshToken", registration.refresh_token),
    ])
}
