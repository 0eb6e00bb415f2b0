//! Generates a string that a pattern matches.
//!
//! `regex-syntax` parses the pattern. For an unsupported pattern, for example one with a
//! back-reference, the string only has the right length.

mod look_around;

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

use crate::names;

/// The number of characters that a text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) min: usize,
    pub(super) max: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            min: 0,
            max: usize::MAX,
        }
    }
}

impl Bounds {
    /// Returns `count`, or the bound that is nearest to it.
    pub(super) fn at_least(self, count: usize) -> usize {
        self.min.max(count).min(self.max)
    }

    fn hold(self, text: &str) -> bool {
        (self.min..=self.max).contains(&text.chars().count())
    }

    fn and(self, other: Self) -> Self {
        Self {
            min: self.min.max(other.min),
            max: self.max.min(other.max),
        }
    }

    fn of(repetition: &Repetition) -> Self {
        Self {
            min: repetition.min as usize,
            max: repetition.max.map_or(usize::MAX, |max| max as usize),
        }
    }
}

/// Longer strings are not used as examples.
const MAX_LENGTH: usize = 10_000;

/// Escapes of ECMA-262 and Java, without their backslash, and their equivalents in `regex-syntax`.
/// Surrogate pairs are replaced by a class that examples never use.
const ESCAPES: &[(&str, &str)] = &[
    ("d", "[0-9]"),
    ("D", "[^0-9]"),
    ("w", "[0-9A-Za-z_]"),
    ("W", "[^0-9A-Za-z_]"),
    ("s", r"[\t-\r ]"),
    ("S", r"[^\t-\r ]"),
    ("Z", r"\z"),
    ("p{Print}", "[[:print:]]"),
    ("p{Graph}", "[[:graph:]]"),
    ("p{Alnum}", "[[:alnum:]]"),
    ("p{XDigit}", "[[:xdigit:]]"),
    (r"uD800\uDC00-\uDBFF\uDFFF", ""),
    (r"uD800\uDBFF-\uDC00\uDFFF", ""),
];

/// Returns a text for a member of this name that has the length and matches the pattern: words from
/// the name where they match, otherwise the shortest string of the pattern's form.
pub(super) fn text(pattern: Option<&str>, length: Bounds, name: &str) -> String {
    let parsed = pattern.and_then(parse);
    let Some((pattern, own_length)) = parsed.filter(|(pattern, _)| is_short(pattern)) else {
        return fitted(&names::words(name), length);
    };
    let length = length.and(own_length);
    if let Some((class, bounds)) = free_text(&pattern) {
        let words = [
            names::words(name),
            name.to_owned(),
            names::words(name).to_lowercase().replace(' ', "-"),
            name.to_lowercase(),
        ];
        let mut words = words.iter().map(|words| fitted(words, length.and(bounds)));
        if let Some(words) = words.find(|words| words.chars().all(|c| contains(class, c))) {
            return words;
        }
    }
    stretched(&pattern, length)
}

/// Parses a pattern; also returns the length that a look-ahead in it requires.
fn parse(pattern: &str) -> Option<(Hir, Bounds)> {
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let known = ESCAPES
            .iter()
            .find_map(|(name, equivalent)| Some((escape.strip_prefix(name)?, equivalent)));
        if let Some((after, equivalent)) = known {
            text.push_str(equivalent);
            rest = after;
        } else {
            let length = escape.chars().next()?.len_utf8();
            text.extend(["\\", &escape[..length]]);
            rest = &escape[length..];
        }
    }
    text.push_str(rest);
    look_around::parse_without(text)
}

fn is_short(pattern: &Hir) -> bool {
    pattern
        .properties()
        .minimum_len()
        .is_some_and(|length| length <= MAX_LENGTH)
}

