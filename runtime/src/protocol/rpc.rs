//! Protocols whose requests name an operation and have the whole input in the body.

use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Method, Uri};

use super::ClientProtocol;
use super::error_body::{ErrorBody, query_error};
use super::error_code::sanitize;
#[cfg(feature = "aws-json")]
use crate::codec::json::JsonCodec;
use crate::codec::{Codec, Read};
use crate::error::{ErrorMetadata, ErrorMetadataBuilder};
use crate::http::{HttpRequest, HttpResponse};
use crate::operation::Operation;
#[cfg(feature = "aws-json")]
use crate::primitives::DateTimeFormat;
use crate::schema::Member;
use crate::serde::{DeserializeError, SerializeError, SerializeShape};

/// <https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html>
#[cfg(feature = "aws-json")]
pub static AWS_JSON_1_0: RpcProtocol<JsonCodec> = RpcProtocol {
    codec: JsonCodec {
        media_type: "application/x-amz-json-1.0",
        default_timestamp: DateTimeFormat::EpochSeconds,
    },
};

/// <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>
#[cfg(feature = "aws-json")]
pub static AWS_JSON_1_1: RpcProtocol<JsonCodec> = RpcProtocol {
    codec: JsonCodec {
        media_type: "application/x-amz-json-1.1",
        default_timestamp: DateTimeFormat::EpochSeconds,
    },
};

/// A protocol whose requests have the whole input in the body: a POST to `/` with the operation's name in the header
/// `x-amz-target`.
#[derive(Debug)]
pub struct RpcProtocol<C> {
    codec: C,
}

const X_AMZ_TARGET: HeaderName = HeaderName::from_static("x-amz-target");
const X_AMZN_QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");

impl<C: Codec> ClientProtocol for RpcProtocol<C> {
    fn request(
        &self,
        operation: &'static Operation,
        input: &dyn SerializeShape,
    ) -> Result<HttpRequest, SerializeError> {
        let body = self
            .codec
            .serialize(&mut |serializer| input.write(Member::root(), serializer))?;
        let mut request = HttpRequest::new(body.into());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::from_static("/");
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.codec.media_type()));
        let target = [operation.service.name, operation.name].join(".");
        let target =
            HeaderValue::try_from(target).map_err(|_| SerializeError::new("the operation's name is not ASCII"))?;
        headers.insert(X_AMZ_TARGET, target);
        if operation.service.traits.query_compatible {
            headers.insert(X_AMZN_QUERY_MODE, HeaderValue::from_static("true"));
        }
        Ok(request)
    }

    fn response(
        &self,
        _operation: &Operation,
        response: &HttpResponse,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError> {
        self.codec
            .deserialize(response.body().bytes().unwrap_or_default(), read)
    }

    fn error_metadata(&self, operation: &Operation, response: &HttpResponse) -> (Option<String>, ErrorMetadata) {
        let (body, builder) = ErrorBody::read(&self.codec, response.body().bytes().unwrap_or_default());
        // The header takes precedence: it is there even if the content is cut short.
        let header = response.headers().get("x-amzn-errortype").and_then(sanitize);
        let code = header.or_else(|| body.code()).map(str::to_owned);
        finish(operation, response, code, body.message(builder))
    }
}

/// Adds the code, and what services say that are compatible with awsQuery.
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
        // Under the name that the AWS SDK for Rust has for it.
        builder = builder.custom("type", fault);
    }
    if let Some(code) = query.or(code.as_deref()) {
        builder = builder.code(code);
    }
    let code = code.or_else(|| query.map(str::to_owned));
    (code, builder.build())
}
