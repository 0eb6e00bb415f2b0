//! Checksums of whole objects from those of their parts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crc_fast::{CrcAlgorithm, Digest};
use s3::operation::head_object::HeadObjectOutput;
use s3::types::{ChecksumType, Part};

use crate::error::TransferError;

/// The checksum of a whole object in the service.
#[derive(Clone, Debug)]
pub(crate) struct WholeChecksum {
    algorithm: CrcAlgorithm,
    expected: String,
}

impl WholeChecksum {
    /// Returns the checksum, if it covers the whole object and can be computed from those of the
    /// parts.
    pub(crate) fn of(head: &HeadObjectOutput) -> Option<Self> {
        if head.checksum_type != Some(ChecksumType::FullObject) {
            return None;
        }
        let all = [
            (CrcAlgorithm::Crc64Nvme, &head.checksum_crc64_nvme),
            (CrcAlgorithm::Crc32Iscsi, &head.checksum_crc32_c),
            (CrcAlgorithm::Crc32IsoHdlc, &head.checksum_crc32),
        ];
        let (algorithm, expected) = all
            .into_iter()
            .find_map(|(algorithm, value)| Some((algorithm, value.clone()?)))?;
        Some(Self { algorithm, expected })
    }

    pub(crate) fn digest(&self) -> Digest {
        Digest::new(self.algorithm)
    }

    /// Compares the checksum with those of all parts, in their order, with their lengths.
    pub(crate) fn verify(&self, parts: impl Iterator<Item = (u64, u64)>) -> Result<(), TransferError> {
        let whole = parts.fold(crc_fast::checksum(self.algorithm, b""), |whole, (checksum, length)| {
            crc_fast::checksum_combine(self.algorithm, whole, checksum, length)
        });
        let found = encode(self.algorithm, whole);
        match found == self.expected {
            true => Ok(()),
            false => Err(TransferError::Checksum {
                expected: self.expected.clone(),
                found,
            }),
        }
    }
}

/// Returns the checksum of an uploaded part that can be computed again.
pub(crate) fn of_part(part: &Part) -> Option<(CrcAlgorithm, &str)> {
    let all = [
        (CrcAlgorithm::Crc64Nvme, &part.checksum_crc64_nvme),
        (CrcAlgorithm::Crc32Iscsi, &part.checksum_crc32_c),
        (CrcAlgorithm::Crc32IsoHdlc, &part.checksum_crc32),
    ];
    all.into_iter()
        .find_map(|(algorithm, value)| Some((algorithm, value.as_deref()?)))
}

/// Returns a checksum in the form of the service.
pub(crate) fn encode(algorithm: CrcAlgorithm, checksum: u64) -> String {
    let bytes = checksum.to_be_bytes();
    match algorithm {
        CrcAlgorithm::Crc64Nvme => STANDARD.encode(bytes),
        _ => STANDARD.encode(&bytes[4..]),
    }
}