/// Returns the class of a pattern that is nothing but characters of one class, and their number.
fn free_text(pattern: &Hir) -> Option<(&Class, Bounds)> {
    match pattern.kind() {
        HirKind::Capture(group) => free_text(&group.sub),
        HirKind::Concat(parts) => {
            let mut parts = parts.iter().filter(|part| !matches!(part.kind(), HirKind::Look(_)));
            let part = parts.next()?;
            parts.next().is_none().then(|| free_text(part))?
        }
        HirKind::Repetition(repetition) if repetition.max != Some(1) => match repetition.sub.kind() {
            HirKind::Class(class) => Some((class, Bounds::of(repetition))),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the words cut or repeated to the right length.
fn fitted(words: &str, length: Bounds) -> String {
    let mut text = words.to_owned();
    while text.chars().count() < length.min {
        text.push(' ');
        text.push_str(&words.to_lowercase());
    }
    if text.chars().count() > length.max {
        text = text.chars().take(length.max).collect::<String>().trim_end().to_owned();
    }
    while !text.is_empty() && text.chars().count() < length.min {
        text.push('.');
    }
    text
}

/// Returns the shortest string of the pattern's form that is long enough and, if possible, not
/// empty.
fn stretched(pattern: &Hir, length: Bounds) -> String {
    let length = Bounds {
        min: length.at_least(1),
        ..length
    };
    let of = |more: usize| PatternPrinter { more, printed: 0 }.print(pattern);
    let shortest = of(0);
    let longer = (1..=length.min).map(of).find(|text| length.hold(text));
    if length.hold(&shortest) {
        shortest
    } else {
        longer.unwrap_or(shortest)
    }
}

/// A printer of a text that matches a pattern.
struct PatternPrinter {
    /// The number of repetitions beyond the least.
    more: usize,
    /// The number of characters printed of the class that is being repeated.
    printed: usize,
}

impl PatternPrinter {
    fn print(&mut self, pattern: &Hir) -> String {
        match pattern.kind() {
            HirKind::Empty | HirKind::Look(_) => String::new(),
            HirKind::Literal(literal) => String::from_utf8_lossy(&literal.0).into_owned(),
            HirKind::Class(class) => {
                self.printed += 1;
                nth(class, self.printed - 1).into_iter().collect()
            }
            HirKind::Repetition(repetition) => {
                let bounds = Bounds::of(repetition);
                let count = bounds.max.min(bounds.min + self.more);
                self.printed = 0;
                (0..count).map(|_| self.print(&repetition.sub)).collect()
            }
            HirKind::Capture(group) => self.print(&group.sub),
            HirKind::Concat(parts) => {
                let mut out = String::new();
                for part in parts {
                    self.printed = 0;
                    out.push_str(&self.print(part));
                }
                out
            }
            // The most specific alternative is the one with the fewest arbitrary characters.
            HirKind::Alternation(alternatives) => alternatives
                .iter()
                .min_by_key(|alternative| {
                    let is_empty = *alternative.kind() == HirKind::Empty;
                    (is_empty == (self.more > 0), open_classes(alternative))
                })
                .map(|alternative| self.print(alternative))
                .unwrap_or_default(),
        }
    }
}

/// Returns the number of classes, directly in a concatenation, that can be almost anything.
fn open_classes(pattern: &Hir) -> usize {
    match pattern.kind() {
        HirKind::Class(class) => usize::from(is_open(class)),
        HirKind::Repetition(repetition) => open_classes(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().map(open_classes).sum(),
        _ => 0,
    }
}

/// The characters of examples, in the order in which they are taken.
const PRINTED: &str =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_. :/+=@,!#$%&'*?^`{|}~()[]<>;\"\\\t\n";

fn contains(class: &Class, character: char) -> bool {
    match class {
        Class::Unicode(class) => class
            .ranges()
            .iter()
            .any(|range| (range.start()..=range.end()).contains(&character)),
        Class::Bytes(_) => false,
    }
}

/// Returns whether the class is defined by the characters that it excludes.
fn is_open(class: &Class) -> bool {
    contains(class, char::MAX)
}

/// Returns a character of the class; digits start at 1 where there are only digits.
fn nth(class: &Class, at: usize) -> Option<char> {
    let of = |is: fn(&char) -> bool| PRINTED.chars().filter(|c| contains(class, *c)).filter(is).collect();
    let mut characters: Vec<char> = if is_open(class) {
        of(char::is_ascii_lowercase)
    } else {
        of(|_| true)
    };
    if characters.is_empty() {
        characters = of(|_| true);
    }
    if characters.len() == 10 && characters.iter().all(char::is_ascii_digit) {
        characters.rotate_left(1);
    }
    let first = match class {
        Class::Unicode(class) => class.ranges().first().map(|range| range.start()),
        Class::Bytes(_) => None,
    };
    characters.get(at % characters.len().max(1)).copied().or(first)
}
