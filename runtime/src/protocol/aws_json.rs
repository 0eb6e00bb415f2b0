//! The protocols awsJson1_0 and awsJson1_1: every operation is a POST to `/` with a JSON body.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Method, Uri};

use super::Protocol;
use super::error_code::sanitize;
use crate::codec::json::{JsonReader, JsonWriter};
use crate::error::{ErrorMetadata, ErrorMetadataBuilder};
use crate::http::HttpResponse;
use crate::operation::Operation;
use crate::primitives::{DateTimeFormat, Document};
use crate::schema::{Member, Schema};
use crate::serde::{ReadError, ShapeReader, WriteError, WriteShape};

/// <https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html>
pub static AWS_JSON_1_0: AwsJson = AwsJson {
    content_type: "application/x-amz-json-1.0",
};

/// <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>
pub static AWS_JSON_1_1: AwsJson = AwsJson {
    content_type: "application/x-amz-json-1.1",
};

/// One of the two awsJson protocols, which differ by their content type alone.
#[derive(Debug)]
pub struct AwsJson {
    content_type: &'static str,
}

const X_AMZ_TARGET: HeaderName = HeaderName::from_static("x-amz-target");
const X_AMZN_QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");
const TIMESTAMPS: DateTimeFormat = DateTimeFormat::EpochSeconds;

impl Protocol for AwsJson {
    fn request(
        &self,
        operation: &'static Operation,
        input: &dyn WriteShape,
    ) -> Result<http::Request<Bytes>, WriteError> {
        let mut writer = JsonWriter::new(TIMESTAMPS);
        input.write(Member::root(), &mut writer);
        let mut request = http::Request::new(Bytes::from(writer.finish()?));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::from_static("/");
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        let target = [operation.service.name, operation.name].join(".");
        let target = HeaderValue::try_from(target).map_err(|_| WriteError::new("the operation's name is not ASCII"))?;
        headers.insert(X_AMZ_TARGET, target);
        if operation.service.query_compatible {
            headers.insert(X_AMZN_QUERY_MODE, HeaderValue::from_static("true"));
        }
        Ok(request)
    }

    fn read(
        &self,
        _operation: &Operation,
        response: &HttpResponse,
        read: &mut dyn FnMut(&mut dyn ShapeReader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let mut reader = JsonReader::new(content(response), TIMESTAMPS);
        read(&mut reader)?;
        reader.end()
    }

    fn error_metadata(&self, operation: &Operation, response: &HttpResponse) -> (Option<String>, ErrorMetadata) {
        let mut found = Found::default();
        let mut reader = JsonReader::new(content(response), TIMESTAMPS);
        let mut builder = match found.read(&mut reader) {
            Ok(()) => ErrorMetadata::builder(),
            // What was found before the content broke off counts.
            Err(problem) => {
                let problem: crate::error::BoxError = problem.into();
                ErrorMetadata::builder().source(problem)
            }
        };
        // The header goes first: it is there even if the content is cut short.
        let header = response.headers().get("x-amzn-errortype").and_then(sanitize);
        let code = header.or_else(|| found.code()).map(str::to_owned);
        // `Code;Fault`: the code that the service had when it spoke awsQuery.
        let query = response
            .headers()
            .get("x-amzn-query-error")
            .filter(|_| operation.service.query_compatible);
        let (query, fault) = match query.map(|error| error.split_once(';').unwrap_or((error, ""))) {
            Some((code, fault)) => (Some(code), fault),
            None => (None, ""),
        };
        let query = query.filter(|code| !code.is_empty());
        if !fault.is_empty() {
            // Under the name that the AWS SDK for Rust has for it.
            builder = builder.custom("type", fault);
        }
        if let Some(code) = query.or(code.as_deref()) {
            builder = builder.code(code);
        }
        let code = code.or_else(|| query.map(str::to_owned));
        (code, found.message(builder).build())
    }
}

/// The body, where an empty one counts as a structure without members.
fn content(response: &HttpResponse) -> &[u8] {
    let body: &[u8] = response.body().bytes().unwrap_or_default();
    if body.trim_ascii().is_empty() { b"{}" } else { body }
}

static ERROR: Schema = Schema::new(
    "smithy.client#Error",
    stringify!("__type"; "code"; "message"; "Message"; "errorMessage";),
);

/// The members of [`ERROR`] that are strings.
#[derive(Default)]
struct Found([Option<String>; 5]);

impl Found {
    fn read(&mut self, reader: &mut dyn ShapeReader) -> Result<(), ReadError> {
        reader.begin_structure(&ERROR)?;
        while let Some(member) = reader.next_member()? {
            // A modelled exception may have a member of one of these names and another type.
            if let (Document::String(text), Some(place)) = (reader.document()?, self.0.get_mut(member)) {
                *place = Some(text);
            }
        }
        Ok(())
    }

    fn code(&self) -> Option<&str> {
        self.0.iter().take(2).flatten().find_map(|code| sanitize(code))
    }

    fn message(mut self, builder: ErrorMetadataBuilder) -> ErrorMetadataBuilder {
        match self.0.iter_mut().skip(2).find_map(Option::take) {
            Some(message) => builder.message(message),
            None => builder,
        }
    }
}
