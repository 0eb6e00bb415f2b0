//! The characters of JSON strings that are escaped.

const LOW_BITS: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Returns the number of bytes before the first quote, backslash or control character.
#[inline(never)]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    first_special(bytes)
}

/// Returns the number of bytes before the first special byte, for callers that run for each string.
/// They are functions of their own, so that the constants stay in registers.
#[inline(always)]
pub(super) fn first_special(bytes: &[u8]) -> usize {
    let mut length = 0;
    for pair in bytes.as_chunks().0 {
        if let Some(at) = first_in_pair(pair) {
            return length + at;
        }
        length += 16;
    }
    in_tail(bytes, length)
}

/// Returns the index of the first special byte among 32. Most strings end among the first sixteen.
#[inline(always)]
pub(super) fn first_in_window(window: &[u8; 32]) -> Option<usize> {
    let (pairs, _) = window.as_chunks();
    let [first, second] = pairs else { return None };
    first_in_pair(first).or_else(|| Some(16 + first_in_pair(second)?))
}

/// Returns the index of the first special byte among sixteen.
#[inline(always)]
fn first_in_pair(pair: &[u8; 16]) -> Option<usize> {
    // The compiler vectorizes both halves together.
    let [one, other] = halves(*pair).map(special);
    if one | other == 0 {
        return None;
    }
    let bits = match one {
        0 => 64 + other.trailing_zeros(),
        _ => one.trailing_zeros(),
    };
    Some(bits as usize / 8)
}

#[inline(always)]
fn halves(pair: [u8; 16]) -> [u64; 2] {
    match pair.as_chunks().0 {
        [one, other] => [*one, *other].map(u64::from_le_bytes),
        _ => [0; 2],
    }
}

/// Returns the index of the first special byte from `start` on, or the length if there is none.
#[inline(never)]
fn in_tail(bytes: &[u8], start: usize) -> usize {
    let Some(tail) = bytes.get(start..) else {
        return bytes.len();
    };
    // The last bytes are looked at in one or two steps, some of them for the second time.
    let found = if let (Some(first), Some(last)) = (tail.first_chunk(), tail.last_chunk()) {
        let second = || Some(tail.len() - 8 + first_in_word(u64::from_le_bytes(*last))?);
        first_in_word(u64::from_le_bytes(*first)).or_else(second)
    } else if let (Some(first), Some(last)) = (tail.first_chunk(), tail.last_chunk()) {
        first_in_word(four_and_four(*first, *last)).map(|at| if at < 4 { at } else { at + tail.len() - 8 })
    } else {
        tail.iter().position(|byte| is_special(*byte))
    };
    found.map_or(bytes.len(), |at| start + at)
}

/// Returns the index of the first special byte of a word.
#[inline(always)]
fn first_in_word(word: u64) -> Option<usize> {
    let special = special(word);
    (special != 0).then_some(special.trailing_zeros() as usize / 8)
}

/// Returns a word whose lowest bit that is set is in the first byte that is special.
///
/// In each byte of the word, subtracting sets the high bit if the byte was below the number, and
/// only a borrow from such a byte can set another, above it; so the lowest high bit is right. Bytes
/// whose high bit was set before belong to non-ASCII characters.
#[inline(always)]
fn special(word: u64) -> u64 {
    // The quote is 0x22, and so changes places with the space, next to the control characters.
    let quote_or_control = (word ^ (LOW_BITS * 2)).wrapping_sub(LOW_BITS * 0x21);
    let backslash = (word ^ (LOW_BITS * b'\\' as u64)).wrapping_sub(LOW_BITS);
    (quote_or_control | backslash) & !word & HIGH_BITS
}

fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..0x20)
}

/// Returns the character of the escape that the bytes begin with, and how many bytes it takes; or
/// the problem of an invalid escape.
pub(super) fn read(bytes: &[u8]) -> Result<(char, usize), &'static str> {
    match bytes.get(1) {
        Some(b'u') => read_unicode(bytes).ok_or("a \\u escape in a string does not have four hexadecimal digits"),
        letter => match letter.and_then(|letter| short(*letter)) {
            Some(value) => Ok((value, 2)),
            None => Err("a string has an escape that is not valid in JSON"),
        },
    }
}

