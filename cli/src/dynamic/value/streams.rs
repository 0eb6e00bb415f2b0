//! Streams as values: blobs, and events in both directions.

use std::fmt;
use std::sync::Arc;

use smithy_client_runtime::event_stream::{EventReceiver, EventStreamSender, EventUnion, SendExceptions};
use smithy_client_runtime::primitives::ByteStream;
use smithy_client_runtime::schema::MemberRef;
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};
use smithy_codegen::ir::Type;

use super::error::CallError;
use super::{Value, read_union};
use crate::dynamic::call::current;
use crate::dynamic::shapes::{Shapes, Structure, Union};

/// A stream. Values can be cloned, and a clone is the same stream.
#[derive(Clone, Debug)]
pub(crate) enum Stream {
    Blob(Arc<ByteStream>),
    /// The events of a response.
    Received(Arc<Receiver>),
    /// The events of a request.
    Sent(Arc<EventStreamSender<Event, CallError>>),
}

/// The events of a response, read one after the other.
pub(crate) type Receiver = EventReceiver<Event, CallError>;

impl Stream {
    /// Returns a stream of the bytes of a text.
    pub(crate) fn of_bytes(text: &str) -> Self {
        Self::Blob(Arc::new(ByteStream::from(text.as_bytes().to_vec())))
    }

    /// Returns a stream that sends these events.
    pub(crate) fn of_events(events: Vec<Value>) -> Self {
        let events = events.into_iter().map(|event| Ok(Event(Some(event))));
        Self::Sent(Arc::new(EventStreamSender::from_events(events.collect::<Vec<_>>())))
    }

    pub(super) fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        match self {
            Self::Blob(blob) => blob.write(member, serializer),
            Self::Sent(events) => events.write(member, serializer),
            // Outputs are not serialized.
            Self::Received(_) => {}
        }
    }

    /// Reads the stream of a type, if it is one.
    pub(super) fn read(ty: &Type, deserializer: &mut dyn ShapeDeserializer) -> Result<Option<Self>, DeserializeError> {
        Ok(Some(match ty {
            Type::ByteStream => {
                let mut blob = ByteStream::default();
                ByteStream::read_into(&mut blob, deserializer)?;
                Self::Blob(Arc::new(blob))
            }
            Type::EventReceiver(_) => {
                let mut events = Receiver::corrected();
                Receiver::read_into(&mut events, deserializer)?;
                Self::Received(Arc::new(events))
            }
            _ => return Ok(None),
        }))
    }
}

/// An event, whose union is that of the current operation.
pub(crate) struct Event(pub(crate) Option<Value>);

// Values may be secrets.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Event(..)")
    }
}

impl ErrorCorrection for Event {
    fn corrected() -> Self {
        Self(None)
    }
}

impl DeserializeShape for Event {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        let found = current().and_then(|call| Some((call.shapes, events_of(call.shapes, call.output)?)));
        let (shapes, union) = found.ok_or_else(|| deserializer.error("the operation has no events"))?;
        slot.0 = Some(read_union(shapes, union, deserializer)?);
        Ok(())
    }
}

impl EventUnion for Event {
    const EXCEPTIONS: &'static [(&'static str, &'static str)] = &[];

    fn code(member: &str) -> Option<&'static str> {
        let union = current().and_then(|call| events_of(call.shapes, call.output))?;
        let mut exceptions = union.facts.events.iter().flat_map(|events| &events.exceptions);
        let known = exceptions.find(|exception| exception.member_name == member || exception.code == member);
        known.map(|exception| exception.code.as_str())
    }
}

impl SerializeShape for Event {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        if let Some(value) = &self.0 {
            value.write(member, serializer);
        }
    }
}

impl SendExceptions<CallError> for Event {
    fn exception(_: &CallError) -> Option<(&'static str, &dyn SerializeShape)> {
        None
    }
}

/// Returns the union of the events of a structure.
pub(crate) fn events_of(shapes: &Shapes, structure: &'static Structure) -> Option<&'static Union> {
    structure.fields().iter().find_map(|field| match &field.ty {
        Type::EventReceiver(name) | Type::EventStreamSender(name) => shapes.union(name),
        _ => None,
    })
}
