//! SigV4a: an ECDSA key on the curve P-256, derived from the secret, for all regions and services.

use std::sync::{Mutex, PoisonError};

use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer as _;

use super::hash::HmacKey;
use super::{Algorithm, Signature};
use crate::auth::Credentials;
use crate::box_error::BoxError;

/// The order of the curve's group, less two.
const ORDER_LESS_TWO: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa,
    0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f,
];

/// The cache of the last key, with the credentials that it is derived from.
#[derive(Default)]
pub(super) struct KeyCache(Mutex<Option<(Credentials, SigningKey)>>);

impl KeyCache {
    /// Signs a text with the key of these credentials.
    pub(super) fn sign(&self, credentials: &Credentials, text: &[u8]) -> Result<Signature, BoxError> {
        // An entry is stored in one step, so it is valid even if a thread panicked.
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_for_these = |(other, _): &&(Credentials, SigningKey)| {
            other.access_key_id() == credentials.access_key_id()
                && other.secret_access_key() == credentials.secret_access_key()
        };
        let key = match last.as_ref().filter(is_for_these) {
            Some((_, key)) => key.clone(),
            None => {
                let key = derive(credentials)?;
                *last = Some((credentials.clone(), key.clone()));
                key
            }
        };
        drop(last);
        let signature: p256::ecdsa::Signature = key.sign(text);
        Ok(Signature::Ecdsa(hex(signature.to_der().as_bytes())))
    }
}

/// Derives the key from the secret: the first of up to 254 HMACs that is a number in the range of
/// keys.
pub(super) fn derive(credentials: &Credentials) -> Result<SigningKey, BoxError> {
    let secret = HmacKey::new(format!("AWS4A{}", credentials.secret_access_key()).as_bytes());
    let algorithm = Algorithm::SigV4a.name().as_bytes();
    let access_key_id = credentials.access_key_id().as_bytes();
    for counter in 1..=254_u8 {
        let text = [&[0, 0, 0, 1], algorithm, &[0], access_key_id, &[counter, 0, 0, 1, 0]].concat();
        let mut number = secret.sign(&text);
        if number <= ORDER_LESS_TWO {
            increment(&mut number);
            return Ok(SigningKey::from_slice(&number)?);
        }
    }
    Err("no key for SigV4a can be derived from the secret access key".into())
}

/// Adds one to a big-endian number.
fn increment(number: &mut [u8; 32]) {
    for byte in number.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            return;
        }
    }
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.map(|digit| DIGITS[usize::from(digit)]).collect()
}
