//! Conversions between bodies and those of the crate `http-body`.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::Body;
#[cfg(feature = "streaming")]
use super::BodyStream;
use crate::box_error::BoxError;

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.poll_data(context)
            .map(|data| data.map(|data| data.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.content_length() == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.content_length().map(SizeHint::with_exact).unwrap_or_default()
    }
}

#[cfg(feature = "streaming")]
impl Body {
    /// Returns a body with the data of a body of the crate `http-body`. Its trailers are dropped.
    pub fn from_body_1_x<B, E>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error = E> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::from_stream(Foreign(Box::pin(body)))
    }
}

/// A body of the crate `http-body`.
#[cfg(feature = "streaming")]
struct Foreign<B>(Pin<Box<B>>);

#[cfg(feature = "streaming")]
impl<B, E> BodyStream for Foreign<B>
where
    B: http_body::Body<Data = Bytes, Error = E> + Send,
    E: Into<BoxError>,
{
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            match std::task::ready!(self.0.as_mut().poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => return Poll::Ready(Some(Ok(data))),
                    Err(_trailers) => {}
                },
                Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn content_length(&self) -> Option<u64> {
        self.0.size_hint().exact()
    }
}
