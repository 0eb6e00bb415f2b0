//! The proxies of requests.

mod no_proxy;
mod server;

use std::ffi::OsString;
use std::fmt;
use std::net::IpAddr;

use self::no_proxy::NoProxy;
pub(crate) use self::server::Proxy;

/// The proxies of requests.
///
/// HTTPS requests use a tunnel of the proxy (`CONNECT`); plain HTTP requests are forwarded by the
/// proxy. Requests to the local machine and to metadata services at link-local addresses never use
/// a proxy.
#[derive(Clone, Default)]
pub struct ProxyConfig {
    http: Option<Route>,
    https: Option<Route>,
    no_proxy: NoProxy,
}

/// A proxy, or the reason why the value of `ALL_PROXY` is invalid, for requests that need it.
type Route = Result<Proxy, InvalidProxy>;

/// The error for an invalid URL of a proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidProxy {
    variable: Option<&'static str>,
    problem: String,
}

impl ProxyConfig {
    /// Returns a config without proxies.
    pub fn disabled() -> Self {
        Self::default()
    }

    /// Returns a proxy for all requests, for example
    /// `http://user:password@proxy.example.com:3128`. User and password are percent-decoded.
    ///
    /// # Errors
    /// The URL is not valid for an HTTP or HTTPS proxy.
    pub fn all(url: impl AsRef<str>) -> Result<Self, InvalidProxy> {
        let proxy = Proxy::parse(url.as_ref())?;
        Ok(Self {
            http: Some(Ok(proxy.clone())),
            https: Some(Ok(proxy)),
            no_proxy: NoProxy::default(),
        })
    }

    /// Returns a proxy for requests to `https` URLs.
    ///
    /// # Errors
    /// The URL is not valid for an HTTP or HTTPS proxy.
    pub fn https(url: impl AsRef<str>) -> Result<Self, InvalidProxy> {
        Ok(Self {
            http: None,
            ..Self::all(url)?
        })
    }

    /// Returns a proxy for requests to `http` URLs.
    ///
    /// # Errors
    /// The URL is not valid for an HTTP or HTTPS proxy.
    pub fn http(url: impl AsRef<str>) -> Result<Self, InvalidProxy> {
        Ok(Self {
            https: None,
            ..Self::all(url)?
        })
    }

    /// Excludes servers, in the form of `NO_PROXY`: host names (with all of their subdomains),
    /// addresses, and networks such as `10.0.0.0/8`, each with or without a port, separated by
    /// commas; `*` excludes all.
    #[must_use]
    pub fn no_proxy(mut self, rules: impl AsRef<str>) -> Self {
        self.no_proxy = NoProxy::parse(rules.as_ref());
        self
    }

    /// Returns the proxies of the environment: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` for schemes
    /// without one, and `NO_PROXY`. Names in lower case take precedence. An empty variable counts
    /// as unset.
    ///
    /// `HTTP_PROXY` is ignored if `REQUEST_METHOD` is set: in a CGI program, a request header may
    /// have set it.
    ///
    /// # Errors
    /// A variable has an invalid value. An invalid `ALL_PROXY` is reported by the requests that
    /// need it.
    #[inline]
    pub fn from_env() -> Result<Self, InvalidProxy> {
        Self::from_variables(&|name| std::env::var_os(name))
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn from_variables(lookup: &dyn Fn(&str) -> Option<OsString>) -> Result<Self, InvalidProxy> {
        let http: &[&str] = match lookup("REQUEST_METHOD") {
            Some(_) => &["http_proxy"],
            None => &["http_proxy", "HTTP_PROXY"],
        };
        let no_proxy = text(lookup, &["no_proxy", "NO_PROXY"])?;
        let specific = |names: &[&'static str]| Ok(proxy(lookup, names)?.map(Ok));
        // The value may be meant for other protocols, so only a request that needs it reports the
        // error.
        let all = || proxy(lookup, &["all_proxy", "ALL_PROXY"]).transpose();
        Ok(Self {
            https: specific(&["https_proxy", "HTTPS_PROXY"])?.or_else(all),
            http: specific(http)?.or_else(all),
            no_proxy: no_proxy.map(|(_, rules)| NoProxy::parse(&rules)).unwrap_or_default(),
        })
    }

    /// Returns whether no request goes through a proxy.
    pub fn is_disabled(&self) -> bool {
        self.http.is_none() && self.https.is_none()
    }

    /// Returns the proxy for a server.
    ///
    /// # Errors
    /// The value of `ALL_PROXY` is invalid.
    pub(crate) fn proxy(&self, tls: bool, host: &str, port: u16) -> Result<Option<&Proxy>, &InvalidProxy> {
        let route = if tls { self.https.as_ref() } else { self.http.as_ref() };
        match route {
            Some(route) if !is_near(host) && !self.no_proxy.covers(host, port) => route.as_ref().map(Some),
            _ => Ok(None),
        }
    }
}

/// Returns whether a host is the local machine, or a metadata service of the machine, the container
/// or the pod.
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

#[cfg_attr(not(feature = "credentials-chain"), inline)]
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

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn proxy(lookup: Lookup<'_>, names: &[&'static str]) -> Result<Option<Proxy>, InvalidProxy> {
    let Some((name, url)) = text(lookup, names)? else {
        return Ok(None);
    };
    Proxy::parse(&url).map(Some).map_err(|error| InvalidProxy {
        variable: Some(name),
        ..error
    })
}

impl InvalidProxy {
    /// Returns the environment variable that the URL comes from, if any.
    pub fn variable(&self) -> Option<&str> {
        self.variable
    }

    pub(crate) fn problem(&self) -> &str {
        &self.problem
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

impl fmt::Debug for ProxyConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |route: &Option<Route>| {
            route.as_ref().map(|route| match route {
                Ok(proxy) => proxy.to_string(),
                Err(error) => error.to_string(),
            })
        };
        f.debug_struct("ProxyConfig")
            .field("http", &shown(&self.http))
            .field("https", &shown(&self.https))
            .field("no_proxy", &self.no_proxy)
            .finish()
    }
}

#[cfg(test)]
mod tests;
