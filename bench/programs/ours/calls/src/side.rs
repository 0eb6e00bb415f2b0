//! Our client's side of what differs: transports.

use bytes::Bytes;
use client::config::http::HttpsClient;
use client::config::{BehaviorVersion, Builder, Credentials, Region, http_client_fn};
use client::{Client, Config};

/// Returns a client that gets this body as the response to every call.
pub(crate) fn in_memory(body: String) -> Client {
    let body = Bytes::from(body);
    let http_client = http_client_fn(move |request| {
        std::hint::black_box(&request);
        http::Response::new(body.clone())
    });
    Client::from_conf(config().http_client(http_client).build())
}

/// Returns a client of a server on loopback.
pub(crate) fn over_http(url: &str) -> Client {
    Client::from_conf(config().endpoint_url(url).build())
}

/// Returns a client of a server with TLS, trusting this certificate only.
pub(crate) fn over_tls(url: &str, ca: &str) -> Result<Client, Box<dyn std::error::Error>> {
    let http_client = HttpsClient::builder().ca_bundle(ca).build();
    Ok(Client::from_conf(
        config().endpoint_url(url).http_client(http_client).build(),
    ))
}

fn config() -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
}
