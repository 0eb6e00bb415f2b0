//! The endpoint of most calls of a client, which is resolved once.

use std::sync::{Arc, OnceLock};

use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Uri};

use crate::auth::Credentials;
use crate::auth::sigv4::CredentialScope;
use crate::box_error::BoxError;
use crate::endpoint::{AuthScheme, Endpoint, is_valid_host_label, shown};
use crate::{operation, text};

/// The length of the longest host (RFC 1035, section 2.3.4).
const MAX_HOST: usize = 253;

/// An endpoint as the rules returned it, without the path of an operation.
pub(super) struct ResolvedEndpoint {
    /// The URL of the endpoint, whose path ends in a slash.
    pub(super) uri: Uri,
    /// The header `host` of requests to that URL.
    pub(super) host: Option<HeaderValue>,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    /// The auth schemes of the endpoint; empty if they are those of the model.
    pub(super) auth_schemes: Vec<AuthScheme>,
    /// The bucket whose session authenticates requests, if the endpoint wants one.
    #[cfg(feature = "s3-express")]
    pub(super) session_bucket: Option<String>,
    /// The scopes of signatures by SigV4 and by SigV4a, once a request is signed.
    pub(super) scopes: [OnceLock<CredentialScope>; 2],
}

impl ResolvedEndpoint {
    /// Returns the place of the scope of signatures by a scheme.
    pub(super) fn scope(&self, scheme: operation::AuthScheme) -> &OnceLock<CredentialScope> {
        let [sigv4, sigv4a] = &self.scopes;
        match scheme {
            operation::AuthScheme::SigV4a => sigv4a,
            _ => sigv4,
        }
    }

    /// Returns the URI of a request with this path and query, or `None` if it is the endpoint's
    /// own. Where the operation has no path of its own, the path is that of the endpoint, without a
    /// slash at its end.
    pub(super) fn uri_of(&self, path: Option<&PathAndQuery>, has_path: bool) -> Result<Option<Uri>, BoxError> {
        let base = self.uri.path().trim_end_matches('/');
        let Some(path) = path.filter(|path| *path != "/" || (!has_path && !base.is_empty())) else {
            return Ok(None);
        };
        let mut parts = self.uri.clone().into_parts();
        parts.path_and_query = Some(match base {
            "" => path.clone(),
            base if !has_path => match path.query() {
                Some(query) => PathAndQuery::try_from(format!("{base}?{query}"))?,
                None => PathAndQuery::try_from(base)?,
            },
            base => PathAndQuery::try_from(format!("{base}{path}"))?,
        });
        Ok(Some(Uri::from_parts(parts)?))
    }
}

/// The endpoint of the calls that add nothing to the endpoint rules, which are nearly all. It
/// depends on the account of the credentials.
#[derive(Default)]
pub(super) struct EndpointCache(OnceLock<(Option<Option<String>>, Arc<ResolvedEndpoint>)>);

impl EndpointCache {
    /// Returns the endpoint, if it was resolved for the same account, or for calls without
    /// credentials as well.
    pub(super) fn get(&self, credentials: Option<&Credentials>) -> Option<&Arc<ResolvedEndpoint>> {
        let (account, endpoint) = self.0.get()?;
        let is_same = account.as_ref().map(Option::as_deref) == credentials.map(Credentials::account_id_text);
        is_same.then_some(endpoint)
    }

    /// Stores the endpoint, unless another call was faster.
    pub(super) fn insert(&self, credentials: Option<&Credentials>, endpoint: &Arc<ResolvedEndpoint>) {
        let account = credentials.map(|credentials| credentials.account_id_text().map(str::to_owned));
        let _ = self.0.set((account, Arc::clone(endpoint)));
    }
}

/// Returns the URL of the endpoint with the prefix before its host. It may have a path, and ends in
/// a slash.
pub(super) fn base_uri(endpoint: &Endpoint, host_prefix: &str) -> Result<Uri, BoxError> {
    let base = endpoint.url().trim_end_matches('/');
    let bad = || {
        format!(
            "the endpoint {:?} is not an http or https URL without a user and without a query",
            shown(endpoint.url())
        )
    };
    let (scheme, rest) = text::split_once(base, "://").ok_or_else(bad)?;
    // An IP address cannot have subdomains.
    let host_prefix = if is_address(rest) { "" } else { host_prefix };
    let uri = Uri::try_from(format!("{scheme}://{host_prefix}{rest}/")).map_err(|_| bad())?;
    let known = matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty());
    if !known || text::contains_any(base, b"?#@") {
        return Err(bad().into());
    }
    let is_valid = |host: &str| host.len() <= MAX_HOST && is_valid_host_label(host, true);
    if !host_prefix.is_empty() && !uri.host().is_some_and(is_valid) {
        let problem = format!(
            "the operation puts {host_prefix:?} before the host of the endpoint, which results in an invalid host"
        );
        return Err(format!("{problem}: set `disable_host_prefix_injection` to leave the host as it is").into());
    }
    Ok(uri)
}

