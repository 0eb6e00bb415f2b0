//! What went wrong between this machine and the server, in the words of whoever must mend it.

use std::error::Error;
use std::io::{self, ErrorKind};

use crate::error::{BoxError, Chain, ConnectorError};

/// Where a request goes.
pub(super) struct Target {
    authority: String,
    host: String,
}

impl Target {
    pub(super) fn of(uri: &http::Uri) -> Self {
        let part = |part: Option<&str>| part.unwrap_or_default().to_owned();
        Self {
            authority: part(uri.authority().map(|authority| authority.as_str())),
            host: part(uri.host()),
        }
    }
}

/// An error before the head of the response was there.
pub(super) fn sending(error: hyper_util::client::legacy::Error, target: &Target) -> ConnectorError {
    if error.is_connect() {
        return connecting(error, target);
    }
    let authority = &target.authority;
    if find::<hyper::Error>(&error).is_some_and(hyper::Error::is_parse) {
        let message = format!("{authority} did not answer with HTTP: {}", Chain(&error));
        return ConnectorError::other(error.into(), None).with_message(message);
    }
    let message = if closed(&error) {
        format!("{authority} closed the connection before it answered")
    } else {
        format!("the connection to {authority} failed: {}", Chain(&error))
    };
    ConnectorError::io(error.into()).with_message(message)
}

/// An error in the middle of the response.
pub(super) fn receiving(error: hyper::Error, target: &Target) -> ConnectorError {
    let authority = &target.authority;
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

pub(super) fn too_large(limit: usize, target: &Target) -> ConnectorError {
    let megabytes = limit / (1024 * 1024);
    let problem = format!("the response of {} is larger than {megabytes} MB", target.authority);
    ConnectorError::other(BoxError::from(problem.clone()), None).with_message(problem)
}

fn connecting(error: hyper_util::client::legacy::Error, target: &Target) -> ConnectorError {
    let Target { authority, host } = target;
    let mut timeout = false;
    let why = if let Some(tls) = find::<rustls::Error>(&error) {
        match tls {
            rustls::Error::InvalidCertificate(problem) => {
                format!("the certificate that {host} shows is not trusted: {problem}")
            }
            other => format!("TLS failed: {other}"),
        }
    } else if causes(&error).any(|cause| cause.to_string() == "dns error") {
        format!("the name {host} cannot be resolved: {}", innermost(&error))
    } else {
        match find::<io::Error>(&error).map(io::Error::kind) {
            Some(ErrorKind::ConnectionRefused) => "connection refused".to_owned(),
            Some(ErrorKind::TimedOut) => {
                timeout = true;
                "no answer in time".to_owned()
            }
            _ => innermost(&error),
        }
    };
    let message = format!("could not connect to {authority}: {why}");
    let make = if timeout {
        ConnectorError::timeout
    } else {
        ConnectorError::io
    };
    make(error.into()).with_message(message).unsent()
}

fn closed(error: &(dyn Error + 'static)) -> bool {
    let by_hyper = find::<hyper::Error>(error).is_some_and(|error| error.is_incomplete_message() || error.is_closed());
    let by_system = find::<io::Error>(error).is_some_and(|error| {
        matches!(
            error.kind(),
            ErrorKind::ConnectionReset | ErrorKind::BrokenPipe | ErrorKind::UnexpectedEof
        )
    });
    by_hyper || by_system
}

/// The error and its causes, with what I/O errors wrap, which [`Error::source`] passes over.
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

fn innermost(error: &(dyn Error + 'static)) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}
