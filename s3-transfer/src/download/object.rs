//! The object of a download, in the version at the start of the download.

use std::ops::Range;

use s3::Client;
use s3::config::ResponseChecksumValidation;
use s3::operation::get_object::GetObjectInput;
use s3::operation::get_object::builders::GetObjectInputBuilder;
use s3::operation::head_object::HeadObjectOutput;
use s3::primitives::ByteStream;
use s3::types::ChecksumMode;

use crate::checksum::WholeChecksum;
use crate::error::TransferError;
use crate::manager::{Settings, TransferManager};
use crate::progress::Reporter;

/// The object of a download.
#[derive(Debug)]
pub(super) struct Object {
    client: Client,
    input: GetObjectInput,
    pub(super) head: HeadObjectOutput,
    pub(super) size: u64,
    pub(super) part_size: u64,
    pub(super) checksum: Option<WholeChecksum>,
    pub(super) settings: Settings,
    pub(super) reporter: Reporter,
}

impl Object {
    /// Requests the size and the entity tag of the object. If an entity tag is given, it must be
    /// equal.
    pub(super) async fn find(
        manager: &TransferManager,
        input: GetObjectInputBuilder,
        reporter: Reporter,
        e_tag: Option<String>,
    ) -> Result<Self, TransferError> {
        let input = input.build().map_err(|error| TransferError::input(error.to_string()))?;
        if input.range.is_some() || input.part_number.is_some() {
            return Err(TransferError::input(
                "the input asks for a part of the object: call `get_object`",
            ));
        }
        let client = manager.client.clone();
        let verifies = client.config().response_checksum_validation() != Some(ResponseChecksumValidation::WhenRequired);
        let call = client
            .head_object()
            .set_bucket(input.bucket.clone())
            .set_checksum_mode(verifies.then_some(ChecksumMode::Enabled))
            .set_expected_bucket_owner(input.expected_bucket_owner.clone())
            .set_if_match(e_tag.or_else(|| input.if_match.clone()))
            .set_if_modified_since(input.if_modified_since)
            .set_if_none_match(input.if_none_match.clone())
            .set_if_unmodified_since(input.if_unmodified_since)
            .set_key(input.key.clone())
            .set_request_payer(input.request_payer.clone())
            .set_sse_customer_algorithm(input.sse_customer_algorithm.clone())
            .set_sse_customer_key(input.sse_customer_key.clone())
            .set_sse_customer_key_md5(input.sse_customer_key_md5.clone())
            .set_version_id(input.version_id.clone());
        let head = call.send().await?;
        let size = head.content_length.and_then(|length| u64::try_from(length).ok());
        let size = size.ok_or_else(|| TransferError::input("the store did not say how large the object is"))?;
        Ok(Self {
            client,
            size,
            part_size: manager.settings.part_size(Some(size)),
            checksum: WholeChecksum::of(&head).filter(|_| verifies),
            settings: manager.settings,
            reporter: reporter.with_total(Some(size)),
            input,
            head,
        })
    }

    /// Returns the number of parts.
    pub(super) fn parts(&self) -> u64 {
        self.size.div_ceil(self.part_size)
    }

    /// Returns the range of a part.
    pub(super) fn range(&self, index: u64) -> Range<u64> {
        let start = index * self.part_size;
        start..self.size.min(start + self.part_size)
    }

    /// Returns the data of a range of the object.
    pub(super) async fn get(&self, range: &Range<u64>) -> Result<ByteStream, TransferError> {
        let (start, last) = (range.start, range.end - 1);
        let input = &self.input;
        let call = self
            .client
            .get_object()
            .set_bucket(input.bucket.clone())
            .set_checksum_mode(input.checksum_mode.clone())
            .set_expected_bucket_owner(input.expected_bucket_owner.clone())
            .set_if_match(self.head.e_tag.clone())
            .set_key(input.key.clone())
            .range(format!("bytes={start}-{last}"))
            .set_request_payer(input.request_payer.clone())
            .set_sse_customer_algorithm(input.sse_customer_algorithm.clone())
            .set_sse_customer_key(input.sse_customer_key.clone())
            .set_sse_customer_key_md5(input.sse_customer_key_md5.clone())
            .set_version_id(input.version_id.clone());
        let output = call.send().await?;
        // A store without support for ranges would send the whole object each time.
        let expected = format!("bytes {start}-{last}/");
        let is_whole = *range == (0..self.size);
        match output.content_range {
            Some(found) if !found.starts_with(&expected) => Err(TransferError::Changed(format!(
                "the range of the object ({found} in place of {expected}{})",
                self.size
            ))),
            None if !is_whole => Err(TransferError::input("the store does not return ranges of objects")),
            _ => Ok(output.body),
        }
    }
}
