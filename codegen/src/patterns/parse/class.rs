//! Classes of characters, and the escapes in and outside of them.

use super::super::classes::{self, Ranges};
use super::super::ir::Pattern;
use super::{PatternElement, PatternParser, PatternResult};

/// Returns whether a backslash makes this character literal.
fn is_literal_escape(character: char) -> bool {
    !character.is_ascii_alphanumeric()
}

impl PatternParser {
    /// Reads an escape, after its backslash.
    pub(super) fn escape(&mut self) -> PatternResult<PatternElement> {
        let Some(letter) = self.rest.next() else {
            return Err("the pattern ends with a backslash".to_owned());
        };
        if let Some(ranges) = classes::escape(letter) {
            return Ok(PatternElement::Class(ranges));
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
        Ok(PatternElement::Character(code))
    }

    fn hex(&mut self, digits: usize) -> PatternResult<u32> {
        let text: String = self.rest.by_ref().take(digits).collect();
        let is_hex = text.len() == digits && text.chars().all(|c| c.is_ascii_hexdigit());
        u32::from_str_radix(&text, 16)
            .ok()
            .filter(|_| is_hex)
            .ok_or_else(|| format!("an escape lacks its {digits} hexadecimal digits"))
    }

    /// Reads `\u0041`, `\u{41}`, or the two halves of a character.
    fn unicode(&mut self) -> PatternResult<u32> {
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

    fn property(&mut self, is_negated: bool) -> PatternResult<PatternElement> {
        if !self.takes("{") {
            return Err("a Unicode property lacks its braces".to_owned());
        }
        let name: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
        let ranges = classes::property(&name).ok_or_else(|| format!("the property `{name}` is unknown"))?;
        Ok(PatternElement::Class(match is_negated {
            true => classes::negated(ranges),
            false => ranges,
        }))
    }

    pub(super) fn class(&mut self) -> PatternResult<Pattern> {
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
    fn class_element(&mut self, first: char, ranges: &mut Ranges) -> PatternResult<()> {
        let start = self.element(first)?;
        let mut ahead = self.rest.clone();
        let is_range = ahead.next() == Some('-') && ahead.peek().is_some_and(|next| *next != ']');
        let PatternElement::Character(start) = start else {
            // A hyphen after a class is literal.
            if let PatternElement::Class(class) = start {
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
            PatternElement::Character(end) if start <= end => push(ranges, start, end),
            PatternElement::Character(_) => return Err("a range is out of order".to_owned()),
            PatternElement::Class(class) => {
                push(ranges, start, start);
                push(ranges, '-'.into(), '-'.into());
                ranges.extend(class);
            }
        }
        Ok(())
    }

    fn element(&mut self, first: char) -> PatternResult<PatternElement> {
        match first {
            '\\' if self.takes("b") => Ok(PatternElement::Character(8)),
            '\\' => self.escape(),
            literal => Ok(PatternElement::Character(literal.into())),
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
