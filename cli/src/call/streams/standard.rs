//! Standard input as a text, or as the blob of a request.

use std::io::{self, Read as _};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use smithy_client_runtime::primitives::ByteStream;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::failure::Failure;

/// The maximum size of blobs that are read into memory, so that their length is known and the
/// request can be retried.
const IN_MEMORY: usize = 8 << 20;
/// The size of the chunks of larger blobs.
const PIECE: usize = 64 << 10;

/// Reads all of standard input.
pub(super) fn text() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    String::from_utf8(bytes).map_err(|_| Failure::Input("error: standard input is not UTF-8".to_owned()))
}

/// Returns standard input as a blob: bytes if it is small, otherwise a stream, which buffers a few
/// chunks.
pub(super) fn blob() -> Result<ByteStream, Failure> {
    let mut start = Vec::new();
    let read = io::stdin().take(IN_MEMORY as u64).read_to_end(&mut start);
    if read.map_err(|error| unreadable(&error))? < IN_MEMORY {
        return Ok(start.into());
    }
    let (sender, receiver) = channel(4);
    std::thread::spawn(move || pass_on(start.into(), &sender));
    Ok(ByteStream::from_stream(Pieces(receiver)))
}

/// Sends the data that was read and the rest of standard input, until the request ends.
fn pass_on(start: Bytes, sender: &Sender<io::Result<Bytes>>) {
    let mut next = Some(Ok(start));
    while let Some(piece) = next {
        let is_last = piece.is_err();
        if sender.blocking_send(piece).is_err() || is_last {
            return;
        }
        let mut piece = Vec::with_capacity(PIECE);
        next = match io::stdin().take(PIECE as u64).read_to_end(&mut piece) {
            Ok(0) => None,
            Ok(_) => Some(Ok(piece.into())),
            Err(error) => Some(Err(error)),
        };
    }
}

struct Pieces(Receiver<io::Result<Bytes>>);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

fn unreadable(error: &io::Error) -> Failure {
    Failure::Input(format!("error: cannot read standard input: {error}"))
}
