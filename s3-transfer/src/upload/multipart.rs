//! The calls of a multipart upload, with the members of the input that each takes.

use std::sync::Arc;

use s3::Client;
use s3::config::RequestChecksumCalculation;
use s3::config::retry::{AmbiguousFailures, RetryConfig};
use s3::operation::complete_multipart_upload::CompleteMultipartUploadOutput;
use s3::operation::put_object::PutObjectInput;
use s3::primitives::ByteStream;
use s3::types::{ChecksumAlgorithm, ChecksumType, CompletedMultipartUpload, CompletedPart, Part};

use super::source::Data;
use crate::checksum;
use crate::error::TransferError;

/// A multipart upload that exists.
#[derive(Debug)]
pub(super) struct Multipart {
    client: Client,
    input: Arc<PutObjectInput>,
    upload_id: String,
}

impl Multipart {
    pub(super) fn new(client: &Client, input: &Arc<PutObjectInput>, upload_id: String) -> Self {
        Self {
            client: client.clone(),
            input: Arc::clone(input),
            upload_id,
        }
    }

    /// Starts an upload.
    pub(super) async fn create(client: &Client, input: &Arc<PutObjectInput>) -> Result<Self, TransferError> {
        let mut call = client
            .create_multipart_upload()
            .set_acl(input.acl.clone())
            .set_bucket(input.bucket.clone())
            .set_bucket_key_enabled(input.bucket_key_enabled)
            .set_cache_control(input.cache_control.clone())
            .set_checksum_algorithm(algorithm(client, input))
            .set_content_disposition(input.content_disposition.clone())
            .set_content_encoding(input.content_encoding.clone())
            .set_content_language(input.content_language.clone())
            .set_content_type(input.content_type.clone())
            .set_expected_bucket_owner(input.expected_bucket_owner.clone())
            .set_expires(input.expires)
            .set_grant_full_control(input.grant_full_control.clone())
            .set_grant_read(input.grant_read.clone())
            .set_grant_read_acp(input.grant_read_acp.clone())
            .set_grant_write_acp(input.grant_write_acp.clone())
            .set_key(input.key.clone())
            .set_metadata(input.metadata.clone())
            .set_object_lock_legal_hold_status(input.object_lock_legal_hold_status.clone())
            .set_object_lock_mode(input.object_lock_mode.clone())
            .set_object_lock_retain_until_date(input.object_lock_retain_until_date)
            .set_request_payer(input.request_payer.clone())
            .set_server_side_encryption(input.server_side_encryption.clone())
            .set_sse_customer_algorithm(input.sse_customer_algorithm.clone())
            .set_sse_customer_key(input.sse_customer_key.clone())
            .set_sse_customer_key_md5(input.sse_customer_key_md5.clone())
            .set_ssekms_encryption_context(input.ssekms_encryption_context.clone())
            .set_ssekms_key_id(input.ssekms_key_id.clone())
            .set_storage_class(input.storage_class.clone())
            .set_tagging(input.tagging.clone())
            .set_website_redirect_location(input.website_redirect_location.clone());
        if has_whole_checksum(input) {
            call = call.checksum_type(ChecksumType::FullObject);
        }
        let output = call.send().await?;
        let id = output.upload_id;
        let id = id.ok_or_else(|| TransferError::input("the store returned no id of a multipart upload"))?;
        Ok(Self::new(client, input, id))
    }

    pub(super) fn upload_id(&self) -> &str {
        &self.upload_id
    }

    /// Uploads a part.
    pub(super) async fn upload_part(&self, number: i32, body: ByteStream) -> Result<CompletedPart, TransferError> {
        let input = &self.input;
        let call = self
            .client
            .upload_part()
            .body(body)
            .set_bucket(input.bucket.clone())
            .set_checksum_algorithm(algorithm(&self.client, input))
            .set_expected_bucket_owner(input.expected_bucket_owner.clone())
            .set_key(input.key.clone())
            .part_number(number)
            .set_request_payer(input.request_payer.clone())
            .set_sse_customer_algorithm(input.sse_customer_algorithm.clone())
            .set_sse_customer_key(input.sse_customer_key.clone())
            .set_sse_customer_key_md5(input.sse_customer_key_md5.clone())
            .upload_id(&self.upload_id);
        // Uploading a part again replaces it, so a retry is safe, although the model does not
        // declare that.
        let retries = self.client.config().retry_config().cloned();
        let retries = retries.unwrap_or_else(RetryConfig::standard);
        let retries = retries.with_ambiguous_failures(AmbiguousFailures::RetryAlways);
        let settings = s3::Config::builder().retry_config(retries);
        let output = call.customize().config_override(settings).send().await?;
        Ok(CompletedPart::builder()
            .part_number(number)
            .set_e_tag(output.e_tag)
            .set_checksum_crc32(output.checksum_crc32)
            .set_checksum_crc32_c(output.checksum_crc32_c)
            .set_checksum_crc64_nvme(output.checksum_crc64_nvme)
            .set_checksum_sha1(output.checksum_sha1)
            .set_checksum_sha256(output.checksum_sha256)
            .build())
    }

