//! The encoding `aws-chunked`: a body in chunks of one size, signed or not, with a checksum in its
//! trailer.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>

use bytes::{Buf as _, Bytes, BytesMut};

use crate::auth::sigv4::StreamSigner;
use crate::body::{BodyMapper, BufferPool};
use crate::box_error::BoxError;
use crate::checksum::{Checksum, ChecksumAlgorithm};

/// The size of all chunks but the last. Services ask for 8 KB at least.
const CHUNK: usize = 64 * 1024;

const CHUNK_SIGNATURE: &str = ";chunk-signature=";
const TRAILER_SIGNATURE: &str = "x-amz-trailer-signature:";

/// Encodes a body.
///
/// Data is copied once, into the buffer of its chunk behind the room for the header. Checksum and
/// signature are computed when the chunk is complete, while it is in the cache of the processor.
pub(super) struct AwsChunked {
    algorithm: ChecksumAlgorithm,
    checksum: Option<Checksum>,
    signer: Option<StreamSigner>,
    /// Data that is in no chunk yet.
    rest: Bytes,
    /// The chunk that is being filled; empty before it has data.
    chunk: BytesMut,
    pool: BufferPool,
}

impl AwsChunked {
    /// Returns an encoder; without a signer the chunks are not signed.
    pub(super) fn new(algorithm: ChecksumAlgorithm, signer: Option<StreamSigner>) -> Self {
        Self {
            algorithm,
            checksum: Some(Checksum::new(algorithm)),
            signer,
            rest: Bytes::new(),
            chunk: BytesMut::new(),
            pool: BufferPool::default(),
        }
    }

    /// Copies data to the chunk, and returns the chunk if that fills it.
    fn fill(&mut self) -> Result<Option<Bytes>, BoxError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let header = self.header_length(CHUNK as u64);
        if self.chunk.is_empty() {
            self.chunk = self.pool.take();
            self.chunk.clear();
            self.chunk.reserve(header + self.rest.len().min(CHUNK) + 2);
            self.chunk.resize(header, 0);
        }
        let room = header + CHUNK - self.chunk.len();
        let data = self.rest.split_to(room.min(self.rest.len()));
        self.chunk.extend_from_slice(&data);
        if data.len() < room {
            return Ok(None);
        }
        let chunk = self.complete()?;
        Ok(Some(self.pool.share(chunk)))
    }

    /// Completes the chunk, which has room for the header of a full one.
    fn complete(&mut self) -> Result<BytesMut, BoxError> {
        let mut chunk = std::mem::take(&mut self.chunk);
        let start = self.header_length(CHUNK as u64).min(chunk.len());
        let (header, data) = chunk.split_at_mut(start);
        if let Some(checksum) = &mut self.checksum {
            checksum.update(data);
        }
        let written = self.header(data)?;
        let unused = header.len().saturating_sub(written.len());
        if let Some(room) = header.get_mut(unused..) {
            room.copy_from_slice(&written);
        }
        chunk.advance(unused);
        chunk.extend_from_slice(b"\r\n");
        Ok(chunk)
    }

    /// Returns the header of a chunk with its line break.
    fn header(&mut self, data: &[u8]) -> Result<Vec<u8>, BoxError> {
        let mut header = format!("{:x}", data.len()).into_bytes();
        if let Some(signer) = &mut self.signer {
            header.extend_from_slice(CHUNK_SIGNATURE.as_bytes());
            header.extend_from_slice(signer.chunk(data)?);
        }
        header.extend_from_slice(b"\r\n");
        Ok(header)
    }

    /// Returns the length of the header of a chunk with its line break.
    fn header_length(&self, size: u64) -> usize {
        let digits = (64 - size.leading_zeros()).div_ceil(4).max(1);
        digits as usize + self.signature_length(CHUNK_SIGNATURE) + 2
    }

    /// Returns the length of a chunk with its line breaks.
    fn chunk_length(&self, size: u64) -> u64 {
        self.header_length(size) as u64 + size + 2
    }

    fn signature_length(&self, label: &str) -> usize {
        let signature = |signer: &StreamSigner| label.len() + signer.signature_length();
        self.signer.as_ref().map_or(0, signature)
    }
}

impl BodyMapper for AwsChunked {
    fn map(&mut self, data: Bytes) -> Result<Bytes, BoxError> {
        self.rest = data;
        self.fill().map(Option::unwrap_or_default)
    }

    fn map_rest(&mut self) -> Result<Option<Bytes>, BoxError> {
        self.fill()
    }

    fn finish(&mut self) -> Result<Option<Bytes>, BoxError> {
        let mut out = match self.chunk.is_empty() {
            true => BytesMut::new(),
            false => self.complete()?,
        };
        out.extend_from_slice(&self.header(b"")?);
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
        Ok(Some(out.freeze()))
    }

    fn content_length(&self, original: Option<u64>) -> Option<u64> {
        let (full, rest) = (original? / CHUNK as u64, original? % CHUNK as u64);
        let rest = if rest == 0 { 0 } else { self.chunk_length(rest) };
        let chunks = full * self.chunk_length(CHUNK as u64) + rest + self.header_length(0) as u64;
        let trailer = (self.algorithm.header().len() + 1 + self.algorithm.text_length() + 2) as u64;
        let signature = match self.signature_length(TRAILER_SIGNATURE) {
            0 => 0,
            length => length as u64 + 2,
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
            while let Some(more) = encoder.map_rest().unwrap() {
                out.extend_from_slice(&more);
            }
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
        fn the_length_is_known_before(size in 0..300_000_usize, piece in 1..200_000_usize, signed in any::<bool>()) {
            let signer = signed.then(example_signer);
            encode(AwsChunked::new(ChecksumAlgorithm::Sha256, signer), &vec![b'x'; size], piece);
        }
    }
}
