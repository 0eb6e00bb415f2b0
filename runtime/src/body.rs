//! Bodies of requests and responses: bytes in memory, or a stream.

#[cfg(feature = "streaming")]
mod buffer_pool;
#[cfg(any(feature = "https-client", feature = "streaming"))]
mod http_body;
#[cfg(feature = "streaming")]
mod map;

use std::fmt;
use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

#[cfg(feature = "streaming")]
pub(crate) use self::buffer_pool::BufferPool;
#[cfg(feature = "streaming")]
pub use self::map::BodyMapper;
use crate::box_error::BoxError;

/// The maximum number of bytes that are reserved before the data is there.
const MAX_INITIAL_CAPACITY: usize = 8 * 1024 * 1024;

/// The body of a request or a response.
///
/// `Debug` shows the length, and nothing of the content, which may be sensitive.
pub struct Body(Inner);

enum Inner {
    Bytes(Bytes),
    /// The lock is never contended. It only makes a stream `Sync`.
    Stream(Mutex<Box<dyn BodyStream>>),
}

/// A source of the data of a body.
pub trait BodyStream: Send {
    /// Polls for the next chunk of data; `None` at the end.
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>>;

    /// Returns the number of bytes that are left, if it is known.
    fn content_length(&self) -> Option<u64> {
        None
    }

    /// Returns the stream from its start, if it can be replayed. A request whose body cannot be
    /// replayed is not retried.
    fn replay(&self) -> Option<Box<dyn BodyStream>> {
        None
    }
}

impl Body {
    /// Returns an empty body.
    pub const fn empty() -> Self {
        Self(Inner::Bytes(Bytes::new()))
    }

    /// Returns a body whose data comes from a stream.
    pub fn from_stream(stream: impl BodyStream + 'static) -> Self {
        Self(Inner::Stream(Mutex::new(Box::new(stream))))
    }

    /// Returns the bytes, if the body is in memory.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Stream(_) => None,
        }
    }

    /// Returns the bytes without a copy, or the body itself if it is a stream.
    ///
    /// # Errors
    /// The body is a stream.
    pub fn try_into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Bytes(bytes) => Ok(bytes),
            stream @ Inner::Stream(_) => Err(Self(stream)),
        }
    }

    /// Returns the number of bytes, if it is known.
    pub fn content_length(&self) -> Option<u64> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(bytes.len() as u64),
            Inner::Stream(stream) => stream.lock().unwrap_or_else(PoisonError::into_inner).content_length(),
        }
    }

    /// Returns a body with the same data, from its start; `None` for a stream that cannot be
    /// replayed.
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(Self(Inner::Bytes(bytes.clone()))),
            Inner::Stream(stream) => {
                let replayed = stream.lock().unwrap_or_else(PoisonError::into_inner).replay()?;
                Some(Self(Inner::Stream(Mutex::new(replayed))))
            }
        }
    }

    /// Takes the body out of a shared reference. A body that can be replayed stays as it is. Any
    /// other stream is consumed, and a second read is an error.
    #[cfg(feature = "streaming")]
    pub fn take(&self) -> Self {
        if let Some(replayed) = self.try_clone() {
            return replayed;
        }
        let Inner::Stream(stream) = &self.0 else {
            return Self::empty();
        };
        let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = std::mem::replace(&mut *stream, Box::new(Spent));
        Self(Inner::Stream(Mutex::new(taken)))
    }

    /// Polls for the next piece of data; `None` at the end.
    pub fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        match &mut self.0 {
            Inner::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Inner::Stream(stream) => stream
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner)
                .poll_data(context),
        }
    }

    /// Returns the number of bytes to reserve for the rest of the data. It is limited, because the
    /// length comes from the server.
    fn initial_capacity(&self) -> usize {
        let length = self.content_length().unwrap_or_default();
        usize::try_from(length).map_or(MAX_INITIAL_CAPACITY, |length| length.min(MAX_INITIAL_CAPACITY))
    }

    /// Reads the whole body. It is copied only if it arrives in several chunks.
    ///
    /// # Errors
    /// The stream failed.
    pub async fn collect(self) -> Result<Bytes, BoxError> {
        let mut body = match self.try_into_bytes() {
            Ok(bytes) => return Ok(bytes),
            Err(stream) => stream,
        };
        let mut first = Bytes::new();
        let mut joined = BytesMut::new();
        while let Some(data) = poll_fn(|context| body.poll_data(context)).await {
            let data = data?;
            if joined.is_empty() && first.is_empty() {
                first = data;
                continue;
            }
            if joined.is_empty() {
                joined.reserve(first.len() + data.len() + body.initial_capacity());
                joined.extend_from_slice(&std::mem::take(&mut first));
            }
            joined.extend_from_slice(&data);
        }
        Ok(if joined.is_empty() { first } else { joined.freeze() })
    }
}

/// The replacement of a stream that was taken.
#[cfg(feature = "streaming")]
struct Spent;

#[cfg(feature = "streaming")]
impl BodyStream for Spent {
    fn poll_data(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let problem = "the stream was already sent or read, and it cannot be replayed";
        Poll::Ready(Some(Err(problem.into())))
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Inner::Bytes(bytes.into()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0, self.content_length()) {
            (Inner::Bytes(_), Some(length)) => write!(f, "<{length} bytes>"),
            (_, Some(length)) => write!(f, "<stream of {length} bytes>"),
            (_, None) => f.write_str("<stream>"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use std::task::Waker;

    use super::*;

    struct Letters(Vec<&'static str>, bool);

    impl BodyStream for Letters {
        fn poll_data(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
            Poll::Ready(self.0.pop().map(|text| Ok(Bytes::from(text))))
        }

        fn replay(&self) -> Option<Box<dyn BodyStream>> {
            self.1
                .then(|| Box::new(Self(self.0.clone(), true)) as Box<dyn BodyStream>)
        }
    }

    fn collected(body: Body) -> Bytes {
        let mut collecting = std::pin::pin!(body.collect());
        match collecting.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(bytes) => bytes.unwrap(),
            Poll::Pending => panic!("the stream is ready"),
        }
    }

    #[test]
    fn bodies_say_what_they_are() {
        let memory = Body::from("ab");
        assert_eq!(
            (memory.bytes(), memory.content_length()),
            (Some(b"ab".as_slice()), Some(2))
        );
        assert_eq!(collected(memory.try_clone().unwrap()), collected(memory));

        let once = Body::from_stream(Letters(vec!["b", "a"], false));
        assert!(once.bytes().is_none() && once.try_clone().is_none());
        assert_eq!(collected(once), "ab");
        let replayed = Body::from_stream(Letters(vec!["b", "a"], true));
        assert_eq!(collected(replayed.try_clone().unwrap()), "ab");
        assert_eq!(collected(replayed), "ab");
    }
}
