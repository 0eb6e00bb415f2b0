//! Regular expressions of ECMA-262, which generated code has in a compiled form.
//!
//! A pattern maps the positions where it may begin to those where it may end, in polynomial time.
//!
//! # The text of a pattern
//!
//! Generated code has a compiled pattern as one string literal, which is parsed when it is used.
//! Its grammar, in prefix form:
//!
//! ```text
//! pattern = "^" | "$" | "b" | "B"
//!         | "." | "*"                     a character that ends no line, any character
//!         | "C" count ":" characters      a class: first and last character of each range
//!         | "D" count ":" letters         a large class: the gap before each range and its length
//!         | "U" number ":"                a large class of the table that the pattern is in
//!         | "T" count ":" characters      these characters
//!         | "S" count ":" { pattern }     one after the other
//!         | "A" count ":" { pattern }     one of these
//!         | "R" min "," [ max ] ":" pattern
//!         | "L" pattern | "N" pattern     look-ahead, negative look-ahead
//! ```
//!
//! The numbers of a large class have the base 26. Only the last digit is a small letter: `Bc`, 28.

mod class;
mod parse;

use self::class::{contains, is_word, large_class_contains};

/// A part of a pattern (`smithy.api#pattern`).
#[derive(Clone, Debug)]
pub enum Pattern {
    /// A character in one of the ranges. The text has the first and the last character of each
    /// range.
    Class(&'static str),
    /// A character in one of the ranges. The text has the gap before each range and its length.
    LargeClass(&'static str),
    /// These characters.
    Text(&'static str),
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`, or `\B` if it is false.
    WordBoundary(bool),
    /// These patterns, one after the other.
    Sequence(Vec<Pattern>),
    /// Any of these patterns.
    Alternatives(Vec<Pattern>),
    /// A pattern with its minimum and maximum number of repetitions.
    Repeat(Box<Pattern>, u32, u32),
    /// `(?=` or, if it is false, `(?!`.
    LookAhead(bool, Box<Pattern>),
}

/// A set of positions in a text: before each character, and at the end.
#[derive(Clone, PartialEq)]
struct Places(Vec<u64>);

impl Places {
    #[inline]
    fn none(characters: usize) -> Self {
        Self(vec![0; characters / 64 + 1])
    }

    #[inline]
    fn all(characters: usize) -> Self {
        let mut places = Self::none(characters);
        (0..=characters).for_each(|place| places.add(place));
        places
    }

    #[inline]
    fn add(&mut self, place: usize) {
        if let Some(word) = self.0.get_mut(place / 64) {
            *word |= 1 << (place % 64);
        }
    }

    #[inline]
    fn has(&self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    #[inline]
    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    #[inline]
    fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// Removes the positions that are in another set.
    #[inline]
    fn without(mut self, other: &Self) -> Self {
        self.0
            .iter_mut()
            .zip(&other.0)
            .for_each(|(word, other)| *word &= !other);
        self
    }

    #[inline]
    fn iter(&self) -> impl Iterator<Item = usize> {
        let words = self.0.iter().enumerate().filter(|(_, word)| **word != 0);
        words.flat_map(|(at, word)| {
            (0..64)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| at * 64 + bit)
        })
    }

    #[inline]
    fn retain(&self, text: &[char], keeps: impl Fn(usize) -> bool) -> Self {
        let mut kept = Self::none(text.len());
        self.iter()
            .filter(|place| keeps(*place))
            .for_each(|place| kept.add(place));
        kept
    }
}

impl Pattern {
    /// Parses the text of a compiled pattern; `None` if it does not follow the grammar.
    #[inline]
    pub fn parse(text: &'static str) -> Option<Self> {
        Self::parse_with(text, &[])
    }

    /// Parses the text of a pattern that may refer to the large classes of a table.
    #[inline]
    pub(crate) fn parse_with(text: &'static str, classes: &'static [&'static str]) -> Option<Self> {
        parse::pattern(text, classes)
    }

    /// Returns whether the pattern is a class with this character.
    #[inline]
    fn contains(&self, character: char) -> bool {
        match self {
            Self::Class(ranges) => contains(ranges, character),
            Self::LargeClass(letters) => large_class_contains(letters, character),
            _ => false,
        }
    }

    /// Returns whether the pattern matches a part of the text, as `RegExp.prototype.test` does.
    #[inline]
    pub fn is_match(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        !self.ends(&text, &Places::all(text.len())).is_empty()
    }

    /// Returns whether the pattern matches the whole text.
    #[inline]
    pub fn is_full_match(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let mut start = Places::none(text.len());
        start.add(0);
        self.ends(&text, &start).has(text.len())
    }

    /// Returns the positions where matches that begin at `starts` end.
    #[inline]
    fn ends(&self, text: &[char], starts: &Places) -> Places {
        match self {
            Self::Class(_) | Self::LargeClass(_) => {
                let mut ends = Places::none(text.len());
                let is_member = |place: &usize| text.get(*place).is_some_and(|c| self.contains(*c));
                starts.iter().filter(is_member).for_each(|place| ends.add(place + 1));
                ends
            }
            Self::Text(wanted) => {
                let mut ends = Places::none(text.len());
                let is_there = |place: &usize| {
                    let found = text.get(*place..).unwrap_or_default();
                    wanted.chars().enumerate().all(|(at, c)| found.get(at) == Some(&c))
                };
                let count = wanted.chars().count();
                starts.iter().filter(is_there).for_each(|place| ends.add(place + count));
                ends
            }
            Self::Start => starts.retain(text, |place| place == 0),
            Self::End => starts.retain(text, |place| place == text.len()),
            Self::WordBoundary(is_wanted) => starts.retain(text, |place| {
                let is_word = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|c| is_word(*c));
                (is_word(place.checked_sub(1)) != is_word(Some(place))) == *is_wanted
            }),
            Self::Sequence(parts) => {
                let mut places = starts.clone();
                for part in parts {
                    if places.is_empty() {
                        break;
                    }
                    places = part.ends(text, &places);
                }
                places
            }
            Self::Alternatives(parts) => {
                let mut ends = Places::none(text.len());
                parts.iter().for_each(|part| ends.join(&part.ends(text, starts)));
                ends
            }
            Self::Repeat(part, min, max) => match &**part {
                class @ (Self::Class(_) | Self::LargeClass(_)) => repeated_class(class, *min, *max, text, starts),
                part => part.repeated(*min, *max, text, starts),
            },
            Self::LookAhead(is_wanted, part) => starts.retain(text, |place| {
                let mut start = Places::none(text.len());
                start.add(place);
                part.ends(text, &start).is_empty() != *is_wanted
            }),
        }
    }

    #[inline]
    fn repeated(&self, min: u32, max: u32, text: &[char], starts: &Places) -> Places {
        let mut places = starts.clone();
        // After as many repetitions as there are positions, further ones match the empty text.
        for _ in 0..min {
            let next = self.ends(text, &places);
            if next == places {
                break;
            }
            places = next;
        }
        let mut ends = places.clone();
        for _ in min..max {
            places = self.ends(text, &places).without(&ends);
            if places.is_empty() {
                break;
            }
            ends.join(&places);
        }
        ends
    }
}

/// Returns the positions after `min` to `max` characters of a class, in one pass over the text.
#[inline]
fn repeated_class(class: &Pattern, min: u32, max: u32, text: &[char], starts: &Places) -> Places {
    let (min, max) = (min as usize, max as usize);
    // The changes, per position, of the number of starts whose matches include it.
    let mut changes = vec![0_i64; text.len() + 2];
    let mut run_end = vec![text.len(); text.len() + 1];
    for place in (0..text.len()).rev() {
        let is_member = class.contains(text[place]);
        run_end[place] = if is_member { run_end[place + 1] } else { place };
    }
    for place in starts.iter() {
        let (first, last) = (place.saturating_add(min), place.saturating_add(max).min(run_end[place]));
        if first <= last {
            changes[first] += 1;
            changes[last + 1] -= 1;
        }
    }
    let mut ends = Places::none(text.len());
    let mut reaching = 0;
    for (place, change) in changes.iter().enumerate().take(text.len() + 1) {
        reaching += change;
        if reaching > 0 {
            ends.add(place);
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[track_caller]
    fn pattern(text: &'static str) -> Pattern {
        Pattern::parse(text).unwrap_or_else(|| unreachable!("{text} cannot be read"))
    }

    #[test]
    fn repeats_end_where_they_may() {
        let at_most_three = pattern("S3:^R1,3:C4:AZaz$");
        for (text, is_match) in [("", false), ("a", true), ("abc", true), ("abcd", false), ("a1", false)] {
            assert_eq!(at_most_three.is_match(text), is_match, "{text}");
        }
        // `(a|ab){2}` in a text of 200 characters and more.
        let pairs = pattern("R2,2:A2:C2:aaS2:C2:aaC2:bb");
        assert!(pairs.is_full_match("aab") && pairs.is_full_match("aba") && !pairs.is_full_match("abb"));
        let any = pattern("R1,:A2:C4:AZazR0,:C4:AZaz");
        assert!(any.is_full_match(&"a".repeat(300)) && !any.is_full_match(&("a".repeat(300) + "1")));
    }

    #[test]
    fn look_ahead_and_boundaries_consume_nothing() {
        let short = pattern("S3:^LS2:R1,4:C4:AZaz$R0,:C2:aa");
        assert!(short.is_match("aab") && !short.is_match("aaaaa"));
        let long = pattern("S3:^NS2:R1,4:C4:AZaz$R0,:C2:aa");
        assert!(long.is_match("aaaaa") && !long.is_match("aab"));
        let word = pattern("S3:bC2:aab");
        assert!(word.is_match("b a c") && !word.is_match("ba c"));
    }
}
