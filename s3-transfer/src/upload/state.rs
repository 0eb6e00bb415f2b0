//! The state of an upload that can be resumed.

use s3::operation::put_object::PutObjectInput;
use serde::{Deserialize, Serialize};

use super::source::Data;
use crate::error::TransferError;

/// The state of an upload, which does not change during the upload. The service stores the list of
/// its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UploadState {
    /// The bucket.
    pub bucket: String,
    /// The key of the object.
    pub key: String,
    /// The id of the multipart upload.
    pub upload_id: String,
    /// The size of a part in bytes.
    pub part_size: u64,
    /// The size of the source in bytes.
    pub size: u64,
    /// The time of the last change of a file, in nanoseconds since 1970.
    pub modified: Option<u64>,
}

impl UploadState {
    pub(super) fn new(input: &PutObjectInput, upload_id: &str, part_size: u64, data: &Data) -> Self {
        Self {
            bucket: input.bucket.clone().unwrap_or_default(),
            key: input.key.clone().unwrap_or_default(),
            upload_id: upload_id.to_owned(),
            part_size,
            size: data.size(),
            modified: data.modified(),
        }
    }

    /// Checks that the state belongs to an upload of this data to this object.
    pub(super) fn check(&self, input: &PutObjectInput, data: &Data) -> Result<(), TransferError> {
        let is_same_object = input.bucket.as_ref() == Some(&self.bucket) && input.key.as_ref() == Some(&self.key);
        match (is_same_object, self.part_size) {
            (false, _) => Err(TransferError::input("the state is that of an upload of another object")),
            (true, 0) => Err(TransferError::input("the state has parts without a size")),
            _ if self.size != data.size() || self.modified != data.modified() => {
                Err(TransferError::Changed("the source".to_owned()))
            }
            _ => Ok(()),
        }
    }
}
