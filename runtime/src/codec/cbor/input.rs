//! Scalars out of CBOR, in every form in which services send them.

use std::borrow::Cow;

use minicbor::Decoder;
use minicbor::data::Type;

use super::{big_number, tags};
use crate::primitives::{DateTime, DateTimeFormat, Number, date_time};

/// A value that has not the form that is due: the problem, without the value.
pub(super) type Problem = String;

/// A number on the wire.
pub(super) enum Numeric {
    /// An integer.
    Integer(i128),
    /// A floating-point number of any width.
    Float(f64),
}

/// The first bytes of values that are looked at without the library, as they are in every body.
mod head {
    /// A float of 64 bits.
    pub(super) const DOUBLE: u8 = 0xfb;
    /// The tag of a timestamp as seconds since the epoch.
    pub(super) const EPOCH: u8 = 0xc1;
    /// The mark of the end of a list, map or string without a length.
    pub(super) const BREAK: u8 = 0xff;
    /// The major type of tags, in the upper three bits.
    pub(super) const TAG: u8 = 6;
}

/// Returns the first byte of the next value.
#[inline]
pub(super) fn peek(input: &Decoder<'_>) -> Option<u8> {
    input.input().get(input.position()).copied()
}

/// Takes a float of 64 bits, the form in which services send numbers with a fraction.
#[inline]
pub(super) fn take_double(input: &mut Decoder<'_>) -> Option<f64> {
    let value = input.input().get(input.position()..)?.first_chunk::<9>()?;
    let [head::DOUBLE, bytes @ ..] = value else {
        return None;
    };
    input.set_position(input.position() + value.len());
    Some(f64::from_be_bytes(*bytes))
}

/// Takes a timestamp of whole seconds, tagged and in 64 bits, the form in which services send it.
#[inline]
pub(super) fn take_time(input: &mut Decoder<'_>) -> Option<DateTime> {
    let value = input.input().get(input.position()..)?.first_chunk::<10>()?;
    let [head::EPOCH, head::DOUBLE, bytes @ ..] = value else {
        return None;
    };
    let seconds = f64::from_be_bytes(*bytes);
    let whole = seconds as i64;
    if whole as f64 != seconds {
        return None;
    }
    input.set_position(input.position() + value.len());
    Some(DateTime::from_secs(whole))
}

/// Returns the problem of a value of another type than the one that is due.
#[cold]
pub(super) fn expected(what: &str, input: &Decoder<'_>) -> Problem {
    let found = match input.datatype() {
        Ok(Type::Bool) => "a boolean",
        Ok(Type::Null | Type::Undefined) => "null",
        Ok(Type::U8 | Type::U16 | Type::U32 | Type::U64 | Type::I8 | Type::I16 | Type::I32 | Type::I64 | Type::Int) => {
            "an integer"
        }
        Ok(Type::F16 | Type::F32 | Type::F64) => "a floating-point number",
        Ok(Type::Bytes | Type::BytesIndef) => "bytes",
        Ok(Type::String | Type::StringIndef) => "a string",
        Ok(Type::Array | Type::ArrayIndef) => "a list",
        Ok(Type::Map | Type::MapIndef) => "a map",
        Ok(Type::Tag) => "a tagged value",
        Ok(Type::Break) => "the end of a list or map",
        Ok(Type::Simple | Type::Unknown(_)) => "a reserved value",
        Err(_) => "the end of the body",
    };
    format!("expected {what}, found {found}")
}

/// Takes a value; if it has another type, returns what was found in its place.
#[inline]
pub(super) fn take<'b, T>(
    input: &mut Decoder<'b>,
    what: &str,
    take: impl FnOnce(&mut Decoder<'b>) -> Option<T>,
) -> Result<T, Problem> {
    let start = input.position();
    match take(input) {
        Some(value) => Ok(value),
        None => Err(expected_at(start, what, input)),
    }
}

#[cold]
fn expected_at(start: usize, what: &str, input: &mut Decoder<'_>) -> Problem {
    let position = input.position();
    input.set_position(start);
    let problem = expected(what, input);
    input.set_position(position);
    problem
}

