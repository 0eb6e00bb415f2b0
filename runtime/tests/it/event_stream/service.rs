//! A service written by hand with operations that send and receive events.

use std::time::Duration;

use smithy_client_runtime::Handle;
use smithy_client_runtime::config::http_client_fn;
use smithy_client_runtime::error::SdkError;
use smithy_client_runtime::event_stream::{
    EventReceiver, EventStreamSender, EventUnion, Header, Message, RawMessage, SendExceptions, write_message,
};
use smithy_client_runtime::operation::{Idempotency, Operation, OperationInput, OperationOutput, RequestIds, Service};
use smithy_client_runtime::primitives::UnknownVariant;
use smithy_client_runtime::protocol::{AWS_JSON_1_1, REST_JSON_1};
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer, Variant,
};

use crate::mini::{self, Error};

static REST: Service = mini::service("Events", "events", &REST_JSON_1);
static RPC: Service = mini::service("Events", "events", &AWS_JSON_1_1);

static TALK: Operation = Operation::new(&REST, "Talk", Idempotency::NonIdempotent)
    .http("POST", "/talk", 200)
    .streams_events()
    .sends_events();

static TALK_BY_RPC: Operation = Operation::new(&RPC, "Talk", Idempotency::NonIdempotent)
    .streams_events()
    .sends_events()
    .awaits_initial_response();

static REST_SCHEMA: Schema = Schema::new("com.example#Talk", "Topic header=topic;Events payload streaming;");
static RPC_SCHEMA: Schema = Schema::new("com.example#Talk", "Topic;Events streaming;");
static EVENTS: Schema = Schema::new("com.example#Events", "said;ended;");
static SAID: Schema = Schema::new("com.example#Said", "loudness event_header byte;secret sensitive;text;");
static ENDED: Schema = Schema::new("com.example#Ended", "");

/// A spoken message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    pub loudness: Option<i8>,
    pub secret: Option<String>,
    pub text: Option<String>,
}

impl SerializeShape for Said {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(member, &SAID, &[&self.loudness, &self.secret, &self.text]);
    }
}

impl ErrorCorrection for Said {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for Said {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        deserializer.structure(&SAID, &mut [&mut slot.loudness, &mut slot.secret, &mut slot.text])
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Said(Said),
    Ended,
    Unknown(UnknownVariant),
}

struct Nothing;

impl SerializeShape for Nothing {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(member, &ENDED, &[]);
    }
}

impl SerializeShape for Event {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        match self {
            Self::Said(said) => serializer.union(member, &EVENTS, 0, said),
            Self::Ended => serializer.union(member, &EVENTS, 1, &Nothing),
            Self::Unknown(unknown) => serializer.unknown_union(member, unknown),
        }
    }
}

impl ErrorCorrection for Event {
    fn corrected() -> Self {
        Self::Unknown(UnknownVariant::default())
    }
}

impl DeserializeShape for Event {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        *slot = match deserializer.begin_union(&EVENTS)? {
            Variant::Known(0) => Self::Said(deserializer.read()?),
            Variant::Known(_) => {
                deserializer.unit()?;
                Self::Ended
            }
            Variant::Unknown(unknown) => Self::Unknown(unknown),
        };
        deserializer.end_union()
    }
}

impl EventUnion for Event {
    const EXCEPTIONS: &'static [(&'static str, &'static str)] = &[("invalid", "ValidationException")];
}

impl SendExceptions<Error> for Event {
    fn exception(error: &Error) -> Option<(&'static str, &dyn SerializeShape)> {
        match error {
            Error::ValidationException(error) => Some(("invalid", error)),
            Error::Unhandled(_) => None,
        }
    }
}

/// The input; by awsJson if `RPC` is set.
#[derive(Debug)]
pub struct Input<const RPC: bool> {
    pub topic: Option<String>,
    pub events: Option<EventStreamSender<Event, Error>>,
}

impl<const RPC: bool> SerializeShape for Input<RPC> {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        let schema = if RPC { &RPC_SCHEMA } else { &REST_SCHEMA };
        serializer.structure(member, schema, &[&self.topic, &self.events]);
    }
}

impl<const RPC: bool> OperationInput for Input<RPC> {
    type Output = Output<RPC>;
    type Error = Error;
    const OPERATION: &'static Operation = if RPC { &TALK_BY_RPC } else { &TALK };
}

#[derive(Debug)]
pub struct Output<const RPC: bool> {
    pub topic: Option<String>,
    pub events: EventReceiver<Event, Error>,
}

impl<const RPC: bool> ErrorCorrection for Output<RPC> {
    fn corrected() -> Self {
        Self {
            topic: None,
            events: EventReceiver::corrected(),
        }
    }
}

impl<const RPC: bool> DeserializeShape for Output<RPC> {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        let schema = if RPC { &RPC_SCHEMA } else { &REST_SCHEMA };
        deserializer.structure(schema, &mut [&mut slot.topic, &mut slot.events])
    }
}

impl<const RPC: bool> OperationOutput for Output<RPC> {
    fn set_request_id(&mut self, _: RequestIds) {}
}

pub fn rest(url: &str) -> Handle {
    Handle::new(&REST, mini::config().endpoint_url(url).build())
}

pub fn rpc(url: &str) -> Handle {
    Handle::new(&RPC, mini::config().endpoint_url(url).build())
}

/// Returns a client whose responses have these bytes, without a network.
pub fn answering(service_is_rpc: bool, body: Vec<u8>) -> Handle {
    let transport = http_client_fn(move |_| http::Response::new(body.clone().into()));
    let config = mini::config().endpoint_url("http://localhost").http_client(transport);
    Handle::new(if service_is_rpc { &RPC } else { &REST }, config.build())
}

/// Calls the operation with these events.
pub async fn talk<const RPC: bool>(
    client: &Handle,
    events: Vec<Result<Event, Error>>,
) -> Result<Output<RPC>, SdkError<Error>> {
    let call = client.call(Input::<RPC> {
        topic: Some("weather".to_owned()),
        events: Some(crate::streaming::Iter(events.into_iter()).into()),
    });
    tokio::time::timeout(Duration::from_secs(60), call)
        .await
        .expect("the call hangs")
}

/// Receives the next event.
pub async fn recv(events: &mut EventReceiver<Event, Error>) -> Result<Option<Event>, SdkError<Error, RawMessage>> {
    tokio::time::timeout(Duration::from_secs(60), events.recv())
        .await
        .expect("the stream hangs")
}

/// Returns a message of this type (`event`, `exception`), name and JSON.
pub fn message(kind: &str, name: &str, payload: &str) -> Message {
    Message::new(payload.to_owned())
        .add_header(Header::new(":message-type", kind))
        .add_header(Header::new(format!(":{kind}-type"), name))
}

pub fn bytes(messages: &[Message]) -> Vec<u8> {
    messages
        .iter()
        .flat_map(|message| write_message(message).unwrap())
        .collect()
}
