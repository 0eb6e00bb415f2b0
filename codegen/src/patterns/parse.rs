//! The parser of patterns.

use super::classes::{self, Ranges};
use super::ir::Pattern;

/// The deepest nesting of groups.
const MAX_DEPTH: usize = 64;

/// The greatest number of a quantifier.
const MAX_COUNT: u32 = 1 << 24;

/// The characters that a backslash makes literal, beside punctuation that needs none.
fn is_literal_escape(character: char) -> bool {
    !character.is_ascii_alphanumeric()
}

pub(super) struct Parser {
    rest: std::iter::Peekable<std::vec::IntoIter<char>>,
    depth: usize,
    dot_has_line_ends: bool,
    ignores_case: bool,
}

type Parsed<T> = Result<T, String>;

/// A class or one character, which can be the end of a range.
enum Element {
    Character(u32),
    Class(Ranges),
}

impl Parser {
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

    pub(super) fn pattern(mut self) -> Parsed<Pattern> {
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

    fn alternatives(&mut self) -> Parsed<Pattern> {
        let mut alternatives = vec![self.sequence()?];
        while self.takes("|") {
            alternatives.push(self.sequence()?);
        }
        match <[Pattern; 1]>::try_from(alternatives) {
            Ok([only]) => Ok(only),
            Err(alternatives) => Ok(Pattern::Alternatives(alternatives)),
        }
    }

    fn sequence(&mut self) -> Parsed<Pattern> {
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

    fn term(&mut self) -> Parsed<Pattern> {
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

    fn quantifier(&mut self) -> Parsed<Option<(u32, u32)>> {
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
    fn counts(&mut self) -> Parsed<Option<(u32, u32)>> {
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

    fn atom(&mut self) -> Parsed<Pattern> {
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
                    Element::Character(code) => Ok(self.literal(code)),
                    Element::Class(ranges) => Ok(self.of_class(ranges)),
                },
            },
            literal => Ok(self.literal(literal.into())),
        }
    }

    fn of_class(&self, ranges: Ranges) -> Pattern {
        Pattern::Class(classes::normalized(ranges, self.ignores_case))
    }

    /// A surrogate without its other half is in no text.
    fn literal(&self, code: u32) -> Pattern {
        let character = char::from_u32(code).map(|c| (c, c));
        self.of_class(character.into_iter().collect())
    }

    fn group(&mut self) -> Parsed<Pattern> {
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
    fn name(&mut self) -> Parsed<()> {
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

    /// Reads an escape, after its backslash.
    fn escape(&mut self) -> Parsed<Element> {
        let Some(letter) = self.rest.next() else {
            return Err("the pattern ends with a backslash".to_owned());
        };
        if let Some(ranges) = classes::escape(letter) {
            return Ok(Element::Class(ranges));
        }
        let code = match letter {
            't' => 0x09,
            'n' => 0x0a,
            'v' => 0x0b,
            'f' => 0x0c,
            'r' => 0x0d,
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => 0,
            'x' => self.hex(2)?,
            'u' => self.unicode()?,
            'c' => match self.rest.next() {
                Some(control) if control.is_ascii_alphabetic() => u32::from(control) % 32,
                _ => return Err("an escape of a control character lacks its letter".to_owned()),
            },
            'p' | 'P' => return self.property(letter == 'P'),
            literal if is_literal_escape(literal) => literal.into(),
            other => return Err(format!("the escape `\\{other}` is not supported")),
        };
        Ok(Element::Character(code))
    }

    fn hex(&mut self, digits: usize) -> Parsed<u32> {
        let text: String = self.rest.by_ref().take(digits).collect();
        let is_hex = text.len() == digits && text.chars().all(|c| c.is_ascii_hexdigit());
        u32::from_str_radix(&text, 16)
            .ok()
            .filter(|_| is_hex)
            .ok_or_else(|| format!("an escape lacks its {digits} hexadecimal digits"))
    }

    /// Reads `\u0041`, `\u{41}`, or the two halves of a character.
    fn unicode(&mut self) -> Parsed<u32> {
        if self.takes("{") {
            let text: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
            let code = u32::from_str_radix(&text, 16).ok().filter(|code| *code <= 0x10_ffff);
            return code.ok_or_else(|| "an escape is not a character of Unicode".to_owned());
        }
        let high = self.hex(4)?;
        let before = self.rest.clone();
        if (0xd800..0xdc00).contains(&high) && self.takes("\\u") {
            match self.hex(4) {
                Ok(low) if (0xdc00..0xe000).contains(&low) => {
                    return Ok(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00));
                }
                _ => self.rest = before,
            }
        }
        Ok(high)
    }

    fn property(&mut self, is_negated: bool) -> Parsed<Element> {
        if !self.takes("{") {
            return Err("a Unicode property lacks its braces".to_owned());
        }
        let name: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
        let ranges = classes::property(&name).ok_or_else(|| format!("the property `{name}` is unknown"))?;
        Ok(Element::Class(match is_negated {
            true => classes::negated(ranges),
            false => ranges,
        }))
    }

    fn class(&mut self) -> Parsed<Pattern> {
        let is_negated = self.takes("^");
        let mut ranges = Ranges::new();
        loop {
            match self.rest.next() {
                None => return Err("a class is not closed".to_owned()),
                Some(']') => break,
                Some(first) => self.class_element(first, &mut ranges)?,
            }
        }
        let ranges = classes::normalized(ranges, self.ignores_case);
        Ok(Pattern::Class(match is_negated {
            true => classes::negated(ranges),
            false => ranges,
        }))
    }

    /// Reads a character, a range or a class within a class.
    fn class_element(&mut self, first: char, ranges: &mut Ranges) -> Parsed<()> {
        let start = self.element(first)?;
        let mut ahead = self.rest.clone();
        let is_range = ahead.next() == Some('-') && ahead.peek().is_some_and(|next| *next != ']');
        let Element::Character(start) = start else {
            // A hyphen after a class is literal.
            if let Element::Class(class) = start {
                ranges.extend(class);
            }
            return Ok(());
        };
        if !is_range {
            push(ranges, start, start);
            return Ok(());
        }
        self.rest.next();
        let Some(end) = self.rest.next() else {
            return Err("a class is not closed".to_owned());
        };
        match self.element(end)? {
            Element::Character(end) if start <= end => push(ranges, start, end),
            Element::Character(_) => return Err("a range is out of order".to_owned()),
            Element::Class(class) => {
                push(ranges, start, start);
                push(ranges, '-'.into(), '-'.into());
                ranges.extend(class);
            }
        }
        Ok(())
    }

    fn element(&mut self, first: char) -> Parsed<Element> {
        match first {
            '\\' if self.takes("b") => Ok(Element::Character(8)),
            '\\' => self.escape(),
            literal => Ok(Element::Character(literal.into())),
        }
    }
}

/// Adds a range, without the surrogates in it.
fn push(ranges: &mut Ranges, start: u32, end: u32) {
    let below = (start, end.min(0xd7ff));
    let above = (start.max(0xe000), end);
    for (start, end) in [below, above] {
        if let (Some(start), Some(end)) = (char::from_u32(start), char::from_u32(end))
            && start <= end
        {
            ranges.push((start, end));
        }
    }
}
