//! The answer of builds without a library that can sign.

use crate::error::BoxError;

const NEEDED: &str = "the keys of a `login_session` are refreshed with the feature `ring` or `aws-lc-rs` only";

/// A key that nobody can sign with.
pub(super) struct Key;

impl Key {
    pub(super) fn new(_private: &[u8], _public: &[u8]) -> Result<Self, BoxError> {
        Err(NEEDED.into())
    }

    pub(super) fn sign(&self, _message: &[u8]) -> Result<Vec<u8>, BoxError> {
        Err(NEEDED.into())
    }
}
