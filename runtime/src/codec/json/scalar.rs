//! Reads simple types from JSON strings, numbers and literals.

use std::borrow::Cow;
use std::str::FromStr;

use super::lexer::{LexError, Lexer};
use super::number::{self, Integer};
use crate::primitives::{Blob, DateTime, DateTimeFormat, blob_from_base64, date_time};

pub(super) fn boolean(lexer: &mut Lexer<'_>) -> Result<bool, LexError> {
    let (value, literal) = match lexer.peek() {
        b't' => (true, "true"),
        b'f' => (false, "false"),
        _ => return Err(lexer.expected("a boolean")),
    };
    lexer.literal(literal)?;
    Ok(value)
}

pub(super) fn integer(lexer: &mut Lexer<'_>, min: i64, max: i64) -> Result<i64, LexError> {
    let start = lexer.position();
    let (text, is_digits) = lexer.number("an integer")?;
    let value = match is_digits {
        true => text.parse().map_or(Integer::TooLarge, Integer::Exact),
        false => number::integer(text),
    };
    match value {
        Integer::Exact(value) if (min..=max).contains(&value) => Ok(value),
        Integer::Fraction => Err(LexError::new("expected an integer, found a fraction", start)),
        _ => Err(LexError::new(
            format!("expected an integer from {min} to {max}, found another"),
            start,
        )),
    }
}

pub(super) fn float(lexer: &mut Lexer<'_>) -> Result<f32, LexError> {
    let specials = [
        ("NaN", f32::NAN),
        ("Infinity", f32::INFINITY),
        ("-Infinity", f32::NEG_INFINITY),
    ];
    floating(lexer, specials, |value| value.is_finite())
}

pub(super) fn double(lexer: &mut Lexer<'_>) -> Result<f64, LexError> {
    let specials = [
        ("NaN", f64::NAN),
        ("Infinity", f64::INFINITY),
        ("-Infinity", f64::NEG_INFINITY),
    ];
    floating(lexer, specials, |value| value.is_finite())
}

/// Returns a floating-point number: a JSON number, or the string for a value that is not finite.
fn floating<T: FromStr>(
    lexer: &mut Lexer<'_>,
    specials: [(&str, T); 3],
    is_finite: fn(&T) -> bool,
) -> Result<T, LexError> {
    let start = lexer.position();
    if lexer.peek() == b'"' {
        let text = lexer.string("a number")?;
        let special = specials.into_iter().find(|(name, _)| *name == text);
        let special = special.map(|(_, value)| value);
        return special.ok_or_else(|| LexError::new("expected a number, found a string", start));
    }
    let (text, _) = lexer.number("a number")?;
    let value = text.parse().ok().filter(is_finite);
    value.ok_or_else(|| LexError::new("the number is out of range", start))
}

/// Returns a number of any size, which may be a string, because few JSON libraries preserve all of
/// its digits.
pub(super) fn big<T: FromStr>(lexer: &mut Lexer<'_>, what: &str) -> Result<T, LexError> {
    let start = lexer.position();
    let text = match lexer.peek() {
        b'"' => lexer.string(what)?,
        _ => Cow::Borrowed(lexer.number(what)?.0),
    };
    text.parse()
        .map_err(|_| LexError::new(format!("expected {what}, found another number or string"), start))
}

pub(super) fn blob(lexer: &mut Lexer<'_>) -> Result<Blob, LexError> {
    let start = lexer.position();
    let text = lexer.string("a blob in base64")?;
    blob_from_base64(&text).ok_or_else(|| LexError::new("expected a blob in base64, found another string", start))
}

fn expected_timestamp(format: DateTimeFormat) -> &'static str {
    match format {
        DateTimeFormat::EpochSeconds => "a timestamp in seconds since the epoch",
        DateTimeFormat::HttpDate => "a timestamp as an HTTP date",
        DateTimeFormat::DateTime | DateTimeFormat::DateTimeWithOffset => "a timestamp as an RFC 3339 date-time",
    }
}

pub(super) fn timestamp(lexer: &mut Lexer<'_>, format: DateTimeFormat) -> Result<DateTime, LexError> {
    let start = lexer.position();
    // Some services send a number for a string, or a string for a number.
    let is_text = lexer.peek() == b'"';
    let parsed = match format {
        _ if !is_text => {
            let (text, _) = lexer.number(expected_timestamp(format))?;
            date_time::parse(text, DateTimeFormat::EpochSeconds)
        }
        DateTimeFormat::DateTime | DateTimeFormat::DateTimeWithOffset => {
            let text = match lexer.take_plain_string() {
                Some(plain) => Cow::Borrowed(plain),
                None => lexer.string(expected_timestamp(format))?,
            };
            date_time::parse_any(&text, format)
        }
        DateTimeFormat::HttpDate => date_time::parse_any(&lexer.string(expected_timestamp(format))?, format),
        DateTimeFormat::EpochSeconds => {
            let text = lexer.string(expected_timestamp(format))?;
            let problem = || format!("expected {}, found a string", expected_timestamp(format));
            return date_time::parse_any(&text, format).map_err(|_| LexError::new(problem(), start));
        }
    };
    parsed.map_err(|error| LexError::new(error.to_string(), start))
}
