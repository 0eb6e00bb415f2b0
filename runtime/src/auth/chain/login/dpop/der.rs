//! The parts of DER that encode P-256 private keys.

/// A private key with its public key.
pub(super) struct KeyParts<'a> {
    #[cfg_attr(not(feature = "ring"), allow(dead_code, reason = "rustls reads the whole key"))]
    pub(super) private: &'a [u8],
    /// The point, in the encoding of SEC 1.
    pub(super) public: &'a [u8],
}

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const PARAMETERS: u8 = 0xa0;
const PUBLIC_KEY: u8 = 0xa1;

/// The object identifier of the curve, `1.2.840.10045.3.1.7`.
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

/// Reads an `ECPrivateKey` (SEC 1, appendix C.4), alone or within PKCS #8; `None` for anything
/// else.
pub(super) fn private_key(bytes: &[u8]) -> Option<KeyParts<'_>> {
    let (sequence, _) = element(bytes, SEQUENCE)?;
    let (version, rest) = element(sequence, INTEGER)?;
    match version {
        // PKCS #8: an algorithm, then the key.
        [0] => {
            let (algorithm, rest) = element(rest, SEQUENCE)?;
            let (_, curve) = element(algorithm, OBJECT_IDENTIFIER)?;
            let (curve, _) = element(curve, OBJECT_IDENTIFIER)?;
            let (key, _) = element(rest, OCTET_STRING)?;
            let (key, _) = element(key, SEQUENCE)?;
            let (_, key) = element(key, INTEGER)?;
            (curve == P256).then(|| ec_private_key(key))?
        }
        [1] => ec_private_key(rest),
        _ => None,
    }
}

/// Reads the fields after the version.
fn ec_private_key(bytes: &[u8]) -> Option<KeyParts<'_>> {
    let (private, mut rest) = element(bytes, OCTET_STRING)?;
    if let Some((parameters, behind)) = element(rest, PARAMETERS) {
        let (curve, _) = element(parameters, OBJECT_IDENTIFIER)?;
        if curve != P256 {
            return None;
        }
        rest = behind;
    }
    let (public, _) = element(rest, PUBLIC_KEY)?;
    let (public, _) = element(public, BIT_STRING)?;
    // The number of unused bits comes first.
    let public = public.strip_prefix(&[0])?;
    Some(KeyParts { private, public })
}

/// Returns both numbers of a signature, 32 bytes each.
#[cfg_attr(
    any(feature = "ring", not(all(feature = "aws-lc-rs", feature = "https-client"))),
    allow(dead_code, reason = "only rustls returns signatures in DER")
)]
pub(super) fn signature(bytes: &[u8]) -> Option<Vec<u8>> {
    let (sequence, _) = element(bytes, SEQUENCE)?;
    let (r, rest) = element(sequence, INTEGER)?;
    let (s, _) = element(rest, INTEGER)?;
    let mut signature = Vec::with_capacity(64);
    for number in [r, s] {
        // A leading zero keeps a number positive.
        let number = number.strip_prefix(&[0]).unwrap_or(number);
        let zeros = 32_usize.checked_sub(number.len())?;
        signature.extend(std::iter::repeat_n(0, zeros));
        signature.extend_from_slice(number);
    }
    Some(signature)
}

/// Returns the content of an element with this tag, and the bytes after it.
fn element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, rest) = bytes.split_first()?;
    if *found != tag {
        return None;
    }
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81 => {
            let (length, rest) = rest.split_first()?;
            (usize::from(*length), rest)
        }
        0x82 => {
            let (length, rest) = rest.split_at_checked(2)?;
            let length = length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            (length, rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}
