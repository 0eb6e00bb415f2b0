//! Our client's side of what differs: the transport.

use bytes::Bytes;
use s3::config::{SharedHttpClient, http_client_fn};

/// Returns a transport that responds with a body.
pub(crate) fn in_memory(media_type: &'static str, body: Vec<u8>) -> SharedHttpClient {
    let body = Bytes::from(body);
    http_client_fn(move |request| {
        std::hint::black_box(&request);
        let mut response = http::Response::new(body.clone());
        let headers = response.headers_mut();
        headers.insert("content-type", http::HeaderValue::from_static(media_type));
        headers.insert("smithy-protocol", http::HeaderValue::from_static("rpc-v2-cbor"));
        response
    })
}
