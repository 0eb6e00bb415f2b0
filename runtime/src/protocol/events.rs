//! Event streams of protocols without HTTP bindings: the first message contains the members other
//! than the stream.

use bytes::Bytes;

use crate::codec::Codec;
use crate::event_stream::InitialResponse;
use crate::http::{Body, HttpResponse};
use crate::schema::{Member, MemberRef, MemberTraits, Schema};
use crate::serde::{
    Absent, DeserializeError, EncodeEvents, EventBody, MemberSlot, SerializeError, SerializeShape, ShapeDeserializer,
    ShapeSerializer, Skipped,
};

/// Writes an input as a body of events.
pub(super) struct EventInputSerializer {
    codec: &'static dyn Codec,
    body: Result<Body, SerializeError>,
}

impl EventInputSerializer {
    /// Returns the body of an input that has an event stream.
    pub(super) fn body(codec: &'static dyn Codec, input: &dyn SerializeShape) -> Result<Body, SerializeError> {
        let mut serializer = Self {
            codec,
            body: Err(SerializeError::new("the input has no event stream")),
        };
        input.write(Member::root(), &mut serializer);
        serializer.body
    }

    /// Returns the members other than the stream, if the schema has any.
    fn initial_request(
        &self,
        schema: &'static Schema,
        values: &[&dyn SerializeShape],
    ) -> Result<Option<Bytes>, SerializeError> {
        if schema.members().len() < 2 {
            return Ok(None);
        }
        let members = schema.members().iter().zip(values);
        let values: Vec<_> = members
            .map(|(member, value)| match is_stream(member) {
                true => &Absent as &dyn SerializeShape,
                false => *value,
            })
            .collect();
        let write = &mut |serializer: &mut dyn ShapeSerializer| serializer.structure(Member::root(), schema, &values);
        self.codec.serialize(write).map(Some)
    }
}

impl ShapeSerializer for EventInputSerializer {
    fn structure(&mut self, _: MemberRef, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        let initial_request = match self.initial_request(schema, values) {
            Ok(initial_request) => initial_request,
            Err(error) => {
                self.body = Err(error);
                return;
            }
        };
        let mut capture = EventCapture {
            codec: self.codec,
            initial_request,
            body: None,
        };
        for (member, value) in schema
            .members()
            .iter()
            .zip(values)
            .filter(|(member, _)| is_stream(member))
        {
            value.write(member, &mut capture);
        }
        if let Some(body) = capture.body {
            self.body = Ok(body);
        }
    }

    fn unsupported(&mut self, _: MemberRef, _: &'static str) {}
}

/// Takes the events of a member.
struct EventCapture {
    codec: &'static dyn Codec,
    initial_request: Option<Bytes>,
    body: Option<Body>,
}

impl ShapeSerializer for EventCapture {
    fn event_stream(&mut self, _: MemberRef, events: &dyn EncodeEvents) {
        self.body = Some(events.encode(self.codec, self.initial_request.take()));
    }

    fn unsupported(&mut self, _: MemberRef, _: &'static str) {}
}

/// Reads an output that has an event stream: the stream from the body, and other members from the
/// initial response.
pub(super) struct EventOutputDeserializer<'a> {
    pub(super) codec: &'static dyn Codec,
    pub(super) response: &'a HttpResponse,
    /// A response without its first message is an error.
    pub(super) needs_initial_response: bool,
}

impl ShapeDeserializer for EventOutputDeserializer<'_> {
    fn structure(
        &mut self,
        schema: &'static Schema,
        slots: &mut [&mut dyn MemberSlot],
    ) -> Result<(), DeserializeError> {
        let mut skipped = vec![Skipped; slots.len()];
        let mut in_message: Vec<&mut dyn MemberSlot> = Vec::with_capacity(slots.len());
        for ((member, slot), skipped) in schema.members().iter().zip(slots).zip(&mut skipped) {
            if is_stream(member) {
                slot.read_member(self)?;
                in_message.push(skipped);
            } else {
                in_message.push(*slot);
            }
        }
        match self.response.extensions().get::<InitialResponse>() {
            Some(InitialResponse(payload)) => self.codec.deserialize(payload, &mut |deserializer| {
                deserializer.structure(schema, &mut in_message)
            }),
            None if self.needs_initial_response => Err(self.error("the response has no initial message")),
            None => Ok(()),
        }
    }

    fn event_stream(&mut self) -> Result<EventBody, DeserializeError> {
        Ok(EventBody {
            body: self.response.body().take(),
            codec: self.codec,
        })
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        Ok(())
    }

    fn error(&self, problem: &str) -> DeserializeError {
        DeserializeError::new("", problem, None)
    }
}

fn is_stream(member: MemberRef) -> bool {
    member.traits().has(MemberTraits::STREAMING)
}
