//! Checksums of requests and responses, with bodies in memory and bodies that stream.

use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::config::http::{Body, BodyStream, HttpRequest};
use smithy_client_runtime::config::{
    Builder, Config, HttpClient, RequestChecksumCalculation, ResponseChecksumValidation, SharedHttpClient,
};
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
    Encoding header=content-encoding;Body payload raw streaming;",
);

static OUTPUT: Schema = Schema::new("com.example#Output", "Body payload raw streaming;");

#[derive(Debug, Default)]
struct Input {
    algorithm: Option<String>,
    sum: Option<String>,
    encoding: Option<String>,
    body: Option<ByteStream>,
}

impl SerializeShape for Input {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(
            member,
            &SCHEMA,
            &[&self.algorithm, &self.sum, &self.encoding, &self.body],
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

#[tokio::test]
async fn a_body_in_memory_has_its_checksum_in_a_header() {
    for (algorithm, name, expected) in [
        (None, "crc32", "y/Q5Jg=="),
        (Some("CRC32C"), "crc32c", "4waSgw=="),
        (Some("CRC64NVME"), "crc64nvme", "rosUhgp5mIg="),
        (Some("SHA1"), "sha1", "98O8HYCOBHMq32eZZczDTKeuNEE="),
        (Some("SHA256"), "sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
    ] {
        let input = Input {
            algorithm: algorithm.map(str::to_owned),
            ..in_memory()
        };
        let request = sent(|config| config, HTTPS, input).await;
        let named = algorithm.unwrap_or("CRC32");
        assert_eq!(header(&request, "x-amz-sdk-checksum-algorithm"), Some(named));
        assert_eq!(header(&request, &format!("x-amz-checksum-{name}")), Some(expected));
        assert_eq!(header(&request, "content-encoding"), None);
        assert_eq!(request.body(), "123456789");
        let authorization = header(&request, "authorization").unwrap();
        assert!(authorization.contains(&format!("x-amz-checksum-{name};")));
    }
}

#[tokio::test]
async fn a_stream_has_its_checksum_in_a_trailer() {
    let input = Input {
        encoding: Some("gzip".to_owned()),
        ..stream()
    };
    let request = sent(|config| config, HTTPS, input).await;
    for (name, expected) in [
        ("content-encoding", "gzip,aws-chunked"),
        ("x-amz-decoded-content-length", "9"),
        ("x-amz-trailer", "x-amz-checksum-crc32"),
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
    ] {
        assert_eq!(header(&request, name), Some(expected));
    }
    let body = "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n";
    assert_eq!(request.body(), body);
    let length = body.len().to_string();
    assert_eq!(header(&request, "content-length"), Some(length.as_str()));
}

#[tokio::test]
async fn without_tls_the_chunks_are_signed() {
    let request = sent(|config| config, "http://store.example", stream()).await;
    assert_eq!(
        header(&request, "x-amz-content-sha256"),
        Some("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
    );
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    assert!(body.starts_with("9;chunk-signature="), "{body}");
    assert!(body.contains("\r\nx-amz-trailer-signature:"), "{body}");
    let length = body.len().to_string();
    assert_eq!(header(&request, "content-length"), Some(length.as_str()));
}

#[tokio::test]
async fn a_checksum_of_the_input_is_sent_as_it_is() {
    for body in [in_memory(), stream()] {
        let input = Input {
            sum: Some("by the caller".to_owned()),
            ..body
        };
        let request = sent(|config| config, HTTPS, input).await;
        assert_eq!(header(&request, "x-amz-checksum-sha256"), Some("by the caller"));
        assert_eq!(header(&request, "x-amz-checksum-crc32"), None);
        assert_eq!(header(&request, "x-amz-trailer"), None);
        assert_eq!(request.body(), "123456789");
    }
}

#[tokio::test]
async fn the_settings_turn_checksums_off() {
    let off = |config: Builder| {
        config
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
    };
    for input in [in_memory(), stream()] {
        let request = sent(off, HTTPS, input).await;
        let named = request.headers().keys().map(http::HeaderName::as_str);
        assert!(!named.into_iter().any(|name| name.contains("checksum")));
        assert_eq!(request.body(), "123456789");
    }
    // The input asks for a checksum.
    let input = Input {
        algorithm: Some("SHA1".to_owned()),
        ..in_memory()
    };
    let request = sent(off, HTTPS, input).await;
    assert!(header(&request, "x-amz-checksum-sha1").is_some());
}

#[tokio::test]
async fn an_unknown_algorithm_is_an_error() {
    let input = Input {
        algorithm: Some("XXHASH64".to_owned()),
        ..in_memory()
    };
    let error = call(config(&Recorder::default(), HTTPS).build(), input)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "Exchange: nothing was sent: the checksum algorithm \"XXHASH64\" is not one of CRC32C, CRC32, CRC64NVME, \
        SHA1, SHA256, SHA512, MD5: set the checksum itself"
    );
}

#[tokio::test]
async fn responses_are_verified_while_they_stream() {
    for (headers, problem) in [
        (vec![("x-amz-checksum-crc32", "y/Q5Jg==")], None),
        (
            vec![("x-amz-checksum-crc32", "AAAAAA==")],
            Some("CRC32 expected AAAAAA==, found y/Q5Jg=="),
        ),
        (vec![("x-amz-checksum-sha256", "wrong")], Some("SHA256 expected wrong")),
        // A checksum of checksums, an algorithm that the operation does not list, and none.
        (vec![("x-amz-checksum-crc32", "AAAAAA==-2")], None),
        (vec![("x-amz-checksum-sha1", "wrong")], None),
        (vec![], None),
    ] {
        let recorder = Recorder {
            headers,
            body: Some("123456789"),
            ..Recorder::default()
        };
        let output = call(config(&recorder, HTTPS).build(), in_memory()).await.unwrap();
        let read = output.body.collect().await;
        match problem {
            None => assert_eq!(read.unwrap().to_vec(), b"123456789"),
            Some(problem) => {
                let error = read.unwrap_err();
                let text = format!(
                    "{error}: {:?}",
                    std::error::Error::source(&error).map(ToString::to_string)
                );
                assert!(text.contains(problem), "{text}");
            }
        }
        let request = recorder.requests.lock().unwrap().remove(0);
        assert_eq!(header(&request, "x-amz-checksum-mode"), Some("ENABLED"));
    }
}

#[tokio::test]
async fn without_validation_nothing_is_verified() {
    let recorder = Recorder {
        headers: vec![("x-amz-checksum-crc32", "AAAAAA==")],
        body: Some("123456789"),
        ..Recorder::default()
    };
    let config = config(&recorder, HTTPS).response_checksum_validation(ResponseChecksumValidation::WhenRequired);
    let mut body = call(config.build(), in_memory()).await.unwrap().body;
    let mut count = 0;
    while let Some(data) = body.next().await {
        count += data.unwrap().len();
    }
    assert_eq!(count, 9);
}
