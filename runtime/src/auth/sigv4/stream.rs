//! Signatures of the parts of a body: chunks of `aws-chunked`, their trailers, and events. Each
//! signature covers the one before it.

use std::sync::Arc;
use std::time::SystemTime;

use super::clock::Stamp;
use super::{Algorithm, CredentialScope, Signature, Signer, append, hash};
use crate::auth::Credentials;
use crate::box_error::BoxError;

/// The length of every ECDSA signature of a chunk, so that the length of the body is known; shorter
/// ones are padded with `*`.
const ECDSA_LENGTH: usize = 144;

/// The SHA-256 of nothing, as in every text to sign for a chunk.
const EMPTY_HASH: &[u8] = b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// A signer of the parts of a body.
#[allow(dead_code, reason = "bodies with chunks and event streams are signed by it")]
#[derive(Clone)]
pub(crate) struct StreamSigner {
    signer: Arc<Signer>,
    credentials: Credentials,
    scope: CredentialScope,
    stamp: Stamp,
    /// The signature of the part before.
    previous: Signature,
}

#[allow(dead_code, reason = "bodies with chunks and event streams are signed by it")]
impl StreamSigner {
    /// Returns a signer of the parts after a request that was signed for this time.
    pub(super) fn new(
        credentials: Credentials,
        scope: CredentialScope,
        time: SystemTime,
        request: Signature,
    ) -> Result<Self, BoxError> {
        Ok(Self {
            signer: Arc::default(),
            credentials,
            scope,
            stamp: Stamp::new(time)?,
            previous: request,
        })
    }

    /// Returns the number of digits of each signature of a chunk.
    pub(crate) fn signature_length(&self) -> usize {
        match self.scope.algorithm {
            Algorithm::SigV4 => 64,
            Algorithm::SigV4a => ECDSA_LENGTH,
        }
    }

    /// Signs a chunk; the last one is empty.
    ///
    /// # Errors
    /// The key cannot sign, as for [`Signer::sign`].
    pub(crate) fn chunk(&mut self, data: &[u8]) -> Result<&[u8], BoxError> {
        let hash = hash::hex(&hash::sha256(data));
        self.part("-PAYLOAD", &[EMPTY_HASH, b"\n", &hash])
    }

    /// Signs the trailers, each as `name:value` and a line feed.
    ///
    /// # Errors
    /// As for [`chunk`](Self::chunk).
    pub(crate) fn trailers(&mut self, trailers: &[u8]) -> Result<&[u8], BoxError> {
        let hash = hash::hex(&hash::sha256(trailers));
        self.part("-TRAILER", &[&hash])
    }

    /// Signs an event: its encoded `:date` header, which holds the time, and its payload, which is
    /// a whole encoded message. Returns the bytes of the signature.
    ///
    /// # Errors
    /// The clock is out of range, or the events are to be signed by SigV4a, which has no such form.
    pub(crate) fn event(&mut self, time: SystemTime, headers: &[u8], payload: &[u8]) -> Result<[u8; 32], BoxError> {
        if self.scope.algorithm != Algorithm::SigV4 {
            return Err("SigV4a cannot sign event streams".into());
        }
        self.stamp = Stamp::new(time)?;
        let hashes = [hash::hex(&hash::sha256(headers)), hash::hex(&hash::sha256(payload))];
        let text = self.text("-PAYLOAD", &[&hashes[0], b"\n", &hashes[1]]);
        let (region, service) = (&self.scope.region, &self.scope.service);
        let key = self.signer.keys.key(&self.stamp, region, service, &self.credentials);
        let signature = key.sign(&text);
        self.previous = Signature::Mac(hash::hex(&signature));
        Ok(signature)
    }

    /// Signs a part and returns the digits of its signature.
    fn part(&mut self, kind: &str, content: &[&[u8]]) -> Result<&[u8], BoxError> {
        let text = self.text(kind, content);
        let mut signature = self
            .signer
            .signature(&text, &self.stamp, &self.credentials, &self.scope)?;
        if let Signature::Ecdsa(digits) = &mut signature {
            digits.resize(ECDSA_LENGTH, b'*');
        }
        self.previous = signature;
        Ok(self.previous.as_bytes())
    }

    /// Returns the text to sign for a part.
    fn text(&self, kind: &str, content: &[&[u8]]) -> Vec<u8> {
        let mut text = Vec::with_capacity(320);
        let algorithm = self.scope.algorithm.name().as_bytes();
        append(
            &mut text,
            &[algorithm, kind.as_bytes(), b"\n", self.stamp.date_time(), b"\n"],
        );
        self.scope.append_to(&mut text, &self.stamp);
        append(&mut text, &[b"\n", self.previous.as_bytes(), b"\n"]);
        append(&mut text, content);
        text
    }
}
