//! SHA-256 and HMAC: from ring if it is linked for TLS anyway (1.5 times as fast on processors
//! without SHA instructions), else from the small crate `hmac-sha256`.

#[cfg(feature = "ring")]
pub(crate) use self::with_ring::{HmacKey, sha256};
#[cfg(not(feature = "ring"))]
pub(crate) use self::without_ring::{HmacKey, sha256};

/// Returns lower-case hexadecimal digits. Without a table, the compiler vectorizes the loop.
pub(crate) fn hex(bytes: &[u8; 32]) -> [u8; 64] {
    let digit = |value: u8| value + if value > 9 { b'a' - 10 } else { b'0' };
    let mut text = [0; 64];
    for (pair, byte) in text.as_chunks_mut().0.iter_mut().zip(bytes) {
        *pair = [digit(byte >> 4), digit(byte & 0xf)];
    }
    text
}

#[cfg(feature = "ring")]
mod with_ring {
    use ring::{digest, hmac};

    /// A key of HMAC, whose two pads are hashed once.
    #[derive(Clone)]
    pub(crate) struct HmacKey(hmac::Key);

    impl HmacKey {
        pub(crate) fn new(key: &[u8]) -> Self {
            Self(hmac::Key::new(hmac::HMAC_SHA256, key))
        }

        pub(crate) fn sign(&self, text: &[u8]) -> [u8; 32] {
            bytes(hmac::sign(&self.0, text).as_ref())
        }
    }

    pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
        self::bytes(digest::digest(&digest::SHA256, bytes).as_ref())
    }

    fn bytes(digest: &[u8]) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(digest);
        bytes
    }
}

#[cfg(any(test, not(feature = "ring")))]
mod without_ring {
    use hmac_sha256::{HMAC, Hash};

    /// A key of HMAC, whose two pads are hashed once.
    #[derive(Clone)]
    pub(crate) struct HmacKey(HMAC);

    impl HmacKey {
        pub(crate) fn new(key: &[u8]) -> Self {
            Self(HMAC::new(key))
        }

        pub(crate) fn sign(&self, text: &[u8]) -> [u8; 32] {
            let mut mac = self.0.clone();
            mac.update(text);
            mac.finalize()
        }
    }

    pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
        Hash::hash(bytes)
    }
}

#[cfg(test)]
mod tests {
    #![allow(unused_imports, reason = "the module re-exports one of the two")]

    use proptest::prelude::*;

    use super::*;

    #[cfg(feature = "ring")]
    proptest! {
        #[test]
        fn both_hash_alike(key in prop::collection::vec(any::<u8>(), 0..150), text in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(with_ring::sha256(&text), without_ring::sha256(&text));
            let (ours, other) = (with_ring::HmacKey::new(&key), without_ring::HmacKey::new(&key));
            prop_assert_eq!(ours.sign(&text), other.sign(&text));
        }
    }

    #[test]
    fn rfc_4231_case_2() {
        let signature = HmacKey::new(b"Jefe").sign(b"what do ya want for nothing?");
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex(&signature), expected.as_bytes());
    }
}
