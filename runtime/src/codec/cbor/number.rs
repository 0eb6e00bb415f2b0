//! Reads numbers and timestamps, in every form in which services send them.

use minicbor::Decoder;
use minicbor::data::Type;

use super::input::{Problem, bytes, tag, take, text};
use super::{big_number, tags};
use crate::primitives::{DateTime, DateTimeFormat, Number, date_time};

/// A number on the wire.
enum Numeric {
    /// An integer.
    Integer(i128),
    /// A floating-point number of any width.
    Float(f64),
}

/// Reads a number.
fn number(input: &mut Decoder<'_>, what: &str) -> Result<Numeric, Problem> {
    take(input, what, |input| match input.datatype() {
        Ok(Type::F16) => half(input).map(|value| Numeric::Float(value.into())),
        Ok(Type::F32) => input.f32().ok().map(|value| Numeric::Float(value.into())),
        Ok(Type::F64) => input.f64().ok().map(Numeric::Float),
        _ => input.int().ok().map(|value| Numeric::Integer(value.into())),
    })
}

/// Reads a float of 16 bits without the library.
fn half(input: &mut Decoder<'_>) -> Option<f32> {
    let start = input.position() + 1;
    let bytes = input.input().get(start..start + 2)?;
    let bits = u16::from_be_bytes(bytes.try_into().ok()?);
    input.set_position(start + 2);
    let (exponent, fraction) = ((bits >> 10) & 0x1f, f32::from(bits & 0x3ff));
    let magnitude = match exponent {
        0 => fraction * 2f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (fraction + 1024.0) * 2f32.powi(i32::from(exponent) - 25),
    };
    Some(if bits & 0x8000 == 0 { magnitude } else { -magnitude })
}

/// Reads an integer between these bounds; a floating-point number without a fraction counts as one.
pub(super) fn integer(input: &mut Decoder<'_>, min: i64, max: i64) -> Result<i64, Problem> {
    let value = match number(input, "an integer")? {
        Numeric::Integer(value) => Some(value),
        Numeric::Float(value) if value.fract() == 0.0 && value.abs() < 2f64.powi(63) => Some(value as i128),
        Numeric::Float(_) => None,
    };
    let value = value.ok_or_else(|| "expected an integer, found a number with a fraction".to_owned())?;
    match i64::try_from(value) {
        Ok(value) if (min..=max).contains(&value) => Ok(value),
        _ => Err(format!("expected an integer between {min} and {max}, found one beyond")),
    }
}

/// Reads a floating-point number; an integer counts as one.
pub(super) fn double(input: &mut Decoder<'_>) -> Result<f64, Problem> {
    Ok(match number(input, "a number")? {
        Numeric::Integer(value) => value as f64,
        Numeric::Float(value) => value,
    })
}

/// Reads a number without a schema.
pub(super) fn any_number(input: &mut Decoder<'_>) -> Result<Number, Problem> {
    Ok(match number(input, "a number")? {
        Numeric::Float(value) => Number::Float(value),
        Numeric::Integer(value) => match (u64::try_from(value), i64::try_from(value)) {
            (Ok(value), _) => Number::PosInt(value),
            (_, Ok(value)) => Number::NegInt(value),
            _ => Number::Float(value as f64),
        },
    })
}

/// Reads a timestamp: seconds since the epoch, or text of RFC 3339.
pub(super) fn timestamp(input: &mut Decoder<'_>) -> Result<DateTime, Problem> {
    match tag(input) {
        None | Some(tags::EPOCH) => {}
        Some(tags::DATE_TIME) => {
            let text = text(input)?;
            let parsed = date_time::parse(&text, DateTimeFormat::DateTimeWithOffset);
            return parsed.map_err(|_| "expected a timestamp, found another text".to_owned());
        }
        Some(_) => return Err("expected a timestamp, found a value of another tag".to_owned()),
    }
    match number(input, "a timestamp")? {
        Numeric::Integer(value) => i64::try_from(value)
            .map(DateTime::from_secs)
            .map_err(|_| "the timestamp is out of range".to_owned()),
        Numeric::Float(value) if value.is_finite() => Ok(time(value)),
        Numeric::Float(_) => Err("expected a timestamp, found a number that is not finite".to_owned()),
    }
}

/// Returns the time of seconds since the epoch. A double is only precise to microseconds; further
/// digits are rounding errors.
fn time(seconds: f64) -> DateTime {
    let whole = seconds.floor();
    let micros = ((seconds - whole) * 1e6).round() as u32;
    DateTime::from_secs_and_nanos(whole as i64, micros * 1000)
}

/// Reads an integer of any size as its decimal digits.
pub(super) fn big_integer(input: &mut Decoder<'_>) -> Result<String, Problem> {
    match tag(input) {
        Some(tags::POSITIVE_BIG_NUMBER) => Ok(big_number::integer_text(&bytes(input)?, false)),
        Some(tags::NEGATIVE_BIG_NUMBER) => Ok(big_number::integer_text(&bytes(input)?, true)),
        Some(_) => Err("expected an integer, found a value of another tag".to_owned()),
        None => match number(input, "an integer")? {
            Numeric::Integer(value) => Ok(value.to_string()),
            Numeric::Float(_) => Err("expected an integer, found a floating-point number".to_owned()),
        },
    }
}

/// Reads a decimal number as text.
pub(super) fn big_decimal(input: &mut Decoder<'_>) -> Result<String, Problem> {
    let start = input.position();
    if tag(input) == Some(tags::DECIMAL) {
        let problem = || "expected an exponent and a mantissa".to_owned();
        if input.array().ok().flatten() != Some(2) {
            return Err(problem());
        }
        let exponent = input.i64().map_err(|_| problem())?;
        return Ok(big_number::decimal_text(&big_integer(input)?, exponent));
    }
    input.set_position(start);
    match input.datatype() {
        Ok(Type::F16 | Type::F32 | Type::F64) => double(input).map(|value| format!("{value:?}")),
        _ => big_integer(input),
    }
}
