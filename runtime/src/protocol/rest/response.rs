//! Reads an output or an exception from an HTTP response.

use super::format::RestFormat;
use super::payload;
use crate::codec::text::TextDeserializer;
use crate::http::HttpResponse;
use crate::operation::Service;
use crate::protocol::absent_body;
#[cfg(feature = "event-stream")]
use crate::schema::Member;
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

    /// Returns whether the body is empty and the member, which is not a string or blob, is
    /// therefore absent.
    fn lacks_payload(&self, member: MemberRef) -> bool {
        !member.traits().has(MemberTraits::RAW) && self.codec.is_absent(self.body())
    }

    fn header(&self, member: MemberRef, name: &str, slot: &mut dyn MemberSlot) -> Result<(), DeserializeError> {
        // Several headers of one name are one list.
        let values = self.response.headers().texts_of(name);
        let joined = values.reduce(|joined, value| [&*joined, ",", &*value].concat().into());
        match joined {
            // RFC 9111, section 5.3: an invalid date is a time in the past. The member stays
            // absent.
            Some(text) if name.eq_ignore_ascii_case("expires") && !is_date(member, &text) => {
                slot.set_text(&text, member);
                Ok(())
            }
            Some(text) => match slot.read_member(&mut TextDeserializer::new(member, &text)) {
                // An empty header has no number, no date and no boolean.
                Err(_) if text.trim_ascii().is_empty() => Ok(()),
                result => result,
            },
            None => Ok(()),
        }
    }

    /// Returns whether the header of a required member of an output with events is missing. A
    /// client must not invent an initial response.
    #[cfg(feature = "event-stream")]
    fn lacks_initial_header(&self, schema: &'static Schema, member: MemberRef, name: &str) -> bool {
        let is_events = |member: &Member| {
            let traits = member.traits();
            traits.has(MemberTraits::STREAMING) && !traits.has(MemberTraits::RAW)
        };
        member.traits().has(MemberTraits::REQUIRED)
            && self.response.headers().get(name).is_none()
            && schema.members().iter().any(is_events)
    }

    fn prefix_headers(
        &self,
        member: MemberRef,
        prefix: &str,
        slot: &mut dyn MemberSlot,
    ) -> Result<(), DeserializeError> {
        let prefix = prefix.to_ascii_lowercase();
        let headers: Vec<_> = self.response.headers().texts().collect();
        let entries: Vec<_> = headers
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix(&*prefix)?, &**value)))
            .collect();
        slot.read_member(&mut TextDeserializer::map(member, entries))
    }

    fn status(&self, member: MemberRef, slot: &mut dyn MemberSlot) -> Result<(), DeserializeError> {
        let status = self.response.status().as_u16().to_string();
        slot.read_member(&mut TextDeserializer::new(member, &status))
    }
}

fn is_date(member: MemberRef, text: &str) -> bool {
    TextDeserializer::new(member, text).timestamp().is_ok()
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
                #[cfg(feature = "event-stream")]
                Location::Header(name) if self.lacks_initial_header(schema, member, name) => {
                    let problem = format!("the response has no header `{name}`");
                    return Err(DeserializeError::new(member.name, problem, None));
                }
                Location::Header(name) => self.header(member, name, *slot)?,
                Location::PrefixHeaders(prefix) => self.prefix_headers(member, prefix, *slot)?,
                Location::ResponseCode => self.status(member, *slot)?,
                #[cfg(feature = "streaming")]
                Location::Payload if member.traits().has(MemberTraits::STREAMING) => {
                    payload::read_stream(member, self.service, self.response, *slot)?
                }
                Location::Payload if !self.is_error && self.lacks_payload(member) => {
                    absent_body::check(schema, |other| std::ptr::eq(other, member))?;
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
        if self.codec.is_absent(self.body()) {
            return match has_body && !self.is_error {
                true => absent_body::check(schema, |member| member.traits().location() == Location::Body),
                false => Ok(()),
            };
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
