//! Reads scalars from the text of elements and attributes.

use crate::primitives::{DateTime, DateTimeFormat, date_time};

pub(super) fn boolean(text: &str) -> Result<bool, &'static str> {
    match text.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        text if text.eq_ignore_ascii_case("true") => Ok(true),
        text if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err("expected `true` or `false`"),
    }
}

pub(super) fn integer(text: &str, min: i64, max: i64) -> Result<i64, &'static str> {
    let value: i64 = text.trim().parse().map_err(|_| "expected an integer")?;
    match (min..=max).contains(&value) {
        true => Ok(value),
        false => Err("expected an integer, found one that does not fit the type"),
    }
}

pub(super) fn float(text: &str) -> Result<f32, &'static str> {
    text.trim().parse().map_err(|_| "expected a number")
}

pub(super) fn double(text: &str) -> Result<f64, &'static str> {
    text.trim().parse().map_err(|_| "expected a number")
}

/// Reads a timestamp in its format, or in another one that services send instead.
pub(super) fn timestamp(text: &str, format: DateTimeFormat) -> Result<DateTime, &'static str> {
    date_time::parse_any(text, format).map_err(|_| "expected a timestamp")
}
