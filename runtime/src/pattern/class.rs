//! The characters of classes.

/// Returns whether a character is in one of the ranges, whose bounds follow each other.
#[inline]
pub(super) fn contains(ranges: &str, character: char) -> bool {
    let mut bounds = ranges.chars();
    while let (Some(start), Some(end)) = (bounds.next(), bounds.next()) {
        if character <= end {
            return start <= character;
        }
    }
    false
}

/// Returns whether a character is in one of the ranges, given the gap before each and its length.
#[inline]
pub(super) fn large_class_contains(letters: &str, character: char) -> bool {
    let character = u32::from(character);
    let (mut next, mut number, mut is_gap) = (0_u32, 0_u32, true);
    for letter in letters.bytes() {
        let digit = u32::from(letter.to_ascii_lowercase().wrapping_sub(b'a'));
        number = number.wrapping_mul(26).wrapping_add(digit);
        if letter.is_ascii_uppercase() {
            continue;
        }
        next = next.wrapping_add(number);
        match is_gap {
            true if character < next => return false,
            false if character <= next => return true,
            true => {}
            false => next = next.wrapping_add(1),
        }
        (number, is_gap) = (0, !is_gap);
    }
    false
}

/// Returns whether a character is one of `\w`.
#[inline]
pub(super) fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use crate::pattern::Pattern;

    #[test]
    fn large_classes_are_gaps_and_lengths() {
        // `a` to `c`, `e`, and U+20000 to U+2A6DF.
        let letters = "DtcbaHLTiCLFb";
        for pattern in [
            Pattern::parse("S3:^R1,:D13:DtcbaHLTiCLFb$").unwrap_or(Pattern::Start),
            Pattern::parse_with("S3:^R1,:U1:$", &["", "DtcbaHLTiCLFb"]).unwrap_or(Pattern::Start),
        ] {
            for (text, is_match) in [
                ("abce", true),
                ("\u{20000}\u{2a6df}", true),
                ("`", false),
                ("d", false),
                ("f", false),
                ("\u{1ffff}", false),
                ("\u{2a6e0}", false),
                ("\u{10ffff}", false),
            ] {
                assert_eq!(pattern.is_match(text), is_match, "{letters} {text:?}");
            }
        }
        assert!(Pattern::parse("U0:").is_none());
    }
}
