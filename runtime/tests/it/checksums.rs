//! Checksums of requests and responses, with bodies in memory and bodies that stream.

mod requests;
mod responses;

use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::config::http::{Body, BodyStream, HttpRequest};
use smithy_client_runtime::config::{Builder, Config, HttpClient, SharedHttpClient};
use smithy_client_runtime::error::{BoxError, ConnectorError, SdkError};
use smithy_client_runtime::operation::{
    HttpChecksum, Idempotency, Operation, OperationInput, OperationOutput, RequestIds, Service,
};
use smithy_client_runtime::primitives::ByteStream;
use smithy_client_runtime::protocol::REST_JSON_1;
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};

use crate::mini::{self, Error};

static SERVICE: Service = mini::service("Store", "s3", &REST_JSON_1);

static EXCHANGE: Operation = Operation::new(&SERVICE, "Exchange", Idempotency::Idempotent)
    .http("PUT", "/exchange", 200)
    .streams_output()
    .http_checksum(&HttpChecksum {
        algorithm_header: Some("x-amz-sdk-checksum-algorithm"),
        is_required: false,
        mode_header: Some("x-amz-checksum-mode"),
        response_algorithms: &["CRC32", "SHA256"],
    });

static SCHEMA: Schema = Schema::new(
    "com.example#Input",
    "Algorithm header=x-amz-sdk-checksum-algorithm;Sum header=x-amz-checksum-sha256;\
    Encoding header=content-encoding;Length header=content-length;Body payload raw streaming;",
);

static OUTPUT: Schema = Schema::new("com.example#Output", "Body payload raw streaming;");

#[derive(Debug, Default)]
struct Input {
    algorithm: Option<String>,
    sum: Option<String>,
    encoding: Option<String>,
    length: Option<i64>,
    body: Option<ByteStream>,
}

impl SerializeShape for Input {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(
            member,
            &SCHEMA,
            &[&self.algorithm, &self.sum, &self.encoding, &self.length, &self.body],
        );
    }
}

impl OperationInput for Input {
    type Output = Output;
    type Error = Error;
    const OPERATION: &'static Operation = &EXCHANGE;
}

#[derive(Debug, Default)]
struct Output {
    body: ByteStream,
}

impl ErrorCorrection for Output {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for Output {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        deserializer.structure(&OUTPUT, &mut [&mut slot.body])
    }
}

impl OperationOutput for Output {
    fn set_request_id(&mut self, _: RequestIds) {}
}

/// An HTTP client that records requests, and returns one response.
#[derive(Clone, Debug, Default)]
struct Recorder {
    requests: Arc<Mutex<Vec<http::Request<Bytes>>>>,
    headers: Vec<(&'static str, &'static str)>,
    body: Option<&'static str>,
}

impl HttpClient for Recorder {
    fn send(
        &self,
        request: HttpRequest,
    ) -> smithy_client_runtime::config::future::BoxFuture<'_, Result<http::Response<Body>, ConnectorError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let bytes = body.collect().await.unwrap();
            let request = http::Request::from_parts(parts, bytes);
            self.requests.lock().unwrap().push(request);
            let mut response = http::Response::builder();
            for (name, value) in &self.headers {
                response = response.header(*name, *value);
            }
            let letters = Letters(self.body.unwrap_or_default().bytes().collect());
            Ok(response.body(Body::from_stream(letters)).unwrap())
        })
    }
}

/// A stream that yields one byte at a time.
#[derive(Clone)]
struct Letters(Vec<u8>);

impl BodyStream for Letters {
    fn poll_data(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        Poll::Ready((!self.0.is_empty()).then(|| Ok(Bytes::copy_from_slice(&[self.0.remove(0)]))))
    }

    fn content_length(&self) -> Option<u64> {
        Some(self.0.len() as u64)
    }

    fn replay(&self) -> Option<Box<dyn BodyStream>> {
        Some(Box::new(self.clone()))
    }
}

/// A stream that does not know its length.
struct OfUnknownLength(Letters);

impl BodyStream for OfUnknownLength {
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        self.0.poll_data(context)
    }
}

fn config(recorder: &Recorder, url: &str) -> Builder {
    mini::config()
        .endpoint_url(url)
        .http_client(SharedHttpClient::new(recorder.clone()))
}

async fn call(config: Config, input: Input) -> Result<Output, SdkError<Error>> {
    Handle::new(&SERVICE, config).call(input).await
}

/// Sends an input and returns the request.
async fn sent(change: impl FnOnce(Builder) -> Builder, url: &str, input: Input) -> http::Request<Bytes> {
    let recorder = Recorder::default();
    call(change(config(&recorder, url)).build(), input).await.unwrap();
    recorder.requests.lock().unwrap().remove(0)
}

fn header<'a>(request: &'a http::Request<Bytes>, name: &str) -> Option<&'a str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}

fn in_memory() -> Input {
    Input {
        body: Some(ByteStream::from_static(b"123456789")),
        ..Input::default()
    }
}

fn stream() -> Input {
    let letters = Letters(b"123456789".to_vec());
    Input {
        body: Some(ByteStream::new(Body::from_stream(letters))),
        ..Input::default()
    }
}

const HTTPS: &str = "https://store.example";
