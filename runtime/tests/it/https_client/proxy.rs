//! Proxies: tunnels for HTTPS, forwarded requests for HTTP, refusals, and requests that bypass
//! them.

use smithy_client_runtime::config::http::{HttpsClient, ProxyConfig};
use smithy_client_runtime::error::ConnectorError;
use tokio::io::AsyncWriteExt;

use super::server::{OK, Server, answer_securely, call, identity, secure};

/// Returns a client behind a proxy on this machine, with a user.
fn through(proxy: &Server) -> ProxyConfig {
    ProxyConfig::all(format!("http://user:p%40ss@{}", proxy.address)).unwrap()
}

/// Returns the result of a call through a proxy that responds like this.
async fn tunnel(answer: &'static str) -> (Server, Result<String, ConnectorError>) {
    let (acceptor, bundle) = identity("api.invalid");
    let proxy = Server::start(move |mut stream, _, log| {
        let acceptor = acceptor.clone();
        async move {
            log.request(&mut stream).await;
            stream.write_all(answer.as_bytes()).await.unwrap();
            answer_securely(acceptor, stream, log).await;
        }
    });
    let client = HttpsClient::builder().proxy(through(&proxy)).ca_bundle(bundle).build();
    let first = call(&client, "https://api.invalid/path").await;
    if first.is_ok() {
        call(&client, "https://api.invalid/path").await.unwrap();
    }
    let shown = format!("{client:?} {first:?}");
    assert!(
        !shown.contains("p@ss") && !shown.contains("p%40ss") && !shown.contains("dXNlcjpwQHNz"),
        "{shown}"
    );
    (proxy, first)
}

#[tokio::test]
async fn https_goes_through_a_tunnel() {
    let (proxy, answer) = tunnel("HTTP/1.1 200 Connection established\r\nx: y\r\n\r\n").await;
    assert_eq!(answer.unwrap(), "ok");
    let requests = proxy.log.requests();
    assert_eq!(
        requests[0],
        "CONNECT api.invalid:443 HTTP/1.1\r\nhost: api.invalid:443\r\nproxy-authorization: Basic dXNlcjpwQHNz\r\n\r\n"
    );
    assert!(
        requests[1].starts_with("POST /path HTTP/1.1\r\nhost: api.invalid\r\n"),
        "{}",
        requests[1]
    );
    assert!(!requests[1].contains("authorization"), "{}", requests[1]);
    // Both calls used the same tunnel.
    assert_eq!((requests.len(), proxy.log.opened()), (3, 1));
}

#[tokio::test]
async fn a_tunnel_that_is_refused_is_said() {
    for (answer, user, said) in [
        (
            "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
            true,
            "it wants another user or password (407): put them into the proxy's URL, as in http://user:password@host:port",
        ),
        (
            "HTTP/1.0 403 Forbidden\r\n\r\n",
            true,
            "it refused the tunnel: 403 Forbidden",
        ),
        ("HTTP/1.1 503\r\n\r\n", false, "it refused the tunnel: 503"),
        (
            "SSH-2.0-OpenSSH_9.6\r\n",
            true,
            "it did not respond with HTTP: check that it is an HTTP proxy",
        ),
    ] {
        let (proxy, answer) = tunnel(answer).await;
        let error = answer.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "could not connect to api.invalid through the proxy http://{}: {said}",
                proxy.address
            )
        );
        assert_eq!(
            (error.is_user(), error.is_io(), error.is_unsent()),
            (user, !user, true),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_proxy_that_is_gone_is_said() {
    // The port is taken and nobody listens to it, so that no other test can get it.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    let proxy = ProxyConfig::https(format!("http://{address}")).unwrap();
    let client = HttpsClient::builder().proxy(proxy).build();
    let error = call(&client, "https://api.invalid/").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("could not connect to api.invalid through the proxy http://{address}: connection refused")
    );
    assert!(error.is_io() && error.is_unsent());
}

#[tokio::test]
async fn http_is_handed_to_the_proxy() {
    let proxy = Server::always(OK);
    let client = HttpsClient::builder().proxy(through(&proxy)).build();
    assert_eq!(call(&client, "http://api.invalid:8080/path?query").await.unwrap(), "ok");
    let request = proxy.log.requests().remove(0);
    assert!(
        request.starts_with("POST http://api.invalid:8080/path?query HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(request.contains("host: api.invalid:8080\r\n"), "{request}");
    assert!(
        request.contains("proxy-authorization: Basic dXNlcjpwQHNz\r\n"),
        "{request}"
    );
    let proxy = Server::always("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
    let client = HttpsClient::builder().proxy(through(&proxy)).build();
    let error = call(&client, "http://api.invalid/").await.unwrap_err();
    assert!(
        error.to_string().contains("it wants another user or password (407)"),
        "{error}"
    );
    assert!(error.is_user());
}

#[tokio::test]
async fn a_proxy_may_be_behind_tls_itself() {
    let (proxy, bundle) = secure("localhost");
    let url = format!("https://localhost:{}", proxy.address.port());
    let client = HttpsClient::builder()
        .proxy(ProxyConfig::all(url).unwrap())
        .ca_bundle(bundle)
        .build();
    assert_eq!(call(&client, "http://api.invalid/").await.unwrap(), "ok");
    assert!(proxy.log.requests()[0].starts_with("POST http://api.invalid/ HTTP/1.1\r\n"));
}

#[tokio::test]
async fn this_machine_and_what_is_left_out_are_reached_directly() {
    let (proxy, server) = (Server::always(OK), Server::always(OK));
    let client = HttpsClient::builder()
        .proxy(through(&proxy).no_proxy("invalid"))
        .build();
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("http://{host}:{}/", server.address.port());
        assert_eq!(call(&client, &url).await.unwrap(), "ok");
    }
    let error = call(&client, "http://api.invalid/").await.unwrap_err();
    assert!(
        error.to_string().contains("the name api.invalid cannot be resolved: "),
        "{error}"
    );
    assert_eq!((proxy.log.opened(), server.log.opened()), (0, 2));
}
