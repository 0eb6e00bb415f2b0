//! Protocols whose requests name an operation and have the whole input in the body.

#[cfg(feature = "aws-json")]
use std::sync::OnceLock;

#[cfg(any(feature = "rpc-v2-cbor", feature = "rpc-v2-json"))]
use http::Uri;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Method};

use super::ClientProtocol;
use super::absent_body::AbsentBody;
use super::error_body::ErrorBody;
use super::error_code::sanitize;
#[cfg(feature = "event-stream")]
use super::events::{EventInputSerializer, EventOutputDeserializer};
#[cfg(feature = "rpc-v2-cbor")]
use crate::codec::cbor::CborCodec;
#[cfg(any(feature = "aws-json", feature = "rpc-v2-json"))]
use crate::codec::json::JsonCodec;
use crate::codec::{Codec, Read};
use crate::error::{ErrorMetadata, ErrorMetadataBuilder};
use crate::http::{Body, HttpRequest, HttpResponse};
use crate::operation::Operation;
#[cfg(any(feature = "aws-json", feature = "rpc-v2-json"))]
use crate::primitives::DateTimeFormat;
use crate::schema::Member;
use crate::serde::{DeserializeError, SerializeError, SerializeShape};
#[cfg(any(feature = "rpc-v2-cbor", feature = "rpc-v2-json"))]
use crate::serde::{UNIT, schema_of};

/// <https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html>
#[cfg(feature = "aws-json")]
pub static AWS_JSON_1_0: RpcProtocol = RpcProtocol {
    content_type: HeaderValue::from_static("application/x-amz-json-1.0"),
    codec: &JsonCodec {
        media_type: "application/x-amz-json-1.0",
        default_timestamp: DateTimeFormat::EpochSeconds,
        has_big_number_strings: false,
    },
    style: RpcStyle::AwsJson,
};

/// <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>
#[cfg(feature = "aws-json")]
pub static AWS_JSON_1_1: RpcProtocol = RpcProtocol {
    content_type: HeaderValue::from_static("application/x-amz-json-1.1"),
    codec: &JsonCodec {
        media_type: "application/x-amz-json-1.1",
        default_timestamp: DateTimeFormat::EpochSeconds,
        has_big_number_strings: false,
    },
    style: RpcStyle::AwsJson,
};

/// <https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>
#[cfg(feature = "rpc-v2-cbor")]
pub static RPC_V2_CBOR: RpcProtocol = RpcProtocol {
    content_type: HeaderValue::from_static("application/cbor"),
    codec: &CborCodec,
    style: RpcStyle::RpcV2("rpc-v2-cbor"),
};

/// The JSON form of <https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>
#[cfg(feature = "rpc-v2-json")]
pub static RPC_V2_JSON: RpcProtocol = RpcProtocol {
    content_type: HeaderValue::from_static("application/json"),
    codec: &JsonCodec {
        media_type: "application/json",
        default_timestamp: DateTimeFormat::EpochSeconds,
        has_big_number_strings: true,
    },
    style: RpcStyle::RpcV2("rpc-v2-json"),
};

/// A protocol whose requests are a POST with the whole input in the body.
///
/// It is not generic, so that its functions are compiled once, and not in each client.
#[derive(Debug)]
pub struct RpcProtocol {
    /// The media type of the codec.
    content_type: HeaderValue,
    codec: &'static dyn Codec,
    style: RpcStyle,
}

/// The place of the operation's name in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RpcStyle {
    /// The header `x-amz-target`; the path is `/`.
    #[cfg(feature = "aws-json")]
    AwsJson,
    /// The path; the header `smithy-protocol` has this value. An operation without input has no
    /// body.
    #[cfg(any(feature = "rpc-v2-cbor", feature = "rpc-v2-json"))]
    RpcV2(&'static str),
}

#[cfg(feature = "aws-json")]
const X_AMZ_TARGET: HeaderName = HeaderName::from_static("x-amz-target");
const X_AMZN_ERRORTYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
const X_AMZN_QUERY_ERROR: HeaderName = HeaderName::from_static("x-amzn-query-error");
const X_AMZN_QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");
#[cfg(any(feature = "rpc-v2-cbor", feature = "rpc-v2-json"))]
const SMITHY_PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");

impl ClientProtocol for RpcProtocol {
    fn request(
        &self,
        operation: &'static Operation,
        input: &dyn SerializeShape,
    ) -> Result<HttpRequest, SerializeError> {
        let media_type = self.content_type.clone();
        let mut request = HttpRequest::new(Body::empty());
        *request.method_mut() = Method::POST;
        // The capacity includes the headers of the client, so that the map never grows.
        request.headers_mut().reserve(12);
        let has_body = match self.style {
            #[cfg(feature = "aws-json")]
            RpcStyle::AwsJson => {
                // The URI of a new request is `/`.
                request.headers_mut().insert(X_AMZ_TARGET, target(operation)?);
                true
            }
            #[cfg(any(feature = "rpc-v2-cbor", feature = "rpc-v2-json"))]
            RpcStyle::RpcV2(name) => {
                let path = format!("/service/{}/operation/{}", operation.service.name, operation.name);
                *request.uri_mut() =
                    Uri::try_from(path).map_err(|_| SerializeError::new("the operation's name is not ASCII"))?;
                let headers = request.headers_mut();
                headers.insert(SMITHY_PROTOCOL, HeaderValue::from_static(name));
                headers.insert(http::header::ACCEPT, accepted(operation, &media_type));
                schema_of(input).is_some_and(|schema| schema.id != UNIT.id)
            }
        };
        #[cfg(feature = "event-stream")]
        if let (true, Some(codec)) = (
            operation.streaming.sends_events,
            operation.service.protocol.event_codec(),
        ) {
            let media_type = HeaderValue::from_static(crate::event_stream::MEDIA_TYPE);
            request.headers_mut().insert(CONTENT_TYPE, media_type);
            *request.body_mut() = EventInputSerializer::body(codec, input)?;
            return Ok(request);
        }
        if has_body {
            let body = self
                .codec
                .serialize(&mut |serializer| input.write(Member::root(), serializer))?;
            *request.body_mut() = body.into();
            request.headers_mut().insert(CONTENT_TYPE, media_type);
        }
        if operation.service.traits.query_compatible {
            request
                .headers_mut()
                .insert(X_AMZN_QUERY_MODE, HeaderValue::from_static("true"));
        }
        Ok(request)
    }

