//! Writes events as messages.

use bytes::Bytes;

use super::encode::write_message;
use super::header::{Header, HeaderValue};
use super::message::Message;
use super::unknown::FORMAT;
use super::{INITIAL_REQUEST, deserializer};
use crate::primitives::{Blob, DateTime, UnknownVariant};
use crate::schema::{Location, Member, MemberRef, MemberTraits, Schema};
use crate::serde::{Absent, Codec, SerializeError, SerializeShape, ShapeSerializer};

/// Encodes an event.
pub(super) fn event(codec: &'static dyn Codec, event: &dyn SerializeShape) -> Result<Bytes, SerializeError> {
    let mut serializer = EventSerializer::new(codec, Vec::new());
    event.write(Member::root(), &mut serializer);
    serializer.finish()
}

/// Encodes a modelled exception, by the name of its member.
pub(super) fn exception(
    codec: &'static dyn Codec,
    name: &str,
    exception: &dyn SerializeShape,
) -> Result<Bytes, SerializeError> {
    let mut serializer = EventSerializer::new(codec, typed("exception", deserializer::EXCEPTION_TYPE, name));
    exception.write(Member::root(), &mut serializer);
    serializer.finish()
}

/// Encodes an initial request with this payload.
pub(super) fn initial_request(codec: &'static dyn Codec, payload: Bytes) -> Result<Bytes, SerializeError> {
    let mut headers = typed("event", deserializer::EVENT_TYPE, INITIAL_REQUEST);
    headers.push(Header::new(deserializer::CONTENT_TYPE, codec.media_type()));
    write_message(&Message::new_from_parts(headers, payload))
}

fn typed(message_type: &str, type_header: &str, name: &str) -> Vec<Header> {
    vec![
        Header::new(deserializer::MESSAGE_TYPE, message_type),
        Header::new(type_header, name),
    ]
}

/// Writes the union of events: the variant is the type of the message, and its structure is the
/// headers and the payload.
struct EventSerializer {
    codec: &'static dyn Codec,
    headers: Vec<Header>,
    message: Result<Bytes, SerializeError>,
}

impl EventSerializer {
    fn new(codec: &'static dyn Codec, headers: Vec<Header>) -> Self {
        Self {
            codec,
            headers,
            message: Err(SerializeError::new("the event is not a structure")),
        }
    }

    fn finish(self) -> Result<Bytes, SerializeError> {
        self.message
    }

    fn message(&mut self, schema: &'static Schema, values: &[&dyn SerializeShape]) -> Result<Bytes, SerializeError> {
        let mut message_headers = std::mem::take(&mut self.headers);
        let (mut headers, mut payload) = (Vec::new(), None);
        let (mut in_body, mut has_body) = (Vec::with_capacity(values.len()), false);
        for (member, value) in schema.members().iter().zip(values) {
            in_body.push(&Absent as &dyn SerializeShape);
            match member.traits().location() {
                Location::EventHeader => headers.extend(HeaderSerializer::header(member, *value)?),
                Location::EventPayload => payload = self.payload(member, *value)?,
                _ => {
                    has_body = true;
                    in_body.pop();
                    in_body.push(*value);
                }
            }
        }
        if has_body {
            let body = self
                .codec
                .serialize(&mut |serializer| serializer.structure(Member::root(), schema, &in_body))?;
            payload = Some((body, self.codec.media_type()));
        }
        let (payload, media_type) = payload.unzip();
        message_headers.extend(media_type.map(|media_type| Header::new(deserializer::CONTENT_TYPE, media_type)));
        message_headers.append(&mut headers);
        write_message(&Message::new_from_parts(message_headers, payload.unwrap_or_default()))
    }

    /// Returns the member that is the payload, with its media type.
    fn payload(
        &self,
        member: MemberRef,
        value: &dyn SerializeShape,
    ) -> Result<Option<(Bytes, &'static str)>, SerializeError> {
        if member.traits().has(MemberTraits::RAW) {
            let mut serializer = RawSerializer(Ok(None));
            value.write(member, &mut serializer);
            return serializer.0;
        }
        let body = self
            .codec
            .serialize(&mut |serializer| value.write(member, serializer))?;
        Ok((!body.is_empty()).then(|| (body, self.codec.media_type())))
    }
}

impl ShapeSerializer for EventSerializer {
    fn union(&mut self, _: MemberRef, schema: &'static Schema, variant: usize, value: &dyn SerializeShape) {
        if let Some(member) = schema.member(variant) {
            self.headers = typed("event", deserializer::EVENT_TYPE, member.name);
            value.write(Member::root(), self);
        }
    }

    fn unknown_union(&mut self, _: MemberRef, value: &UnknownVariant) {
        self.message = match value.content_in(&FORMAT) {
            Some(message) => Ok(Bytes::copy_from_slice(message)),
            None => Err(SerializeError::new(format!(
                "the event `{}` is unknown and was not received as an event",
                value.tag()
            ))),
        };
    }

    fn structure(&mut self, _: MemberRef, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        self.message = self.message(schema, values);
    }

    fn unsupported(&mut self, _: MemberRef, _: &'static str) {}
}

/// Captures the bytes of a string or blob.
struct RawSerializer(Result<Option<(Bytes, &'static str)>, SerializeError>);

impl ShapeSerializer for RawSerializer {
    fn string(&mut self, _: MemberRef, value: &str) {
        self.0 = Ok(Some((Bytes::copy_from_slice(value.as_bytes()), "text/plain")));
    }

    fn blob(&mut self, _: MemberRef, value: &Blob) {
        self.0 = Ok(Some((value.clone().into_bytes(), "application/octet-stream")));
    }

    fn unsupported(&mut self, member: MemberRef, kind: &'static str) {
        self.0 = Err(SerializeError::new(format!(
            "member {}: {kind} cannot be the payload of an event",
            member.name
        )));
    }
}

/// Writes a value as a header.
struct HeaderSerializer(Result<Option<HeaderValue>, SerializeError>);

impl HeaderSerializer {
    /// Returns the header of a member; `None` for an absent value.
    fn header(member: MemberRef, value: &dyn SerializeShape) -> Result<Option<Header>, SerializeError> {
        let mut serializer = Self(Ok(None));
        value.write(member, &mut serializer);
        Ok(serializer.0?.map(|value| Header::new(member.name, value)))
    }

    fn set(&mut self, value: impl Into<HeaderValue>) {
        self.0 = Ok(Some(value.into()));
    }
}

impl ShapeSerializer for HeaderSerializer {
    fn boolean(&mut self, _: MemberRef, value: bool) {
        self.set(value);
    }

    fn integer(&mut self, member: MemberRef, value: i64) {
        let traits = member.traits();
        // The type of the member determines the width of the header.
        if traits.has(MemberTraits::BYTE) {
            self.set(value as i8);
        } else if traits.has(MemberTraits::SHORT) {
            self.set(value as i16);
        } else if traits.has(MemberTraits::LONG) {
            self.set(value);
        } else {
            self.set(value as i32);
        }
    }

    fn string(&mut self, _: MemberRef, value: &str) {
        self.set(value);
    }

    fn blob(&mut self, _: MemberRef, value: &Blob) {
        self.set(value.clone().into_bytes());
    }

    fn timestamp(&mut self, _: MemberRef, value: &DateTime) {
        self.set(*value);
    }

    fn unsupported(&mut self, member: MemberRef, kind: &'static str) {
        self.0 = Err(SerializeError::new(format!(
            "member {}: {kind} cannot be the header of an event",
            member.name
        )));
    }
}
