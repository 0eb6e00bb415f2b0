//! The sources of uploads.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use bytes::{Bytes, BytesMut};
use crc_fast::{CrcAlgorithm, Digest};
use s3::primitives::{ByteStream, Length};

use crate::error::TransferError;

/// The size of the chunks in which a file is read for its checksum.
const BUFFER: usize = 256 * 1024;

/// The size of the chunks in which a part of a file is sent. A part has up to three chunks in
/// memory.
const PART_BUFFER: usize = 128 * 1024;

/// The content of an upload: a file, bytes in memory, or a stream.
#[derive(Debug)]
pub struct Source(Kind);

#[derive(Debug)]
pub(crate) enum Kind {
    File(PathBuf),
    Bytes(Bytes),
    Stream(ByteStream),
}

impl Source {
    /// Returns the file of this path as a source. It must not change during the upload.
    pub fn path(path: impl AsRef<Path>) -> Self {
        Self(Kind::File(path.as_ref().to_owned()))
    }

    pub(super) fn into_kind(self) -> Kind {
        self.0
    }
}

impl From<ByteStream> for Source {
    fn from(stream: ByteStream) -> Self {
        Self(Kind::Stream(stream))
    }
}

impl From<Bytes> for Source {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Source {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Kind::Bytes(bytes.into()))
    }
}

impl From<PathBuf> for Source {
    fn from(path: PathBuf) -> Self {
        Self(Kind::File(path))
    }
}

impl From<&Path> for Source {
    fn from(path: &Path) -> Self {
        Self::path(path)
    }
}

/// Data whose parts can be read in any order, and again. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    File {
        path: Arc<Path>,
        size: u64,
        /// The time of the last change, in nanoseconds since 1970.
        modified: Option<u64>,
    },
    Bytes(Bytes),
}

impl Data {
    pub(super) async fn of_file(path: PathBuf) -> Result<Self, TransferError> {
        let path: Arc<Path> = path.into();
        let file = Arc::clone(&path);
        let metadata = tokio::task::spawn_blocking(move || fs::metadata(file)).await?;
        let metadata = metadata.map_err(TransferError::file(&path))?;
        if metadata.is_dir() {
            let text = format!("{} is a folder", path.display());
            return Err(TransferError::input(text));
        }
        let modified = metadata.modified().ok();
        let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Ok(Self::File {
            path,
            size: metadata.len(),
            modified: since.and_then(|since| since.as_nanos().try_into().ok()),
        })
    }

    pub(super) fn size(&self) -> u64 {
        match self {
            Self::File { size, .. } => *size,
            Self::Bytes(bytes) => bytes.len() as u64,
        }
    }

    pub(super) fn modified(&self) -> Option<u64> {
        match self {
            Self::File { modified, .. } => *modified,
            Self::Bytes(_) => None,
        }
    }

    /// Returns a stream of a part, which can be replayed.
    pub(super) async fn part(&self, range: Range<u64>) -> Result<ByteStream, TransferError> {
        match self {
            Self::Bytes(bytes) => Ok(slice(bytes, range).into()),
            Self::File { path, .. } => {
                let length = Length::Exact(range.end - range.start);
                let stream = ByteStream::read_from().path(path).buffer_size(PART_BUFFER);
                Ok(stream.offset(range.start).length(length).build().await?)
            }
        }
    }

    /// Returns the checksum of a part.
    pub(super) async fn checksum(&self, range: Range<u64>, algorithm: CrcAlgorithm) -> Result<u64, TransferError> {
        match self {
            Self::Bytes(bytes) => Ok(crc_fast::checksum(algorithm, &slice(bytes, range))),
            Self::File { path, .. } => {
                let file = Arc::clone(path);
                let read = tokio::task::spawn_blocking(move || checksum_of_file(&file, range, algorithm));
                read.await?.map_err(TransferError::file(path))
            }
        }
    }
}

fn slice(bytes: &Bytes, range: Range<u64>) -> Bytes {
    let end = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
    bytes.slice(end(range.start)..end(range.end))
}

fn checksum_of_file(path: &Path, range: Range<u64>, algorithm: CrcAlgorithm) -> std::io::Result<u64> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(range.start))?;
    let mut part = file.take(range.end - range.start);
    let (mut digest, mut buffer) = (Digest::new(algorithm), vec![0; BUFFER]);
    loop {
        match part.read(&mut buffer)? {
            0 => return Ok(digest.finalize()),
            count => digest.update(buffer.get(..count).unwrap_or_default()),
        }
    }
}

/// Reads a stream part by part.
pub(super) struct PartReader {
    stream: ByteStream,
    part_size: usize,
    /// The start of the next part.
    rest: Bytes,
}

impl PartReader {
    pub(super) fn new(stream: ByteStream, part_size: u64) -> Self {
        Self {
            stream,
            part_size: usize::try_from(part_size).unwrap_or(usize::MAX),
            rest: Bytes::new(),
        }
    }

    /// Returns the next part; `None` at the end. All but the last have the full size.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>, TransferError> {
        if self.rest.len() >= self.part_size {
            return Ok(Some(self.rest.split_to(self.part_size)));
        }
        let mut part = BytesMut::from(std::mem::take(&mut self.rest));
        while part.len() < self.part_size {
            let Some(mut piece) = self.stream.try_next().await? else {
                break;
            };
            self.rest = piece.split_off(piece.len().min(self.part_size - part.len()));
            part.extend_from_slice(&piece);
        }
        Ok((!part.is_empty()).then(|| part.freeze()))
    }
}
