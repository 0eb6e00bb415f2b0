//! Bodies of requests and responses that are one member (`smithy.api#httpPayload`).

use std::borrow::Cow;

use bytes::Bytes;

use super::format::RestFormat;
#[cfg(feature = "event-stream")]
use crate::codec::Codec;
use crate::http::Body;
#[cfg(feature = "streaming")]
use crate::http::HttpResponse;
use crate::operation::Service;
use crate::primitives::Blob;
use crate::schema::{Member, MemberRef, MemberTraits, Schema};
use crate::serde::{DeserializeError, MemberSlot, SerializeError, SerializeShape, ShapeDeserializer, ShapeSerializer};
#[cfg(feature = "event-stream")]
use crate::serde::{EncodeEvents, EventBody};

/// The body of a request and its media type; a request without a body has none.
#[derive(Debug, Default)]
pub(super) struct Payload {
    pub(super) body: Body,
    pub(super) media_type: Option<&'static str>,
}

impl Payload {
    /// Writes the members that are not bound to other parts of the request.
    pub(super) fn of_members(
        codec: &dyn RestFormat,
        service: &Service,
        schema: &'static Schema,
        values: &[&dyn SerializeShape],
    ) -> Result<Self, SerializeError> {
        let body = codec.serialize_for(service, &mut |serializer| {
            serializer.structure(Member::root(), schema, values)
        })?;
        Ok(Self {
            body: body.into(),
            media_type: Some(codec.media_type()),
        })
    }

    /// Writes the member that is the body: strings, enums and blobs as they are, and other types in
    /// the format of the codec.
    pub(super) fn of_member(
        codec: &dyn RestFormat,
        service: &'static Service,
        member: MemberRef,
        value: &dyn SerializeShape,
    ) -> Result<Self, SerializeError> {
        if member.traits().has(MemberTraits::RAW) {
            let mut serializer = RawBodySerializer(Ok(Self::default()));
            value.write(member, &mut serializer);
            return serializer.0;
        }
        #[cfg(feature = "event-stream")]
        if member.traits().has(MemberTraits::STREAMING)
            && let Some(codec) = service.protocol.event_codec()
        {
            let mut serializer = EventBodySerializer(codec, None);
            value.write(member, &mut serializer);
            return Ok(serializer.1.unwrap_or_default());
        }
        let mut body = codec.serialize_for(service, &mut |serializer| value.write(member, serializer))?;
        if body.is_empty() && member.traits().has(MemberTraits::STRUCTURE) {
            body = Bytes::from_static(codec.absent_structure());
        }
        let media_type = (!body.is_empty()).then(|| codec.media_type());
        Ok(Self {
            body: body.into(),
            media_type,
        })
    }
}

/// Captures the bytes of a string or blob.
struct RawBodySerializer(Result<Payload, SerializeError>);

impl RawBodySerializer {
    fn set(&mut self, member: MemberRef, body: impl Into<Body>, media_type: &'static str) {
        self.0 = Ok(Payload {
            body: body.into(),
            media_type: Some(member.traits().media_type().unwrap_or(media_type)),
        });
    }
}

impl ShapeSerializer for RawBodySerializer {
    fn string(&mut self, member: MemberRef, value: &str) {
        self.set(member, Bytes::copy_from_slice(value.as_bytes()), "text/plain");
    }

    fn blob(&mut self, member: MemberRef, value: &Blob) {
        self.set(member, value.clone().into_bytes(), "application/octet-stream");
    }

    #[cfg(feature = "streaming")]
    fn streaming_blob(&mut self, member: MemberRef, body: &Body) {
        self.set(member, body.take(), "application/octet-stream");
    }

    fn unsupported(&mut self, member: MemberRef, kind: &'static str) {
        self.0 = Err(SerializeError::new(format!(
            "member {}: {kind} cannot be a body",
            member.name
        )));
    }
}

/// Takes a stream of events.
#[cfg(feature = "event-stream")]
struct EventBodySerializer(&'static dyn Codec, Option<Payload>);

#[cfg(feature = "event-stream")]
impl ShapeSerializer for EventBodySerializer {
    fn event_stream(&mut self, _: MemberRef, events: &dyn EncodeEvents) {
        self.1 = Some(Payload {
            body: events.encode(self.0, None),
            media_type: Some(crate::event_stream::MEDIA_TYPE),
        });
    }

    fn unsupported(&mut self, _: MemberRef, _: &'static str) {}
}

/// Reads the member that is the body; an empty body leaves it absent.
pub(super) fn read(
    format: &dyn RestFormat,
    member: MemberRef,
    body: &[u8],
    slot: &mut dyn MemberSlot,
) -> Result<(), DeserializeError> {
    if body.is_empty() {
        return Ok(());
    }
    if member.traits().has(MemberTraits::RAW) {
        return slot.read_member(&mut RawBodyDeserializer { member, body });
    }
    format.deserialize(body, &mut |deserializer| match deserializer.null()? {
        true => Ok(()),
        false => slot.read_member(deserializer),
    })
}

/// Reads a string or blob from its bytes.
struct RawBodyDeserializer<'a> {
    member: MemberRef,
    body: &'a [u8],
}

impl ShapeDeserializer for RawBodyDeserializer<'_> {
    fn text(&mut self) -> Result<Cow<'_, str>, DeserializeError> {
        Ok(String::from_utf8_lossy(self.body))
    }

    fn blob(&mut self) -> Result<Blob, DeserializeError> {
        Ok(Blob::new(self.body))
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        Ok(())
    }

    fn error(&self, problem: &str) -> DeserializeError {
        DeserializeError::new(self.member.name, problem, None)
    }
}

/// Reads the member that is the body and a stream.
#[cfg(feature = "streaming")]
pub(super) fn read_stream(
    member: MemberRef,
    service: &'static Service,
    response: &HttpResponse,
    slot: &mut dyn MemberSlot,
) -> Result<(), DeserializeError> {
    slot.read_member(&mut StreamDeserializer {
        member,
        service,
        response,
    })
}

/// Takes the body out of a response.
#[cfg(feature = "streaming")]
struct StreamDeserializer<'a> {
    member: MemberRef,
    #[cfg_attr(not(feature = "event-stream"), allow(dead_code, reason = "only events need it"))]
    service: &'static Service,
    response: &'a HttpResponse,
}

#[cfg(feature = "streaming")]
impl ShapeDeserializer for StreamDeserializer<'_> {
    fn streaming_blob(&mut self) -> Result<Body, DeserializeError> {
        Ok(self.response.body().take())
    }

    #[cfg(feature = "event-stream")]
    fn event_stream(&mut self) -> Result<EventBody, DeserializeError> {
        match self.service.protocol.event_codec() {
            Some(codec) => Ok(EventBody {
                body: self.response.body().take(),
                codec,
            }),
            None => Err(self.error("the protocol has no event streams")),
        }
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        Ok(())
    }

    fn error(&self, problem: &str) -> DeserializeError {
        DeserializeError::new(self.member.name, problem, None)
    }
}
