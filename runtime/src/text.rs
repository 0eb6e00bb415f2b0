//! Comparisons of short texts, and functions on texts that are compiled once: those of `str` are
//! compiled for each type of pattern, with a search that short texts do not need.

/// Returns whether two slices of one length are equal. Up to 32 bytes are compared by two loads
/// that may overlap, without a function call.
#[inline(always)]
pub(crate) fn is_equal(one: &[u8], other: &[u8]) -> bool {
    match other.len() {
        2..=32 => is_equal_short(one, other),
        _ => one == other,
    }
}

/// Returns whether two slices of one length, which is from 2 to 32, are equal. It makes no call.
#[inline(always)]
pub(crate) fn is_equal_short(one: &[u8], other: &[u8]) -> bool {
    match other.len() {
        8..=16 => ends_equal::<8>(one, other),
        17..=32 => ends_equal::<16>(one, other),
        4..8 => ends_equal::<4>(one, other),
        2..4 => ends_equal::<2>(one, other),
        _ => false,
    }
}

/// Returns whether the first and the last `N` bytes are equal.
#[inline(always)]
fn ends_equal<const N: usize>(one: &[u8], other: &[u8]) -> bool {
    one.first_chunk::<N>() == other.first_chunk() && one.last_chunk::<N>() == other.last_chunk()
}

/// Returns the position of a part, which is not empty.
pub(crate) fn position(text: &str, part: &str) -> Option<usize> {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let mut at = 0;
    while !text.get(at..)?.starts_with(part) {
        at += 1;
    }
    Some(at)
}

/// Splits a text at the first separator.
pub(crate) fn split_once<'t>(text: &'t str, separator: &str) -> Option<(&'t str, &'t str)> {
    let at = position(text, separator)?;
    Some((text.get(..at)?, text.get(at + separator.len()..)?))
}

/// Returns a text with other words in the places of a part, which is not empty.
#[cfg(feature = "credentials-chain")]
pub(crate) fn replace(text: &str, part: &str, by: &str) -> String {
    let (mut replaced, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = split_once(rest, part) {
        replaced.push_str(before);
        replaced.push_str(by);
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

/// Returns whether a text has one of these bytes, which are ASCII.
pub(crate) fn contains_any(text: &str, bytes: &[u8]) -> bool {
    for byte in text.as_bytes() {
        if bytes.contains(byte) {
            return true;
        }
    }
    false
}

/// Returns texts with a separator between them.
pub(crate) fn join<'t>(texts: impl IntoIterator<Item = &'t str>, separator: &str) -> String {
    join_all(&mut texts.into_iter(), separator)
}

#[inline(never)]
fn join_all(texts: &mut dyn Iterator<Item = &str>, separator: &str) -> String {
    let mut joined = texts.next().unwrap_or_default().to_owned();
    for text in texts {
        joined.push_str(separator);
        joined.push_str(text);
    }
    joined
}

/// Returns a name as settings have it: in lower case, with underscores for spaces and hyphens.
pub(crate) fn setting_name(name: &str) -> String {
    let mut setting = String::with_capacity(name.len());
    for char in name.chars() {
        setting.push(match char {
            ' ' | '-' => '_',
            other => other.to_ascii_lowercase(),
        });
    }
    setting
}
