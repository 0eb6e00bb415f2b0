//! The pieces of a paragraph between which a line may end without a change of what it says.

use std::ops::Range;

use super::code_spans::{code_spans, is_escaped};

/// Links with longer addresses need no care: an address holds no space.
const LONGEST_ADDRESS: usize = 1024;

/// The lines of a paragraph that are lines by intent, each as the pieces between its spaces. Indented far enough, a line
/// may start with what starts a block elsewhere; that is escaped, since the indentation goes.
pub(super) fn units(lines: &[&str]) -> Vec<Vec<String>> {
    let text = lines
        .iter()
        .map(|line| line.trim_start())
        .collect::<Vec<_>>()
        .join("\n");
    let whole = whole(&text);
    let mut out = vec![Vec::new()];
    let mut whole = whole.iter().peekable();
    let mut start = 0;
    for (at, space) in text.match_indices([' ', '\n']).chain([(text.len(), "\n")]) {
        while whole.next_if(|range| range.end <= at).is_some() {}
        if at < text.len() && whole.peek().is_some_and(|range| range.start < at) {
            continue;
        }
        let unit = text[start..at].replace('\n', " ");
        let is_break =
            space == "\n" && at < text.len() && (text[..at].ends_with("  ") || (start < at && is_escaped(&text, at)));
        start = at + 1;
        if let Some(line) = out.last_mut() {
            let unit = if is_break {
                unit.strip_suffix('\\').unwrap_or(&unit)
            } else {
                &unit
            };
            add(line, unit);
        }
        if is_break {
            out.push(Vec::new());
        }
    }
    out.retain(|line| !line.is_empty());
    for first in out.iter_mut().skip(1).filter_map(|line| line.first_mut()) {
        if starts_block(first) && !first.starts_with(['<', '`']) {
            first.insert(first.bytes().take_while(u8::is_ascii_digit).count(), '\\');
        }
    }
    out
}

/// Adds a piece, to the last one if it must not start a line or the last one must not end one.
fn add(line: &mut Vec<String>, unit: &str) {
    match line.last_mut() {
        _ if unit.is_empty() => {}
        // At the end of a line a backslash breaks it; the box of a task needs its text.
        Some(last)
            if starts_block(unit)
                || matches!(last.as_str(), "[ ]" | "[x]" | "[X]")
                || (last.ends_with('\\') && is_escaped(last, last.len())) =>
        {
            last.push(' ');
            last.push_str(unit);
        }
        _ => line.push(unit.to_owned()),
    }
}

/// Whether Markdown may take a line that starts with `unit` for the start of a block.
fn starts_block(unit: &str) -> bool {
    let is_all = |allowed: &str| unit.chars().all(|c| allowed.contains(c));
    let digits = unit.bytes().take_while(u8::is_ascii_digit).count();
    match unit.bytes().next() {
        Some(b'>' | b'|') => true,
        Some(b'#') => is_all("#"),
        Some(b'+') => unit.len() == 1,
        Some(b'-' | b'=' | b':') => is_all("-=:|"),
        Some(b'*' | b'_') => is_all("*_"),
        Some(b'`' | b'~') => unit.starts_with("```") || unit.starts_with("~~~"),
        Some(b'<') => {
            unit[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) && !unit.contains("://")
        }
        Some(b'[') => unit.contains("]:"),
        _ => (1..=9).contains(&digits) && matches!(&unit[digits..], "." | ")"),
    }
}

/// What is kept on one line: code spans, links, tags.
fn whole(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let codes = code_spans(text);
    let mut out = codes.clone();
    let mut codes = codes.into_iter().peekable();
    let mut brackets = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        while codes.next_if(|code| code.end <= at).is_some() {}
        if let Some(code) = codes.next_if(|code| code.start <= at) {
            at = code.end;
            continue;
        }
        let next = bytes.get(at + 1);
        match bytes[at] {
            b'\\' => at += 1,
            b'<' if next.is_some_and(|byte| byte.is_ascii_alphabetic() || b"/!?".contains(byte)) => {
                if let Some(end) = text[at + 1..]
                    .find(['<', '>'])
                    .map(|found| at + 1 + found)
                    .filter(|end| bytes[*end] == b'>')
                {
                    out.push(at..end + 1);
                    at = end;
                }
            }
            b'[' => brackets.push(at),
            b']' => {
                if let Some(open) = brackets.pop() {
                    let end = if next == Some(&b'(') {
                        address_end(bytes, at + 1)
                    } else {
                        None
                    };
                    // Short ones may be the box of a task.
                    if end.is_some() || at - open <= 2 {
                        out.push(open..end.unwrap_or(at + 1));
                        at = end.map_or(at, |end| end - 1);
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    out.sort_by_key(|range| range.start);
    merged(out)
}

fn merged(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// Just past the parenthesis that closes the one at `open`.
fn address_end(bytes: &[u8], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut closer = None;
    let mut is_escaped = false;
    for (at, byte) in bytes.iter().enumerate().skip(open).take(LONGEST_ADDRESS) {
        match (*byte, closer) {
            _ if is_escaped => is_escaped = false,
            (b'\\', _) => is_escaped = true,
            (byte, Some(end)) if byte == end => closer = None,
            (_, Some(_)) => {}
            (b'<', None) if at == open + 1 => closer = Some(b'>'),
            (b'"' | b'\'', None) if matches!(bytes[at - 1], b' ' | b'\n') => closer = Some(*byte),
            (b'(', None) => depth += 1,
            (b')', None) if depth == 1 => return Some(at + 1),
            (b')', None) => depth -= 1,
            _ => {}
        }
    }
    None
}
