//! Streams that read files.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::{ByteStream, ByteStreamError};
use crate::body::{Body, BodyStream, BufferPool};
use crate::box_error::BoxError;

/// The default size of a chunk in bytes.
const BUFFER_SIZE: usize = 256 * 1024;

/// The number of bytes of a file that a stream reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Length {
    /// Exactly this number; an error if the file has fewer.
    Exact(u64),
    /// This number, or fewer if the file has fewer.
    UpTo(u64),
}

/// Builds a [`ByteStream`] that reads a file, or a part of one.
#[derive(Debug)]
pub struct FsBuilder {
    file: Option<tokio::fs::File>,
    path: Option<PathBuf>,
    offset: u64,
    length: Option<Length>,
    buffer_size: usize,
}

impl FsBuilder {
    /// Returns a builder with nothing set.
    #[expect(clippy::new_without_default, reason = "a builder without a file builds nothing")]
    pub fn new() -> Self {
        Self {
            file: None,
            path: None,
            offset: 0,
            length: None,
            buffer_size: BUFFER_SIZE,
        }
    }

    /// Sets the path of the file. The stream can be replayed.
    #[must_use]
    pub fn path(mut self, path: impl AsRef<Path>) -> Self {
        self.path = Some(path.as_ref().to_owned());
        self
    }

    /// Sets an open file. The stream cannot be replayed, unless a path is set as well.
    #[must_use]
    pub fn file(mut self, file: tokio::fs::File) -> Self {
        self.file = Some(file);
        self
    }

    /// Sets the position of the first byte that is read.
    #[must_use]
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = offset;
        self
    }

    /// Sets the number of bytes that are read; by default, all to the end of the file.
    #[must_use]
    pub fn length(mut self, length: Length) -> Self {
        self.length = Some(length);
        self
    }

    /// Sets the size of a chunk in bytes; 256 KiB by default. One chunk is read ahead.
    #[must_use]
    pub fn buffer_size(mut self, buffer_size: usize) -> Self {
        self.buffer_size = buffer_size.max(1);
        self
    }

    /// Returns the stream. The file is opened now, and read on demand.
    ///
    /// # Errors
    /// No file is set, it cannot be opened, or it is shorter than the offset and the length.
    pub async fn build(self) -> Result<ByteStream, ByteStreamError> {
        let path = self.path.map(Arc::<Path>::from);
        let file = match (self.file, &path) {
            (Some(file), _) => file.into_std().await,
            (None, Some(path)) => {
                let path = Arc::clone(path);
                run_blocking(move || File::open(path))
                    .await
                    .map_err(ByteStreamError::file)?
            }
            (None, None) => return Err(ByteStreamError::file("set a path or a file")),
        };
        let offset = self.offset;
        let opened = run_blocking(move || open_at(file, offset));
        let (file, left) = opened.await.map_err(ByteStreamError::file)?;
        let length = match self.length {
            None => left,
            Some(Length::UpTo(length)) => length.min(left),
            Some(Length::Exact(length)) if length <= left => length,
            Some(Length::Exact(length)) => {
                let problem = format!("it has {left} bytes from byte {offset} on, and not {length}");
                return Err(ByteStreamError::file(problem));
            }
        };
        Ok(ByteStream::new(Body::from_stream(FileBody {
            state: State::Open(file),
            source: FileSource {
                path,
                offset,
                length,
                buffer_size: self.buffer_size,
            },
            left: length,
            pool: BufferPool::default(),
        })))
    }
}

/// Opens a file at a position, and returns how many bytes follow.
fn open_at(mut file: File, offset: u64) -> io::Result<(File, u64)> {
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    let size = metadata.len();
    let Some(left) = size.checked_sub(offset) else {
        return Err(io::Error::other(format!(
            "it has {size} bytes, and byte {offset} is asked for"
        )));
    };
    file.seek(SeekFrom::Start(offset))?;
    Ok((file, left))
}

