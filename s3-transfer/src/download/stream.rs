//! A download as a stream.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use s3::operation::head_object::HeadObjectOutput;
use s3::primitives::ByteStream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::object::Object;
use super::range::RangeReader;
use crate::error::TransferError;

/// An object that is being downloaded.
#[derive(Debug)]
#[non_exhaustive]
pub struct DownloadStream {
    /// The metadata of the object.
    pub head: HeadObjectOutput,
    /// The content. Dropping it cancels the download.
    pub body: ByteStream,
}

impl DownloadStream {
    pub(super) fn new(object: Object) -> Self {
        let head = object.head.clone();
        let (sender, receiver) = mpsc::channel(1);
        let driver = Task(tokio::spawn(drive(Arc::new(object), sender)));
        let pieces = Pieces {
            receiver,
            _driver: driver,
        };
        Self {
            head,
            body: ByteStream::from_stream(pieces),
        }
    }
}

/// A task that ends when this is dropped.
struct Task<T>(JoinHandle<T>);

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

type Piece = Result<Bytes, TransferError>;

struct Pieces {
    receiver: mpsc::Receiver<Piece>,
    _driver: Task<()>,
}

impl Stream for Pieces {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        self.receiver.poll_recv(context)
    }
}

/// Sends the chunks of all parts in order.
async fn drive(object: Arc<Object>, sender: mpsc::Sender<Piece>) {
    if let Err(error) = send_all(object, &sender).await {
        // The receiver is dropped, or the error is the last item.
        drop(sender.send(Err(error)).await);
    }
}

async fn send_all(object: Arc<Object>, sender: &mpsc::Sender<Piece>) -> Result<(), TransferError> {
    let limit = object.settings.buffered_parts(object.part_size);
    let mut waiting = VecDeque::new();
    let mut next = 0;
    let mut checksums = Vec::new();
    loop {
        while waiting.len() < limit && next < object.parts() {
            waiting.push_back(Task(tokio::spawn(part(Arc::clone(&object), next))));
            next += 1;
        }
        let Some(mut task) = waiting.pop_front() else {
            break;
        };
        let part = (&mut task.0).await??;
        checksums.push((part.checksum, part.length));
        for piece in part.pieces {
            if sender.send(Ok(piece)).await.is_err() {
                return Ok(());
            }
        }
    }
    match &object.checksum {
        Some(checksum) => checksum.verify(checksums.into_iter()),
        None => Ok(()),
    }
}

/// A part in memory.
struct Part {
    pieces: Vec<Bytes>,
    checksum: u64,
    length: u64,
}

async fn part(object: Arc<Object>, index: u64) -> Result<Part, TransferError> {
    let range = object.range(index);
    let length = range.end - range.start;
    let mut digest = object.checksum.as_ref().map(|checksum| checksum.digest());
    let mut reader = RangeReader::new(object, range);
    let mut pieces = Vec::new();
    while let Some(piece) = reader.next().await? {
        if let Some(digest) = &mut digest {
            digest.update(&piece);
        }
        pieces.push(piece);
    }
    let checksum = digest.map_or(0, |digest| digest.finalize());
    Ok(Part {
        pieces,
        checksum,
        length,
    })
}
