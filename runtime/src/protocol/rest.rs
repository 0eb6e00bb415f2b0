//! Protocols with HTTP bindings: the members of inputs, outputs and exceptions are in the path, the query, headers or
//! the body.

mod payload;
mod request;
mod response;
mod uri;

use http::{HeaderName, HeaderValue};

use self::request::RequestSerializer;
use self::response::ResponseDeserializer;
use super::ClientProtocol;
use super::error_body::ErrorBody;
use super::error_code::sanitize;
#[cfg(feature = "rest-json")]
use crate::codec::json::JsonCodec;
use crate::codec::{Codec, Read};
use crate::error::ErrorMetadata;
use crate::http::{HttpRequest, HttpResponse};
use crate::operation::Operation;
#[cfg(feature = "rest-json")]
use crate::primitives::DateTimeFormat;
use crate::schema::Member;
use crate::serde::{DeserializeError, SerializeError, SerializeShape};

/// <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>
#[cfg(feature = "rest-json")]
pub static REST_JSON_1: RestProtocol<JsonCodec> = RestProtocol {
    codec: JsonCodec {
        media_type: "application/json",
        default_timestamp: DateTimeFormat::EpochSeconds,
        has_big_number_strings: false,
    },
};

/// A protocol with HTTP bindings, whose bodies have the format of a codec.
#[derive(Debug)]
pub struct RestProtocol<C> {
    codec: C,
}

impl<C: Codec> ClientProtocol for RestProtocol<C> {
    fn request(
        &self,
        operation: &'static Operation,
        input: &dyn SerializeShape,
    ) -> Result<HttpRequest, SerializeError> {
        let binding = operation
            .http
            .as_ref()
            .ok_or_else(|| SerializeError::new(format!("the operation {} has no HTTP binding", operation.name)))?;
        let mut serializer = RequestSerializer::new(&self.codec, binding);
        input.write(Member::root(), &mut serializer);
        let mut request = serializer.finish()?;
        for (name, value) in operation.service.traits.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(*name), HeaderValue::try_from(*value)) {
                request.headers_mut().entry(name).or_insert(value);
            }
        }
        Ok(request)
    }

    fn response(
        &self,
        _operation: &Operation,
        response: &HttpResponse,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError> {
        read(&mut ResponseDeserializer::new(&self.codec, response))
    }

    fn error_metadata(&self, _operation: &Operation, response: &HttpResponse) -> (Option<String>, ErrorMetadata) {
        let (body, builder) = ErrorBody::read(&self.codec, response.body().bytes().unwrap_or_default());
        let header = response.headers().get("x-amzn-errortype").and_then(sanitize);
        let code = header.or_else(|| body.code_or_type()).map(str::to_owned);
        let mut builder = body.message(builder);
        if let Some(code) = &code {
            builder = builder.code(code);
        }
        (code, builder.build())
    }
}
