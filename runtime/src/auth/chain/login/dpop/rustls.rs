//! ES256 by the signatures that rustls has for client certificates, with aws-lc-rs.

use std::sync::Arc;

use rustls::SignatureScheme;
use rustls::crypto::aws_lc_rs::sign::any_ecdsa_type;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer, PrivateSec1KeyDer};
use rustls::sign::SigningKey;

use super::der::{self, KeyParts};
use crate::error::BoxError;

/// A key pair.
pub(super) struct Key(Arc<dyn SigningKey>);

impl Key {
    pub(super) fn new(der: &[u8], _parts: &KeyParts<'_>) -> Result<Self, BoxError> {
        let sec1 = PrivateKeyDer::Sec1(PrivateSec1KeyDer::from(der));
        let pkcs8 = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(der));
        // The library's own error has no more detail.
        let key = any_ecdsa_type(&sec1).or_else(|_| any_ecdsa_type(&pkcs8));
        Ok(Self(key.map_err(|_| super::NOT_A_KEY)?))
    }

    /// Signs, and returns both numbers of the signature, 32 bytes each.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, BoxError> {
        let signer = self.0.choose_scheme(&[SignatureScheme::ECDSA_NISTP256_SHA256]);
        let signature = signer.ok_or(super::NOT_A_KEY)?.sign(message)?;
        der::signature(&signature).ok_or_else(|| "the signature of the login's key has an unknown form".into())
    }
}
