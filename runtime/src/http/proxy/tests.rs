#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use http::Uri;

use super::*;

fn load(variables: &[(&str, &str)]) -> Result<ProxyConfig, InvalidProxy> {
    ProxyConfig::from_variables(&|name| {
        let found = variables.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| OsString::from(*value))
    })
}

/// Returns the route to a server: the proxy's text, or `direct`.
fn way(config: &ProxyConfig, url: &str) -> String {
    let uri = Uri::try_from(url).unwrap();
    let tls = uri.scheme_str() == Some("https");
    let host = uri.host().unwrap().trim_start_matches('[').trim_end_matches(']');
    let port = uri.port_u16().unwrap_or(if tls { 443 } else { 80 });
    match config.proxy(tls, host, port) {
        Ok(proxy) => proxy.map_or_else(|| "direct".to_owned(), ToString::to_string),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_environment_names_proxies() {
    let of_all = [("ALL_PROXY", "a:1"), ("HTTPS_PROXY", "http://s:2")];
    for (variables, https, http) in [
        (&[][..], "direct", "direct"),
        (&of_all[..], "http://s:2", "http://a:1"),
        (
            &[("https_proxy", "https://l"), ("HTTPS_PROXY", "u")],
            "https://l:443",
            "direct",
        ),
        (&[("https_proxy", " "), ("HTTPS_PROXY", "u")], "http://u:80", "direct"),
        (&[("HTTP_PROXY", "http://[::1]:8/")], "direct", "http://[::1]:8"),
        // In CGI, `HTTP_PROXY` is the `Proxy` header of the request.
        (&[("HTTP_PROXY", "evil"), ("REQUEST_METHOD", "GET")], "direct", "direct"),
        (
            &[("http_proxy", "good"), ("REQUEST_METHOD", "GET")],
            "direct",
            "http://good:80",
        ),
        (&[("ALL_PROXY", "a"), ("NO_PROXY", "*")], "direct", "direct"),
        (
            &[("ALL_PROXY", "a"), ("NO_PROXY", "x"), ("no_proxy", "api.example")],
            "direct",
            "direct",
        ),
    ] {
        let config = load(variables).unwrap();
        let ways = [
            way(&config, "https://api.example/"),
            way(&config, "http://api.example/"),
        ];
        assert_eq!(ways, [https, http], "{variables:?}");
    }
}

#[test]
fn a_bad_value_is_an_error_that_names_the_variable_and_shows_no_password() {
    for (name, value, hint) in [
        ("HTTPS_PROXY", "ftp://proxy", ""),
        ("https_proxy", "http://", ""),
        (
            "HTTPS_PROXY",
            "socks5://u:secret@proxy",
            "; SOCKS proxies are not supported",
        ),
        ("HTTP_PROXY", "u:sec@ret@proxy:99999", ""),
        ("HTTP_PROXY", "http://u:secret@pro xy", ""),
    ] {
        let expected = format!("{name}: expected the URL of a proxy, for example http://user:password@host:3128{hint}");
        let error = load(&[(name, value)]).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.variable(), Some(name));
    }
}

#[test]
fn a_proxy_for_all_is_an_error_only_where_it_is_needed() {
    let socks = ("ALL_PROXY", "socks5://proxy");
    let error = "ALL_PROXY: expected the URL of a proxy, for example http://user:password@host:3128; SOCKS proxies are \
                 not supported";
    for (variables, https, http) in [
        (&[socks][..], error, error),
        (&[socks, ("HTTPS_PROXY", "http://s:2")], "http://s:2", error),
        (
            &[socks, ("HTTPS_PROXY", "http://s:2"), ("http_proxy", "http://h:1")],
            "http://s:2",
            "http://h:1",
        ),
        (&[socks, ("NO_PROXY", "example")], "direct", "direct"),
    ] {
        let config = load(variables).unwrap();
        let ways = [
            way(&config, "https://api.example/"),
            way(&config, "http://api.example/"),
        ];
        assert_eq!(ways, [https, http], "{variables:?}");
    }
}

#[test]
fn user_and_password_become_a_header_and_are_never_shown() {
    let config = ProxyConfig::all("http://us%65r:p%40ss@proxy").unwrap();
    let authorization = config
        .https
        .as_ref()
        .unwrap()
        .as_ref()
        .unwrap()
        .authorization
        .as_ref()
        .unwrap();
    assert_eq!(authorization, "Basic dXNlcjpwQHNz");
    let shown = format!(
        "{config:?} {authorization:?} {}",
        config.https.as_ref().unwrap().as_ref().unwrap()
    );
    for secret in ["us%65r", "user", "p%40ss", "p@ss", "dXNlcjpwQHNz"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn no_proxy_and_what_is_near() {
    let all = |rules: &str| ProxyConfig::all("http://proxy").unwrap().no_proxy(rules);
    for (rules, url, direct) in [
        ("", "https://api.example", false),
        ("example", "https://api.example", true),
        (".example", "https://api.example", true),
        ("*.example", "https://api.EXAMPLE", true),
        (".example", "https://example", true),
        ("ample", "https://api.example", false),
        ("other, api.example:443", "https://api.example", true),
        ("api.example:8443", "https://api.example", false),
        ("10.0.0.0/8", "http://10.200.3.4", true),
        ("10.0.0.0/8", "http://11.0.0.1", false),
        ("0.0.0.0/0", "http://11.0.0.1", true),
        ("192.168.1.1", "http://192.168.1.1:81", true),
        ("192.168.1.1:82", "http://192.168.1.1:81", false),
        ("2001:db8::/32", "http://[2001:db8:1::2]", true),
        ("[2001:db8::1]", "http://[2001:db8::1]", true),
        ("2001:db8::1", "http://[2001:db8::2]", false),
        ("::/0", "http://[2001:db8::2]", true),
        ("1", "http://10.0.0.1", false),
        ("", "http://localhost:8000", true),
        ("", "http://sts.localhost", true),
        ("", "http://127.8.0.1", true),
        ("", "http://[::1]", true),
        ("", "http://169.254.169.254", true),
        ("", "http://169.254.170.2", true),
        ("", "http://[fd00:ec2::254]", true),
    ] {
        assert_eq!(way(&all(rules), url) == "direct", direct, "{rules} {url}");
    }
}
