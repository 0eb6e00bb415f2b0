//! The metadata of errors for code that is generic over the trait of the AWS SDK.

use std::sync::OnceLock;

use aws_smithy_runtime_api::client::result::SdkError as AwsSdkError;
use aws_smithy_runtime_api::http::Response as SdkResponse;
use aws_smithy_types::error::ErrorMetadata as SdkErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata as ProvideSdkMetadata;
use aws_smithy_types::error::operation::BuildError as SdkBuildError;

use super::request_id::{EXTENDED_REQUEST_ID, RequestIdExt};
use super::{BuildError, ErrorMetadata, ProvideErrorMetadata, SdkError, Unhandled};

/// The key under which the AWS SDK stores the request id.
const REQUEST_ID: &str = "aws_request_id";

impl ErrorMetadata {
    /// Returns the metadata in the type of the AWS SDK: code, message, request ids and additional
    /// values.
    #[doc(hidden)]
    pub fn sdk(&self) -> &SdkErrorMetadata {
        static EMPTY: OnceLock<SdkErrorMetadata> = OnceLock::new();
        self.sdk_cell().unwrap_or(&EMPTY).get_or_init(|| {
            let mut builder = SdkErrorMetadata::builder();
            if let Some(code) = self.code() {
                builder = builder.code(code);
            }
            if let Some(message) = self.message() {
                builder = builder.message(message);
            }
            if let Some(request_id) = self.request_id() {
                builder = builder.custom(REQUEST_ID, request_id.to_owned());
            }
            for (key, value) in self.extras() {
                builder = builder.custom(key, value.clone());
            }
            builder.build()
        })
    }
}

/// Converts the code, the message, the request ids and the additional values of the SDK's metadata.
impl From<SdkErrorMetadata> for ErrorMetadata {
    fn from(metadata: SdkErrorMetadata) -> Self {
        let mut builder = Self::builder();
        if let Some(code) = metadata.code() {
            builder = builder.code(code);
        }
        if let Some(message) = metadata.message() {
            builder = builder.message(message);
        }
        if let Some(request_id) = metadata.extra(REQUEST_ID) {
            builder = builder.request_id(request_id);
        }
        if let Some(id) = metadata.extra(EXTENDED_REQUEST_ID) {
            builder = builder.custom(EXTENDED_REQUEST_ID, id);
        }
        let converted = builder.build();
        // The SDK's metadata returns additional values by key only.
        if let Some(cell) = converted.sdk_cell() {
            let _: Result<(), SdkErrorMetadata> = cell.set(metadata);
        }
        converted
    }
}

/// The SDK's error names one field. If several are missing, the result is its variant for other
/// errors.
impl From<BuildError> for SdkBuildError {
    fn from(error: BuildError) -> Self {
        match error.missing_fields() {
            [field] => Self::missing_field(field, "it is required"),
            _ => Self::other(error),
        }
    }
}

impl<E, R> From<BuildError> for AwsSdkError<E, R> {
    fn from(error: BuildError) -> Self {
        Self::construction_failure(error)
    }
}

impl ProvideSdkMetadata for ErrorMetadata {
    fn meta(&self) -> &SdkErrorMetadata {
        self.sdk()
    }
}

impl ProvideSdkMetadata for Unhandled {
    fn meta(&self) -> &SdkErrorMetadata {
        ProvideErrorMetadata::meta(self).sdk()
    }
}

impl<E: ProvideErrorMetadata, R> ProvideSdkMetadata for SdkError<E, R> {
    fn meta(&self) -> &SdkErrorMetadata {
        ProvideErrorMetadata::meta(self).sdk()
    }
}

impl RequestIdExt for SdkErrorMetadata {
    fn extended_request_id(&self) -> Option<&str> {
        self.extra(EXTENDED_REQUEST_ID)
    }
}

impl<B> RequestIdExt for SdkResponse<B> {
    fn extended_request_id(&self) -> Option<&str> {
        self.headers().get("x-amz-id-2")
    }
}

impl<E> RequestIdExt for AwsSdkError<E, SdkResponse> {
    fn extended_request_id(&self) -> Option<&str> {
        self.raw_response()?.extended_request_id()
    }
}
