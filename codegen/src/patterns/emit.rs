//! Patterns as texts of the runtime (`runtime/src/pattern.rs` has the grammar).

use super::ir::Pattern;

/// The characters that `.` matches: all but the ends of lines.
const NO_LINE_END: [(char, char); 4] = [
    ('\0', '\t'),
    ('\u{b}', '\u{c}'),
    ('\u{e}', '\u{2027}'),
    ('\u{202a}', '\u{10ffff}'),
];

/// The characters that `.` matches with the flag `s`.
const ANY: [(char, char); 1] = [('\0', '\u{10ffff}')];

/// Returns the only character of a class.
fn character(pattern: &Pattern) -> Option<char> {
    match pattern {
        Pattern::Class(ranges) => match ranges.as_slice() {
            [(start, end)] if start == end => Some(*start),
            _ => None,
        },
        _ => None,
    }
}

/// Returns parts that follow each other, with characters in a row as one text.
fn sequence(parts: &[Pattern]) -> String {
    let mut texts = Vec::new();
    let mut rest = parts;
    while let [first, others @ ..] = rest {
        let characters: String = rest.iter().map_while(character).collect();
        match characters.chars().count() {
            0 | 1 => {
                texts.push(text(first));
                rest = others;
            }
            count => {
                texts.push(format!("T{count}:{characters}"));
                rest = rest.get(count..).unwrap_or_default();
            }
        }
    }
    match texts.as_slice() {
        [only] => only.clone(),
        texts => format!("S{}:{}", texts.len(), texts.concat()),
    }
}

/// Returns the text of a pattern.
pub fn text(pattern: &Pattern) -> String {
    match pattern {
        Pattern::Class(ranges) if **ranges == NO_LINE_END => ".".to_owned(),
        Pattern::Class(ranges) if **ranges == ANY => "*".to_owned(),
        Pattern::Class(ranges) => {
            let bounds: String = ranges.iter().flat_map(|(start, end)| [*start, *end]).collect();
            format!("C{}:{bounds}", 2 * ranges.len())
        }
        Pattern::Start => "^".to_owned(),
        Pattern::End => "$".to_owned(),
        Pattern::WordBoundary(true) => "b".to_owned(),
        Pattern::WordBoundary(false) => "B".to_owned(),
        Pattern::Sequence(parts) => sequence(parts),
        Pattern::Alternatives(parts) => {
            let texts: String = parts.iter().map(text).collect();
            format!("A{}:{texts}", parts.len())
        }
        Pattern::Repeat { pattern, min, max } => match *max {
            u32::MAX => format!("R{min},:{}", text(pattern)),
            max => format!("R{min},{max}:{}", text(pattern)),
        },
        Pattern::LookAhead(true, pattern) => format!("L{}", text(pattern)),
        Pattern::LookAhead(false, pattern) => format!("N{}", text(pattern)),
    }
}
