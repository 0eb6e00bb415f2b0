//! The checksums of bodies (`aws.protocols#httpChecksum`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crc_fast::{CrcAlgorithm, Digest as Crc};
use md5::Digest as _;

/// A checksum algorithm. The checksums of a response are looked for in this order: the fastest
/// first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChecksumAlgorithm {
    Crc32c,
    Crc32,
    Crc64Nvme,
    Sha1,
    Sha256,
    Sha512,
    Md5,
}

impl ChecksumAlgorithm {
    pub(crate) const ALL: [Self; 7] = [
        Self::Crc32c,
        Self::Crc32,
        Self::Crc64Nvme,
        Self::Sha1,
        Self::Sha256,
        Self::Sha512,
        Self::Md5,
    ];

    /// Returns the algorithm with this name in models and requests.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|algorithm| algorithm.name().eq_ignore_ascii_case(name))
    }

    /// Returns the name in models and requests.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Crc32c => "CRC32C",
            Self::Crc32 => "CRC32",
            Self::Crc64Nvme => "CRC64NVME",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
            Self::Md5 => "MD5",
        }
    }

    /// Returns the name of the header or trailer with the checksum.
    pub(crate) fn header(self) -> &'static str {
        match self {
            Self::Crc32c => "x-amz-checksum-crc32c",
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
            Self::Sha512 => "x-amz-checksum-sha512",
            Self::Md5 => "x-amz-checksum-md5",
        }
    }

    /// Returns the number of characters of a checksum.
    pub(crate) fn text_length(self) -> usize {
        let bytes: usize = match self {
            Self::Crc32c | Self::Crc32 => 4,
            Self::Crc64Nvme => 8,
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        };
        bytes.div_ceil(3) * 4
    }

    /// Returns the checksum of these bytes, in Base64.
    pub(crate) fn checksum(self, bytes: &[u8]) -> String {
        let mut checksum = Checksum::new(self);
        checksum.update(bytes);
        checksum.finish()
    }
}

/// A checksum that is computed incrementally.
pub(crate) enum Checksum {
    Crc(ChecksumAlgorithm, Box<Crc>),
    Sha1(sha1::Sha1),
    Sha256(sha2::Sha256),
    Sha512(Box<sha2::Sha512>),
    Md5(md5::Md5),
}

impl Checksum {
    pub(crate) fn new(algorithm: ChecksumAlgorithm) -> Self {
        let crc = |of| Self::Crc(algorithm, Box::new(Crc::new(of)));
        match algorithm {
            ChecksumAlgorithm::Crc32c => crc(CrcAlgorithm::Crc32Iscsi),
            ChecksumAlgorithm::Crc32 => crc(CrcAlgorithm::Crc32IsoHdlc),
            ChecksumAlgorithm::Crc64Nvme => crc(CrcAlgorithm::Crc64Nvme),
            ChecksumAlgorithm::Sha1 => Self::Sha1(sha1::Sha1::new()),
            ChecksumAlgorithm::Sha256 => Self::Sha256(sha2::Sha256::new()),
            ChecksumAlgorithm::Sha512 => Self::Sha512(Box::new(sha2::Sha512::new())),
            ChecksumAlgorithm::Md5 => Self::Md5(md5::Md5::new()),
        }
    }

    pub(crate) fn update(&mut self, data: &[u8]) {
        match self {
            Self::Crc(_, crc) => crc.update(data),
            Self::Sha1(hash) => hash.update(data),
            Self::Sha256(hash) => hash.update(data),
            Self::Sha512(hash) => hash.update(data),
            Self::Md5(hash) => hash.update(data),
        }
    }

    /// Returns the checksum in Base64.
    pub(crate) fn finish(self) -> String {
        match self {
            Self::Crc(ChecksumAlgorithm::Crc64Nvme, crc) => STANDARD.encode(crc.finalize().to_be_bytes()),
            Self::Crc(_, crc) => STANDARD.encode(&crc.finalize().to_be_bytes()[4..]),
            Self::Sha1(hash) => STANDARD.encode(hash.finalize()),
            Self::Sha256(hash) => STANDARD.encode(hash.finalize()),
            Self::Sha512(hash) => STANDARD.encode(hash.finalize()),
            Self::Md5(hash) => STANDARD.encode(hash.finalize()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values of the catalogue of CRC algorithms and of the hashes, for `123456789`.
    #[test]
    fn known_values() {
        for (algorithm, expected) in [
            (ChecksumAlgorithm::Crc32, "y/Q5Jg=="),
            (ChecksumAlgorithm::Crc32c, "4waSgw=="),
            (ChecksumAlgorithm::Crc64Nvme, "rosUhgp5mIg="),
            (ChecksumAlgorithm::Md5, "JfnnlDI7RTiF9RgfG2JNCw=="),
            (ChecksumAlgorithm::Sha1, "98O8HYCOBHMq32eZZczDTKeuNEE="),
            (
                ChecksumAlgorithm::Sha256,
                "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
            ),
        ] {
            assert_eq!(algorithm.checksum(b"123456789"), expected, "{algorithm:?}");
        }
        for algorithm in ChecksumAlgorithm::ALL {
            assert_eq!(algorithm.checksum(b"").len(), algorithm.text_length(), "{algorithm:?}");
            assert_eq!(ChecksumAlgorithm::from_name(algorithm.name()), Some(algorithm));
        }
    }
}
