//! Which requests go through a proxy, and through which.

mod no_proxy;

use std::ffi::OsString;
use std::fmt;
use std::net::IpAddr;

use ::http::{HeaderValue, Uri};
use base64::Engine;

use self::no_proxy::NoProxy;

/// Which requests go through a proxy, and through which.
///
/// HTTPS goes through a tunnel that the proxy opens (`CONNECT`), plain HTTP is handed to the proxy. What stays on this
/// machine, and its metadata services at link-local addresses, is never sent through a proxy.
#[derive(Clone, Default)]
pub struct ProxyConfig {
    http: Option<Proxy>,
    https: Option<Proxy>,
    no_proxy: NoProxy,
}

/// A proxy. Its text is its URL without the user.
#[derive(Clone)]
pub(crate) struct Proxy {
    pub(crate) tls: bool,
    /// Without the brackets of IPv6.
    pub(crate) host: String,
    pub(crate) port: u16,
    /// The header that says who asks.
    pub(crate) authorization: Option<HeaderValue>,
}

/// A proxy's URL, or a variable that holds one, that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidProxy {
    variable: Option<&'static str>,
    problem: String,
}

impl ProxyConfig {
    /// No proxies.
    pub fn disabled() -> Self {
        Self::default()
    }

    /// A proxy for all requests, as in `http://user:password@proxy.example.com:3128`; user and password are percent-decoded.
    ///
    /// # Errors
    /// The URL is not one of an HTTP or HTTPS proxy.
    pub fn all(url: impl AsRef<str>) -> Result<Self, InvalidProxy> {
        let proxy = Proxy::parse(url.as_ref())?;
        Ok(Self {
            http: Some(proxy.clone()),
            https: Some(proxy),
            no_proxy: NoProxy::default(),
        })
    }

    /// A proxy for requests to `https` URLs.
    ///
    /// # Errors
    /// The URL is not one of an HTTP or HTTPS proxy.
    pub fn https(url: impl AsRef<str>) -> Result<Self, InvalidProxy> {
        Ok(Self {
            http: None,
            ..Self::all(url)?
        })
    }

    /// A proxy for requests to `http` URLs.
    ///
    /// # Errors
    /// The URL is not one of an HTTP or HTTPS proxy.
    pub fn http(url: impl AsRef<str>) -> Result<Self, InvalidProxy> {
        Ok(Self {
            https: None,
            ..Self::all(url)?
        })
    }

    /// Leaves these servers out: host names, which stand for all below them too, addresses, networks such as
    /// `10.0.0.0/8`, each with a port or without, or `*` for all; separated by commas, as in `NO_PROXY`.
    #[must_use]
    pub fn no_proxy(mut self, rules: impl AsRef<str>) -> Self {
        self.no_proxy = NoProxy::parse(rules.as_ref());
        self
    }

    /// The proxies of the environment: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` for what has no proxy of its own, and
    /// `NO_PROXY`; in lower case or, if that is unset, in upper case. An empty variable is an unset one.
    ///
    /// `HTTP_PROXY` is left alone where `REQUEST_METHOD` is set: in a CGI program a request's header may have set it.
    ///
    /// # Errors
    /// A variable whose value cannot be used.
    pub fn from_env() -> Result<Self, InvalidProxy> {
        Self::from_variables(&|name| std::env::var_os(name))
    }

    pub(crate) fn from_variables(lookup: &dyn Fn(&str) -> Option<OsString>) -> Result<Self, InvalidProxy> {
        let all = proxy(lookup, &["all_proxy", "ALL_PROXY"])?;
        let http: &[&str] = match lookup("REQUEST_METHOD") {
            Some(_) => &["http_proxy"],
            None => &["http_proxy", "HTTP_PROXY"],
        };
        let no_proxy = text(lookup, &["no_proxy", "NO_PROXY"])?;
        Ok(Self {
            https: proxy(lookup, &["https_proxy", "HTTPS_PROXY"])?.or_else(|| all.clone()),
            http: proxy(lookup, http)?.or(all),
            no_proxy: no_proxy.map(|(_, rules)| NoProxy::parse(&rules)).unwrap_or_default(),
        })
    }

