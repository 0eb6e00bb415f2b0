//! Which requests go through a proxy, and through which.

mod no_proxy;
mod server;

use std::ffi::OsString;
use std::fmt;
use std::net::IpAddr;

use self::no_proxy::NoProxy;
pub(crate) use self::server::Proxy;

/// Which requests go through a proxy, and through which.
///
/// HTTPS goes through a tunnel that the proxy opens (`CONNECT`), plain HTTP is handed to the proxy. What stays on this
/// machine, and its metadata services at link-local addresses, is never sent through a proxy.
#[derive(Clone, Default)]
pub struct ProxyConfig {
    http: Option<Route>,
    https: Option<Route>,
    no_proxy: NoProxy,
}

/// A proxy; or why `ALL_PROXY` names none that can be used, for requests that need it.
type Route = Result<Proxy, InvalidProxy>;

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
            http: Some(Ok(proxy.clone())),
            https: Some(Ok(proxy)),
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
    /// A variable whose value cannot be used. A bad `ALL_PROXY` is the error of the requests that
    /// need it.
    pub fn from_env() -> Result<Self, InvalidProxy> {
        Self::from_variables(&|name| std::env::var_os(name))
    }

    pub(crate) fn from_variables(lookup: &dyn Fn(&str) -> Option<OsString>) -> Result<Self, InvalidProxy> {
        let http: &[&str] = match lookup("REQUEST_METHOD") {
            Some(_) => &["http_proxy"],
            None => &["http_proxy", "HTTP_PROXY"],
        };
        let no_proxy = text(lookup, &["no_proxy", "NO_PROXY"])?;
        let specific = |names: &[&'static str]| Ok(proxy(lookup, names)?.map(Ok));
        // One that serves all purposes, and maybe none of ours: an error only for a request that needs it.
        let all = || proxy(lookup, &["all_proxy", "ALL_PROXY"]).transpose();
        Ok(Self {
            https: specific(&["https_proxy", "HTTPS_PROXY"])?.or_else(all),
            http: specific(http)?.or_else(all),
            no_proxy: no_proxy.map(|(_, rules)| NoProxy::parse(&rules)).unwrap_or_default(),
        })
    }

    /// Whether no request goes through a proxy.
    pub fn is_disabled(&self) -> bool {
        self.http.is_none() && self.https.is_none()
    }

    /// The proxy on the way to this server.
    ///
    /// # Errors
    /// `ALL_PROXY` names one that cannot be used.
    pub(crate) fn proxy(&self, tls: bool, host: &str, port: u16) -> Result<Option<&Proxy>, &InvalidProxy> {
        let route = if tls { self.https.as_ref() } else { self.http.as_ref() };
        match route {
            Some(route) if !is_near(host) && !self.no_proxy.covers(host, port) => route.as_ref().map(Some),
            _ => Ok(None),
        }
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

impl InvalidProxy {
    /// The variable that holds the URL, if it comes from one.
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
