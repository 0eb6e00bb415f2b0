//! Reads the parts of CBOR values: heads, strings, bytes and tags.

use std::borrow::Cow;

use minicbor::Decoder;
use minicbor::data::Type;

use crate::primitives::DateTime;

/// The reason why a value has another form than expected, without the value.
pub(super) type Problem = String;

/// Initial bytes that are compared without the library, because they are in every body.
mod head {
    /// A float of 64 bits.
    pub(super) const DOUBLE: u8 = 0xfb;
    /// The tag of a timestamp as seconds since the epoch.
    pub(super) const EPOCH: u8 = 0xc1;
    /// The end of a list, map or string of indefinite length.
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

/// Returns the problem of a value of another type than `what`.
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

/// Takes a value; if it has another type than `what`, the problem names the type.
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

/// Returns whether another element or entry follows. Takes the break at the end of a container of
/// indefinite length.
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

/// Takes a break if it is next, and returns whether it was.
pub(super) fn follows_break(input: &mut Decoder<'_>) -> bool {
    let is_end = peek(input) == Some(head::BREAK);
    if is_end {
        input.set_position(input.position() + 1);
    }
    is_end
}

/// Reads a string, whole or in pieces. Bytes that are not UTF-8 become U+FFFD, so that the rest of
/// the text is not lost.
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

const CUT_SHORT: &str = "expected a string, found a truncated one";

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
