//! The parser of the text of a compiled pattern.

use super::Pattern;

/// Parses the text of a compiled pattern. `None` if it does not follow the grammar.
#[inline]
pub(super) fn pattern(text: &'static str, classes: &'static [&'static str]) -> Option<Pattern> {
    let mut reader = PatternReader { rest: text, classes };
    let pattern = reader.pattern()?;
    reader.rest.is_empty().then_some(pattern)
}

/// A text of a pattern that is being read.
struct PatternReader {
    rest: &'static str,
    /// The large classes of the table that the pattern is in.
    classes: &'static [&'static str],
}

impl PatternReader {
    #[inline]
    fn pattern(&mut self) -> Option<Pattern> {
        let mut rest = self.rest.chars();
        let kind = rest.next()?;
        self.rest = rest.as_str();
        Some(match kind {
            '.' => Pattern::Class("\0\t\u{b}\u{c}\u{e}\u{2027}\u{202a}\u{10ffff}"),
            '*' => Pattern::Class("\0\u{10ffff}"),
            '^' => Pattern::Start,
            '$' => Pattern::End,
            'b' => Pattern::WordBoundary(true),
            'B' => Pattern::WordBoundary(false),
            'C' => Pattern::Class(self.characters()?),
            'D' => Pattern::LargeClass(self.characters()?),
            'U' => {
                let number: usize = self.until(':')?.parse().ok()?;
                Pattern::LargeClass(self.classes.get(number)?)
            }
            'T' => Pattern::Text(self.characters()?),
            'S' => Pattern::Sequence(self.parts()?),
            'A' => Pattern::Alternatives(self.parts()?),
            'R' => {
                let min = self.until(',')?.parse().ok()?;
                let max = match self.until(':')? {
                    "" => u32::MAX,
                    max => max.parse().ok()?,
                };
                Pattern::Repeat(Box::new(self.pattern()?), min, max)
            }
            'L' => Pattern::LookAhead(true, Box::new(self.pattern()?)),
            'N' => Pattern::LookAhead(false, Box::new(self.pattern()?)),
            _ => return None,
        })
    }

    #[inline]
    fn until(&mut self, end: char) -> Option<&'static str> {
        let (text, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        Some(text)
    }

    #[inline]
    fn characters(&mut self) -> Option<&'static str> {
        let count = self.until(':')?.parse().ok()?;
        let end = self
            .rest
            .char_indices()
            .nth(count)
            .map_or(self.rest.len(), |(at, _)| at);
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(text)
    }

    #[inline]
    fn parts(&mut self) -> Option<Vec<Pattern>> {
        let count: usize = self.until(':')?.parse().ok()?;
        (0..count).map(|_| self.pattern()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn texts_that_do_not_follow_the_grammar_are_no_patterns() {
        let text = Pattern::parse("T3:\u{10ffff}:$");
        assert!(text.is_some_and(|text| text.is_full_match("\u{10ffff}:$")));
        for text in ["", "X", "S2:^", "R1:^", "R,1:^", "C", "^$", "T9", "L"] {
            assert!(Pattern::parse(text).is_none(), "{text}");
        }
    }
}
