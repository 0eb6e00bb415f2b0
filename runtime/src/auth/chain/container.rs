//! Credentials of a container's role, from the service that ECS or EKS has beside it.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html>

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderValue, Request, Uri};

use super::remote::{Patience, refusal, secret_header};
use super::secrets::Secrets;
use super::{DefaultChain, Refusal, keys};
use crate::auth::Credentials;
use crate::endpoint::shown;
use crate::settings::{ConfigError, Env, Sources};

const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

/// The credentials service of containers on ECS.
const CONTAINER: &str = "http://169.254.170.2";

/// Hosts that may be asked without TLS, beside loopback ones: those of ECS and EKS.
const CONTAINER_HOSTS: [&str; 3] = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];

impl DefaultChain {
    /// What the container's service gives, if the environment names one.
    pub(super) async fn container(&self, sources: &Sources) -> Result<Credentials, Refusal> {
        let env = sources.env();
        let (setting, url) = url(env)?;
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = url;
        if let Some(token) = token(env)? {
            request.headers_mut().insert(AUTHORIZATION, token);
        }
        // The URL is not shown: who knows its path can ask for the keys.
        let failed = |problem: &str| format!("the service that {setting} names: {problem}");
        let response = self
            .send(request, Patience::Near)
            .await
            .map_err(|error| failed(&error.to_string()))?;
        if !response.status().is_success() {
            return Err(failed(&refusal(&response)).into());
        }
        let answer = |problem: &str| failed(&format!("the answer {problem}"));
        let secrets = Secrets::read(response.body()).map_err(answer)?;
        let credentials = keys::of_answer(&secrets, "Container").map_err(|problem| answer(&problem))?;
        Ok(credentials.build())
    }
}

/// The URL to ask, and the variable that it comes from.
fn url(env: &Env) -> Result<(&'static str, Uri), Refusal> {
    let invalid = |name, problem| Refusal::from(ConfigError::variable(name, problem));
    match (env.get(RELATIVE)?, env.get(FULL)?) {
        (Some(path), _) => {
            let url = path
                .starts_with('/')
                .then(|| Uri::try_from(format!("{CONTAINER}{path}")));
            let expected = || format!("expected a path that begins with a slash, found {path:?}");
            let url = url.and_then(Result::ok);
            Ok((RELATIVE, url.ok_or_else(|| invalid(RELATIVE, expected()))?))
        }
        (None, Some(url)) => {
            let url = may_be_asked(&url).map_err(|problem| invalid(FULL, problem))?;
            Ok((FULL, url))
        }
        (None, None) => Err(Refusal::Unset(format!("neither {RELATIVE} nor {FULL} is set"))),
    }
}

/// The URL, if keys and a token may be sent there and back: by TLS anywhere, without it only within the machine.
fn may_be_asked(url: &str) -> Result<Uri, String> {
    let expected = || format!("expected an http or https URL, found {:?}", shown(url));
    let uri = Uri::try_from(url).map_err(|_| expected())?;
    let host = uri.host().filter(|host| !host.is_empty()).ok_or_else(expected)?;
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let is_loopback = bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    let is_local = is_loopback || host.eq_ignore_ascii_case("localhost") || CONTAINER_HOSTS.contains(&host);
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if is_local => Ok(uri),
        Some("http") => Err(format!(
            "without TLS only loopback addresses and those of ECS and EKS are asked for credentials, not {host:?}"
        )),
        _ => Err(expected()),
    }
}

/// What the service knows the container by. The file goes before the variable; it is read each time, as it is renewed
/// from outside.
fn token(env: &Env) -> Result<Option<HeaderValue>, Refusal> {
    let (setting, token) = match (env.get(TOKEN_FILE)?, env.get(TOKEN)?) {
        (Some(file), _) => {
            let path = env.expand(&file);
            let failed = |problem: &str| format!("{TOKEN_FILE}: the file {} {problem}", path.display());
            let token = std::fs::read_to_string(&path).map_err(|error| failed(&format!("cannot be read: {error}")))?;
            let token = token.trim().to_owned();
            if token.is_empty() {
                return Err(failed("is empty").into());
            }
            (TOKEN_FILE, token)
        }
        (None, Some(token)) => (TOKEN, token),
        (None, None) => return Ok(None),
    };
    if token.contains(['\r', '\n']) {
        return Err(format!("{setting}: the token has more than one line").into());
    }
    secret_header(&token)
        .map(Some)
        .ok_or_else(|| format!("{setting}: the token has characters that a header cannot have").into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn without_tls_keys_stay_within_the_machine() {
        for url in [
            "https://example.com/keys",
            "HTTPS://example.com",
            "http://127.0.0.1/keys",
            "http://127.9.9.9:8080/keys",
            "http://[::1]:80/keys",
            "http://localhost:80",
            "http://169.254.170.2/v2",
            "http://169.254.170.23/v1/credentials",
            "http://[fd00:ec2::23]/v1/credentials",
        ] {
            assert!(may_be_asked(url).is_ok(), "{url}");
        }
        for url in [
            "http://example.com/keys",
            "http://169.254.169.254/keys",
            "http://127.0.0.1@example.com/keys",
            "http://127.0.0.1.example.com/keys",
            "http://localhost.example.com/keys",
            "http://10.0.0.1/keys",
            "http://[fd00:ec2::24]/keys",
            "ftp://127.0.0.1/keys",
            "//127.0.0.1/keys",
            "/keys",
            "https://",
            "no url",
            "",
        ] {
            assert!(may_be_asked(url).is_err(), "{url}");
        }
        let problem = may_be_asked("ftp://me:SECRET@example.com").unwrap_err();
        assert_eq!(
            problem,
            "expected an http or https URL, found \"ftp://***@example.com\""
        );
    }
}
