//! Random UUIDs, for idempotency tokens and invocation ids.

/// A version 4 UUID (RFC 9562) in lower case with hyphens.
pub(crate) fn v4() -> String {
    format(fastrand::u128(..))
}

fn format(random: u128) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let version = (random & !(0xf << 76)) | (0x4 << 76);
    let uuid = (version & !(0x3 << 62)) | (0x2 << 62);
    let mut text = String::with_capacity(36);
    for position in 0..32 {
        if matches!(position, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        let digit = (uuid >> (124 - position * 4)) as usize & 0xf;
        text.push(char::from(DIGITS[digit]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_and_variant_are_set() {
        for (random, expected) in [
            (0, "00000000-0000-4000-8000-000000000000"),
            (u128::MAX, "ffffffff-ffff-4fff-bfff-ffffffffffff"),
            (
                0x0123_4567_89ab_cdef_0123_4567_89ab_cdef,
                "01234567-89ab-4def-8123-456789abcdef",
            ),
        ] {
            assert_eq!(format(random), expected);
        }
        assert_ne!(v4(), v4());
    }
}
