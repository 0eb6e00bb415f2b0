//! The error of a service that is not in its model, or whose content could not be read.

use std::error::Error;
use std::fmt;

use super::{BoxError, BuildError, ErrorMetadata, ProvideErrorMetadata, RequestId};

/// An error without a variant: its code is missing or not in the model, or its content does not
/// match the model. It has the code, message, status and request id of the response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unhandled {
    meta: ErrorMetadata,
}

impl Unhandled {
    /// Returns the error with this metadata.
    pub fn new(meta: ErrorMetadata) -> Self {
        Self { meta }
    }

    /// Returns an error that wraps another one, without a code.
    #[inline]
    pub fn from_source(source: BoxError) -> Self {
        Self::new(ErrorMetadata::builder().source(source).build())
    }

    /// Returns the error that wraps another one, with the metadata of the AWS SDK.
    #[cfg(feature = "aws-config")]
    #[doc(hidden)]
    pub fn of_source(source: BoxError, meta: Option<aws_smithy_types::error::ErrorMetadata>) -> Self {
        let meta = meta.map(ErrorMetadata::from).unwrap_or_default();
        Self::new(meta.into_builder().source(source).build())
    }
}

impl From<BuildError> for Unhandled {
    #[inline]
    fn from(error: BuildError) -> Self {
        Self::from_source(error.into())
    }
}

impl fmt::Display for Unhandled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.meta.fmt(f)
    }
}

impl Error for Unhandled {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.meta.source()
    }
}

impl ProvideErrorMetadata for Unhandled {
    fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }
}

impl RequestId for Unhandled {
    fn request_id(&self) -> Option<&str> {
        self.meta.request_id()
    }
}
