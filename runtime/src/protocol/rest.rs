//! Protocols with HTTP bindings: the members of inputs, outputs and exceptions are in the path, the
//! query, headers or the body.

mod format;
mod payload;
mod request;
mod response;
mod uri;

use http::{HeaderName, HeaderValue, StatusCode};

use self::format::RestFormat;
use self::request::RequestSerializer;
use self::response::ResponseDeserializer;
use super::ClientProtocol;
use crate::codec::Read;
#[cfg(feature = "rest-json")]
use crate::codec::json::JsonCodec;
#[cfg(feature = "rest-xml")]
use crate::codec::xml::XmlCodec;
use crate::error::ErrorMetadata;
use crate::http::{HttpRequest, HttpResponse};
use crate::operation::Operation;
#[cfg(feature = "rest-json")]
use crate::primitives::DateTimeFormat;
use crate::schema::Member;
use crate::serde::{DeserializeError, SerializeError, SerializeShape};

/// <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>
#[cfg(feature = "rest-json")]
pub static REST_JSON_1: RestProtocol = RestProtocol {
    codec: &JsonCodec {
        media_type: "application/json",
        default_timestamp: DateTimeFormat::EpochSeconds,
        has_big_number_strings: false,
    },
};

/// <https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html>
#[cfg(feature = "rest-xml")]
pub static REST_XML: RestProtocol = RestProtocol { codec: &XmlCodec };

/// A protocol with HTTP bindings, whose bodies have the format of a codec.
///
/// It is not generic, so that its functions are compiled once, and not in each client.
#[derive(Debug)]
pub struct RestProtocol {
    codec: &'static dyn RestFormat,
}

impl ClientProtocol for RestProtocol {
    fn request(
        &self,
        operation: &'static Operation,
        input: &dyn SerializeShape,
    ) -> Result<HttpRequest, SerializeError> {
        let mut serializer = RequestSerializer::new(self.codec, operation);
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
        operation: &Operation,
        response: &HttpResponse,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError> {
        read(&mut ResponseDeserializer::of_output(
            self.codec,
            operation.service,
            response,
        ))
    }

    fn error(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError> {
        read(&mut ResponseDeserializer::of_error(
            self.codec,
            operation.service,
            response,
        ))
    }

    #[cfg(feature = "event-stream")]
    fn event_codec(&self) -> Option<&dyn crate::codec::Codec> {
        Some(self.codec)
    }

    fn is_error(&self, response: &HttpResponse) -> bool {
        !response.status().is_success() || self.codec.is_error(response.body().bytes().unwrap_or_default())
    }

    fn error_metadata(&self, operation: &Operation, response: &HttpResponse) -> (Option<String>, ErrorMetadata) {
        match self.codec.error_metadata(response) {
            (None, metadata) if is_not_found(operation, response) => {
                let metadata = metadata.into_builder().code(NOT_FOUND).build();
                (Some(NOT_FOUND.to_owned()), metadata)
            }
            found => found,
        }
    }
}

/// The code of an error in the response to a HEAD request, which has no body.
const NOT_FOUND: &str = "NotFound";

fn is_not_found(operation: &Operation, response: &HttpResponse) -> bool {
    response.status() == StatusCode::NOT_FOUND && operation.http.is_some_and(|http| http.method == "HEAD")
}
