//! Credentials of a container's role, from the service that ECS or EKS has beside it.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html>

#[cfg(test)]
mod suite;
#[cfg(test)]
mod tests;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderValue, Method, Uri};

use super::http_source::{SourcePolicy, request, secret_header, shown_error};
use super::secret_json::SecretJson;
use super::{ChainContext, SourceError, static_keys};
use crate::auth::Credentials;
use crate::settings::{ConfigError, Env, Sources};

const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

/// The credentials service of containers on ECS.
const CONTAINER: &str = "http://169.254.170.2";

/// Hosts that may be asked without TLS, beside loopback ones: those of ECS and EKS.
const CONTAINER_HOSTS: [&str; 3] = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];

impl ChainContext {
    /// Asks the container's service, if the environment names one.
    pub(super) async fn container(&self, sources: &Sources) -> Result<Credentials, SourceError> {
        let env = sources.env();
        let (setting, url) = url(env)?;
        let token = token(env)?.map(|token| (AUTHORIZATION, token));
        let headers: Vec<_> = token.into_iter().collect();
        let request = request(
            Method::GET,
            &url.to_string(),
            &headers,
            "application/json",
            Bytes::new(),
        )?;
        // The URL is not shown: anyone who knows its path can ask for the keys.
        let failed = |problem: &str| format!("the service that {setting} names: {problem}");
        let response = self
            .send_locally(request, SourcePolicy::Local)
            .await
            .map_err(|error| failed(&error.to_string()))?;
        if !response.status().is_success() {
            return Err(failed(&shown_error(&response)).into());
        }
        let of_response = |problem: &str| failed(&format!("the response {problem}"));
        let secrets = SecretJson::parse(response.body()).map_err(of_response)?;
        let credentials = static_keys::of_response(&secrets, "Container").map_err(|problem| of_response(&problem))?;
        Ok(credentials.build())
    }
}

/// Returns the URL to ask, and the variable that it comes from.
fn url(env: &Env) -> Result<(&'static str, Uri), SourceError> {
    let invalid = |name, problem: &str| SourceError::from(ConfigError::variable(name, problem));
    match (env.get(RELATIVE)?, env.get(FULL)?) {
        (Some(path), _) => {
            let url = path
                .starts_with('/')
                .then(|| Uri::try_from(format!("{CONTAINER}{path}")));
            let url = url.and_then(Result::ok);
            let expected = || invalid(RELATIVE, "expected a path that begins with a slash");
            Ok((RELATIVE, url.ok_or_else(expected)?))
        }
        (None, Some(url)) => {
            let url = may_be_asked(&url).map_err(|problem| invalid(FULL, problem))?;
            Ok((FULL, url))
        }
        (None, None) => match env.get(TOKEN_FILE)?.or(env.get(TOKEN)?) {
            Some(_) => {
                let problem = format!("it is unset, and a token for it is set by {TOKEN_FILE} or {TOKEN}");
                Err(invalid(FULL, &problem))
            }
            None => Err(SourceError::NotConfigured(format!(
                "neither {RELATIVE} nor {FULL} is set"
            ))),
        },
    }
}

/// Returns the URL if keys and a token may be sent there and back: by TLS anywhere, without it only
/// within the machine.
fn may_be_asked(url: &str) -> Result<Uri, &'static str> {
    const EXPECTED: &str = "expected an http or https URL";
    let uri = Uri::try_from(url).map_err(|_| EXPECTED)?;
    let host = uri.host().filter(|host| !host.is_empty()).ok_or(EXPECTED)?;
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let is_loopback = bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    let is_local = is_loopback || host.eq_ignore_ascii_case("localhost") || CONTAINER_HOSTS.contains(&host);
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if is_local => Ok(uri),
        Some("http") => Err(
            "without TLS only loopback addresses and those of ECS and EKS are asked for credentials, and this is another \
             host: use https",
        ),
        _ => Err(EXPECTED),
    }
}

/// Returns the token by which the service knows the container. The file takes precedence over the
/// variable. It is read each time, because another program renews it.
fn token(env: &Env) -> Result<Option<HeaderValue>, SourceError> {
    let (setting, token) = match (env.get(TOKEN_FILE)?, env.get(TOKEN)?) {
        (Some(file), _) => {
            let failed = |problem: &str| ConfigError::variable(TOKEN_FILE, format!("the file that it names {problem}"));
            let token = std::fs::read_to_string(env.expand(&file))
                .map_err(|error| failed(&format!("cannot be read: {error}")))?;
            let token = token.trim().to_owned();
            if token.is_empty() {
                return Err(failed("is empty").into());
            }
            (TOKEN_FILE, token)
        }
        (None, Some(token)) => (TOKEN, token),
        (None, None) => return Ok(None),
    };
    let invalid = |problem| SourceError::from(ConfigError::variable(setting, problem));
    if token.contains(['\r', '\n']) {
        return Err(invalid("the token has more than one line"));
    }
    secret_header(&token)
        .map(Some)
        .ok_or_else(|| invalid("the token has characters that a header cannot have"))
}
