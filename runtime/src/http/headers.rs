//! The headers of responses.

#[cfg(feature = "rest")]
use std::borrow::Cow;
use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

/// The headers of a response.
#[derive(Clone, Default)]
pub struct Headers(HeaderMap);

impl Headers {
    /// Returns the value of the first header with this name, which is case-insensitive, if the
    /// value is UTF-8.
    pub fn get(&self, name: impl AsRef<str>) -> Option<&str> {
        text(self.0.get(name.as_ref())?)
    }

    /// Returns the value of the first header with this name.
    pub(crate) fn value(&self, name: &HeaderName) -> Option<&HeaderValue> {
        self.0.get(name)
    }

    /// Returns the value of the first header with this name, if it is text in UTF-8.
    #[cfg_attr(
        not(feature = "rpc"),
        allow(dead_code, reason = "the errors of RPC protocols have it")
    )]
    pub(crate) fn text(&self, name: &HeaderName) -> Option<&str> {
        text(self.value(name)?)
    }

    /// Returns the values of all headers with this name. Bytes that are not UTF-8 become U+FFFD.
    #[cfg(feature = "rest")]
    pub(crate) fn texts_of(&self, name: &str) -> impl Iterator<Item = Cow<'_, str>> {
        let values = self.0.get_all(name).iter();
        values.map(|value| String::from_utf8_lossy(value.as_bytes()))
    }

    /// Returns the names and the values of all headers. Bytes that are not UTF-8 become U+FFFD.
    #[cfg(feature = "rest")]
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let headers = self.0.iter();
        headers.map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
    }

    /// Returns all headers with their bytes.
    #[cfg(feature = "http-digest-auth")]
    pub(crate) fn as_map(&self) -> &HeaderMap {
        &self.0
    }

    /// Returns whether there is a header with this name.
    pub(crate) fn has(&self, name: &HeaderName) -> bool {
        self.0.contains_key(name)
    }

    /// Returns the request id that the service assigned.
    pub(crate) fn request_id_text(&self) -> Option<&str> {
        self.request_id_texts().0
    }

    /// Returns the second request id that Amazon S3 assigned.
    pub(crate) fn extended_request_id_text(&self) -> Option<&str> {
        self.request_id_texts().1
    }

    /// Returns the request id that the service assigned, and the second one that Amazon S3
    /// assigned. Responses have few headers: to look at each takes less time than to hash names.
    pub(crate) fn request_id_texts(&self) -> (Option<&str>, Option<&str>) {
        const NAMES: [&str; 4] = [
            "x-amzn-requestid",
            "x-amzn-request-id",
            "x-amz-request-id",
            "x-amz-id-2",
        ];
        let mut found = [None; 4];
        for (name, value) in &self.0 {
            let name = name.as_str();
            if name.starts_with("x-amz")
                && let Some(place) = NAMES.iter().position(|known| *known == name)
                && let Some(id @ None) = found.get_mut(place)
            {
                *id = text(value);
            }
        }
        let [.., extended] = found;
        (found.into_iter().flatten().next(), extended)
    }

    /// Returns the values of all headers with this name that are text in UTF-8.
    pub fn get_all(&self, name: impl AsRef<str>) -> impl Iterator<Item = &str> {
        self.0.get_all(name.as_ref()).iter().filter_map(text)
    }

    /// Returns whether there is a header with this name, which is case-insensitive.
    pub fn contains_key(&self, name: impl AsRef<str>) -> bool {
        self.0.contains_key(name.as_ref())
    }

    /// Returns the names, in lower case, and the values of all headers that are text in UTF-8.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), text(value)?)))
    }

    /// Returns the number of headers.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no headers.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn text(value: &HeaderValue) -> Option<&str> {
    std::str::from_utf8(value.as_bytes()).ok()
}

impl fmt::Debug for Headers {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

impl From<HeaderMap> for Headers {
    fn from(headers: HeaderMap) -> Self {
        Self(headers)
    }
}
