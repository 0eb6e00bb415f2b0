//! The `Display` texts of errors, in one line.

use std::error::Error;
use std::fmt::{self, Write};

use super::ErrorMetadata;
use crate::box_error::error_chain;
use crate::serde::{SerializeShape, describe};
use crate::text;

/// Writes a modelled exception as `Code: message; <its other members>; request id …`.
///
/// Sensitive members are redacted.
pub fn display_exception(
    f: &mut fmt::Formatter<'_>,
    metadata: &ErrorMetadata,
    exception: &dyn SerializeShape,
) -> fmt::Result {
    let details = Details(exception).to_string();
    summary(f, metadata, &details)
}

struct Details<'a>(&'a dyn SerializeShape);

impl fmt::Display for Details<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe(f, self.0, &["message", "Message", "errorMessage"])
    }
}

/// Writes `Code: message; details; status and content type if there is no code; cause; request id`.
pub(super) fn summary(f: &mut dyn Write, metadata: &ErrorMetadata, details: &str) -> fmt::Result {
    match (
        metadata.code(),
        metadata.message().filter(|message| !message.is_empty()),
    ) {
        (Some(code), Some(message)) => write!(f, "{code}: {message}")?,
        (Some(code), None) => f.write_str(code)?,
        (None, Some(message)) => write!(f, "{message}{}", Response(metadata))?,
        (None, None) if metadata.status().is_some() => {
            write!(f, "an error without a code{}", Response(metadata))?;
        }
        (None, None) => match metadata.source() {
            Some(source) => return f.write_str(&error_chain(source)),
            None => f.write_str("unknown error")?,
        },
    }
    if !details.is_empty() {
        write!(f, "; {details}")?;
    }
    if let Some(source) = metadata.source() {
        match metadata.status() {
            Some(_) if metadata.code().is_none() => {}
            Some(status) => write!(
                f,
                "; its content (status {status}) cannot be read: {}",
                error_chain(source)
            )?,
            None => write!(f, ": {}", error_chain(source))?,
        }
    }
    match metadata.request_id() {
        Some(id) => write!(f, "; request id {id}"),
        None => Ok(()),
    }
}

struct Response<'a>(&'a ErrorMetadata);

impl fmt::Display for Response<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(status) = self.0.status() else {
            return Ok(());
        };
        write!(f, " (status {status}")?;
        if let Some(content_type) = self.0.content_type() {
            write!(f, ", content type {content_type}")?;
        }
        f.write_str(")")
    }
}

/// Displays an error with all of its causes and, in parentheses, its `Debug` text.
#[derive(Debug)]
pub struct DisplayErrorContext<E: Error>(
    /// The error to display.
    pub E,
);

impl<E: Error> fmt::Display for DisplayErrorContext<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        with_causes(f, &self.0, self.0.source(), &self.0)
    }
}

/// Prints an error and its causes. It is not generic, so that it is compiled once.
fn with_causes(
    f: &mut fmt::Formatter<'_>,
    error: &dyn fmt::Display,
    source: Option<&(dyn Error + 'static)>,
    debug: &dyn fmt::Debug,
) -> fmt::Result {
    let mut text = error.to_string();
    if let Some(source) = source {
        let causes = error_chain(source);
        if text::position(&text, &causes).is_none() {
            let _ = write!(text, ": {causes}");
        }
    }
    write!(f, "{text} ({debug:?})")
}
