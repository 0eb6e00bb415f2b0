//! The URL functions of endpoint rules.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::uri::Authority;

use crate::text;

/// The parts of a URL that rules may ask for (`parseURL`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// `http` or `https`.
    pub scheme: String,
    /// The host and, if it is given, the port.
    pub authority: String,
    /// The path as it is given; may be empty.
    pub path: String,
    /// The path with a `/` at both ends.
    pub normalized_path: String,
    /// Whether the host is an IP address.
    pub is_ip: bool,
}

/// Splits a URL into its parts (`parseURL`); `None` if it is not `http` or `https`, or has a query.
pub fn parse_url(url: &str) -> Option<Url> {
    let (scheme, rest) = text::split_once(url, "://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") || text::contains_any(rest, b"?#\\") {
        return None;
    }
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    if text::contains_any(authority, b"@") || !path.as_bytes().iter().all(u8::is_ascii_graphic) {
        return None;
    }
    let parsed: Authority = authority.parse().ok()?;
    let host = parsed.host();
    if host.is_empty() || (authority.len() > host.len() && parsed.port_u16().is_none()) {
        return None;
    }
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_ip = bare.map_or_else(
        || host.parse::<Ipv4Addr>().is_ok(),
        |host| host.parse::<Ipv6Addr>().is_ok(),
    );
    let slash = |needed: bool| if needed { "/" } else { "" };
    Some(Url {
        scheme,
        authority: authority.to_owned(),
        path: path.to_owned(),
        normalized_path: format!(
            "{}{path}{}",
            slash(!path.starts_with('/')),
            slash(path.len() > 1 && !path.ends_with('/'))
        ),
        is_ip,
    })
}

/// Returns a URL for messages: without the part before an `@`, which is often a password.
pub(crate) fn shown(url: &str) -> String {
    let (scheme, rest) = text::split_once(url, "://").unwrap_or(("", url));
    match rest.rsplit_once('@') {
        Some((_, rest)) if scheme.is_empty() => format!("***@{rest}"),
        Some((_, rest)) => format!("{scheme}://***@{rest}"),
        None => url.to_owned(),
    }
}

/// Percent-encodes every byte except unreserved characters (`uriEncode`).
pub fn uri_encode(value: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(DIGITS[usize::from(byte >> 4)]));
            encoded.push(char::from(DIGITS[usize::from(byte & 0xf)]));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(url: &str) -> Option<(String, String, String, String, bool)> {
        parse_url(url).map(|url| (url.scheme, url.authority, url.path, url.normalized_path, url.is_ip))
    }

    #[test]
    fn passwords_are_not_shown() {
        for (url, expected) in [
            ("https://example.com/a", "https://example.com/a"),
            ("https://user:pass@example.com/a", "https://***@example.com/a"),
            ("https://user:p/a@s@example.com", "https://***@example.com"),
            ("user:pass@example.com", "***@example.com"),
            ("", ""),
        ] {
            assert_eq!(shown(url), expected);
        }
    }

    #[test]
    fn urls_are_taken_apart() {
        for (url, scheme, authority, path, normalized, is_ip) in [
            ("https://example.com", "https", "example.com", "", "/", false),
            ("https://example.com/", "https", "example.com", "/", "/", false),
            ("HTTPS://example.com", "https", "example.com", "", "/", false),
            (
                "http://example.com:80/foo/bar",
                "http",
                "example.com:80",
                "/foo/bar",
                "/foo/bar/",
                false,
            ),
            (
                "https://example.com:8443/a/",
                "https",
                "example.com:8443",
                "/a/",
                "/a/",
                false,
            ),
            ("https://127.0.0.1", "https", "127.0.0.1", "", "/", true),
            ("https://127.0.0.1:8443", "https", "127.0.0.1:8443", "", "/", true),
            (
                "https://192.168.1.1.2/foo/",
                "https",
                "192.168.1.1.2",
                "/foo/",
                "/foo/",
                false,
            ),
            ("https://[fe80::1]", "https", "[fe80::1]", "", "/", true),
            ("https://[fe80::1]:8443", "https", "[fe80::1]:8443", "", "/", true),
        ] {
            let expected = (scheme.into(), authority.into(), path.into(), normalized.into(), is_ip);
            assert_eq!(parts(url), Some(expected), "{url}");
        }
    }

    #[test]
    fn what_is_no_endpoint_is_refused() {
        for url in [
            "",
            "example.com",
            "example.com:8443",
            "https://",
            "https:///path",
            "ftp://example.com",
            "https://example.com?query=1",
            "https://example.com/a?query=1",
            "https://example.com/a#b",
            "https://user@example.com",
            "https://example.com:port",
            "https://example.com:99999",
            "https://exa mple.com",
            "https://example.com/a b",
            "https://example.com\\@other.com",
        ] {
            assert_eq!(parts(url), None, "{url}");
        }
    }

    #[test]
    fn reserved_characters_are_encoded() {
        for (value, expected) in [
            ("", ""),
            ("azAZ09-._~", "azAZ09-._~"),
            (
                " /\\:?#[]@!$&'()*+,;=%",
                "%20%2F%5C%3A%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25",
            ),
            ("ü😹", "%C3%BC%F0%9F%98%B9"),
        ] {
            assert_eq!(uri_encode(value), expected);
        }
    }
}
