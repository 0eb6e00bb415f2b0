//! Blobs that are streamed.

mod aggregated;
mod async_read;
mod error;
mod fs;

use std::fmt;
use std::future::poll_fn;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;

pub use self::aggregated::AggregatedBytes;
pub use self::async_read::ByteStreamReader;
pub use self::error::ByteStreamError;
pub use self::fs::{FsBuilder, Length};
use crate::body::Body;
use crate::box_error::BoxError;

/// A blob that is streamed, so that it does not need to fit into memory.
///
/// A received stream is read on demand, and dropping it closes its connection. A sent stream comes
/// from memory, a file, or any source of bytes. A request is retried only if its stream can be
/// replayed: from memory, or from a file by its path.
#[derive(Default)]
pub struct ByteStream {
    body: Body,
}

impl ByteStream {
    /// Returns a stream of the data of a body.
    pub fn new(body: impl IntoBody) -> Self {
        Self { body: body.into_body() }
    }

    /// Returns a stream of static bytes. It can be replayed.
    pub fn from_static(bytes: &'static [u8]) -> Self {
        Self::from(Bytes::from_static(bytes))
    }

    /// Returns a stream of the data of a body of the crate `http-body`. It cannot be replayed.
    pub fn from_body_1_x<B, E>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error = E> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::new(Body::from_body_1_x(body))
    }

    /// Returns a stream of the data of a `futures_core::Stream`. It cannot be replayed, and its
    /// length is unknown.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: futures_core::Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::new(Body::from_stream(Items(Box::pin(stream))))
    }

    /// Returns a builder of a stream that reads a file, or a part of one.
    pub fn read_from() -> FsBuilder {
        FsBuilder::new()
    }

    /// Returns a stream that reads a file. It can be replayed, so the file must not change while
    /// the request is sent.
    ///
    /// # Errors
    /// The file cannot be opened, or is not a file.
    pub async fn from_path(path: impl AsRef<Path>) -> Result<Self, ByteStreamError> {
        FsBuilder::new().path(path).build().await
    }

    /// Returns the body.
    pub fn into_inner(self) -> Body {
        self.body
    }

    /// Returns the body by reference.
    pub(crate) fn body(&self) -> &Body {
        &self.body
    }

    /// Returns the bytes, if the stream is in memory.
    pub fn bytes(&self) -> Option<&[u8]> {
        self.body.bytes()
    }

    /// Returns the next chunk of data; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, ByteStreamError>> {
        poll_fn(|context| self.poll_data(context)).await
    }

    /// Returns the next chunk of data; `None` at the end.
    ///
    /// # Errors
    /// The stream broke off.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, ByteStreamError> {
        self.next().await.transpose()
    }

    /// Polls for the next chunk of data; `None` at the end.
    pub fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, ByteStreamError>>> {
        self.poll_data(context)
    }

    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, ByteStreamError>>> {
        let data = self.body.poll_data(context);
        data.map(|data| data.map(|data| data.map_err(ByteStreamError::streaming)))
    }

    /// Reads the whole stream into memory.
    ///
    /// # Errors
    /// The stream broke off.
    pub async fn collect(self) -> Result<AggregatedBytes, ByteStreamError> {
        let bytes = self.body.collect().await;
        bytes.map(AggregatedBytes::new).map_err(ByteStreamError::streaming)
    }

    /// Returns the lower and, if known, the upper bound of the number of remaining bytes.
    pub fn size_hint(&self) -> (u64, Option<u64>) {
        let length = self.body.content_length();
        (length.unwrap_or_default(), length)
    }

    /// Returns a reader of the stream for the I/O traits of tokio.
    pub fn into_async_read(self) -> ByteStreamReader {
        ByteStreamReader::new(self)
    }
}

/// A value that can be the body of a [`ByteStream`]: a body of this crate or, with the feature
/// `aws-config`, one of the AWS SDK.
#[doc(hidden)]
pub trait IntoBody {
    /// Returns the body.
    fn into_body(self) -> Body;
}

impl IntoBody for Body {
    fn into_body(self) -> Body {
        self
    }
}

impl From<Body> for ByteStream {
    fn from(body: Body) -> Self {
        Self::new(body)
    }
}

macro_rules! from_bytes {
    ($($source:ty)*) => {$(
        impl From<$source> for ByteStream {
            fn from(bytes: $source) -> Self {
                Self::new(Body::from(bytes))
            }
        }
    )*};
}

from_bytes!(Bytes Vec<u8> String &'static [u8] &'static str);

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ByteStream").field(&self.body).finish()
    }
}

impl futures_core::Stream for ByteStream {
    type Item = Result<Bytes, ByteStreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_data(context)
    }
}

impl http_body::Body for ByteStream {
    type Data = Bytes;
    type Error = ByteStreamError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, ByteStreamError>>> {
        let data = self.poll_data(context);
        data.map(|data| data.map(|data| data.map(http_body::Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.content_length() == Some(0)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::Body::size_hint(&self.body)
    }
}

/// The items of a stream as a body.
struct Items<S>(Pin<Box<S>>);

impl<S, E> crate::body::BodyStream for Items<S>
where
    S: futures_core::Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let item = self.0.as_mut().poll_next(context);
        item.map(|item| item.map(|item| item.map_err(Into::into)))
    }
}
