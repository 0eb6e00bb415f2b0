//! Renews the token of a login before it expires, so that nobody has to log in again while the session lasts.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Method};

use super::login::{self, Login, Renewal};
use super::{DefaultChain, Patience, Refusal, Secrets, Sso, endpoint, log_in, refusal, request};
use crate::codec::json::write_document;
use crate::error::BoxError;
use crate::primitives::Document;
use crate::settings::{self, Region, Sources};

/// How long before its expiry a token is renewed.
const BEFORE_EXPIRY: Duration = Duration::from_secs(5 * 60);

impl DefaultChain {
    /// The token of the profile's login, renewed if it is about to expire and belongs to a session.
    pub(super) async fn sso_token(&self, sso: &Sso<'_>, region: &Region, sources: &Sources) -> Result<String, Refusal> {
        let path = login::path(sources.env(), sso.session.unwrap_or(sso.start_url));
        let login = Login::read(path).map_err(|problem| format!("{problem}; {}", log_in(sso)))?;
        let now = SystemTime::now();
        if login.lasts(now + BEFORE_EXPIRY) {
            return Ok(login.token().to_owned());
        }
        let problem = match sso.session {
            None => "is not renewed without an sso_session".to_owned(),
            Some(_) => match login.renewal(now) {
                Err(problem) => problem,
                Ok(renewal) => match self.renew(&login, &renewal, region, sources).await {
                    Ok(login) => return Ok(login.token().to_owned()),
                    Err(error) => format!("cannot be renewed: {error}"),
                },
            },
        };
        if login.lasts(now) {
            let (path, expiry) = (login.path().display(), login.expiry());
            tracing::debug!(%path, expiry, problem, "the SSO token expires soon, and is not renewed");
            return Ok(login.token().to_owned());
        }
        let (path, expired) = (login.path().display(), login.expiry());
        Err(format!(
            "the token in {path} expired at {expired}, and {problem}; {}",
            log_in(sso)
        )
        .into())
    }

    /// Has the token renewed, and its file written.
    async fn renew(
        &self,
        login: &Login,
        renewal: &Renewal<'_>,
        region: &Region,
        sources: &Sources,
    ) -> Result<Login, BoxError> {
        match self.create_token(login, renewal, region, sources).await {
            Ok(renewed) => {
                // Without the file, this program goes on with what it has, and others have to log in.
                if let Err(error) = renewed.write() {
                    tracing::warn!(path = %login.path().display(), %error, "a renewed SSO token cannot be written");
                }
                Ok(renewed)
            }
            // A refresh token is good once; another program may have been faster.
            Err(error) => match Login::read(login.path().to_owned()) {
                Ok(other) if other.lasts(SystemTime::now() + BEFORE_EXPIRY) => Ok(other),
                _ => Err(error),
            },
        }
    }

    /// <https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html>
    async fn create_token(
        &self,
        login: &Login,
        renewal: &Renewal<'_>,
        region: &Region,
        sources: &Sources,
    ) -> Result<Login, BoxError> {
        // The registration is known where the login was.
        let region = match login.region() {
            Some(region) => settings::region(region).map_err(|problem| format!("the region in the file: {problem}"))?,
            None => region.clone(),
        };
        let url = endpoint(sources, "SSO OIDC", "oidc", region.as_ref())?;
        let body = body(renewal);
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static("application/json")),
            (CONTENT_LENGTH, HeaderValue::from(body.len())),
        ];
        let request = request(Method::POST, &format!("{url}/token"), &headers, Bytes::from(body))?;
        let now = SystemTime::now();
        let response = self.send(request, Patience::Service).await?;
        if !response.status().is_success() {
            return Err(refusal(&response).into());
        }
        let failed = |problem: &str| format!("the answer {problem}");
        let answer = Secrets::read(response.body()).map_err(failed)?;
        let token = answer.required("accessToken").map_err(|problem| failed(&problem))?;
        let lifetime = answer.integer("expiresIn").ok_or_else(|| failed("has no expiresIn"))?;
        let expiry = now.checked_add(Duration::from_secs(lifetime));
        let expiry = expiry.ok_or_else(|| failed("has an expiresIn that is too long"))?;
        Ok(login.renewed(token, answer.text("refreshToken"), expiry))
    }
}

fn body(renewal: &Renewal<'_>) -> String {
    let members = [
        ("clientId", renewal.client_id),
        ("clientSecret", renewal.client_secret),
        ("grantType", "refresh_token"),
        ("refreshToken", renewal.refresh_token),
    ];
    let members = members.map(|(name, text)| (name.to_owned(), Document::String(text.to_owned())));
    write_document(&Document::Object(members.into()))
}
