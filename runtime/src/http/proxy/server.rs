//! Parses the URL of a proxy.

use std::fmt;

use base64::Engine;
use http::{HeaderValue, Uri};

use super::InvalidProxy;
use crate::text;

/// A proxy. It displays as its URL without the user.
#[derive(Clone)]
pub(crate) struct Proxy {
    pub(crate) tls: bool,
    /// The host without the brackets of IPv6.
    pub(crate) host: String,
    pub(crate) port: u16,
    /// The value of the header with the credentials.
    pub(crate) authorization: Option<HeaderValue>,
}

impl Proxy {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn parse(url: &str) -> Result<Self, InvalidProxy> {
        let bad = |why: &str| InvalidProxy {
            variable: None,
            problem: format!("expected the URL of a proxy, for example http://user:password@host:3128{why}"),
        };
        let (scheme, rest) = text::split_once(url, "://").unwrap_or(("http", url));
        let tls = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            "socks4" | "socks4a" | "socks5" | "socks5h" => return Err(bad("; SOCKS proxies are not supported")),
            _ => return Err(bad("")),
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (user, server) = match authority.rsplit_once('@') {
            Some((user, server)) => (Some(user), server),
            None => (None, authority),
        };
        let server = Uri::try_from(server)
            .ok()
            .filter(|uri| uri.scheme().is_none())
            .ok_or_else(|| bad(""))?;
        let parsed = server.authority().ok_or_else(|| bad(""))?;
        let host = parsed.host();
        let port = match parsed.as_str().strip_prefix(host) {
            Some("") if tls => 443,
            Some("") => 80,
            port => port
                .and_then(|port| port.strip_prefix(':')?.parse().ok())
                .ok_or_else(|| bad(""))?,
        };
        if host.is_empty() {
            return Err(bad(""));
        }
        let host = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .unwrap_or(host);
        Ok(Self {
            tls,
            host: host.to_owned(),
            port,
            authorization: user.map(|user| basic(user).ok_or_else(|| bad(""))).transpose()?,
        })
    }
}

/// Returns the value for basic authentication (RFC 7617).
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn basic(user: &str) -> Option<HeaderValue> {
    let (user, password) = user.split_once(':').unwrap_or((user, ""));
    let mut plain = decoded(user);
    plain.push(b':');
    plain.extend_from_slice(&decoded(password));
    let encoded = base64::engine::general_purpose::STANDARD.encode(plain);
    let mut value = HeaderValue::try_from(format!("Basic {encoded}")).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Decodes percent-encoding. Invalid escapes stay as they are.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let digit = |place: usize| tail.get(place).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    bytes
}

impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.tls { "https" } else { "http" };
        let brackets = if self.host.contains(':') { ("[", "]") } else { ("", "") };
        write!(f, "{scheme}://{}{}{}:{}", brackets.0, self.host, brackets.1, self.port)
    }
}
