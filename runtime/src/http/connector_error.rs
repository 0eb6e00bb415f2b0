//! What keeps a request from getting an answer.

use std::error::Error;
use std::fmt;

use crate::box_error::{BoxError, Chain};

/// A request that got no whole response, with the kind of failure that a retry goes by.
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

/// What a failure means for trying again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A passing fault of the connection.
    TransientError,
    /// The service asks to slow down.
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

    /// Something took too long.
    pub fn timeout(source: BoxError) -> Self {
        Self::new(Kind::Timeout, source)
    }

    /// The request, or the set-up of the transport, is at fault.
    pub fn user(source: BoxError) -> Self {
        Self::new(Kind::User, source)
    }

    /// The connection failed.
    pub fn io(source: BoxError) -> Self {
        Self::new(Kind::Io, source)
    }

    /// Any other failure, with what it means for a retry where that is known.
    pub fn other(source: BoxError, kind: Option<ErrorKind>) -> Self {
        Self::new(Kind::Other(kind), source)
    }

    /// Replaces the text that is shown; the source stays.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.inner.message = Some(message.into());
        self
    }

    /// Notes that nothing of the request has left this machine, so that sending it again cannot make it take effect twice.
    #[must_use]
    pub fn unsent(mut self) -> Self {
        self.inner.unsent = true;
        self
    }

    /// Nothing of the request has left this machine.
    pub fn is_unsent(&self) -> bool {
        self.inner.unsent
    }

    /// Notes that another attempt would fail in the same way.
    #[must_use]
    pub fn permanent(mut self) -> Self {
        self.inner.permanent = true;
        self
    }

    /// Another attempt would fail in the same way: a certificate is not trusted.
    pub fn is_permanent(&self) -> bool {
        self.inner.permanent
    }

    /// Notes that the request went out on a connection that had been in use before, and that was closed without an answer.
    #[must_use]
    pub fn reused_connection(mut self) -> Self {
        self.inner.reused_connection = true;
        self
    }

    /// The request went out on a connection that had been in use before, and that was closed without an answer: most
    /// likely while it was idle.
    pub fn is_reused_connection(&self) -> bool {
        self.inner.reused_connection
    }

    /// The connection failed: refused, not found, not trusted, or closed.
    pub fn is_io(&self) -> bool {
        self.inner.kind == Kind::Io
    }

    /// Something took too long.
    pub fn is_timeout(&self) -> bool {
        self.inner.kind == Kind::Timeout
    }

    /// The request, or the set-up of the transport, is at fault.
    pub fn is_user(&self) -> bool {
        self.inner.kind == Kind::User
    }

    /// None of the other kinds.
    pub fn is_other(&self) -> bool {
        matches!(self.inner.kind, Kind::Other(_))
    }

    /// What an error of no other kind means for a retry, where that is known.
    pub fn as_other(&self) -> Option<ErrorKind> {
        match self.inner.kind {
            Kind::Other(kind) => kind,
            Kind::Timeout | Kind::User | Kind::Io => None,
        }
    }

    /// The error that this one was made of.
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
