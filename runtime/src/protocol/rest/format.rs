//! The differences between the protocols with HTTP bindings that are not part of their codecs.

use bytes::Bytes;

use crate::codec::{Codec, Read};
use crate::error::ErrorMetadata;
use crate::http::HttpResponse;
use crate::operation::Service;
use crate::serde::{DeserializeError, SerializeError, ShapeSerializer};

/// A codec of a protocol with HTTP bindings.
pub(super) trait RestFormat: Codec {
    /// Returns the body that a function writes, for a request to a service.
    ///
    /// # Errors
    /// The format cannot represent a value.
    fn serialize_for(
        &self,
        service: &Service,
        write: &mut dyn FnMut(&mut dyn ShapeSerializer),
    ) -> Result<Bytes, SerializeError> {
        let _ = service;
        self.serialize(write)
    }

    /// Passes a deserializer of the part of an error's body that has the exception's members to a
    /// function.
    ///
    /// # Errors
    /// The error of the function, or a body that does not have the format.
    fn deserialize_error(&self, body: &[u8], read: &mut Read<'_>) -> Result<(), DeserializeError> {
        self.deserialize(body, read)
    }

    /// Returns whether the body of a response with a successful status is an error.
    fn is_error(&self, body: &[u8]) -> bool {
        let _ = body;
        false
    }

    /// Returns the metadata of an error, as
    /// [`ClientProtocol`](crate::protocol::ClientProtocol) asks.
    fn error_metadata(&self, response: &HttpResponse) -> (Option<String>, ErrorMetadata);
}

#[cfg(feature = "rest-json")]
impl RestFormat for crate::codec::json::JsonCodec {
    fn error_metadata(&self, response: &HttpResponse) -> (Option<String>, ErrorMetadata) {
        use crate::protocol::error_body::ErrorBody;
        use crate::protocol::error_code::sanitize;

        let (body, builder) = ErrorBody::read(self, response.body().bytes().unwrap_or_default());
        let header = response.headers().get("x-amzn-errortype").and_then(sanitize);
        let code = header.or_else(|| body.code_or_type()).map(str::to_owned);
        let mut builder = body.message(builder);
        if let Some(code) = &code {
            builder = builder.code(code);
        }
        (code, builder.build())
    }
}

#[cfg(feature = "rest-xml")]
impl RestFormat for crate::codec::xml::XmlCodec {
    fn serialize_for(
        &self,
        service: &Service,
        write: &mut dyn FnMut(&mut dyn ShapeSerializer),
    ) -> Result<Bytes, SerializeError> {
        let mut serializer = crate::codec::xml::XmlSerializer::new();
        serializer.namespace(service.traits.xml_namespace);
        write(&mut serializer);
        Ok(crate::codec::body(serializer.finish()?))
    }

    fn deserialize_error(&self, body: &[u8], read: &mut Read<'_>) -> Result<(), DeserializeError> {
        crate::codec::xml::XmlDeserializer::read_body(body, crate::protocol::xml_error::element, read)
    }

    /// Returns whether the body is an error; Amazon S3 begins a response before a long operation
    /// has ended.
    fn is_error(&self, body: &[u8]) -> bool {
        crate::protocol::xml_error::is_document(body)
    }

    fn error_metadata(&self, response: &HttpResponse) -> (Option<String>, ErrorMetadata) {
        crate::protocol::xml_error::metadata(response)
    }
}
