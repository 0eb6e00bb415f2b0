//! What the classes of a failed call hold.

use super::{BoxError, ConnectorError, ErrorKind};

/// What is known of a call beside its result.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Call {
    pub(super) operation: Option<&'static str>,
    pub(super) attempts: AttemptSummary,
}

/// The attempts of a call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AttemptSummary {
    /// How often it was sent; 0 where it was not.
    pub(crate) attempts: u32,
    /// It was sent at least once without an answer that says that nothing happened.
    pub(crate) may_have_taken_effect: bool,
}

/// The request could not be made; nothing was sent.
#[derive(Debug)]
pub struct ConstructionFailure {
    pub(super) source: BoxError,
    pub(super) call: Call,
}

/// Something took too long; the request may have been sent and may have taken effect.
#[derive(Debug)]
pub struct TimeoutError {
    pub(super) source: BoxError,
    pub(super) call: Call,
}

/// There is no whole response; the request may have been sent and may have taken effect.
#[derive(Debug)]
pub struct DispatchFailure {
    pub(super) source: ConnectorError,
    pub(super) call: Call,
}

impl DispatchFailure {
    /// The connection failed.
    pub fn is_io(&self) -> bool {
        self.source.is_io()
    }

    /// Something took too long.
    pub fn is_timeout(&self) -> bool {
        self.source.is_timeout()
    }

    /// The request, or the set-up of the transport, is at fault.
    pub fn is_user(&self) -> bool {
        self.source.is_user()
    }

    /// None of the other kinds.
    pub fn is_other(&self) -> bool {
        self.source.is_other()
    }

    /// What an error of no other kind means for a retry, where that is known.
    pub fn as_other(&self) -> Option<ErrorKind> {
        self.source.as_other()
    }

    /// The transport's error.
    pub fn as_connector_error(&self) -> Option<&ConnectorError> {
        Some(&self.source)
    }
}

/// There is a response that does not have the form that the model asks for.
#[derive(Debug)]
pub struct ResponseError<R> {
    pub(super) inner: Box<(BoxError, R)>,
    pub(super) call: Call,
}

impl<R> ResponseError<R> {
    /// The response.
    pub fn raw(&self) -> &R {
        &self.inner.1
    }

    /// The response, owned.
    pub fn into_raw(self) -> R {
        self.inner.1
    }
}

/// The service answered with an error.
#[derive(Debug)]
pub struct ServiceError<E, R> {
    // Boxed so that a result of a call is no larger than its output.
    pub(super) inner: Box<(E, R)>,
    pub(super) call: Call,
}

impl<E, R> ServiceError<E, R> {
    /// The service's error.
    pub fn err(&self) -> &E {
        &self.inner.0
    }

    /// The service's error, owned.
    pub fn into_err(self) -> E {
        self.inner.0
    }

    /// The response.
    pub fn raw(&self) -> &R {
        &self.inner.1
    }

    /// The response, owned.
    pub fn into_raw(self) -> R {
        self.inner.1
    }
}