    fn response(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError> {
        #[cfg(feature = "event-stream")]
        if let (true, Some(codec)) = (operation.streaming.events, operation.service.protocol.event_codec())
            && response.status().is_success()
        {
            return read(&mut EventOutputDeserializer {
                codec,
                response,
                needs_initial_response: operation.streaming.awaits_initial_response,
            });
        }
        let _ = operation;
        match response.body().bytes().unwrap_or_default() {
            body if self.codec.is_absent(body) => read(&mut AbsentBody),
            body => self.codec.deserialize(body, read),
        }
    }

    fn error(
        &self,
        _operation: &Operation,
        response: &HttpResponse,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError> {
        let body = response.body().bytes().unwrap_or_default();
        let is_absent = self.codec.is_absent(body);
        self.codec.deserialize(if is_absent { &[] } else { body }, read)
    }

    #[cfg(feature = "event-stream")]
    fn event_codec(&self) -> Option<&dyn Codec> {
        Some(self.codec)
    }

    #[cfg(feature = "event-stream")]
    fn has_initial_messages(&self) -> bool {
        true
    }

    fn error_metadata(&self, operation: &Operation, response: &HttpResponse) -> (Option<String>, ErrorMetadata) {
        let (body, builder) = ErrorBody::read(self.codec, response.body().bytes().unwrap_or_default());
        // The header takes precedence: it is present even if the content is truncated.
        let header = response.headers().text(&X_AMZN_ERRORTYPE).and_then(sanitize);
        let code = header.or_else(|| body.type_or_code()).map(str::to_owned);
        finish(operation, response, code, body.message(builder))
    }
}

/// Returns the header that names an operation. The values for called operations are cached in a
/// fixed number of slots.
#[cfg(feature = "aws-json")]
fn target(operation: &'static Operation) -> Result<HeaderValue, SerializeError> {
    const PLACES: usize = 64;
    static KEPT: [OnceLock<(usize, HeaderValue)>; PLACES] = [const { OnceLock::new() }; PLACES];
    // An operation is a static, so its address is its own as long as the program runs.
    let address = std::ptr::from_ref(operation).addr();
    let place = KEPT.get(address / size_of::<Operation>() % PLACES);
    if let Some((_, header)) = place.and_then(OnceLock::get).filter(|(of, _)| *of == address) {
        return Ok(header.clone());
    }
    let name = format!("{}.{}", operation.service.name, operation.name);
    let header = HeaderValue::try_from(name).map_err(|_| SerializeError::new("the operation's name is not ASCII"))?;
    if let Some(place) = place {
        let _ = place.set((address, header.clone()));
    }
    Ok(header)
}

/// Returns the media type of the response that an operation expects.
#[cfg(any(feature = "rpc-v2-cbor", feature = "rpc-v2-json"))]
fn accepted(operation: &Operation, media_type: &HeaderValue) -> HeaderValue {
    #[cfg(feature = "event-stream")]
    if operation.streaming.events {
        return HeaderValue::from_static(crate::event_stream::MEDIA_TYPE);
    }
    let _ = operation;
    media_type.clone()
}

/// Adds the code, and the values that services compatible with awsQuery send.
fn finish(
    operation: &Operation,
    response: &HttpResponse,
    code: Option<String>,
    mut builder: ErrorMetadataBuilder,
) -> (Option<String>, ErrorMetadata) {
    let (query, fault) = match operation.service.traits.query_compatible {
        true => query_error(response),
        false => (None, None),
    };
    if let Some(fault) = fault {
        // Under the key of the AWS SDK for Rust.
        builder = builder.custom("type", fault);
    }
    if let Some(code) = query.or(code.as_deref()) {
        builder = builder.code(code);
    }
    let code = code.or_else(|| query.map(str::to_owned));
    (code, builder.build())
}

/// Returns the awsQuery code of the error, and the party at fault (`Sender`, `Receiver`).
fn query_error(response: &HttpResponse) -> (Option<&str>, Option<&str>) {
    let Some(error) = response.headers().text(&X_AMZN_QUERY_ERROR) else {
        return (None, None);
    };
    let (code, fault) = error.split_once(';').unwrap_or((error, ""));
    (
        Some(code).filter(|code| !code.is_empty()),
        Some(fault).filter(|fault| !fault.is_empty()),
    )
}
