//! The HTTP auth schemes without a signature: bearer tokens, API keys, and basic authentication.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Uri};

use super::TokenError;
use super::future;
use super::provider::ProvideToken;
use crate::box_error::BoxError;
use crate::endpoint::uri_encode;
use crate::operation::ApiKeyLocation;
use crate::primitives::Redacted;
use crate::text;

/// A bearer token or an API key. Cheap to clone. `Debug` does not show its text.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Arc<(String, Option<SystemTime>)>);

impl Token {
    /// Returns a token with this text, and the time at which it expires, if it does.
    #[inline]
    pub fn new(token: impl Into<String>, expiration: Option<SystemTime>) -> Self {
        Self(Arc::new((token.into(), expiration)))
    }

    /// Returns the text of the token.
    pub fn token(&self) -> &str {
        &self.0.0
    }

    /// Returns the time at which it expires; `None` if it does not.
    pub fn expiration(&self) -> Option<SystemTime> {
        self.0.1
    }
}

impl From<&str> for Token {
    #[inline]
    fn from(token: &str) -> Self {
        Self::new(token, None)
    }
}

impl From<String> for Token {
    #[inline]
    fn from(token: String) -> Self {
        Self::new(token, None)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("token", &Redacted)
            .field("expiration", &self.expiration())
            .finish()
    }
}

impl ProvideToken for Token {
    #[inline]
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a,
    {
        future::ProvideToken::ready(Ok::<_, TokenError>(self.clone()))
    }
}

/// The user and the password of HTTP basic or digest authentication. Cheap to clone. `Debug` does
/// not show the password.
#[derive(Clone, PartialEq, Eq)]
pub struct Login(Arc<(String, String, Option<SystemTime>)>);

impl Login {
    /// Returns the login of a user, and the time at which it expires, if it does.
    pub fn new(user: impl Into<String>, password: impl Into<String>, expiration: Option<SystemTime>) -> Self {
        Self(Arc::new((user.into(), password.into(), expiration)))
    }

    /// Returns the name of the user.
    pub fn user(&self) -> &str {
        &self.0.0
    }

    /// Returns the password.
    pub fn password(&self) -> &str {
        &self.0.1
    }

    /// Returns the time at which it expires; `None` if it does not.
    pub fn expiration(&self) -> Option<SystemTime> {
        self.0.2
    }
}

impl fmt::Debug for Login {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("user", &self.user())
            .field("password", &Redacted)
            .field("expiration", &self.expiration())
            .finish()
    }
}

/// Authenticates a request by a bearer token (RFC 6750).
pub(crate) fn add_bearer_token(parts: &mut Parts, token: &Token) -> Result<(), BoxError> {
    add_header(parts, AUTHORIZATION, Some("Bearer"), token.token(), "the bearer token")
}

/// Authenticates a request by user and password (RFC 7617).
pub(crate) fn add_login(parts: &mut Parts, login: &Login) -> Result<(), BoxError> {
    if text::contains_any(login.user(), b":") {
        return Err("the name of the user has a colon, which basic authentication does not allow".into());
    }
    let credentials = STANDARD.encode(format!("{}:{}", login.user(), login.password()));
    add_header(parts, AUTHORIZATION, Some("Basic"), &credentials, "the login")
}

/// Authenticates a request by an API key, in the header or the query parameter that the model
/// names.
pub(crate) fn add_api_key(parts: &mut Parts, key: &Token, location: &ApiKeyLocation) -> Result<(), BoxError> {
    match *location {
        ApiKeyLocation::Header { name, scheme } => {
            let name = HeaderName::from_bytes(name.as_bytes())?;
            add_header(parts, name, scheme, key.token(), "the API key")
        }
        ApiKeyLocation::Query { name } => {
            parts.uri = with_query(&parts.uri, name, key.token())?;
            Ok(())
        }
    }
}

/// Adds a header that `Debug` does not show: a scheme, if any, and a secret.
fn add_header(
    parts: &mut Parts,
    name: HeaderName,
    scheme: Option<&str>,
    secret: &str,
    what: &str,
) -> Result<(), BoxError> {
    let value = match scheme {
        Some(scheme) => HeaderValue::try_from(format!("{scheme} {secret}")),
        None => HeaderValue::from_str(secret),
    };
    let mut value =
        value.map_err(|_| format!("{what} has a character that a header cannot have: look for a line break in it"))?;
    value.set_sensitive(true);
    parts.headers.insert(name, value);
    Ok(())
}

/// Returns the URI with one more parameter in its query.
fn with_query(uri: &Uri, name: &str, value: &str) -> Result<Uri, BoxError> {
    let path = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let separator = match uri.query() {
        None => "?",
        Some("") => "",
        Some(_) => "&",
    };
    let path = format!("{path}{separator}{}={}", uri_encode(name), uri_encode(value));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(path)?);
    Ok(Uri::from_parts(parts)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use super::*;

    fn parts(uri: &str) -> Parts {
        http::Request::builder().uri(uri).body(()).unwrap().into_parts().0
    }

    fn header(parts: &Parts, name: &str) -> String {
        parts.headers[name].to_str().unwrap().to_owned()
    }

    #[test]
    fn headers_are_those_of_the_rfcs() {
        let mut request = parts("https://a.example/");
        add_login(&mut request, &Login::new("Aladdin", "open sesame", None)).unwrap();
        assert_eq!(header(&request, "authorization"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        add_bearer_token(&mut request, &Token::from("mF_9.B5f-4.1JqM")).unwrap();
        assert_eq!(header(&request, "authorization"), "Bearer mF_9.B5f-4.1JqM");
        assert!(!format!("{:?}", request.headers).contains("mF_9"));
    }

    #[test]
    fn api_keys_are_in_a_header_or_in_the_query() {
        let key = Token::from("a key&");
        for (location, uri, expected) in [
            (
                ApiKeyLocation::Query { name: "api_key" },
                "https://a.example/b",
                "/b?api_key=a%20key%26",
            ),
            (
                ApiKeyLocation::Query { name: "api_key" },
                "https://a.example/b?",
                "/b?api_key=a%20key%26",
            ),
            (
                ApiKeyLocation::Query { name: "k" },
                "https://a.example/b?c=d",
                "/b?c=d&k=a%20key%26",
            ),
        ] {
            let mut request = parts(uri);
            add_api_key(&mut request, &key, &location).unwrap();
            assert_eq!(request.uri.path_and_query().unwrap(), expected);
        }
        for (scheme, expected) in [(None, "a key&"), (Some("ApiKey"), "ApiKey a key&")] {
            let mut request = parts("https://a.example/b");
            let location = ApiKeyLocation::Header {
                name: "X-Api-Key",
                scheme,
            };
            add_api_key(&mut request, &key, &location).unwrap();
            assert_eq!(header(&request, "x-api-key"), expected);
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        let mut request = parts("https://a.example/");
        let error = add_bearer_token(&mut request, &Token::from("hush\n")).unwrap_err();
        let shown = format!(
            "{error} {:?} {:?}",
            Token::from("hush"),
            Login::new("user", "hush", None)
        );
        assert!(!shown.contains("hush"), "{shown}");
        assert!(add_login(&mut request, &Login::new("a:b", "c", None)).is_err());
    }
}
