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

/// The number of ranges from which on a class is written as gaps and lengths.
const LARGE: usize = 32;

/// Returns the gap before each range and its length, in letters: a number has the base 26, and its
/// last digit is a small letter.
fn gaps_and_lengths(ranges: &[(char, char)]) -> String {
    let (mut letters, mut next) = (String::new(), 0);
    for (start, end) in ranges {
        let (start, end) = (u32::from(*start), u32::from(*end));
        push_number(&mut letters, start - next);
        push_number(&mut letters, end - start);
        next = end + 1;
    }
    letters
}

fn push_number(letters: &mut String, number: u32) {
    let digit = |number: u32, zero: u8| char::from(zero + (number % 26) as u8);
    let mut digits = vec![digit(number, b'a')];
    let mut rest = number / 26;
    while rest > 0 {
        digits.push(digit(rest, b'A'));
        rest /= 26;
    }
    letters.extend(digits.iter().rev());
}

/// Returns the text of a large class, given its gaps and lengths.
type LargeClass<'c> = &'c mut dyn FnMut(String) -> String;

/// Returns parts that follow each other, with characters in a row as one text.
fn sequence(parts: &[Pattern], large: LargeClass<'_>) -> String {
    let mut texts = Vec::new();
    let mut rest = parts;
    while let [first, others @ ..] = rest {
        let characters: String = rest.iter().map_while(character).collect();
        match characters.chars().count() {
            0 | 1 => {
                texts.push(written(first, large));
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
    written(pattern, &mut |letters| format!("D{}:{letters}", letters.len()))
}

/// Returns the text of a pattern whose large classes are in a table, to which new ones are added.
pub fn text_with_classes(pattern: &Pattern, classes: &mut Vec<String>) -> String {
    written(pattern, &mut |letters| {
        let at = classes.iter().position(|known| *known == letters);
        let at = at.unwrap_or_else(|| {
            classes.push(letters);
            classes.len() - 1
        });
        format!("U{at}:")
    })
}

fn written(pattern: &Pattern, large: LargeClass<'_>) -> String {
    match pattern {
        Pattern::Class(ranges) if **ranges == NO_LINE_END => ".".to_owned(),
        Pattern::Class(ranges) if **ranges == ANY => "*".to_owned(),
        Pattern::Class(ranges) if ranges.len() >= LARGE => large(gaps_and_lengths(ranges)),
        Pattern::Class(ranges) => {
            let bounds: String = ranges.iter().flat_map(|(start, end)| [*start, *end]).collect();
            format!("C{}:{bounds}", 2 * ranges.len())
        }
        Pattern::Start => "^".to_owned(),
        Pattern::End => "$".to_owned(),
        Pattern::WordBoundary(true) => "b".to_owned(),
        Pattern::WordBoundary(false) => "B".to_owned(),
        Pattern::Sequence(parts) => sequence(parts, large),
        Pattern::Alternatives(parts) => {
            let texts: String = parts.iter().map(|part| written(part, large)).collect();
            format!("A{}:{texts}", parts.len())
        }
        Pattern::Repeat { pattern, min, max } => match *max {
            u32::MAX => format!("R{min},:{}", written(pattern, large)),
            max => format!("R{min},{max}:{}", written(pattern, large)),
        },
        Pattern::LookAhead(true, pattern) => format!("L{}", written(pattern, large)),
        Pattern::LookAhead(false, pattern) => format!("N{}", written(pattern, large)),
    }
}
