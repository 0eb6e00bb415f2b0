//! A service written by hand with an operation that sends and receives a stream.

use std::time::Duration;

use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{Config, StalledStreamProtectionConfig};
use smithy_client_runtime::error::SdkError;
use smithy_client_runtime::operation::{Idempotency, Operation, OperationInput, OperationOutput, RequestIds, Service};
use smithy_client_runtime::primitives::ByteStream;
use smithy_client_runtime::protocol::REST_JSON_1;
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};
use smithy_client_runtime::{Handle, config};

use crate::mini::{self, Error};

static SERVICE: Service = mini::service("Streams", "streams", &REST_JSON_1);

static EXCHANGE: Operation = Operation::new(&SERVICE, "Exchange", Idempotency::Idempotent)
    .http("PUT", "/exchange", 200)
    .streams_output();

static STORE: Operation = Operation::new(&SERVICE, "Store", Idempotency::Idempotent)
    .http("PUT", "/store", 200)
    .requires_length();

static SCHEMA: Schema = Schema::new("com.example#Streams", "Body payload raw streaming;");

/// An input of both operations: `true` for the one that requires a length.
#[derive(Debug, Default)]
pub struct Input<const STORES: bool> {
    pub body: Option<ByteStream>,
}

impl<const STORES: bool> SerializeShape for Input<STORES> {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(member, &SCHEMA, &[&self.body]);
    }
}

impl<const STORES: bool> OperationInput for Input<STORES> {
    type Output = Output;
    type Error = Error;
    const OPERATION: &'static Operation = if STORES { &STORE } else { &EXCHANGE };
}

#[derive(Debug, Default)]
pub struct Output {
    pub body: ByteStream,
}

impl ErrorCorrection for Output {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for Output {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        deserializer.structure(&SCHEMA, &mut [&mut slot.body])
    }
}

impl OperationOutput for Output {
    fn set_request_id(&mut self, _: RequestIds) {}
}

/// Returns the settings of clients: two attempts, and a grace period for streams on a loaded
/// machine.
pub fn settings(url: &str) -> config::Builder {
    stalling_after(url, Duration::from_secs(60))
}

/// Returns the settings of clients whose streams stall after this time.
pub fn stalling_after(url: &str, grace_period: Duration) -> config::Builder {
    let retries = RetryConfig::standard()
        .with_max_attempts(2)
        .with_initial_backoff(Duration::from_millis(1));
    let protection = StalledStreamProtectionConfig::enabled()
        .grace_period(grace_period)
        .build();
    mini::config()
        .retry_config(retries)
        .stalled_stream_protection(protection)
        .endpoint_url(url)
}

pub fn client(config: Config) -> Handle {
    Handle::new(&SERVICE, config)
}

/// Calls the operation whose response streams.
pub async fn exchange(client: &Handle, body: ByteStream) -> Result<ByteStream, SdkError<Error>> {
    let call = client.call(Input::<false> { body: Some(body) });
    let output = tokio::time::timeout(Duration::from_secs(60), call);
    Ok(output.await.expect("the call hangs")?.body)
}

/// Reads the whole stream.
pub async fn text(stream: ByteStream) -> Result<String, String> {
    let collected = tokio::time::timeout(Duration::from_secs(60), stream.collect());
    let collected = collected.await.expect("the stream hangs");
    let bytes = collected.map_err(|error| error.to_string())?.to_vec();
    Ok(String::from_utf8(bytes).unwrap())
}
