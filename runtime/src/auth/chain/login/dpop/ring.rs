//! ES256 by ring.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};

use super::der::KeyParts;
use crate::error::BoxError;

/// A key pair.
pub(super) struct Key {
    pair: EcdsaKeyPair,
    random: SystemRandom,
}

impl Key {
    pub(super) fn new(_der: &[u8], parts: &KeyParts<'_>) -> Result<Self, BoxError> {
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let random = SystemRandom::new();
        let (private, public) = (parts.private, parts.public);
        let pair = EcdsaKeyPair::from_private_key_and_public_key(algorithm, private, public, &random);
        // The library's own error has no more detail.
        let pair = pair.map_err(|_| super::NOT_A_KEY)?;
        Ok(Self { pair, random })
    }

    /// Signs, and returns both numbers of the signature, 32 bytes each.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, BoxError> {
        let signature = self.pair.sign(&self.random, message);
        let signature = signature.map_err(|_| "the system has no random numbers to sign with")?;
        Ok(signature.as_ref().to_vec())
    }
}
