//! The errors of events in the types of the AWS SDK.

use aws_smithy_runtime_api::client::result::SdkError as AwsSdkError;
use aws_smithy_types::event_stream::{
    Header as SdkHeader, HeaderValue as SdkHeaderValue, Message as SdkMessage, RawMessage as SdkRawMessage,
};
use aws_smithy_types::str_bytes::StrBytes;

use super::errors::converted;
use super::interface::SdkTypes;
use crate::error::SdkError;
use crate::error::service::ServiceError;
use crate::event_stream::{EventInterface, HeaderValue, Message, RawMessage};

impl EventInterface for SdkTypes {
    type EventError<E: ServiceError> = AwsSdkError<E, SdkRawMessage>;
}

impl<E> From<SdkError<E, RawMessage>> for AwsSdkError<E, SdkRawMessage> {
    fn from(error: SdkError<E, RawMessage>) -> Self {
        converted(error, |raw| match raw {
            RawMessage::Decoded(message) => SdkRawMessage::Decoded(of_sdk(&message)),
            RawMessage::Invalid(bytes) => SdkRawMessage::Invalid(bytes),
        })
    }
}

fn of_sdk(message: &Message) -> SdkMessage {
    let headers = message.headers().iter().map(|header| {
        let value = match header.value().clone() {
            HeaderValue::Bool(value) => SdkHeaderValue::Bool(value),
            HeaderValue::Byte(value) => SdkHeaderValue::Byte(value),
            HeaderValue::Int16(value) => SdkHeaderValue::Int16(value),
            HeaderValue::Int32(value) => SdkHeaderValue::Int32(value),
            HeaderValue::Int64(value) => SdkHeaderValue::Int64(value),
            HeaderValue::ByteArray(value) => SdkHeaderValue::ByteArray(value),
            HeaderValue::String(value) => SdkHeaderValue::String(StrBytes::from(value)),
            HeaderValue::Timestamp(value) => SdkHeaderValue::Timestamp(value),
            HeaderValue::Uuid(value) => SdkHeaderValue::Uuid(value),
        };
        SdkHeader::new(header.name().to_owned(), value)
    });
    SdkMessage::new_from_parts(headers.collect(), message.payload().clone())
}
