//! CBOR without a schema: errors, and the content of unknown variants.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minicbor::Decoder;
use minicbor::data::Type;

use super::input::{self, Problem};
use super::{MAX_DEPTH, TOO_DEEP};
use crate::primitives::Document;

/// Reads the next value. Bytes become text in base64, and the tag of a timestamp is dropped.
pub(super) fn read(input: &mut Decoder<'_>, depth: usize) -> Result<Document, Problem> {
    if depth > MAX_DEPTH {
        return Err(TOO_DEEP.to_owned());
    }
    let problem = || "expected a value, found a body that is cut short".to_owned();
    match input.datatype().map_err(|_| problem())? {
        Type::Bool => input.bool().map(Document::Bool).map_err(|_| problem()),
        Type::Null => input.null().map(|()| Document::Null).map_err(|_| problem()),
        Type::Undefined => input.undefined().map(|()| Document::Null).map_err(|_| problem()),
        Type::String | Type::StringIndef => Ok(Document::String(input::text(input)?.into_owned())),
        Type::Bytes | Type::BytesIndef => Ok(Document::String(STANDARD.encode(input::bytes(input)?))),
        Type::Array | Type::ArrayIndef => {
            let mut left = input.array().map_err(|_| problem())?;
            let mut values = Vec::new();
            while follows(input, &mut left) {
                values.push(read(input, depth + 1)?);
            }
            Ok(Document::Array(values))
        }
        Type::Map | Type::MapIndef => {
            let mut left = input.map().map_err(|_| problem())?;
            let mut values = HashMap::new();
            while follows(input, &mut left) {
                let key = input::text(input)?.into_owned();
                values.insert(key, read(input, depth + 1)?);
            }
            Ok(Document::Object(values))
        }
        Type::Tag => {
            input::tag(input);
            read(input, depth + 1)
        }
        _ => input::any_number(input).map(Document::Number),
    }
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
    let is_end = matches!(input.datatype(), Ok(Type::Break));
    if is_end {
        input.set_position(input.position() + 1);
    }
    is_end
}
