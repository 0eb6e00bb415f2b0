//! Responses that only restXml services send: errors with the status 200, and responses to HEAD.

use std::sync::{Arc, Mutex};

use smithy_client_runtime::Handle;
use smithy_client_runtime::config::http_client_fn;
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::endpoint::Endpoint;
use smithy_client_runtime::error::{ProvideErrorMetadata, SdkError};
use smithy_client_runtime::operation::{Idempotency, Operation, OperationInput, OperationOutput, RequestIds, Service};
use smithy_client_runtime::primitives::DateTime;
use smithy_client_runtime::protocol::REST_XML;
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};

use crate::mini::{self, Error};

static SERVICE: Service = Service {
    resolve_endpoint: |_| Ok(Endpoint::new("https://store.example")),
    ..mini::service("Store", "s3", &REST_XML)
};

static COPY: Operation = Operation::new(&SERVICE, "Copy", Idempotency::Idempotent).http("PUT", "/copy", 200);
static HEAD: Operation = Operation::new(&SERVICE, "Head", Idempotency::ReadOnly).http("HEAD", "/copy", 200);
static INPUT: Schema = Schema::new("com.example#Input", "");
static OUTPUT: Schema = Schema::new("com.example#Output", "ETag;Expires header=expires http_date;");

/// An input of both operations: `true` for HEAD.
#[derive(Clone, Debug, Default)]
struct Input<const HEADS: bool>;

impl<const HEADS: bool> SerializeShape for Input<HEADS> {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(member, &INPUT, &[]);
    }
}

impl<const HEADS: bool> OperationInput for Input<HEADS> {
    type Output = Output;
    type Error = Error;
    const OPERATION: &'static Operation = if HEADS { &HEAD } else { &COPY };
}

#[derive(Debug, Default)]
struct Output {
    etag: Option<String>,
    expires: Option<DateTime>,
}

impl ErrorCorrection for Output {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for Output {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        deserializer.structure(&OUTPUT, &mut [&mut slot.etag, &mut slot.expires])
    }
}

impl OperationOutput for Output {
    fn set_request_id(&mut self, _: RequestIds) {}
}

type Response = (u16, &'static str, &'static str);

/// Calls with these responses: status, `expires` and body. The last one is repeated.
async fn call<const HEADS: bool>(responses: &'static [Response]) -> (Result<Output, SdkError<Error>>, usize) {
    let count = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&count);
    let http = http_client_fn(move |_| {
        let mut count = counted.lock().unwrap();
        *count += 1;
        let (status, expires, body) = responses[(*count - 1).min(responses.len() - 1)];
        mini::response(status, &[("expires", expires)], body)
    });
    let retries = RetryConfig::standard().with_initial_backoff(std::time::Duration::from_millis(1));
    let config = mini::config().retry_config(retries).http_client(http).build();
    let result = Handle::new(&SERVICE, config).call(Input::<HEADS>).await;
    let count = *count.lock().unwrap();
    (result, count)
}

const DONE: Response = (200, "0", "<CopyResult><ETag>1</ETag></CopyResult>");

#[tokio::test]
async fn an_error_with_the_status_200_is_retried() {
    let error = "<?xml version=\"1.0\"?>\n   <Error><Code>InternalError</Code><Message>again</Message></Error>";
    let responses = Vec::leak(vec![(200, "0", error), DONE]);
    let (result, count) = call::<false>(responses).await;
    assert_eq!((result.unwrap().etag.as_deref(), count), (Some("1"), 2));
    let (result, count) = call::<false>(Vec::leak(vec![(200, "0", error)])).await;
    let error = result.unwrap_err();
    assert_eq!(
        (error.code(), error.message(), count),
        (Some("InternalError"), Some("again"), 3)
    );
}

#[tokio::test]
async fn a_response_to_head_has_no_code() {
    let (result, count) = call::<true>(&[(404, "0", "")]).await;
    assert_eq!((result.unwrap_err().code(), count), (Some("NotFound"), 1));
    let (result, _) = call::<true>(&[(403, "0", "")]).await;
    assert_eq!(result.unwrap_err().code(), None);
}

#[tokio::test]
async fn an_invalid_date_of_expiry_is_absent() {
    for (expires, seconds) in [
        ("0", Some(0)),
        ("-1", Some(-1)),
        ("", None),
        ("never", None),
        ("Tue, 29 Apr 2014 18:30:38 GMT", Some(1_398_796_238)),
    ] {
        let responses: &[Response] = Vec::leak(vec![(200, expires, DONE.2)]);
        let output = call::<false>(responses).await.0.unwrap();
        assert_eq!(output.expires.map(|expires| expires.secs()), seconds, "{expires}");
    }
}
