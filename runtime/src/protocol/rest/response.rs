//! An output or exception from an HTTP response.

use super::format::RestFormat;
use super::payload;
use crate::codec::text::TextDeserializer;
use crate::http::HttpResponse;
use crate::operation::Service;
use crate::schema::{Location, MemberRef, MemberTraits, Schema};
use crate::serde::{DeserializeError, MemberSlot, ShapeDeserializer, Skipped};

/// Reads each member of an output from the part of the response that it is bound to.
pub(super) struct ResponseDeserializer<'a> {
    codec: &'a dyn RestFormat,
    #[cfg_attr(not(feature = "event-stream"), allow(dead_code, reason = "only events need it"))]
    service: &'static Service,
    response: &'a HttpResponse,
    is_error: bool,
}

impl<'a> ResponseDeserializer<'a> {
    pub(super) fn of_output(codec: &'a dyn RestFormat, service: &'static Service, response: &'a HttpResponse) -> Self {
        Self {
            codec,
            service,
            response,
            is_error: false,
        }
    }

    pub(super) fn of_error(codec: &'a dyn RestFormat, service: &'static Service, response: &'a HttpResponse) -> Self {
        Self {
            is_error: true,
            ..Self::of_output(codec, service, response)
        }
    }

    fn body(&self) -> &'a [u8] {
        self.response.body().bytes().unwrap_or_default()
    }

    fn header(&self, member: MemberRef, name: &str, slot: &mut dyn MemberSlot) -> Result<(), DeserializeError> {
        let mut values = self.response.headers().get_all(name);
        let Some(first) = values.next() else {
            // Only outputs with event streams say which members are required.
            return match member.traits().has(MemberTraits::REQUIRED) {
                true => Err(DeserializeError::new(
                    member.name,
                    format!("the response has no header `{name}`"),
                    None,
                )),
                false => Ok(()),
            };
        };
        // Several headers of one name are one list.
        let joined = values.fold(None, |joined: Option<String>, value| {
            Some([joined.as_deref().unwrap_or(first), ",", value].concat())
        });
        let text = joined.as_deref().unwrap_or(first);
        slot.read_member(&mut TextDeserializer::new(member, text))
    }

    fn prefix_headers(
        &self,
        member: MemberRef,
        prefix: &str,
        slot: &mut dyn MemberSlot,
    ) -> Result<(), DeserializeError> {
        let prefix = prefix.to_ascii_lowercase();
        let headers = self.response.headers().iter();
        let entries: Vec<_> = headers
            .filter_map(|(name, value)| Some((name.strip_prefix(&*prefix)?, value)))
            .collect();
        slot.read_member(&mut TextDeserializer::map(member, entries))
    }

    fn status(&self, member: MemberRef, slot: &mut dyn MemberSlot) -> Result<(), DeserializeError> {
        let status = self.response.status().as_u16().to_string();
        slot.read_member(&mut TextDeserializer::new(member, &status))
    }
}

impl ShapeDeserializer for ResponseDeserializer<'_> {
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
                Location::Header(name) => self.header(member, name, *slot)?,
                Location::PrefixHeaders(prefix) => self.prefix_headers(member, prefix, *slot)?,
                Location::ResponseCode => self.status(member, *slot)?,
                #[cfg(feature = "streaming")]
                Location::Payload if member.traits().has(MemberTraits::STREAMING) => {
                    payload::read_stream(member, self.service, self.response, *slot)?
                }
                Location::Payload => payload::read(self.codec, member, self.body(), *slot)?,
                _ => {
                    has_body = true;
                    in_body.push(*slot);
                    continue;
                }
            }
            in_body.push(skipped);
        }
        let mut read = |deserializer: &mut dyn ShapeDeserializer| deserializer.structure(schema, &mut in_body);
        match (has_body, self.is_error) {
            (false, _) => Ok(()),
            (true, false) => self.codec.deserialize(self.body(), &mut read),
            (true, true) => self.codec.deserialize_error(self.body(), &mut read),
        }
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        Ok(())
    }

    fn error(&self, problem: &str) -> DeserializeError {
        DeserializeError::new("", problem, None)
    }
}
