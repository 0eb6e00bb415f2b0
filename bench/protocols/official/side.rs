//! The official client's side of what differs: the transport.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;

/// Returns a transport that responds with a body.
pub(crate) fn in_memory(media_type: &'static str, body: Vec<u8>) -> Memory {
    Memory(media_type, Bytes::from(body))
}

/// An equivalent of `aws_smithy_http_client::test_util::infallible_client_fn`: a request in, a
/// response out.
#[derive(Clone, Debug)]
pub(crate) struct Memory(&'static str, Bytes);

impl HttpConnector for Memory {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let answer = || {
            let request = request.try_into_http1x()?;
            std::hint::black_box(&request);
            let response = http::Response::builder()
                .header("content-type", self.0)
                .header("smithy-protocol", "rpc-v2-cbor")
                .body(SdkBody::from(self.1.clone()))?;
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(HttpResponse::try_from(response)?)
        };
        HttpConnectorFuture::ready(answer().map_err(|error| ConnectorError::other(error, None)))
    }
}

impl HttpClient for Memory {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}
