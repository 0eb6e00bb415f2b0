//! The names of members as codecs encode them.

/// The number of bytes that are compared at once.
const WINDOW: usize = 32;

/// The name of a member as a codec encodes it. Its first bytes are also stored as words, so that a
/// few instructions compare them with a payload.
#[derive(Debug)]
#[repr(align(16))]
pub(crate) struct EncodedName {
    words: [u64; WINDOW / 8],
    /// The bits of the words that are of the name.
    masks: [u64; WINDOW / 8],
    text: &'static str,
}

impl EncodedName {
    pub(super) fn new(text: &'static str) -> Self {
        let (mut bytes, mut mask) = ([0; WINDOW], [0; WINDOW]);
        for ((byte, mask), found) in bytes.iter_mut().zip(&mut mask).zip(text.bytes()) {
            (*byte, *mask) = (found, 0xff);
        }
        Self {
            words: words(&bytes),
            masks: words(&mask),
            text,
        }
    }

    /// Returns the name.
    #[inline]
    pub(crate) fn text(&self) -> &'static str {
        self.text
    }

    /// Returns the length of the name if it is less than 32 bytes and the payload begins with it.
    #[inline(always)]
    pub(crate) fn short_length(&self, payload: &[u8; 2 * WINDOW]) -> Option<usize> {
        let found = words(payload.first_chunk()?);
        let mut differing = 0;
        for ((found, word), mask) in found.iter().zip(&self.words).zip(&self.masks) {
            differing |= (found ^ word) & mask;
        }
        let length = self.text.len();
        (differing == 0 && length < WINDOW).then_some(length)
    }
}

#[inline(always)]
fn words(bytes: &[u8; WINDOW]) -> [u64; WINDOW / 8] {
    let mut words = [0; WINDOW / 8];
    let (chunks, _) = bytes.as_chunks();
    for (word, chunk) in words.iter_mut().zip(chunks) {
        *word = u64::from_le_bytes(*chunk);
    }
    words
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::EncodedName;

    #[test]
    fn names_of_each_length_are_told_apart() {
        let name = "\"ANameOfAMemberThatIsTooLong\":{\"and\":\"what follows it, in a payload of 64 bytes\"";
        let payload = |text: &str| *text.as_bytes().first_chunk().unwrap();
        for length in 1..40 {
            let encoded = EncodedName::new(&name[..length]);
            let is_short = (length < 32).then_some(length);
            assert_eq!(encoded.short_length(&payload(name)), is_short, "{length}");
            for at in 0..length {
                let mut other = payload(name);
                other[at] ^= 1;
                assert_eq!(encoded.short_length(&other), None, "{length}, {at}");
            }
        }
    }
}
