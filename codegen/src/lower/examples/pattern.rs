//! A string that a pattern matches.
//!
//! Knows what occurs in the patterns of models: literals, classes, groups, alternatives, quantifiers, anchors, and a look-ahead
//! at the start that limits the length. For a pattern with anything else, the string is only of the right length.

mod class;
mod parse;

use crate::names;

use self::parse::{Item, Part};

/// How many characters a text may have.
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
    /// So many, or what of the bounds is next to it.
    pub(super) fn at_least(self, count: usize) -> usize {
        self.min.max(count).min(self.max)
    }

    fn hold(self, text: &str) -> bool {
        (self.min..=self.max).contains(&text.chars().count())
    }
}

/// A text for a member of this name that has the length and matches the pattern.
///
/// Where words fit they are taken: the name's, else the shortest string that has the pattern's form.
pub(super) fn text(pattern: Option<&str>, length: Bounds, name: &str) -> String {
    let Some(pattern) = pattern.and_then(parse::pattern) else {
        return fitted(&names::words(name), length);
    };
    let length = Bounds {
        min: length.min.max(pattern.length.min),
        max: length.max.min(pattern.length.max),
    };
    if let Some(free) = free_text(&pattern.alternatives) {
        let (part, count) = free;
        let length = Bounds {
            min: length.min.max(count.min),
            max: length.max.min(count.max),
        };
        let words = [
            names::words(name),
            name.to_owned(),
            names::words(name).to_lowercase().replace(' ', "-"),
            name.to_lowercase(),
        ];
        if let Some(words) = words
            .iter()
            .map(|words| fitted(words, length))
            .find(|words| words.chars().all(|c| part.takes(c)))
        {
            return words;
        }
    }
    stretched(&pattern.alternatives, length)
}

/// A pattern that is nothing but some characters of one kind.
fn free_text(alternatives: &[Vec<Item>]) -> Option<(&Part, Bounds)> {
    match alternatives {
        [items] => match items.as_slice() {
            [
                Item {
                    part: Part::Group(inner),
                    min: 1,
                    max: Some(1),
                },
            ] => free_text(inner),
            [
                Item {
                    part: part @ Part::Class(_),
                    min,
                    max,
                },
            ] if max.is_none_or(|max| max > 1) => Some((
                part,
                Bounds {
                    min: *min,
                    max: max.unwrap_or(usize::MAX),
                },
            )),
            _ => None,
        },
        _ => None,
    }
}

/// Words of the right length: cut off, or said again.
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

/// The shortest string of the pattern's form that is long enough, by repeating what may be repeated.
fn stretched(alternatives: &[Vec<Item>], length: Bounds) -> String {
    let of = |more: usize| Printer { more, printed: 0 }.alternatives(alternatives);
    let shortest = of(0);
    let longer = (1..=length.min).map(of).find(|text| length.hold(text));
    if length.hold(&shortest) {
        shortest
    } else {
        longer.unwrap_or(shortest)
    }
}

struct Printer {
    /// How often something is repeated beyond what it must be.
    more: usize,
    /// How many characters of classes are printed, which are taken in turn.
    printed: usize,
}

impl Printer {
    /// The alternative that says the most: that with the fewest characters that can be anything.
    fn alternatives(&mut self, alternatives: &[Vec<Item>]) -> String {
        let vague = |items: &&Vec<Item>| {
            items
                .iter()
                .filter(|item| matches!(&item.part, Part::Class(class) if class.is_anything()))
                .count()
        };
        let best = alternatives.iter().min_by_key(vague);
        best.map(|items| items.iter().map(|item| self.item(item)).collect())
            .unwrap_or_default()
    }

    fn item(&mut self, item: &Item) -> String {
        let count = item
            .max
            .map_or(item.min + self.more, |max| max.min(item.min + self.more));
        if let Part::Class(_) = item.part {
            self.printed = 0;
        }
        (0..count).map(|_| self.part(&item.part)).collect()
    }

    fn part(&mut self, part: &Part) -> String {
        match part {
            Part::Literal(c) => c.to_string(),
            Part::Group(inner) => self.alternatives(inner),
            Part::Class(class) => {
                self.printed += 1;
                class.nth(self.printed - 1).into_iter().collect()
            }
        }
    }
}

impl Part {
    fn takes(&self, c: char) -> bool {
        matches!(self, Self::Class(class) if class.has(c))
    }
}
