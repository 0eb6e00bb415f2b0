//! The error of builds without a library that can sign.

use super::der::KeyParts;
use crate::error::BoxError;

const NEEDED: &str = "to refresh the keys of a `login_session`, build with the feature `ring`, or with `aws-lc-rs` and \
    `https-client`";

/// A key that cannot sign.
pub(super) struct Key;

impl Key {
    pub(super) fn new(_der: &[u8], _parts: &KeyParts<'_>) -> Result<Self, BoxError> {
        Err(NEEDED.into())
    }

    pub(super) fn sign(&self, _message: &[u8]) -> Result<Vec<u8>, BoxError> {
        Err(NEEDED.into())
    }
}
