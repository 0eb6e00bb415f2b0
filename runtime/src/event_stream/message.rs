//! The messages of event streams.

use std::fmt;

use bytes::Bytes;

use super::header::{Header, HeaderValue};

/// A message of an event stream: headers and a payload.
///
/// `Debug` shows the names of the headers and the length of the payload, because their content may
/// be sensitive.
#[derive(Clone, Default, PartialEq)]
pub struct Message {
    headers: Vec<Header>,
    payload: Bytes,
}

impl Message {
    /// Returns a message without headers.
    pub fn new(payload: impl Into<Bytes>) -> Self {
        Self::new_from_parts(Vec::new(), payload)
    }

    /// Returns a message with these headers.
    pub fn new_from_parts(headers: Vec<Header>, payload: impl Into<Bytes>) -> Self {
        Self {
            headers,
            payload: payload.into(),
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn add_header(mut self, header: Header) -> Self {
        self.headers.push(header);
        self
    }

    /// Returns the headers in their order.
    pub fn headers(&self) -> &[Header] {
        &self.headers
    }

    /// Returns the payload.
    pub fn payload(&self) -> &Bytes {
        &self.payload
    }

    /// Returns the value of the header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&HeaderValue> {
        let mut headers = self.headers.iter();
        headers.find(|header| header.name() == name).map(Header::value)
    }

    /// Returns the text of a header that every message of its kind has.
    ///
    /// # Errors
    /// The header is missing, or is not a string.
    pub(crate) fn text(&self, name: &str) -> Result<&str, String> {
        match self.header(name) {
            Some(HeaderValue::String(text)) => Ok(text),
            Some(other) => Err(format!(
                "the header `{name}` of the message is a {} and not a string",
                other.kind()
            )),
            None => Err(format!("the message has no header `{name}`")),
        }
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("headers", &self.headers)
            .field("payload", &format_args!("<{} bytes>", self.payload.len()))
            .finish()
    }
}
