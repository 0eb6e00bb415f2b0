//! Classes of characters.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

/// The characters of a class, as ranges.
pub(super) type Ranges = Vec<(char, char)>;

/// Returns the characters of a class escape, without its backslash, if it is one.
pub(super) fn escape(letter: char) -> Option<Ranges> {
    let digits = || vec![('0', '9')];
    let word = || vec![('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
    let space = || {
        let spaces = [
            ('\t', '\r'),
            (' ', ' '),
            ('\u{a0}', '\u{a0}'),
            ('\u{1680}', '\u{1680}'),
            ('\u{2000}', '\u{200a}'),
            ('\u{2028}', '\u{2029}'),
            ('\u{202f}', '\u{202f}'),
            ('\u{205f}', '\u{205f}'),
            ('\u{3000}', '\u{3000}'),
            ('\u{feff}', '\u{feff}'),
        ];
        spaces.to_vec()
    };
    Some(match letter {
        'd' => digits(),
        'D' => negated(digits()),
        'w' => word(),
        'W' => negated(word()),
        's' => space(),
        'S' => negated(space()),
        _ => return None,
    })
}

/// Returns the characters that a dot stands for.
pub(super) fn dot(with_line_ends: bool) -> Ranges {
    match with_line_ends {
        true => vec![('\0', char::MAX)],
        false => negated(vec![('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')]),
    }
}

/// Returns the characters of a Unicode property, by its name in the braces of `\p{}`.
pub(super) fn property(name: &str) -> Option<Ranges> {
    // ECMA-262 knows no loose matching, no abbreviation `\pL`, and no negation within the braces.
    let is_name = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '='));
    let starts_upper = name.starts_with(|c: char| c.is_ascii_uppercase() || name.contains('='));
    let is_known = is_name && starts_upper && !name.starts_with("Is") && !name.starts_with("In");
    let parsed = regex_syntax::parse(&format!("\\p{{{name}}}"));
    let parsed = parsed.ok().filter(|_| is_known)?;
    match parsed.kind() {
        HirKind::Class(Class::Unicode(class)) => Some(ranges(class)),
        HirKind::Literal(literal) => {
            let character = std::str::from_utf8(&literal.0).ok()?.chars().next()?;
            Some(vec![(character, character)])
        }
        _ => None,
    }
}

/// Returns all characters that are not in the ranges.
pub(super) fn negated(ranges: Ranges) -> Ranges {
    let mut class = class(ranges);
    class.negate();
    self::ranges(&class)
}

/// Returns the ranges in order, without overlap; with the other case of each letter, if case is
/// ignored.
pub(super) fn normalized(ranges: Ranges, ignores_case: bool) -> Ranges {
    let mut class = class(ranges);
    if ignores_case {
        class.case_fold_simple();
    }
    self::ranges(&class)
}

fn class(ranges: Ranges) -> ClassUnicode {
    ClassUnicode::new(
        ranges
            .into_iter()
            .map(|(start, end)| ClassUnicodeRange::new(start, end)),
    )
}

fn ranges(class: &ClassUnicode) -> Ranges {
    let ranges = class.ranges().iter();
    ranges.map(|range| (range.start(), range.end())).collect()
}
