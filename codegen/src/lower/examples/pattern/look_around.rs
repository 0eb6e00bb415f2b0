//! Look-arounds, which `regex-syntax` does not support. They are removed from a pattern.
//!
//! A look-ahead that limits the length of the text is respected. Others are ignored; tests check
//! the examples of AWS's models against them.

use regex_syntax::ast::ErrorKind;
use regex_syntax::hir::{Hir, HirKind};
use regex_syntax::{Error, parse};

use super::Bounds;

/// The maximum number of look-arounds of a pattern that is parsed.
const MAX_REMOVED: usize = 16;

/// Parses a pattern without its look-arounds; also returns the length that they require.
pub(super) fn parse_without(mut pattern: String) -> Option<(Hir, Bounds)> {
    let mut length = Bounds::default();
    for _ in 0..MAX_REMOVED {
        let start = match parse(&pattern) {
            Ok(parsed) => return Some((parsed, length)),
            Err(Error::Parse(error)) if *error.kind() == ErrorKind::UnsupportedLookAround => error.span().start.offset,
            Err(_) => return None,
        };
        let end = start + group_end(pattern.get(start..)?)?;
        let ahead = pattern[start..end].strip_prefix("(?=");
        if let Some(limit) = ahead.and_then(|ahead| whole_length(ahead.strip_suffix(')')?)) {
            length = limit;
        }
        pattern.replace_range(start..end, "");
    }
    None
}

/// Returns the offset after the parenthesis that closes the one at the start of `pattern`.
fn group_end(pattern: &str) -> Option<usize> {
    let (mut depth, mut in_class, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in pattern.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b']' => in_class = false,
            _ if in_class => {}
            b'[' => in_class = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns the bounds of a pattern such as `.{4,64}$`.
fn whole_length(pattern: &str) -> Option<Bounds> {
    let parsed = parse(pattern).ok().filter(|_| pattern.ends_with('$'))?;
    let parts = match parsed.kind() {
        HirKind::Concat(parts) => parts,
        _ => return None,
    };
    let mut parts = parts.iter().filter(|part| !matches!(part.kind(), HirKind::Look(_)));
    match (parts.next()?.kind(), parts.next()) {
        (HirKind::Repetition(repetition), None) if matches!(repetition.sub.kind(), HirKind::Class(_)) => {
            Some(Bounds::of(repetition))
        }
        _ => None,
    }
}
