//! The metadata of every service error: code, message, request id, and the status and content type
//! of the HTTP response.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// The metadata of a service error, whether it is modelled or not.
#[derive(Clone, Default)]
pub struct ErrorMetadata {
    // Boxed because each modelled exception holds one, and errors should be cheap to return.
    inner: Option<Box<Inner>>,
}

#[derive(Clone, Default)]
struct Inner {
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    status: Option<u16>,
    content_type: Option<String>,
    extras: Vec<(&'static str, String)>,
    source: Option<Arc<dyn Error + Send + Sync>>,
    /// The metadata in the type of the AWS SDK, which is created on first use.
    #[cfg(feature = "aws-config")]
    sdk: std::sync::OnceLock<aws_smithy_types::error::ErrorMetadata>,
}

impl Inner {
    /// Returns the metadata for changes, without the values that are derived from it.
    #[cfg(feature = "aws-config")]
    fn unshared(self: Box<Self>) -> Box<Self> {
        Box::new(Self {
            sdk: std::sync::OnceLock::new(),
            ..*self
        })
    }

    /// Returns the metadata to be changed.
    #[cfg(not(feature = "aws-config"))]
    fn unshared(self: Box<Self>) -> Box<Self> {
        self
    }
}

pub(super) static EMPTY: ErrorMetadata = ErrorMetadata { inner: None };

impl ErrorMetadata {
    /// Returns a builder with nothing set.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Returns the metadata without the message, for exceptions whose message is sensitive.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub fn without_message(self) -> Self {
        let mut builder = self.into_builder();
        builder.inner.message = None;
        builder.build()
    }

    /// Returns a builder with the content of this metadata.
    pub fn into_builder(self) -> Builder {
        Builder {
            inner: self.inner.map(Inner::unshared).unwrap_or_default(),
        }
    }

    #[cfg(feature = "aws-config")]
    pub(super) fn sdk_cell(&self) -> Option<&std::sync::OnceLock<aws_smithy_types::error::ErrorMetadata>> {
        Some(&self.get()?.sdk)
    }

    fn get(&self) -> Option<&Inner> {
        self.inner.as_deref()
    }

    /// Returns the error's code, for example `ValidationException`.
    pub fn code(&self) -> Option<&str> {
        self.get()?.code.as_deref()
    }

    /// Returns the service's message.
    pub fn message(&self) -> Option<&str> {
        self.get()?.message.as_deref()
    }

    /// Returns the request id that the service assigned.
    pub fn request_id(&self) -> Option<&str> {
        self.get()?.request_id.as_deref()
    }

    /// Returns the HTTP status of the response.
    pub fn status(&self) -> Option<u16> {
        self.get()?.status
    }

    /// Returns the content type of the response.
    pub fn content_type(&self) -> Option<&str> {
        self.get()?.content_type.as_deref()
    }

    /// Returns an additional value of a protocol or a service by its key.
    #[inline]
    pub fn extra(&self, key: &'static str) -> Option<&str> {
        self.get()?
            .extras
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value.as_str())
    }

    /// Returns all additional values.
    #[cfg(feature = "aws-config")]
    pub(super) fn extras(&self) -> &[(&'static str, String)] {
        self.get().map_or(&[], |inner| &inner.extras)
    }

    /// Returns the reason why the error could not be read completely, or the error that it wraps.
    pub fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.get()?.source.as_deref().map(|source| source as _)
    }
}

impl fmt::Debug for ErrorMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("ErrorMetadata");
        out.field("code", &self.code())
            .field("message", &self.message())
            .field("request_id", &self.request_id())
            .field("status", &self.status());
        for (key, value) in self.get().map_or(&[][..], |inner| &inner.extras) {
            out.field(key, value);
        }
        if let Some(source) = self.source() {
            out.field("source", &source);
        }
        out.finish()
    }
}

impl fmt::Display for ErrorMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::display::summary(f, self, "")
    }
}

impl Error for ErrorMetadata {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Self::source(self)
    }
}

/// Compares everything except the source.
impl PartialEq for ErrorMetadata {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        let key = |value: &Self| {
            value
                .get()
                .map(|inner| (inner.status, inner.extras.clone()))
                .unwrap_or_default()
        };
        self.code() == other.code()
            && self.message() == other.message()
            && self.request_id() == other.request_id()
            && self.content_type() == other.content_type()
            && key(self) == key(other)
    }
}

impl Eq for ErrorMetadata {}

/// Builds an [`ErrorMetadata`].
#[derive(Clone, Default)]
pub struct Builder {
    inner: Box<Inner>,
}

impl Builder {
    /// Sets the code.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.inner.code = Some(code.into());
        self
    }

    /// Sets the message.
    #[must_use]
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.inner.message = Some(message.into());
        self
    }

    /// Sets the request id.
    #[must_use]
    pub fn request_id(mut self, request_id: impl Into<String>) -> Self {
        self.inner.request_id = Some(request_id.into());
        self
    }

    /// Sets the HTTP status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.inner.status = Some(status);
        self
    }

    /// Sets the content type of the response.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.inner.content_type = Some(content_type.into());
        self
    }

    /// Sets an additional value.
    #[must_use]
    pub fn custom(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.inner.extras.retain(|(name, _)| *name != key);
        self.inner.extras.push((key, value.into()));
        self
    }

    /// Sets the reason why the error could not be read completely, or the error that it wraps.
    #[must_use]
    pub fn source(mut self, source: impl Into<Arc<dyn Error + Send + Sync>>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    /// Returns the metadata.
    pub fn build(self) -> ErrorMetadata {
        ErrorMetadata {
            inner: Some(self.inner),
        }
    }
}

impl fmt::Debug for Builder {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Builder").field(&self.clone().build()).finish()
    }
}

/// An error that may have metadata of a service.
pub trait ProvideErrorMetadata {
    /// Returns the metadata, which is empty if the error does not come from a service.
    fn meta(&self) -> &ErrorMetadata;

    /// Returns the error's code.
    fn code(&self) -> Option<&str> {
        self.meta().code()
    }

    /// Returns the service's message.
    fn message(&self) -> Option<&str> {
        self.meta().message()
    }
}

impl ProvideErrorMetadata for ErrorMetadata {
    fn meta(&self) -> &ErrorMetadata {
        self
    }
}
