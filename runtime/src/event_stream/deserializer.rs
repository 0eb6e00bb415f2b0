//! Reads events and exceptions from messages.

use std::borrow::Cow;

use super::header::HeaderValue;
use super::message::Message;
use crate::primitives::{Blob, DateTime};
use crate::schema::{Location, MemberRef, MemberTraits, Schema};
use crate::serde::{Codec, DeserializeError, MemberSlot, ShapeDeserializer, Skipped, Variant};

pub(super) const MESSAGE_TYPE: &str = ":message-type";
pub(super) const EVENT_TYPE: &str = ":event-type";
pub(super) const EXCEPTION_TYPE: &str = ":exception-type";
pub(super) const CONTENT_TYPE: &str = ":content-type";

/// Reads the union of events from a message, or a modelled exception.
pub(super) struct EventDeserializer<'a> {
    message: &'a Message,
    codec: &'static dyn Codec,
}

impl<'a> EventDeserializer<'a> {
    pub(super) fn new(message: &'a Message, codec: &'static dyn Codec) -> Self {
        Self { message, codec }
    }

    fn payload(&self, member: MemberRef, slot: &mut dyn MemberSlot) -> Result<(), DeserializeError> {
        let payload = self.message.payload();
        if member.traits().has(MemberTraits::RAW) {
            return slot.read_member(&mut RawDeserializer { member, payload });
        }
        if payload.is_empty() {
            return Ok(());
        }
        self.codec
            .deserialize(payload, &mut |deserializer| match deserializer.null()? {
                true => Ok(()),
                false => slot.read_member(deserializer),
            })
    }
}

impl ShapeDeserializer for EventDeserializer<'_> {
    fn begin_union(&mut self, schema: &'static Schema) -> Result<Variant, DeserializeError> {
        let name = self.message.text(EVENT_TYPE).map_err(|problem| self.error(&problem))?;
        if let Some(known) = schema.members().iter().position(|member| member.name == name) {
            return Ok(Variant::Known(known));
        }
        let unknown = self.message.to_unknown(name);
        unknown
            .map(Variant::Unknown)
            .map_err(|problem| self.error(&problem.to_string()))
    }

    fn end_union(&mut self) -> Result<(), DeserializeError> {
        Ok(())
    }

    fn structure(
        &mut self,
        schema: &'static Schema,
        slots: &mut [&mut dyn MemberSlot],
    ) -> Result<(), DeserializeError> {
        let mut skipped = vec![Skipped; slots.len()];
        let mut in_body: Vec<&mut dyn MemberSlot> = Vec::with_capacity(slots.len());
        let mut has_body = false;
        for ((member, slot), skipped) in schema.members().iter().zip(slots).zip(&mut skipped) {
            match member.traits().location() {
                Location::EventHeader => {
                    if let Some(value) = self.message.header(member.name) {
                        slot.read_member(&mut HeaderDeserializer { member, value })?;
                    }
                }
                Location::EventPayload => self.payload(member, *slot)?,
                _ => {
                    has_body = true;
                    in_body.push(*slot);
                    continue;
                }
            }
            in_body.push(skipped);
        }
        if !has_body || self.message.payload().is_empty() {
            return Ok(());
        }
        self.codec.deserialize(self.message.payload(), &mut |deserializer| {
            deserializer.structure(schema, &mut in_body)
        })
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        Ok(())
    }

    fn error(&self, problem: &str) -> DeserializeError {
        DeserializeError::new("", problem, None)
    }
}

/// Reads a value from a header.
struct HeaderDeserializer<'a> {
    member: MemberRef,
    value: &'a HeaderValue,
}

impl HeaderDeserializer<'_> {
    fn other<T>(&self, expected: &str) -> Result<T, DeserializeError> {
        Err(self.error(&format!(
            "expected {expected}, found a header of type {}",
            self.value.kind()
        )))
    }
}

impl ShapeDeserializer for HeaderDeserializer<'_> {
    fn boolean(&mut self) -> Result<bool, DeserializeError> {
        self.value.as_bool().or_else(|_| self.other("a boolean"))
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, DeserializeError> {
        let value = match self.value {
            HeaderValue::Byte(value) => i64::from(*value),
            HeaderValue::Int16(value) => i64::from(*value),
            HeaderValue::Int32(value) => i64::from(*value),
            HeaderValue::Int64(value) => *value,
            _ => return self.other("an integer"),
        };
        match (min..=max).contains(&value) {
            true => Ok(value),
            false => Err(self.error("the integer is out of range")),
        }
    }

    fn text(&mut self) -> Result<Cow<'_, str>, DeserializeError> {
        match self.value {
            HeaderValue::String(text) => Ok(Cow::Borrowed(text)),
            _ => self.other("a string"),
        }
    }

    fn blob(&mut self) -> Result<Blob, DeserializeError> {
        match self.value {
            HeaderValue::ByteArray(bytes) => Ok(Blob::from_maybe_shared(bytes.clone())),
            _ => self.other("bytes"),
        }
    }

    fn timestamp(&mut self) -> Result<DateTime, DeserializeError> {
        self.value.as_timestamp().or_else(|_| self.other("a timestamp"))
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        Ok(())
    }

    fn error(&self, problem: &str) -> DeserializeError {
        DeserializeError::new(self.member.name, problem, None)
    }
}

/// Reads a string or blob from the payload.
struct RawDeserializer<'a> {
    member: MemberRef,
    payload: &'a bytes::Bytes,
}

impl ShapeDeserializer for RawDeserializer<'_> {
    fn text(&mut self) -> Result<Cow<'_, str>, DeserializeError> {
        match std::str::from_utf8(self.payload) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(_) => Err(self.error("the payload is not UTF-8")),
        }
    }

    fn blob(&mut self) -> Result<Blob, DeserializeError> {
        Ok(Blob::from_maybe_shared(self.payload.clone()))
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        Ok(())
    }

    fn error(&self, problem: &str) -> DeserializeError {
        DeserializeError::new(self.member.name, problem, None)
    }
}
