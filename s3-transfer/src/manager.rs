//! The manager of transfers and its settings.

use s3::Client;
use s3::operation::get_object::builders::GetObjectInputBuilder;
use s3::operation::put_object::builders::PutObjectInputBuilder;

use crate::download::Download;
use crate::error::TransferError;
use crate::upload::{Source, Upload, UploadState};

const MEGABYTE: u64 = 1024 * 1024;

/// The minimum size in bytes of a part, except for the last one.
const MIN_PART_SIZE: u64 = 5 * MEGABYTE;

/// The maximum number of parts of an object.
pub(crate) const MAX_PARTS: u64 = 10_000;

/// Transfers objects of any size. Cheap to clone.
///
/// Transfers run on the tokio runtime of the caller.
#[derive(Clone, Debug)]
pub struct TransferManager {
    pub(crate) client: Client,
    pub(crate) settings: Settings,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    part_size: u64,
    pub(crate) multipart_threshold: u64,
    pub(crate) concurrency: usize,
    memory: u64,
}

impl Settings {
    /// Returns the size of the parts of an object: larger than configured if there would be too
    /// many.
    pub(crate) fn part_size(&self, size: Option<u64>) -> u64 {
        let least = size.unwrap_or_default().div_ceil(MAX_PARTS);
        self.part_size.max(least)
    }

    /// Returns the number of parts that may be in memory besides the one that is being filled or
    /// emptied.
    pub(crate) fn buffered_parts(&self, part_size: u64) -> usize {
        let parts = (self.memory / part_size.max(1)).saturating_sub(1);
        usize::try_from(parts).unwrap_or(usize::MAX).clamp(1, self.concurrency)
    }
}

impl TransferManager {
    /// Returns a manager with the default settings.
    pub fn new(client: Client) -> Self {
        Self::builder(client).build()
    }

    /// Returns a builder of a manager.
    pub fn builder(client: Client) -> TransferManagerBuilder {
        TransferManagerBuilder {
            client,
            settings: Settings {
                part_size: 8 * MEGABYTE,
                multipart_threshold: 16 * MEGABYTE,
                concurrency: 8,
                memory: 32 * MEGABYTE,
            },
        }
    }

    /// Returns an upload of this source. The input has the bucket and the key, and may have all
    /// other members except the content.
    pub fn upload(&self, input: PutObjectInputBuilder, source: impl Into<Source>) -> Upload {
        Upload::new(self.clone(), input, source.into())
    }

    /// Returns a download of an object. The input has the bucket and the key.
    pub fn download(&self, input: GetObjectInputBuilder) -> Download {
        Download::new(self.clone(), input)
    }

    /// Aborts an upload that could be resumed, so that its parts no longer take space.
    ///
    /// # Errors
    /// The call failed. It is not an error if the upload no longer exists.
    pub async fn abort(&self, state: &UploadState) -> Result<(), TransferError> {
        let call = self.client.abort_multipart_upload();
        let call = call.bucket(&state.bucket).key(&state.key).upload_id(&state.upload_id);
        match call.send().await {
            Err(error) if error.as_service_error().is_some_and(s3::Error::is_no_such_upload) => Ok(()),
            result => Ok(result.map(drop)?),
        }
    }
}

/// Builds a [`TransferManager`].
#[derive(Clone, Debug)]
pub struct TransferManagerBuilder {
    client: Client,
    settings: Settings,
}

impl TransferManagerBuilder {
    /// Sets the size of a part in bytes: 8 MiB by default, at least 5 MiB. Objects that would have
    /// more than 10,000 parts get larger ones.
    #[must_use]
    pub fn part_size(mut self, bytes: u64) -> Self {
        self.settings.part_size = bytes.max(MIN_PART_SIZE);
        self
    }

    /// Sets the size from which objects are uploaded in parts: 16 MiB by default.
    #[must_use]
    pub fn multipart_threshold(mut self, bytes: u64) -> Self {
        self.settings.multipart_threshold = bytes;
        self
    }

    /// Sets the number of parts that are transferred in parallel: 8 by default.
    #[must_use]
    pub fn concurrency(mut self, parts: usize) -> Self {
        self.settings.concurrency = parts.max(1);
        self
    }

    /// Sets the bytes that a transfer from or to a stream buffers in memory: 32 MiB by default, and
    /// at least two parts. Transfers from and to files buffer less than 1 MiB per part.
    #[must_use]
    pub fn memory(mut self, bytes: u64) -> Self {
        self.settings.memory = bytes;
        self
    }

    /// Returns the manager.
    pub fn build(self) -> TransferManager {
        TransferManager {
            client: self.client,
            settings: self.settings,
        }
    }
}
