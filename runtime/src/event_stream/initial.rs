//! The initial response: the message with the members of an output other than its stream.

use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

use super::decoder::MessageDecoder;
use super::encode::write_message;
use super::reader::is_initial;
use crate::body::{Body, BodyStream};
use crate::box_error::BoxError;

/// An extension of responses: the payload of the initial response.
#[derive(Clone, Debug)]
pub(crate) struct InitialResponse(
    #[cfg_attr(not(feature = "rpc"), allow(dead_code, reason = "only such protocols have it"))] pub(crate) Bytes,
);

/// Waits for the first message of a body. Returns its payload if it is the initial response, and a
/// body with the rest. A body that is not an event stream is returned unchanged.
///
/// # Errors
/// The body broke off.
pub(crate) async fn split(mut body: Body) -> Result<(Option<InitialResponse>, Body), BoxError> {
    let (mut decoder, mut seen) = (MessageDecoder::default(), BytesMut::new());
    loop {
        match decoder.next_message() {
            Ok(Some(message)) if is_initial(&message) => {
                let first = InitialResponse(message.payload().clone());
                return Ok((Some(first), Prefixed::body(decoder.take_rest(), body)));
            }
            Ok(Some(message)) => {
                let mut first = BytesMut::from(write_message(&message)?);
                first.extend_from_slice(&decoder.take_rest());
                return Ok((None, Prefixed::body(first.freeze(), body)));
            }
            Err(_) => return Ok((None, Prefixed::body(seen.freeze(), body))),
            Ok(None) => {}
        }
        match std::future::poll_fn(|context| body.poll_data(context)).await {
            Some(data) => {
                let data = data?;
                seen.extend_from_slice(&data);
                decoder.push(data);
            }
            None => return Ok((None, Prefixed::body(seen.freeze(), body))),
        }
    }
}

/// A body whose first data was already read.
struct Prefixed {
    prefix: Bytes,
    body: Body,
}

impl Prefixed {
    fn body(prefix: Bytes, body: Body) -> Body {
        Body::from_stream(Self { prefix, body })
    }
}

impl BodyStream for Prefixed {
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        match self.prefix.is_empty() {
            true => self.body.poll_data(context),
            false => Poll::Ready(Some(Ok(std::mem::take(&mut self.prefix)))),
        }
    }
}
