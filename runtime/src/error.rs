//! The errors of a call: the five classes of [`SdkError`], the metadata of service errors, and
//! invalid inputs.

mod build;
mod contexts;
mod display;
mod interface;
mod metadata;
mod request_id;
mod sdk;
#[cfg(feature = "aws-config")]
mod sdk_metadata;
pub mod service;
mod unhandled;

pub use self::build::{BuildError, UnknownVariantError};
pub(crate) use self::contexts::AttemptSummary;
pub use self::contexts::{ConstructionFailure, DispatchFailure, ResponseError, ServiceError, TimeoutError};
pub use self::display::{DisplayErrorContext, display_exception};
pub use self::interface::{CallError, InputError, Interface, OwnTypes};
pub use self::metadata::{Builder as ErrorMetadataBuilder, ErrorMetadata, ProvideErrorMetadata};
pub(crate) use self::request_id::EXTENDED_REQUEST_ID;
pub use self::request_id::{RequestId, RequestIdExt};
pub use self::sdk::{IntoRawResponse, SdkError};
pub use self::unhandled::Unhandled;
pub use crate::box_error::BoxError;
pub use crate::http::{ConnectorError, ErrorKind};

/// Returns the metadata of an exception that a program built. Its code is the name of the
/// exception, unless the program set one.
#[doc(hidden)]
pub fn named(metadata: Option<ErrorMetadata>, name: &'static str) -> ErrorMetadata {
    match metadata {
        Some(metadata) if metadata.code().is_some() => metadata,
        Some(metadata) => metadata.into_builder().code(name).build(),
        None => ErrorMetadata::builder().code(name).build(),
    }
}

/// Sets the metadata of an exception, and its message if the content has none.
#[doc(hidden)]
pub fn complete(message: &mut Option<String>, place: &mut Option<ErrorMetadata>, metadata: ErrorMetadata) {
    if message.is_none() {
        *message = metadata.message().map(str::to_owned);
    }
    *place = Some(metadata);
}

/// Sets the metadata of an exception whose message is sensitive.
#[doc(hidden)]
#[inline]
pub fn complete_secret(message: &mut Option<String>, place: &mut Option<ErrorMetadata>, metadata: ErrorMetadata) {
    complete(message, place, metadata);
    *place = place.take().map(ErrorMetadata::without_message);
}