/// Returns whether another element or entry follows, and takes the mark of the end where there is
/// one.
pub(super) fn follows(input: &mut Decoder<'_>, left: &mut Option<u64>) -> bool {
    match left {
        Some(left) => match left.checked_sub(1) {
            Some(less) => {
                *left = less;
                true
            }
            None => false,
        },
        None => !follows_break(input),
    }
}

/// Takes the mark of the end if it is next, and returns whether it was.
pub(super) fn follows_break(input: &mut Decoder<'_>) -> bool {
    let is_end = peek(input) == Some(head::BREAK);
    if is_end {
        input.set_position(input.position() + 1);
    }
    is_end
}

/// Reads a number.
pub(super) fn number(input: &mut Decoder<'_>, what: &str) -> Result<Numeric, Problem> {
    take(input, what, |input| match input.datatype() {
        Ok(Type::F16) => half(input).map(|value| Numeric::Float(value.into())),
        Ok(Type::F32) => input.f32().ok().map(|value| Numeric::Float(value.into())),
        Ok(Type::F64) => input.f64().ok().map(Numeric::Float),
        _ => input.int().ok().map(|value| Numeric::Integer(value.into())),
    })
}

/// Reads a float of 16 bits, which needs no library of its own.
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

/// Reads a string, whole or in pieces. Bytes that are not UTF-8 become U+FFFD: one of them is no
/// reason to lose all the rest.
pub(super) fn text<'b>(input: &mut Decoder<'b>) -> Result<Cow<'b, str>, Problem> {
    let start = input.position();
    match input.datatype() {
        Ok(Type::StringIndef) => {
            input.set_position(start + 1);
            let mut whole = Vec::new();
            while !follows_break(input) {
                whole.extend_from_slice(piece(input).ok_or(CUT_SHORT)?);
            }
            Ok(Cow::Owned(String::from_utf8_lossy(&whole).into_owned()))
        }
        Ok(Type::String) => match input.str() {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(_) => {
                input.set_position(start);
                piece(input)
                    .map(String::from_utf8_lossy)
                    .ok_or_else(|| CUT_SHORT.to_owned())
            }
        },
        _ => Err(expected("a string", input)),
    }
}

const CUT_SHORT: &str = "expected a string, found one that is cut short";

/// Returns the bytes of a string that is whole.
fn piece<'b>(input: &mut Decoder<'b>) -> Option<&'b [u8]> {
    const TEXT: u8 = 3;
    let (head, rest) = input.input().get(input.position()..)?.split_first()?;
    let width = match head & 0x1f {
        0..24 => 0,
        width @ 24..28 => 1 << (width - 24),
        _ => return None,
    };
    let (argument, rest) = rest.split_at_checked(width)?;
    let length = match argument {
        [] => u64::from(head & 0x1f),
        bytes => bytes.iter().fold(0, |length, byte| length << 8 | u64::from(*byte)),
    };
    let text = rest
        .get(..usize::try_from(length).ok()?)
        .filter(|_| head >> 5 == TEXT)?;
    input.set_position(input.position() + 1 + width + text.len());
    Some(text)
}

/// Reads bytes, whole or in pieces.
pub(super) fn bytes(input: &mut Decoder<'_>) -> Result<Vec<u8>, Problem> {
    take(input, "bytes", |input| match input.datatype() {
        Ok(Type::BytesIndef) => {
            let mut whole = Vec::new();
            for piece in input.bytes_iter().ok()? {
                whole.extend_from_slice(piece.ok()?);
            }
            Some(whole)
        }
        _ => input.bytes().map(<[u8]>::to_vec).ok(),
    })
}

/// Takes a tag, if one is next.
pub(super) fn tag(input: &mut Decoder<'_>) -> Option<u64> {
    match peek(input) {
        Some(first) if first >> 5 == head::TAG => input.tag().ok().map(|tag| tag.as_u64()),
        _ => None,
    }
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

/// Returns the time of seconds since the epoch. A double has no more than microseconds; its further
/// digits are not those that the service wrote.
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
