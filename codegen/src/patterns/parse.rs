//! The parser of patterns.

mod class;

use super::classes::{self, Ranges};
use super::ir::Pattern;

/// The deepest nesting of groups.
const MAX_DEPTH: usize = 64;

/// The greatest number of a quantifier.
const MAX_COUNT: u32 = 1 << 24;

/// A parser of one pattern.
pub(super) struct PatternParser {
    rest: std::iter::Peekable<std::vec::IntoIter<char>>,
    depth: usize,
    dot_has_line_ends: bool,
    ignores_case: bool,
}

/// The result of parsing a part of a pattern, or the reason for which it is invalid.
type PatternResult<T> = Result<T, String>;

/// A class, or a single character, which can be an end of a range.
enum PatternElement {
    Character(u32),
    Class(Ranges),
}

impl PatternParser {
    pub(super) fn new(pattern: &str) -> Self {
        let mut parser = Self {
            rest: Vec::new().into_iter().peekable(),
            depth: 0,
            dot_has_line_ends: false,
            ignores_case: false,
        };
        let mut pattern = pattern;
        loop {
            if let Some(rest) = pattern.strip_prefix("(?s)") {
                parser.dot_has_line_ends = true;
                pattern = rest;
            } else if let Some(rest) = pattern.strip_prefix("(?i)") {
                parser.ignores_case = true;
                pattern = rest;
            } else {
                break;
            }
        }
        parser.rest = pattern.chars().collect::<Vec<_>>().into_iter().peekable();
        parser
    }

    pub(super) fn pattern(mut self) -> PatternResult<Pattern> {
        let pattern = self.alternatives()?;
        match self.rest.next() {
            Some(_) => Err("a closing parenthesis without an opening one".to_owned()),
            None => Ok(pattern),
        }
    }

    fn takes(&mut self, text: &str) -> bool {
        let mut ahead = self.rest.clone();
        let found = text.chars().all(|c| ahead.next() == Some(c));
        if found {
            self.rest = ahead;
        }
        found
    }

    fn alternatives(&mut self) -> PatternResult<Pattern> {
        let mut alternatives = vec![self.sequence()?];
        while self.takes("|") {
            alternatives.push(self.sequence()?);
        }
        match <[Pattern; 1]>::try_from(alternatives) {
            Ok([only]) => Ok(only),
            Err(alternatives) => Ok(Pattern::Alternatives(alternatives)),
        }
    }

    fn sequence(&mut self) -> PatternResult<Pattern> {
        let mut parts = Vec::new();
        while let Some(next) = self.rest.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            let part = self.term()?;
            parts.push(part);
        }
        match <[Pattern; 1]>::try_from(parts) {
            Ok([only]) => Ok(only),
            Err(parts) => Ok(Pattern::Sequence(parts)),
        }
    }

    fn term(&mut self) -> PatternResult<Pattern> {
        let atom = self.atom()?;
        let Some((min, max)) = self.quantifier()? else {
            return Ok(atom);
        };
        if matches!(
            atom,
            Pattern::Start | Pattern::End | Pattern::WordBoundary(_) | Pattern::LookAhead(..)
        ) {
            return Err("a quantifier without anything to repeat".to_owned());
        }
        self.takes("?");
        if self.quantifier()?.is_some() {
            return Err("a quantifier after another one".to_owned());
        }
        let pattern = Box::new(atom);
        Ok(Pattern::Repeat { pattern, min, max })
    }

    fn quantifier(&mut self) -> PatternResult<Option<(u32, u32)>> {
        let bounds = match self.rest.peek() {
            Some('*') => (0, u32::MAX),
            Some('+') => (1, u32::MAX),
            Some('?') => (0, 1),
            Some('{') => return self.counts(),
            _ => return Ok(None),
        };
        self.rest.next();
        Ok(Some(bounds))
    }

    /// Reads `{2}`, `{2,}` or `{2,3}`. Another brace is literal.
    fn counts(&mut self) -> PatternResult<Option<(u32, u32)>> {
        let inner: String = self.rest.clone().skip(1).take_while(|c| *c != '}').collect();
        let is_closed = self.rest.clone().any(|c| c == '}');
        let is_count = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let (min, max) = match inner.split_once(',') {
            None => (inner.as_str(), Some(inner.as_str())),
            Some((min, "")) => (min, None),
            Some((min, max)) => (min, Some(max)),
        };
        if !is_closed || !is_count(min) || !max.is_none_or(is_count) {
            return Ok(None);
        }
        self.rest.nth(inner.chars().count() + 1);
        let count = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
        let (min, max) = (count(min), max.map_or(u32::MAX, count));
        match min <= max && min <= MAX_COUNT {
            true => Ok(Some((min, max))),
            false => Err("a quantifier with its bounds out of order, or too large".to_owned()),
        }
    }

    fn atom(&mut self) -> PatternResult<Pattern> {
        let Some(character) = self.rest.next() else {
            return Err("the pattern ends early".to_owned());
        };
        match character {
            '^' => Ok(Pattern::Start),
            '$' => Ok(Pattern::End),
            '.' => Ok(Pattern::Class(classes::dot(self.dot_has_line_ends))),
            '(' => self.group(),
            '[' => self.class(),
            '*' | '+' | '?' => Err("a quantifier without anything to repeat".to_owned()),
            '\\' => match self.rest.peek() {
                Some('b') => {
                    self.rest.next();
                    Ok(Pattern::WordBoundary(true))
                }
                Some('B') => {
                    self.rest.next();
                    Ok(Pattern::WordBoundary(false))
                }
                _ => match self.escape()? {
                    PatternElement::Character(code) => Ok(self.literal(code)),
                    PatternElement::Class(ranges) => Ok(self.of_class(ranges)),
                },
            },
            literal => Ok(self.literal(literal.into())),
        }
    }

    fn of_class(&self, ranges: Ranges) -> Pattern {
        Pattern::Class(classes::normalized(ranges, self.ignores_case))
    }

    /// Returns the pattern of a code point. It matches nothing if it is a lone surrogate, which no
    /// text contains.
    fn literal(&self, code: u32) -> Pattern {
        let character = char::from_u32(code).map(|c| (c, c));
        self.of_class(character.into_iter().collect())
    }

    fn group(&mut self) -> PatternResult<Pattern> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("groups are nested too deeply".to_owned());
        }
        let look_ahead = match (self.takes("?="), self.takes("?!")) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        };
        if look_ahead.is_none() && !self.takes("?:") && self.rest.peek() == Some(&'?') {
            self.name()?;
        }
        let inner = self.alternatives()?;
        if !self.takes(")") {
            return Err("a group is not closed".to_owned());
        }
        self.depth -= 1;
        Ok(match look_ahead {
            Some(is_wanted) => Pattern::LookAhead(is_wanted, Box::new(inner)),
            None => inner,
        })
    }

    /// Reads the name of a group: `?<name>`.
    fn name(&mut self) -> PatternResult<()> {
        const UNSUPPORTED: &str = "look-behind, flags and other kinds of groups are not supported";
        if !self.takes("?<") || matches!(self.rest.peek(), Some('=' | '!')) {
            return Err(UNSUPPORTED.to_owned());
        }
        let name: String = self.rest.by_ref().take_while(|c| *c != '>').collect();
        let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
        match is_name && !name.is_empty() {
            true => Ok(()),
            false => Err("the name of a group is invalid".to_owned()),
        }
    }
}