/// Returns the character that a backslash and this letter stand for.
#[inline]
pub(super) fn short(letter: u8) -> Option<char> {
    Some(match letter {
        b'"' => '"',
        b'n' => '\n',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b't' => '\t',
        _ => return None,
    })
}

/// Reads one or two escapes that are a character. Half of a surrogate pair, which services send
/// where they cut a text, becomes U+FFFD.
fn read_unicode(bytes: &[u8]) -> Option<(char, usize)> {
    let first = code_unit(bytes)?;
    if let Some(value) = char::from_u32(first.into()) {
        return Some((value, 6));
    }
    let second = bytes.get(6..).and_then(code_unit);
    let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    Some(pair.map_or((char::REPLACEMENT_CHARACTER, 6), |pair| (pair, 12)))
}

/// Returns the number of `\uXXXX`.
fn code_unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.first_chunk::<4>()?;
    digits.iter().try_fold(0, |value, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(value << 4 | u16::try_from(digit).ok()?)
    })
}

/// Appends a string in quotes.
#[inline]
pub(super) fn write(out: &mut String, value: &str) {
    out.push('"');
    match is_plain(value.as_bytes()) {
        true => out.push_str(value),
        false => write_escaped(out, value),
    }
    out.push('"');
}

/// Returns whether no byte is special. Most strings are plain, and this check is cheaper than the
/// search for the first special byte.
#[inline(always)]
fn is_plain(bytes: &[u8]) -> bool {
    let found = if let Some(last) = bytes.last_chunk::<16>() {
        let [mut one, mut other] = halves(*last).map(special);
        for pair in bytes.as_chunks().0 {
            let [first, second] = halves(*pair).map(special);
            one |= first;
            other |= second;
        }
        one | other
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        special(u64::from_le_bytes(*first)) | special(u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        special(four_and_four(*first, *last))
    } else {
        return !bytes.iter().any(|byte| is_special(*byte));
    };
    found == 0
}

#[inline(always)]
fn four_and_four(first: [u8; 4], last: [u8; 4]) -> u64 {
    u64::from(u32::from_le_bytes(first)) | u64::from(u32::from_le_bytes(last)) << 32
}

#[inline(never)]
fn write_escaped(out: &mut String, value: &str) {
    let mut rest = value;
    loop {
        let (run, special) = rest
            .split_at_checked(plain_length(rest.as_bytes()))
            .unwrap_or((rest, ""));
        out.push_str(run);
        let mut chars = special.chars();
        match chars.next() {
            None => break,
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(control) => {
                // Below 0x20, so one hexadecimal digit is 0 or 1.
                out.push_str("\\u00");
                out.push(if control < '\u{10}' { '0' } else { '1' });
                out.extend(char::from_digit(control as u32 % 16, 16));
            }
        }
        rest = chars.as_str();
    }
}

#[cfg(test)]
mod tests {
    use super::{first_special, is_plain};

    #[test]
    fn a_special_byte_is_found_at_each_place() {
        for length in 0..70 {
            let plain: Vec<u8> = (0..length)
                .map(|at| [b'a', b' ', b'!', b'#', 0x7f, 0x80, 0xa2][at % 7])
                .collect();
            assert_eq!(first_special(&plain), length);
            assert!(is_plain(&plain));
            for at in 0..length {
                for byte in [b'"', b'\\', 0, b'\n', 0x1f] {
                    let mut bytes = plain.clone();
                    bytes[at] = byte;
                    assert_eq!(first_special(&bytes), at, "{byte} at {at} of {length}");
                    assert!(!is_plain(&bytes));
                    bytes[length - 1] = b'"';
                    assert_eq!(first_special(&bytes), at, "{byte} at {at} of {length}");
                }
            }
        }
    }
}
