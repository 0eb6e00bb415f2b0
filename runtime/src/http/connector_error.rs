//! The errors of HTTP clients.

use std::error::Error;
use std::fmt;

use crate::box_error::{BoxError, Chain};

/// The error of an HTTP client: no complete response was received. Its kind decides about retries.
#[derive(Debug)]
pub struct ConnectorError {
    inner: Box<Inner>,
}

#[derive(Debug)]
struct Inner {
    kind: Kind,
    message: Option<String>,
    source: BoxError,
    unsent: bool,
    reused_connection: bool,
    permanent: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Timeout,
    User,
    Io,
    Other(Option<ErrorKind>),
}

/// The kind of a failure, which decides about retries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A transient fault of the connection.
    TransientError,
    /// The service throttles requests.
    ThrottlingError,
    /// A fault of the server.
    ServerError,
    /// A fault of the request.
    ClientError,
}

impl ConnectorError {
    fn new(kind: Kind, source: BoxError) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                message: None,
                unsent: kind == Kind::User,
                reused_connection: false,
                permanent: false,
                source,
            }),
        }
    }

    /// Returns the error of an elapsed timeout.
    pub fn timeout(source: BoxError) -> Self {
        Self::new(Kind::Timeout, source)
    }

    /// Returns an error that the request or the settings of the HTTP client caused.
    pub fn user(source: BoxError) -> Self {
        Self::new(Kind::User, source)
    }

    /// Returns the error of a connection that failed.
    pub fn io(source: BoxError) -> Self {
        Self::new(Kind::Io, source)
    }

    /// Returns the error of a body that broke off. An error that is a `ConnectorError` is returned
    /// as it is.
    pub(crate) fn of_body(error: BoxError) -> Self {
        match error.downcast::<Self>() {
            Ok(error) => *error,
            Err(error) => Self::io(error),
        }
    }

    /// Returns any other error, with its kind if it is known.
    pub fn other(source: BoxError, kind: Option<ErrorKind>) -> Self {
        Self::new(Kind::Other(kind), source)
    }

    /// Replaces the text of the error. The source stays.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.inner.message = Some(message.into());
        self
    }

    /// Marks the request as not sent, so that a retry cannot make it take effect twice.
    #[must_use]
    pub fn unsent(mut self) -> Self {
        self.inner.unsent = true;
        self
    }

    /// Returns whether nothing of the request was sent.
    pub fn is_unsent(&self) -> bool {
        self.inner.unsent
    }

    /// Marks the error as permanent: a retry would fail as well.
    #[must_use]
    pub fn permanent(mut self) -> Self {
        self.inner.permanent = true;
        self
    }

    /// Returns whether a retry would fail as well, for example because a certificate is not
    /// trusted.
    pub fn is_permanent(&self) -> bool {
        self.inner.permanent
    }

    /// Marks the request as sent on a reused connection that the server closed without a response.
    #[must_use]
    pub fn reused_connection(mut self) -> Self {
        self.inner.reused_connection = true;
        self
    }

    /// Returns whether the request was sent on a reused connection that the server closed without a
    /// response, most likely while it was idle.
    pub fn is_reused_connection(&self) -> bool {
        self.inner.reused_connection
    }

    /// Returns whether the connection failed: refused, not found, not trusted, or closed.
    pub fn is_io(&self) -> bool {
        self.inner.kind == Kind::Io
    }

    /// Returns whether a timeout elapsed.
    pub fn is_timeout(&self) -> bool {
        self.inner.kind == Kind::Timeout
    }

    /// Returns whether the request or the settings of the HTTP client caused the error.
    pub fn is_user(&self) -> bool {
        self.inner.kind == Kind::User
    }

    /// Returns whether the error is of any other kind.
    pub fn is_other(&self) -> bool {
        matches!(self.inner.kind, Kind::Other(_))
    }

    /// Returns the kind of an error that [`is_other`](Self::is_other), if it is known.
    pub fn as_other(&self) -> Option<ErrorKind> {
        match self.inner.kind {
            Kind::Other(kind) => kind,
            Kind::Timeout | Kind::User | Kind::Io => None,
        }
    }

    /// Returns the source of the error.
    #[inline]
    pub fn into_source(self) -> BoxError {
        self.inner.source
    }
}

impl fmt::Display for ConnectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(message) = &self.inner.message {
            return f.write_str(message);
        }
        let kind = match self.inner.kind {
            Kind::Timeout => "timeout",
            Kind::User => "the request cannot be sent",
            Kind::Io => "connection error",
            Kind::Other(_) => "transport error",
        };
        write!(f, "{kind}: {}", Chain(self.inner.source.as_ref()))
    }
}

impl Error for ConnectorError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.inner.source.as_ref())
    }
}
