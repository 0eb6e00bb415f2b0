//! Bodies whose data is transformed as it is read: signed chunks, signed events, checksums.

use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::{Body, BodyStream};
use crate::box_error::BoxError;

/// A transformation of the data of a body, chunk by chunk. A body of events has one event per
/// chunk.
pub trait BodyMapper: Send {
    /// Returns the data that replaces a chunk. If it is empty, nothing is sent.
    ///
    /// # Errors
    /// The chunk cannot be sent. This ends the body.
    fn map(&mut self, data: Bytes) -> Result<Bytes, BoxError>;

    /// Returns more of the data that replaces the last chunk, which is sent after what [`map`]
    /// returned; `None` when nothing is left, and by default.
    ///
    /// [`map`]: Self::map
    ///
    /// # Errors
    /// The chunk cannot be sent. This ends the body.
    fn map_rest(&mut self) -> Result<Option<Bytes>, BoxError> {
        Ok(None)
    }

    /// Returns the data after the last chunk, for example trailers; `None` by default.
    ///
    /// # Errors
    /// The end cannot be written.
    fn finish(&mut self) -> Result<Option<Bytes>, BoxError> {
        Ok(None)
    }

    /// Returns the length of the transformed body in bytes, given that of the original; `None`
    /// (unknown) by default.
    fn content_length(&self, original: Option<u64>) -> Option<u64> {
        let _ = original;
        None
    }
}

/// Creates the mapper of a body; called again each time the body is replayed.
type Make = Arc<dyn Fn() -> Box<dyn BodyMapper> + Send + Sync>;

impl Body {
    /// Returns a body whose data is transformed by a mapper. If this body can be replayed, so can
    /// the result, with a new mapper.
    #[must_use]
    pub fn map_data(self, make: impl Fn() -> Box<dyn BodyMapper> + Send + Sync + 'static) -> Self {
        Self::from_stream(Mapped::new(self, Arc::new(make)))
    }
}

struct Mapped {
    body: Body,
    mapper: Box<dyn BodyMapper>,
    make: Make,
    content_length: Option<u64>,
    is_finished: bool,
}

impl Mapped {
    fn new(body: Body, make: Make) -> Self {
        let mapper = make();
        Self {
            content_length: mapper.content_length(body.content_length()),
            body,
            mapper,
            make,
            is_finished: false,
        }
    }
}

impl BodyStream for Mapped {
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        while !self.is_finished {
            let mapped = match self.mapper.map_rest() {
                Ok(None) => match ready!(self.body.poll_data(context)) {
                    Some(Ok(data)) => self.mapper.map(data),
                    Some(Err(error)) => Err(error),
                    None => {
                        self.is_finished = true;
                        self.mapper.finish().map(Option::unwrap_or_default)
                    }
                },
                rest => rest.map(Option::unwrap_or_default),
            };
            match mapped {
                Ok(data) if data.is_empty() => {}
                Ok(data) => return Poll::Ready(Some(Ok(data))),
                Err(error) => {
                    self.is_finished = true;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        Poll::Ready(None)
    }

    fn content_length(&self) -> Option<u64> {
        self.content_length
    }

    fn replay(&self) -> Option<Box<dyn BodyStream>> {
        let body = self.body.try_clone()?;
        Some(Box::new(Self::new(body, Arc::clone(&self.make))))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use std::pin::pin;
    use std::task::Waker;

    use super::*;

    struct Chunked;

    impl BodyMapper for Chunked {
        fn map(&mut self, data: Bytes) -> Result<Bytes, BoxError> {
            Ok([&b"<"[..], &data, b">"].concat().into())
        }

        fn finish(&mut self) -> Result<Option<Bytes>, BoxError> {
            Ok(Some(Bytes::from_static(b"end")))
        }

        fn content_length(&self, original: Option<u64>) -> Option<u64> {
            original.map(|length| length + 5)
        }
    }

    #[test]
    fn data_is_mapped_and_replayed() {
        let body = Body::from("abc").map_data(|| Box::new(Chunked));
        assert_eq!(body.content_length(), Some(8));
        for body in [body.try_clone().unwrap(), body.take(), body] {
            let Poll::Ready(bytes) = pin!(body.collect()).poll(&mut Context::from_waker(Waker::noop())) else {
                panic!("the body is ready");
            };
            assert_eq!(bytes.unwrap(), "<abc>end");
        }
    }
}
