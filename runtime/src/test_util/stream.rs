//! Streams with faults, for the outputs of a mock.

use std::task::{Context, Poll};

use bytes::Bytes;

use crate::body::{Body, BodyStream};
use crate::box_error::BoxError;
use crate::http::ConnectorError;
use crate::primitives::ByteStream;

/// Returns a stream that has this data and then breaks off, as if the connection were closed.
pub fn broken_stream(data: impl Into<Bytes>) -> ByteStream {
    ByteStream::new(Body::from_stream(Broken(Some(data.into()))))
}

struct Broken(Option<Bytes>);

impl BodyStream for Broken {
    fn poll_data(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let data = self.0.take().filter(|data| !data.is_empty());
        Poll::Ready(Some(data.ok_or_else(|| {
            let problem = "the mock closed the connection in the middle of the response";
            ConnectorError::io(problem.into()).with_message(problem).into()
        })))
    }
}
