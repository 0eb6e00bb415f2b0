//! The destination of requests: the server and its proxy.

use http::Uri;

use crate::http::ProxyConfig;
use crate::http::proxy::Proxy;

/// A server, by scheme, host and port.
pub(super) struct Target {
    pub(super) tls: bool,
    /// The host without the brackets of IPv6.
    pub(super) host: String,
    pub(super) port: u16,
    /// Host and port, without the default port of the scheme.
    pub(super) authority: String,
    pub(super) proxy: Option<Proxy>,
}

/// The origin of a URI.
pub(super) struct Origin<'a> {
    tls: bool,
    host: &'a str,
    port: u16,
}

impl<'a> Origin<'a> {
    pub(super) fn of(uri: &'a Uri) -> Result<Self, String> {
        let tls = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            Some(other) => return Err(format!("{other} is not a scheme that is known here: use http or https")),
            None => return Err("the URI of a request must be absolute".to_owned()),
        };
        let host = uri
            .host()
            .filter(|host| !host.is_empty())
            .ok_or("the URI has no host")?;
        let port = match uri.port_u16() {
            Some(port) => port,
            None if uri
                .authority()
                .is_some_and(|authority| !authority.as_str().ends_with(host)) =>
            {
                return Err(format!("the port of {host} is not a number up to 65535"));
            }
            None if tls => 443,
            None => 80,
        };
        Ok(Self { tls, host, port })
    }

    pub(super) fn leads_to(&self, target: &Target) -> bool {
        self.tls == target.tls && self.port == target.port && bare(self.host).eq_ignore_ascii_case(&target.host)
    }

    pub(super) fn target(&self, proxies: &ProxyConfig) -> Result<Target, String> {
        let Self { tls, host, port } = *self;
        let authority = match (tls, port) {
            (true, 443) | (false, 80) => host.to_owned(),
            _ => format!("{host}:{port}"),
        };
        let host = bare(host);
        let proxy = proxies.proxy(tls, host, port).map_err(ToString::to_string)?;
        Ok(Target {
            tls,
            host: host.to_owned(),
            port,
            authority,
            proxy: proxy.cloned(),
        })
    }
}

impl Target {
    /// Returns whether the port is the default of the scheme.
    pub(super) fn is_default_port(&self) -> bool {
        matches!((self.tls, self.port), (true, 443) | (false, 80))
    }

    /// Returns whether the proxy forwards requests, as it does for plain HTTP.
    pub(super) fn is_forwarded(&self) -> bool {
        self.proxy.is_some() && !self.tls
    }
}

fn bare(host: &str) -> &str {
    host.strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host)
}
