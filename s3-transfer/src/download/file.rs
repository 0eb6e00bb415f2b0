//! A download to a file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use s3::operation::head_object::HeadObjectOutput;
use serde::{Deserialize, Serialize};
use tokio::task::{JoinSet, spawn_blocking};

use super::OnState;
use super::object::Object;
use super::range::RangeReader;
use crate::error::TransferError;

/// The bytes of a part that are written at once.
const BUFFER: usize = 512 * 1024;

/// The result of a download to a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Downloaded {
    /// The metadata of the object.
    pub head: HeadObjectOutput,
    /// The size of the object in bytes.
    pub size: u64,
}

/// The state of a download to a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DownloadState {
    /// The entity tag of the object.
    pub e_tag: String,
    /// The size of the object in bytes.
    pub size: u64,
    /// The size of a part in bytes.
    pub part_size: u64,
    /// The parts that are on the disk, with their checksums.
    pub parts: BTreeMap<u64, u64>,
}

/// Downloads an object to a file.
pub(super) async fn download(
    object: Arc<Object>,
    path: &Path,
    on_state: Option<OnState>,
    resumed: Option<DownloadState>,
) -> Result<Downloaded, TransferError> {
    let partial = PartialFile {
        path: partial_path(path),
        is_kept: on_state.is_some() || resumed.is_some(),
    };
    let object = with_part_size(object, resumed.as_ref())?;
    let mut state = resumed.unwrap_or_else(|| DownloadState {
        e_tag: object.head.e_tag.clone().unwrap_or_default(),
        size: object.size,
        part_size: object.part_size,
        parts: BTreeMap::new(),
    });
    partial.open(state.size, !state.parts.is_empty()).await?;
    fetch(&object, &partial.path, &mut state, on_state.as_ref()).await?;
    if let Some(checksum) = &object.checksum {
        let parts = (0..object.parts()).map(|index| {
            let range = object.range(index);
            let checksum = state.parts.get(&index).copied().unwrap_or_default();
            (checksum, range.end - range.start)
        });
        if let Err(error) = checksum.verify(parts) {
            partial.discard();
            return Err(error);
        }
    }
    fs::rename(&partial.path, path).map_err(TransferError::file(path))?;
    Ok(Downloaded {
        head: object.head.clone(),
        size: object.size,
    })
}

/// Returns the object with the parts of the state. The state must belong to the same content.
fn with_part_size(object: Arc<Object>, state: Option<&DownloadState>) -> Result<Arc<Object>, TransferError> {
    let Some(state) = state else {
        return Ok(object);
    };
    if state.size != object.size || object.head.e_tag.as_deref() != Some(&state.e_tag) {
        return Err(TransferError::Changed("the object".to_owned()));
    }
    let mut object = Arc::into_inner(object).ok_or_else(|| TransferError::input("the object is in use"))?;
    object.part_size = state.part_size.max(1);
    Ok(Arc::new(object))
}

/// Fetches the parts that are missing.
async fn fetch(
    object: &Arc<Object>,
    path: &Path,
    state: &mut DownloadState,
    on_state: Option<&OnState>,
) -> Result<(), TransferError> {
    let mut missing = Vec::new();
    for index in 0..object.parts() {
        let range = object.range(index);
        match state.parts.contains_key(&index) {
            true => object.reporter.add(range.end - range.start),
            false => missing.push(index),
        }
    }
    let mut missing = missing.into_iter();
    // Dropping the set cancels all parts.
    let mut running = JoinSet::new();
    loop {
        while running.len() < object.settings.concurrency
            && let Some(index) = missing.next()
        {
            let (object, path) = (Arc::clone(object), path.to_owned());
            running.spawn(part(object, path, index, on_state.is_some()));
        }
        let Some(ended) = running.join_next().await else {
            return Ok(());
        };
        let (index, checksum) = ended??;
        state.parts.insert(index, checksum);
        if let Some(store) = on_state {
            store(state);
        }
    }
}

/// Writes a part to the file, and returns its checksum.
async fn part(object: Arc<Object>, path: PathBuf, index: u64, is_synced: bool) -> Result<(u64, u64), TransferError> {
    let range = object.range(index);
    let mut digest = object.checksum.as_ref().map(|checksum| checksum.digest());
    let mut writer = PartWriter::open(path, range.start).await?;
    let mut reader = RangeReader::new(object, range);
    while let Some(data) = reader.next().await? {
        if let Some(digest) = &mut digest {
            digest.update(&data);
        }
        writer.write(&data).await?;
    }
    writer.finish(is_synced).await?;
    Ok((index, digest.map_or(0, |digest| digest.finalize())))
}

/// Writes a part of a file, a buffer at a time.
struct PartWriter {
    path: PathBuf,
    file: Option<File>,
    buffer: Vec<u8>,
}

impl PartWriter {
    async fn open(path: PathBuf, offset: u64) -> Result<Self, TransferError> {
        let target = path.clone();
        let opened = spawn_blocking(move || {
            let mut file = File::options().write(true).open(target)?;
            file.seek(SeekFrom::Start(offset))?;
            Ok(file)
        });
        let file = opened.await?.map_err(TransferError::file(&path))?;
        Ok(Self {
            path,
            file: Some(file),
            buffer: Vec::new(),
        })
    }

    async fn write(&mut self, data: &[u8]) -> Result<(), TransferError> {
        self.buffer.extend_from_slice(data);
        match self.buffer.len() >= BUFFER {
            true => self.flush(false).await,
            false => Ok(()),
        }
    }

    async fn flush(&mut self, is_synced: bool) -> Result<(), TransferError> {
        let Some(mut file) = self.file.take() else {
            return Ok(());
        };
        let mut buffer = std::mem::take(&mut self.buffer);
        let written = spawn_blocking(move || {
            file.write_all(&buffer)?;
            buffer.clear();
            if is_synced {
                file.sync_data()?;
            }
            io::Result::Ok((file, buffer))
        });
        let (file, buffer) = written.await?.map_err(TransferError::file(&self.path))?;
        (self.file, self.buffer) = (Some(file), buffer);
        Ok(())
    }

    async fn finish(mut self, is_synced: bool) -> Result<(), TransferError> {
        self.flush(is_synced).await
    }
}

fn partial_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

/// A file that is removed when this is dropped, unless it can be resumed or was renamed.
struct PartialFile {
    path: PathBuf,
    is_kept: bool,
}

impl PartialFile {
    /// Creates the file, or opens the one that is resumed, which must have its full size already.
    async fn open(&self, size: u64, is_resumed: bool) -> Result<(), TransferError> {
        let path = self.path.clone();
        let opened = spawn_blocking(move || match is_resumed {
            true => Ok(fs::metadata(path)?.len() == size),
            false => File::create(path)?.set_len(size).map(|()| true),
        });
        match opened.await?.map_err(TransferError::file(&self.path))? {
            true => Ok(()),
            false => Err(TransferError::Changed(self.path.display().to_string())),
        }
    }

    /// Removes the file even if it can be resumed.
    fn discard(mut self) {
        self.is_kept = false;
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        if !self.is_kept {
            // It may have been renamed, or never created.
            drop(fs::remove_file(&self.path));
        }
    }
}
