//! The encoding `aws-chunked`: a body in chunks of one size, signed or not, with a checksum in its
//! trailer.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>

use bytes::{Bytes, BytesMut};

use crate::auth::sigv4::StreamSigner;
use crate::body::BodyMapper;
use crate::box_error::BoxError;
use crate::checksum::{Checksum, ChecksumAlgorithm};

/// The size of all chunks but the last. Services ask for 8 KB at least.
const CHUNK: usize = 64 * 1024;

const CHUNK_SIGNATURE: &str = ";chunk-signature=";
const TRAILER_SIGNATURE: &str = "x-amz-trailer-signature:";

/// Encodes a body.
pub(super) struct AwsChunked {
    algorithm: ChecksumAlgorithm,
    checksum: Option<Checksum>,
    signer: Option<StreamSigner>,
    /// Data that does not fill a whole chunk yet.
    pending: BytesMut,
}

impl AwsChunked {
    /// Returns an encoder; without a signer the chunks are not signed.
    pub(super) fn new(algorithm: ChecksumAlgorithm, signer: Option<StreamSigner>) -> Self {
        Self {
            algorithm,
            checksum: Some(Checksum::new(algorithm)),
            signer,
            pending: BytesMut::new(),
        }
    }

    /// Appends a chunk without its last line break.
    fn chunk(&mut self, data: &[u8], out: &mut Vec<u8>) -> Result<(), BoxError> {
        out.extend_from_slice(format!("{:x}", data.len()).as_bytes());
        if let Some(signer) = &mut self.signer {
            out.extend_from_slice(CHUNK_SIGNATURE.as_bytes());
            out.extend_from_slice(signer.chunk(data)?);
        }
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(data);
        Ok(())
    }

    /// Returns the length of a chunk with its line breaks.
    fn chunk_length(&self, size: u64) -> u64 {
        let digits = u64::from((64 - size.leading_zeros()).div_ceil(4).max(1));
        digits + self.signature_length(CHUNK_SIGNATURE) + 2 + size + 2
    }

    fn signature_length(&self, label: &str) -> u64 {
        let signature = |signer: &StreamSigner| (label.len() + signer.signature_length()) as u64;
        self.signer.as_ref().map_or(0, signature)
    }
}

impl BodyMapper for AwsChunked {
    fn map(&mut self, data: Bytes) -> Result<Bytes, BoxError> {
        if let Some(checksum) = &mut self.checksum {
            checksum.update(&data);
        }
        self.pending.extend_from_slice(&data);
        let mut out = Vec::new();
        while self.pending.len() >= CHUNK {
            let data = self.pending.split_to(CHUNK);
            self.chunk(&data, &mut out)?;
            out.extend_from_slice(b"\r\n");
        }
        Ok(out.into())
    }

    fn finish(&mut self) -> Result<Option<Bytes>, BoxError> {
        let mut out = Vec::new();
        let data = self.pending.split();
        if !data.is_empty() {
            self.chunk(&data, &mut out)?;
            out.extend_from_slice(b"\r\n");
        }
        self.chunk(b"", &mut out)?;
        let checksum = self.checksum.take().map(Checksum::finish).unwrap_or_default();
        let trailer = format!("{}:{checksum}", self.algorithm.header());
        out.extend_from_slice(trailer.as_bytes());
        out.extend_from_slice(b"\r\n");
        if let Some(signer) = &mut self.signer {
            out.extend_from_slice(TRAILER_SIGNATURE.as_bytes());
            out.extend_from_slice(signer.trailers(format!("{trailer}\n").as_bytes())?);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b"\r\n");
        Ok(Some(out.into()))
    }

    fn content_length(&self, original: Option<u64>) -> Option<u64> {
        let (full, rest) = (original? / CHUNK as u64, original? % CHUNK as u64);
        let rest = if rest == 0 { 0 } else { self.chunk_length(rest) };
        let chunks = full * self.chunk_length(CHUNK as u64) + rest + self.chunk_length(0) - 2;
        let trailer = (self.algorithm.header().len() + 1 + self.algorithm.text_length() + 2) as u64;
        let signature = match self.signature_length(TRAILER_SIGNATURE) {
            0 => 0,
            length => length + 2,
        };
        Some(chunks + trailer + signature + 2)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use std::time::{Duration, UNIX_EPOCH};

    use http::Request;
    use proptest::prelude::*;

    use super::*;
    use crate::auth::Credentials;
    use crate::auth::sigv4::{CredentialScope, Payload, Signer};

    fn encode(mut encoder: AwsChunked, data: &[u8], piece: usize) -> (u64, String) {
        let length = encoder.content_length(Some(data.len() as u64)).unwrap();
        let mut out = Vec::new();
        for piece in data.chunks(piece) {
            out.extend_from_slice(&encoder.map(Bytes::copy_from_slice(piece)).unwrap());
        }
        out.extend_from_slice(&encoder.finish().unwrap().unwrap());
        assert_eq!(length, out.len() as u64);
        (length, String::from_utf8(out).unwrap())
    }

    #[test]
    fn unsigned_chunks_and_a_trailer() {
        let encoder = AwsChunked::new(ChecksumAlgorithm::Crc32, None);
        let (_, text) = encode(encoder, b"123456789", 4);
        assert_eq!(text, "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n");
        let (_, text) = encode(AwsChunked::new(ChecksumAlgorithm::Crc32, None), b"", 1);
        assert_eq!(text, "0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n");
    }

    /// Returns a signer after the request of the example in the manual of S3, "Signature
    /// calculations for trailing headers".
    fn example_signer() -> StreamSigner {
        let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        let credentials = Credentials::from_keys("AKIAIOSFODNN7EXAMPLE", secret, None);
        let scope = CredentialScope::new("us-east-1", "s3");
        let request = Request::put("https://s3.amazonaws.com/examplebucket/chunkObject.txt")
            .header("x-amz-storage-class", "REDUCED_REDUNDANCY")
            .header("content-encoding", "aws-chunked")
            .header("x-amz-decoded-content-length", "66560")
            .header("x-amz-trailer", "x-amz-checksum-crc32c");
        let mut parts = request.body(()).unwrap().into_parts().0;
        let payload = Payload::Streaming("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
        let time = UNIX_EPOCH + Duration::from_secs(1_369_353_600);
        let signature = Signer::default()
            .sign(&mut parts, payload, &credentials, &scope, time)
            .unwrap();
        let expected: &[u8] = b"106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
        assert_eq!(signature.as_bytes(), expected);
        Signer::stream_signer(&credentials, &scope, time, signature).unwrap()
    }

    #[test]
    fn signed_chunks_and_a_signed_trailer() {
        let encoder = AwsChunked::new(ChecksumAlgorithm::Crc32c, Some(example_signer()));
        let (_, text) = encode(encoder, &[b'a'; 66560], 1000);
        let (first, rest) = text.split_once("\r\n").unwrap();
        assert_eq!(
            first,
            "10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2"
        );
        let rest = rest.trim_start_matches('a');
        let (second, last) = rest.split_once(&"a".repeat(1024)).unwrap();
        assert_eq!(
            second.trim(),
            "400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"
        );
        assert_eq!(
            last,
            "\r\n0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n\
            x-amz-checksum-crc32c:sOO8/Q==\r\n\
            x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn the_length_is_known_before(size in 0..300_000_usize, piece in 1..100_000_usize, signed in any::<bool>()) {
            let signer = signed.then(example_signer);
            encode(AwsChunked::new(ChecksumAlgorithm::Sha256, signer), &vec![b'x'; size], piece);
        }
    }
}
