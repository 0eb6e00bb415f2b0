//! Reads a header as a value or a list of values, or several headers as a map.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::TextLocation;
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, blob_from_base64, date_time};
use crate::schema::MemberRef;
use crate::serde::{DeserializeError, ShapeDeserializer};

/// Reads the value of a member from the text of a header.
#[derive(Debug)]
pub(crate) struct TextDeserializer<'a> {
    member: MemberRef,
    /// The remaining text.
    rest: &'a str,
    list: List,
    /// The remaining entries of a map.
    entries: Vec<(&'a str, &'a str)>,
    scratch: String,
}

/// The position in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    No,
    First,
    Next,
}

impl<'a> TextDeserializer<'a> {
    /// Creates a deserializer of one value or list.
    pub(crate) fn new(member: MemberRef, text: &'a str) -> Self {
        Self {
            member,
            rest: text,
            list: List::No,
            entries: Vec::new(),
            scratch: String::new(),
        }
    }

    /// Creates a deserializer of a map with these entries.
    pub(crate) fn map(member: MemberRef, mut entries: Vec<(&'a str, &'a str)>) -> Self {
        entries.reverse();
        Self {
            entries,
            ..Self::new(member, "")
        }
    }

    /// Returns the text of the next value: up to the next comma outside of quotes if it is in a
    /// list.
    fn next_text(&mut self) -> &str {
        let text = self.rest.trim();
        if self.list == List::No {
            return text;
        }
        let Some(in_quotes) = text.strip_prefix('"') else {
            let end = text.find(',').unwrap_or(text.len());
            let (value, rest) = text.split_at(end);
            self.rest = rest;
            return value.trim_end();
        };
        self.scratch.clear();
        let mut characters = in_quotes.chars();
        while let Some(character) = characters.next().filter(|character| *character != '"') {
            match character {
                '\\' => self.scratch.extend(characters.next()),
                character => self.scratch.push(character),
            }
        }
        self.rest = characters.as_str();
        &self.scratch
    }

    /// Returns the text of the next timestamp.
    fn next_timestamp(&mut self) -> &'a str {
        let text = self.rest.trim();
        if self.list == List::No {
            return text;
        }
        let end = end_of_timestamp(text);
        let (value, rest) = text.split_at(end);
        self.rest = rest;
        value.trim_end()
    }

    fn parse<T: std::str::FromStr>(&mut self, kind: &str) -> Result<T, DeserializeError> {
        let parsed = self.next_text().parse();
        parsed.map_err(|_| self.error(&format!("expected {kind}, found another text")))
    }

    /// Returns the member of the value that is next.
    fn value_member(&self) -> MemberRef {
        match self.list {
            List::No => self.member,
            List::First | List::Next => self.member.element(),
        }
    }
}

impl ShapeDeserializer for TextDeserializer<'_> {
    fn begin_list(&mut self) -> Result<(), DeserializeError> {
        self.list = List::First;
        Ok(())
    }

    fn next_element(&mut self) -> Result<bool, DeserializeError> {
        let rest = self.rest.trim_start();
        let is_first = std::mem::replace(&mut self.list, List::Next) == List::First;
        let next = if is_first { Some(rest) } else { rest.strip_prefix(',') };
        match next {
            Some(next) if !next.trim().is_empty() => {
                self.rest = next;
                Ok(true)
            }
            _ if rest.trim().is_empty() || next.is_some() => {
                self.list = List::No;
                Ok(false)
            }
            _ => Err(self.error("expected a comma between the elements of a list")),
        }
    }

    fn begin_map(&mut self) -> Result<(), DeserializeError> {
        Ok(())
    }

    fn next_key(&mut self) -> Result<Option<String>, DeserializeError> {
        let Some((key, value)) = self.entries.pop() else {
            return Ok(None);
        };
        self.rest = value;
        Ok(Some(key.to_owned()))
    }

    fn boolean(&mut self) -> Result<bool, DeserializeError> {
        match self.next_text() {
            text if text.eq_ignore_ascii_case("true") => Ok(true),
            text if text.eq_ignore_ascii_case("false") => Ok(false),
            _ => Err(self.error("expected true or false, found another text")),
        }
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, DeserializeError> {
        let value: i64 = self.parse("an integer")?;
        match (min..=max).contains(&value) {
            true => Ok(value),
            false => Err(self.error("the number is out of range")),
        }
    }

    fn float(&mut self) -> Result<f32, DeserializeError> {
        self.parse("a number")
    }

    fn double(&mut self) -> Result<f64, DeserializeError> {
        self.parse("a number")
    }

    fn big_integer(&mut self) -> Result<BigInteger, DeserializeError> {
        self.parse("an integer")
    }

    fn big_decimal(&mut self) -> Result<BigDecimal, DeserializeError> {
        self.parse("a number")
    }

    fn text(&mut self) -> Result<Cow<'_, str>, DeserializeError> {
        if self.value_member().traits().media_type().is_none() {
            return Ok(Cow::Borrowed(self.next_text()));
        }
        let decoded = STANDARD.decode(self.next_text()).ok();
        let text = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
        match text {
            Some(text) => Ok(Cow::Owned(text)),
            None => Err(self.error("expected text in base64, found another text")),
        }
    }

    fn blob(&mut self) -> Result<Blob, DeserializeError> {
        let blob = blob_from_base64(self.next_text());
        blob.ok_or_else(|| self.error("expected a blob in base64, found another text"))
    }

    fn timestamp(&mut self) -> Result<DateTime, DeserializeError> {
        let format = self.value_member().traits().timestamp_format();
        let format = format.unwrap_or(TextLocation::Header.default_timestamp());
        let text = self.next_timestamp();
        date_time::parse_any(text, format).map_err(|error| self.error(&error.to_string()))
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        self.next_text();
        Ok(())
    }

    fn error(&self, problem: &str) -> DeserializeError {
        DeserializeError::new(self.member.name, problem, None)
    }
}

/// Returns the position of the comma after the first timestamp of a list. An HTTP date begins with
/// the name of a day, and two of its three forms have a comma after it.
fn end_of_timestamp(list: &str) -> usize {
    let after_name = list.trim_start_matches(|character: char| character.is_ascii_alphabetic());
    let commas = usize::from(after_name.len() < list.len() && after_name.starts_with(','));
    list.match_indices(',').nth(commas).map_or(list.len(), |(end, _)| end)
}

#[cfg(test)]
mod tests {
    use super::end_of_timestamp;

    #[test]
    fn each_form_of_a_timestamp_has_an_end() {
        for first in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "1994-11-06T08:49:37Z",
            "784111777.5",
        ] {
            assert_eq!(end_of_timestamp(first), first.len());
            for next in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "", "1"] {
                assert_eq!(
                    end_of_timestamp(&format!("{first}, {next}")),
                    first.len(),
                    "{first}, {next}"
                );
            }
        }
    }
}