/// The file, and the part of it that is read.
#[derive(Clone)]
struct FileSource {
    path: Option<Arc<Path>>,
    offset: u64,
    length: u64,
    buffer_size: usize,
}

enum State {
    /// The stream is a replay, which opens the file again at the first read.
    Closed,
    Open(File),
    Reading(JoinHandle<io::Result<(File, BytesMut)>>),
    Done,
}

struct FileBody {
    state: State,
    source: FileSource,
    /// The bytes that were not returned yet.
    left: u64,
    pool: BufferPool,
}

impl FileBody {
    /// Returns a function that reads the next chunk, which blocks.
    fn reader(&mut self, file: Option<File>) -> impl FnOnce() -> io::Result<(File, BytesMut)> + Send + 'static {
        let source = self.source.clone();
        let size = usize::try_from(self.left).unwrap_or(usize::MAX).min(source.buffer_size);
        let mut piece = self.pool.take();
        move || {
            let mut file = match (file, source.path) {
                (Some(file), _) => file,
                (None, Some(path)) => open_at(File::open(path)?, source.offset)?.0,
                (None, None) => return Err(io::Error::other("the file is closed")),
            };
            // The bytes of a buffer that is reused do not need to be zeroed.
            piece.resize(size, 0);
            let count = file.read(&mut piece)?;
            piece.truncate(count);
            Ok((file, piece))
        }
    }

    /// Starts to read the next chunk; outside of tokio, reads it at once.
    fn start(&mut self, file: Option<File>) -> Result<Option<Bytes>, BoxError> {
        let read = self.reader(file);
        match Handle::try_current() {
            Ok(runtime) => {
                self.state = State::Reading(runtime.spawn_blocking(read));
                Ok(None)
            }
            Err(_) => self.finish(read()).map(Some),
        }
    }

    fn finish(&mut self, result: io::Result<(File, BytesMut)>) -> Result<Bytes, BoxError> {
        let (file, piece) = result?;
        if piece.is_empty() {
            return Err("the file has become shorter while it was read".into());
        }
        self.left = self.left.saturating_sub(piece.len() as u64);
        self.state = State::Open(file);
        Ok(self.pool.share(piece))
    }

    /// Starts to read the chunk after the one that was just read, if there is one.
    fn read_ahead(&mut self) {
        if self.left == 0 {
            return;
        }
        self.state = match (std::mem::replace(&mut self.state, State::Done), Handle::try_current()) {
            (State::Open(file), Ok(runtime)) => State::Reading(runtime.spawn_blocking(self.reader(Some(file)))),
            (state, _) => state,
        };
    }
}

impl BodyStream for FileBody {
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            let next = match std::mem::replace(&mut self.state, State::Done) {
                _ if self.left == 0 => return Poll::Ready(None),
                State::Done => return Poll::Ready(None),
                State::Closed => self.start(None),
                State::Open(file) => self.start(Some(file)),
                State::Reading(mut reading) => match Pin::new(&mut reading).poll(context) {
                    Poll::Pending => {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    }
                    Poll::Ready(read) => {
                        let piece = self.finish(read.unwrap_or_else(|error| Err(error.into())));
                        self.read_ahead();
                        piece.map(Some)
                    }
                },
            };
            if let Some(piece) = next.transpose() {
                return Poll::Ready(Some(piece));
            }
        }
    }

    fn content_length(&self) -> Option<u64> {
        Some(self.left)
    }

    fn replay(&self) -> Option<Box<dyn BodyStream>> {
        self.source.path.as_ref()?;
        Some(Box::new(Self {
            state: State::Closed,
            left: self.source.length,
            source: self.source.clone(),
            pool: BufferPool::default(),
        }))
    }
}

async fn run_blocking<T: Send + 'static>(function: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    match Handle::try_current() {
        Ok(runtime) => runtime
            .spawn_blocking(function)
            .await
            .unwrap_or_else(|error| Err(error.into())),
        Err(_) => function(),
    }
}
