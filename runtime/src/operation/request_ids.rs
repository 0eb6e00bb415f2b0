//! The request ids in an output.

use std::fmt;

use crate::http::Headers;

/// The ids that a service assigned to a request.
#[doc(hidden)]
#[derive(Clone, Default, PartialEq)]
pub struct RequestIds {
    id: Option<String>,
    extended: Option<Box<str>>,
}

impl RequestIds {
    /// Returns the ids in the headers of a response.
    pub(crate) fn of(headers: &Headers) -> Self {
        let (id, extended) = headers.request_id_texts();
        Self {
            id: id.map(str::to_owned),
            extended: extended.map(Box::from),
        }
    }

    /// Returns the id of the request.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Returns the second id, which Amazon S3 has.
    pub fn extended(&self) -> Option<&str> {
        self.extended.as_deref()
    }
}

impl fmt::Debug for RequestIds {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.id, f)
    }
}