/// Returns whether the text after the scheme begins with an IP address.
fn is_address(rest: &str) -> bool {
    let authority = rest.split('/').next().unwrap_or_default();
    authority.starts_with('[')
        || authority
            .split(':')
            .next()
            .is_some_and(|host| host.parse::<std::net::Ipv4Addr>().is_ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use super::*;

    fn resolved(uri: Uri) -> ResolvedEndpoint {
        ResolvedEndpoint {
            uri,
            host: None,
            headers: Vec::new(),
            auth_schemes: Vec::new(),
            #[cfg(feature = "s3-express")]
            session_bucket: None,
            scopes: Default::default(),
        }
    }

    #[test]
    fn an_endpoint_is_that_of_an_account() {
        let keys = |account: Option<&str>| {
            let builder = Credentials::builder().access_key_id("AKID").secret_access_key("SECRET");
            match account {
                Some(account) => builder.account_id(account).build(),
                None => builder.build(),
            }
        };
        let all = [None, Some(keys(None)), Some(keys(Some("1"))), Some(keys(Some("2")))];
        for (at, cached) in all.iter().enumerate() {
            let cache = EndpointCache::default();
            assert!(all.iter().all(|asked| cache.get(asked.as_ref()).is_none()));
            let endpoint = Arc::new(resolved(Uri::from_static("https://a.example/")));
            cache.insert(cached.as_ref(), &endpoint);
            for (other, asked) in all.iter().enumerate() {
                assert_eq!(cache.get(asked.as_ref()).is_some(), at == other);
            }
        }
    }

    #[test]
    fn an_endpoint_and_a_path_make_a_uri() {
        for (endpoint, path, expected) in [
            ("https://example.com", "/", Some("https://example.com/")),
            ("https://example.com/", "/", Some("https://example.com/")),
            (
                "http://127.0.0.1:80/base/",
                "/a?b=c",
                Some("http://127.0.0.1:80/base/a?b=c"),
            ),
            ("https://example.com", "/a/b?c", Some("https://example.com/a/b?c")),
            ("http://127.0.0.1/base", "/", Some("http://127.0.0.1/base/")),
            ("http://[::1]:80", "/", Some("http://[::1]:80/")),
            ("example.com", "/", None),
            ("ftp://example.com", "/", None),
            ("https://", "/", None),
            ("https://example.com?a=b", "/", None),
            ("https://user@example.com", "/", None),
            ("", "/", None),
        ] {
            let uri = base_uri(&Endpoint::new(endpoint), "").ok().map(|uri| {
                let endpoint = resolved(uri);
                let of_path = endpoint.uri_of(Some(&path.parse().unwrap()), true).unwrap();
                of_path.unwrap_or(endpoint.uri).to_string()
            });
            assert_eq!(uri.as_deref(), expected, "{endpoint}");
        }
    }

    #[test]
    fn an_operation_without_a_path_takes_the_endpoints() {
        for (endpoint, path, expected) in [
            ("https://a.example/bucket", "/?list", "https://a.example/bucket?list"),
            ("https://a.example/bucket/", "/", "https://a.example/bucket"),
            ("https://a.example", "/?list", "https://a.example/?list"),
            ("https://a.example", "/", "https://a.example/"),
        ] {
            let endpoint = resolved(base_uri(&Endpoint::new(endpoint), "").unwrap());
            let uri = endpoint.uri_of(Some(&path.parse().unwrap()), false).unwrap();
            assert_eq!(uri.unwrap_or(endpoint.uri).to_string(), expected);
        }
    }

    #[test]
    fn a_prefix_makes_a_host_below_the_endpoints() {
        for (endpoint, prefix, expected) in [
            ("https://example.com", "a.b-", Some("https://a.b-example.com/")),
            (
                "https://localhost:8080/base",
                "a.",
                Some("https://a.localhost:8080/base/"),
            ),
            ("http://127.0.0.1:8080", "a.", Some("http://127.0.0.1:8080/")),
            ("http://127.0.0.1", "a.", Some("http://127.0.0.1/")),
            ("http://[::1]:80", "a.", Some("http://[::1]:80/")),
            ("https://example.com", "a..", None),
            ("https://example.com", "-a.", None),
            ("https://example.com", "a_b.", None),
            ("https://example.com", &format!("{}.", "a".repeat(64)), None),
        ] {
            let uri = base_uri(&Endpoint::new(endpoint), prefix);
            assert_eq!(
                uri.ok().map(|uri| uri.to_string()).as_deref(),
                expected,
                "{prefix}{endpoint}"
            );
        }
    }
}
