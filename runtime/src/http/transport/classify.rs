//! Converts transport failures to errors whose messages say what to do.

use std::error::Error;
use std::io::{self, ErrorKind};

use super::connection::{BodyFailure, SendFailure};
use super::target::Target;
use crate::box_error::{BoxError, Chain};
use crate::http::ConnectorError;

/// The advice for the status 407 of a proxy.
pub(super) const AUTHENTICATION: &str = "it wants another user or password (407): put them into the proxy's URL, as in \
    http://user:password@host:port";

/// Why no connection could be opened.
pub(super) struct ConnectFailure {
    reason: String,
    source: BoxError,
    make: fn(BoxError) -> ConnectorError,
}

impl ConnectFailure {
    pub(super) fn timeout(reason: String, source: BoxError) -> Self {
        let make = ConnectorError::timeout;
        Self { reason, source, make }
    }

    pub(super) fn io(reason: impl Into<String>, source: BoxError) -> Self {
        let (reason, make) = (reason.into(), ConnectorError::io);
        Self { reason, source, make }
    }

    /// Returns a failure that the settings cause.
    pub(super) fn user(reason: String) -> Self {
        let (source, make) = (reason.clone().into(), ConnectorError::user);
        Self { reason, source, make }
    }

    /// Returns the failure for an error of the system or of the server.
    pub(super) fn of_system(error: BoxError) -> Self {
        match find::<io::Error>(&*error).map(io::Error::kind) {
            Some(ErrorKind::ConnectionRefused) => Self::io("connection refused", error),
            Some(ErrorKind::TimedOut) => Self::timeout("no response in time".to_owned(), error),
            Some(ErrorKind::UnexpectedEof) => Self::io("the connection was closed", error),
            _ => Self::io(innermost(&*error), error),
        }
    }

    pub(super) fn of_tls(host: &str, error: BoxError) -> Self {
        let reason = match find::<rustls::Error>(&*error) {
            Some(rustls::Error::InvalidCertificate(problem)) => {
                let reason = format!("the certificate that {host} shows is not trusted: {problem}");
                let make = |source| ConnectorError::io(source).permanent();
                return Self {
                    reason,
                    source: error,
                    make,
                };
            }
            Some(other) => format!("TLS failed: {other}"),
            None => return Self::of_system(error),
        };
        Self::io(reason, error)
    }
}

/// Returns the error of a connection that could not be opened; nothing was sent.
pub(super) fn connecting(problem: ConnectFailure, target: &Target) -> ConnectorError {
    let ConnectFailure { reason, source, make } = problem;
    let authority = &target.authority;
    let way = match &target.proxy {
        Some(proxy) => format!(" through the proxy {proxy}"),
        None => String::new(),
    };
    make(source)
        .with_message(format!("could not connect to {authority}{way}: {reason}"))
        .unsent()
}

/// Returns the error of a request that got no head of a response. `waited` says that the connection
/// was idle before.
pub(super) fn sending(failure: SendFailure, target: &Target, waited: bool) -> ConnectorError {
    let authority = &target.authority;
    let (error, sent, answered) = match failure {
        SendFailure::Timeout(limit) => {
            let message = format!("{authority} did not respond within the read timeout of {limit:?}");
            return ConnectorError::timeout(message.clone().into()).with_message(message);
        }
        #[cfg(feature = "streaming")]
        SendFailure::Stalled(limit) => {
            let message =
                format!("{authority} took nothing of the request for {limit:?}, see `stalled_stream_protection`");
            return ConnectorError::timeout(message.clone().into()).with_message(message);
        }
        SendFailure::Back(error, _) => (error, false, false),
        SendFailure::Broken { error, sent, answered } => (error, sent, answered),
    };
    if error.is_user() {
        return ConnectorError::user(error.into());
    }
    let failure = if error.is_parse() {
        let message = format!("{authority} did not respond with HTTP: {}", Chain(&error));
        ConnectorError::other(error.into(), None).with_message(message)
    } else if closed(&error) {
        let message = format!("{authority} closed the connection before it responded");
        ConnectorError::io(error.into()).with_message(message)
    } else {
        let message = format!("the connection to {authority} failed: {}", Chain(&error));
        ConnectorError::io(error.into()).with_message(message)
    };
    let failure = if sent { failure } else { failure.unsent() };
    if waited && !answered {
        failure.reused_connection()
    } else {
        failure
    }
}

/// Returns the error of a response whose body broke off.
pub(super) fn receiving(failure: BodyFailure, target: &Target) -> ConnectorError {
    let authority = &target.authority;
    let error = match failure {
        BodyFailure::Timeout(limit) => {
            let message =
                format!("{authority} fell silent in the middle of the response for the read timeout of {limit:?}");
            return ConnectorError::timeout(message.clone().into()).with_message(message);
        }
        BodyFailure::Broken(error) => error,
    };
    let message = if closed(&error) || error.is_body_write_aborted() {
        format!("{authority} closed the connection in the middle of the response")
    } else {
        format!(
            "the connection to {authority} failed in the middle of the response: {}",
            Chain(&error)
        )
    };
    ConnectorError::io(error.into()).with_message(message)
}

/// Returns the error of a response larger than the limit, with its size if the server sent it.
pub(super) fn too_large(size: Option<u64>, limit: usize, target: &Target) -> ConnectorError {
    let size = size.map_or_else(|| "more".to_owned(), |size| format!("{size} bytes, more"));
    let problem = format!(
        "the response of {} has {size} than the limit of {limit} bytes, which \
         `HttpsClient::builder().max_response_size(..)` sets",
        target.authority
    );
    ConnectorError::other(BoxError::from(problem.clone()), None).with_message(problem)
}

/// Returns the error of a forwarding proxy that rejects the user.
pub(super) fn proxy_authentication(target: &Target) -> ConnectorError {
    connecting(ConnectFailure::user(AUTHENTICATION.to_owned()), target)
}

fn closed(error: &(dyn Error + 'static)) -> bool {
    let by_hyper = find::<hyper::Error>(error)
        .is_some_and(|error| error.is_incomplete_message() || error.is_closed() || error.is_canceled());
    let by_system = find::<io::Error>(error).is_some_and(|error| {
        matches!(
            error.kind(),
            ErrorKind::ConnectionReset | ErrorKind::BrokenPipe | ErrorKind::UnexpectedEof
        )
    });
    by_hyper || by_system
}

/// Returns the error and its causes, with the errors in I/O errors, which [`Error::source`] skips.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        let error = *error;
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        }
    })
}

fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    causes(error).find_map(|cause| cause.downcast_ref::<T>())
}

pub(super) fn innermost(error: &(dyn Error + 'static)) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}