    /// Whether no request goes through a proxy.
    pub fn is_disabled(&self) -> bool {
        self.http.is_none() && self.https.is_none()
    }

    /// The proxy on the way to this server.
    pub(crate) fn proxy(&self, tls: bool, host: &str, port: u16) -> Option<&Proxy> {
        let proxy = if tls { self.https.as_ref() } else { self.http.as_ref() }?;
        (!is_near(host) && !self.no_proxy.covers(host, port)).then_some(proxy)
    }
}

/// Whether a host is this machine or belongs to it: the metadata services of the machine, the container and the pod.
fn is_near(host: &str) -> bool {
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => address.is_loopback() || address.is_link_local(),
        Ok(IpAddr::V6(address)) => address.is_loopback() || matches!(address.segments(), [0xfd00, 0x0ec2, ..]),
        Err(_) => {
            let host = host.to_ascii_lowercase();
            host == "localhost" || host.ends_with(".localhost")
        }
    }
}

type Lookup<'a> = &'a dyn Fn(&str) -> Option<OsString>;

fn text<'n>(lookup: Lookup<'_>, names: &[&'n str]) -> Result<Option<(&'n str, String)>, InvalidProxy>
where
    'n: 'static,
{
    for name in names {
        match lookup(name).map(OsString::into_string) {
            Some(Ok(value)) if !value.trim().is_empty() => return Ok(Some((name, value.trim().to_owned()))),
            Some(Ok(_)) | None => {}
            Some(Err(_)) => {
                return Err(InvalidProxy {
                    variable: Some(name),
                    problem: "the value is not UTF-8".to_owned(),
                });
            }
        }
    }
    Ok(None)
}

fn proxy(lookup: Lookup<'_>, names: &[&'static str]) -> Result<Option<Proxy>, InvalidProxy> {
    let Some((name, url)) = text(lookup, names)? else {
        return Ok(None);
    };
    Proxy::parse(&url).map(Some).map_err(|error| InvalidProxy {
        variable: Some(name),
        ..error
    })
}

impl Proxy {
    fn parse(url: &str) -> Result<Self, InvalidProxy> {
        let bad = |why: &str| InvalidProxy {
            variable: None,
            problem: format!(
                "expected the URL of a proxy such as http://user:password@host:3128, found {:?}{why}",
                redacted(url)
            ),
        };
        let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
        let tls = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            "socks4" | "socks4a" | "socks5" | "socks5h" => return Err(bad(": SOCKS is not known here")),
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

/// Basic authentication (RFC 7617).
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

/// Percent-decoded; what is no escape stays as it is.
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

/// A URL without its user and password, however broken it is.
fn redacted(url: &str) -> String {
    match url.rsplit_once('@') {
        Some((before, server)) => match before.split_once("://") {
            Some((scheme, _)) => format!("{scheme}://<redacted>@{server}"),
            None => format!("<redacted>@{server}"),
        },
        None => url.to_owned(),
    }
}

impl InvalidProxy {
    /// The variable that holds the URL, if it comes from one.
    pub fn variable(&self) -> Option<&str> {
        self.variable
    }
}

impl fmt::Display for InvalidProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.variable {
            Some(variable) => write!(f, "{variable}: {}", self.problem),
            None => f.write_str(&self.problem),
        }
    }
}

impl std::error::Error for InvalidProxy {}

impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.tls { "https" } else { "http" };
        let brackets = if self.host.contains(':') { ("[", "]") } else { ("", "") };
        write!(f, "{scheme}://{}{}{}:{}", brackets.0, self.host, brackets.1, self.port)
    }
}

impl fmt::Debug for ProxyConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |proxy: &Option<Proxy>| proxy.as_ref().map(ToString::to_string);
        f.debug_struct("ProxyConfig")
            .field("http", &shown(&self.http))
            .field("https", &shown(&self.https))
            .field("no_proxy", &self.no_proxy)
            .finish()
    }
}

#[cfg(test)]
mod tests;