    /// Returns the parts that the service has and that match the data.
    pub(super) async fn parts_of(&self, data: &Data, part_size: u64) -> Result<Vec<CompletedPart>, TransferError> {
        let input = &self.input;
        let mut parts = self
            .client
            .list_parts()
            .set_bucket(input.bucket.clone())
            .set_expected_bucket_owner(input.expected_bucket_owner.clone())
            .set_key(input.key.clone())
            .set_request_payer(input.request_payer.clone())
            .set_sse_customer_algorithm(input.sse_customer_algorithm.clone())
            .set_sse_customer_key(input.sse_customer_key.clone())
            .set_sse_customer_key_md5(input.sse_customer_key_md5.clone())
            .upload_id(&self.upload_id)
            .into_paginator()
            .items()
            .send();
        let mut matching = Vec::new();
        while let Some(part) = parts.next().await {
            let part = part?;
            if matches(&part, data, part_size).await? {
                matching.push(completed(part));
            }
        }
        Ok(matching)
    }

    /// Completes the object from its parts.
    pub(super) async fn complete(
        &self,
        parts: Vec<CompletedPart>,
        size: u64,
    ) -> Result<CompleteMultipartUploadOutput, TransferError> {
        let input = &self.input;
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
        let mut call = self
            .client
            .complete_multipart_upload()
            .set_bucket(input.bucket.clone())
            .set_checksum_crc32(input.checksum_crc32.clone())
            .set_checksum_crc32_c(input.checksum_crc32_c.clone())
            .set_checksum_crc64_nvme(input.checksum_crc64_nvme.clone())
            .set_expected_bucket_owner(input.expected_bucket_owner.clone())
            .set_if_match(input.if_match.clone())
            .set_if_none_match(input.if_none_match.clone())
            .set_key(input.key.clone())
            .set_mpu_object_size(i64::try_from(size).ok())
            .multipart_upload(parts)
            .set_request_payer(input.request_payer.clone())
            .set_sse_customer_algorithm(input.sse_customer_algorithm.clone())
            .set_sse_customer_key(input.sse_customer_key.clone())
            .set_sse_customer_key_md5(input.sse_customer_key_md5.clone())
            .upload_id(&self.upload_id);
        if has_whole_checksum(input) {
            call = call.checksum_type(ChecksumType::FullObject);
        }
        Ok(call.send().await?)
    }

    /// Aborts the upload. A failure is ignored, because the caller reports a more important error.
    pub(super) async fn abort(&self) {
        let input = &self.input;
        let call = self
            .client
            .abort_multipart_upload()
            .set_bucket(input.bucket.clone())
            .set_expected_bucket_owner(input.expected_bucket_owner.clone())
            .set_key(input.key.clone())
            .set_request_payer(input.request_payer.clone())
            .upload_id(&self.upload_id);
        drop(call.send().await);
    }
}

/// Returns the algorithm of the checksums of parts: the input's, or the default of the settings.
fn algorithm(client: &Client, input: &PutObjectInput) -> Option<ChecksumAlgorithm> {
    let when_required = Some(RequestChecksumCalculation::WhenRequired);
    let of_whole = [
        (&input.checksum_crc32, ChecksumAlgorithm::Crc32),
        (&input.checksum_crc32_c, ChecksumAlgorithm::Crc32C),
        (&input.checksum_crc64_nvme, ChecksumAlgorithm::Crc64Nvme),
    ];
    let of_whole = of_whole.into_iter().find(|(checksum, _)| checksum.is_some());
    let chosen = input
        .checksum_algorithm
        .clone()
        .or(of_whole.map(|(_, algorithm)| algorithm));
    chosen.or_else(|| {
        let is_default = client.config().request_checksum_calculation() != when_required;
        is_default.then_some(ChecksumAlgorithm::Crc32)
    })
}

/// Returns whether the input has a checksum of the whole object that can be computed from those of
/// the parts.
fn has_whole_checksum(input: &PutObjectInput) -> bool {
    let checksums = [
        &input.checksum_crc32,
        &input.checksum_crc32_c,
        &input.checksum_crc64_nvme,
    ];
    checksums.into_iter().any(Option::is_some)
}

/// Whether a part has the size that it should have, and the checksum of the data.
async fn matches(part: &Part, data: &Data, part_size: u64) -> Result<bool, TransferError> {
    let number = part.part_number.and_then(|number| u64::try_from(number).ok());
    let Some(index) = number.and_then(|number| number.checked_sub(1)) else {
        return Ok(false);
    };
    let start = index.saturating_mul(part_size);
    let end = data.size().min(start.saturating_add(part_size));
    if start >= end || part.size.and_then(|size| u64::try_from(size).ok()) != Some(end - start) {
        return Ok(false);
    }
    let Some((algorithm, expected)) = checksum::of_part(part) else {
        return Ok(true);
    };
    let found = data.checksum(start..end, algorithm).await?;
    Ok(checksum::encode(algorithm, found) == expected)
}

fn completed(part: Part) -> CompletedPart {
    CompletedPart::builder()
        .set_part_number(part.part_number)
        .set_e_tag(part.e_tag)
        .set_checksum_crc32(part.checksum_crc32)
        .set_checksum_crc32_c(part.checksum_crc32_c)
        .set_checksum_crc64_nvme(part.checksum_crc64_nvme)
        .set_checksum_sha1(part.checksum_sha1)
        .set_checksum_sha256(part.checksum_sha256)
        .build()
}
