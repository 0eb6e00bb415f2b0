//! The official client's side of what differs: transports.

use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use client::config::{BehaviorVersion, Builder, Credentials, Region};
use client::{Client, Config};

/// Returns a client that gets this body as the response to every call.
pub(crate) fn in_memory(body: String) -> Client {
    Client::from_conf(config().http_client(Memory(Bytes::from(body))).build())
}

/// Returns a client of a server on loopback.
pub(crate) fn over_http(url: &str) -> Client {
    Client::from_conf(config().endpoint_url(url).build())
}

/// Returns a client of a server with TLS, trusting this certificate only.
pub(crate) fn over_tls(url: &str, ca: &str) -> Result<Client, Box<dyn std::error::Error>> {
    let roots = TrustStore::empty().with_pem_certificate(std::fs::read(ca)?);
    let http_client = aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
        .tls_context(TlsContext::builder().with_trust_store(roots).build()?)
        .build_https();
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

/// An equivalent of `aws_smithy_http_client::test_util::infallible_client_fn`: a request in, a
/// response out.
#[derive(Clone, Debug)]
struct Memory(Bytes);

impl HttpConnector for Memory {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let answer = || {
            let request = request.try_into_http1x()?;
            std::hint::black_box(&request);
            HttpResponse::try_from(http::Response::new(SdkBody::from(self.0.clone())))
        };
        HttpConnectorFuture::ready(answer().map_err(|error| ConnectorError::other(error.into(), None)))
    }
}

impl HttpClient for Memory {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}
