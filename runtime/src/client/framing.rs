//! The headers by which a server finds the end of a request. Only the client sets them: with a
//! wrong one, a server may read the rest of a body as another request.

#[cfg(feature = "http-checksum")]
use std::task::{Context, Poll, ready};

#[cfg(feature = "http-checksum")]
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::box_error::BoxError;
#[cfg(feature = "http-checksum")]
use crate::http::{Body, BodyStream};

const HEADERS: [HeaderName; 2] = [CONTENT_LENGTH, TRANSFER_ENCODING];

/// The headers of a request that frame its body.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Framing([Option<HeaderValue>; 2]);

impl Framing {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        Self(HEADERS.map(|name| headers.get(name).cloned()))
    }

    /// Checks that a program has not changed them.
    pub(super) fn check(&self, headers: &HeaderMap) -> Result<(), BoxError> {
        let changed = HEADERS.iter().zip(&self.0).find(|(name, before)| {
            let mut values = headers.get_all(*name).iter();
            values.next() != before.as_ref() || values.next().is_some()
        });
        match changed {
            Some((name, _)) => {
                Err(format!("the header `{name}` comes from the body of the request: do not set it").into())
            }
            None => Ok(()),
        }
    }
}

/// Checks the length in the input of an operation against that of the body.
pub(super) fn check_length(claimed: Option<&HeaderValue>, length: u64) -> Result<(), BoxError> {
    match claimed {
        Some(claimed) if *claimed != HeaderValue::from(length) => Err(format!(
            "the input says that the body has {} bytes, and it has {length}",
            String::from_utf8_lossy(claimed.as_bytes())
        )
        .into()),
        _ => Ok(()),
    }
}

/// Returns the length of a body whose length the service requires. For a stream that does not know
/// it, this is the length in the input, which is checked as the stream is sent.
#[cfg(feature = "http-checksum")]
pub(super) fn length_of(body: &mut Body, claimed: Option<&HeaderValue>) -> Result<u64, BoxError> {
    if let Some(length) = body.content_length() {
        check_length(claimed, length)?;
        return Ok(length);
    }
    let claimed = claimed.and_then(|claimed| claimed.to_str().ok()?.parse().ok());
    let length = claimed.ok_or(
        "the service requires the length of the stream: set `content_length`, send a file, bytes or a body that \
         knows its length, or upload it in parts",
    )?;
    *body = Body::from_stream(OfLength {
        body: std::mem::take(body),
        length,
        left: length,
    });
    Ok(length)
}

/// A stream with a length that the program has set.
#[cfg(feature = "http-checksum")]
struct OfLength {
    body: Body,
    length: u64,
    left: u64,
}

#[cfg(feature = "http-checksum")]
impl BodyStream for OfLength {
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let data = ready!(self.body.poll_data(context));
        let rest = match &data {
            Some(Ok(data)) => self.left.checked_sub(data.len() as u64),
            Some(Err(_)) => Some(self.left),
            None => (self.left == 0).then_some(0),
        };
        let Some(rest) = rest else {
            let (length, extent) = (self.length, if data.is_some() { "more" } else { "fewer" });
            let problem = format!("the input says that the body has {length} bytes, and it has {extent}");
            return Poll::Ready(Some(Err(problem.into())));
        };
        self.left = rest;
        Poll::Ready(data)
    }

    fn content_length(&self) -> Option<u64> {
        Some(self.left)
    }

    fn replay(&self) -> Option<Box<dyn BodyStream>> {
        let (body, length) = (self.body.try_clone()?, self.length);
        let left = length;
        Some(Box::new(Self { body, length, left }))
    }
}

/// Returns the value of `content-length`, in one allocation of its size.
pub(super) fn length_value(length: u64) -> HeaderValue {
    let (mut digits, mut at, mut rest) = ([b'0'; 20], 20, length);
    while let Some(place) = digits[..at].last_mut() {
        *place = b'0' + (rest % 10) as u8;
        (at, rest) = (at - 1, rest / 10);
        if rest == 0 {
            break;
        }
    }
    HeaderValue::from_bytes(&digits[at..]).unwrap_or_else(|_| HeaderValue::from(length))
}

#[cfg(test)]
mod tests {
    use super::length_value;

    #[test]
    fn lengths_are_written_in_digits() {
        for length in [0, 7, 10, 1_234_567_890, u64::MAX] {
            assert_eq!(length_value(length), length.to_string());
        }
    }
}
