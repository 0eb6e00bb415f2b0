//! CBOR without a schema: errors, and the content of unknown variants.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minicbor::Decoder;
use minicbor::data::Type;

use super::input::{self, Problem};
use super::number;
use super::{MAX_DEPTH, TOO_DEEP};
use crate::primitives::Document;

/// An open list or map, and the number of its remaining entries; `None` if its length is
/// indefinite.
enum Open {
    List(Vec<Document>, Option<u64>),
    /// The entries, and the key of the next value.
    Map(HashMap<String, Document>, String, Option<u64>),
}

/// Reads the next value. Bytes become text in base64, and the tag of a timestamp is dropped. It
/// does not recurse, which would use much more stack.
pub(super) fn read(input: &mut Decoder<'_>, depth: usize) -> Result<Document, Problem> {
    let mut open: Vec<Open> = Vec::new();
    loop {
        while input::tag(input).is_some() {}
        let mut value = match begin(input)? {
            Some(_) if depth + open.len() > MAX_DEPTH => return Err(TOO_DEEP.to_owned()),
            Some(begun) => {
                open.push(begun);
                None
            }
            None => Some(scalar(input)?),
        };
        // Until another value follows.
        while !next(input, open.last_mut(), &mut value)? {
            value = open.pop().map(end).or(value);
            if open.is_empty() {
                return Ok(value.unwrap_or_default());
            }
        }
    }
}

/// Opens the list or map that is next, if one is.
fn begin(input: &mut Decoder<'_>) -> Result<Option<Open>, Problem> {
    Ok(match input.datatype() {
        Ok(Type::Array | Type::ArrayIndef) => {
            let left = input.array().map_err(|_| CUT_SHORT)?;
            Some(Open::List(Vec::new(), left))
        }
        Ok(Type::Map | Type::MapIndef) => {
            let left = input.map().map_err(|_| CUT_SHORT)?;
            Some(Open::Map(HashMap::new(), String::new(), left))
        }
        _ => None,
    })
}

fn end(open: Open) -> Document {
    match open {
        Open::List(values, _) => Document::Array(values),
        Open::Map(values, ..) => Document::Object(values),
    }
}

/// Adds a value to the innermost container, and returns whether another one follows in it.
fn next(input: &mut Decoder<'_>, open: Option<&mut Open>, value: &mut Option<Document>) -> Result<bool, Problem> {
    match open {
        None => Ok(false),
        Some(Open::List(values, left)) => {
            values.extend(value.take());
            Ok(input::follows(input, left))
        }
        Some(Open::Map(values, key, left)) => {
            if let Some(value) = value.take() {
                values.insert(std::mem::take(key), value);
            }
            let follows = input::follows(input, left);
            if follows {
                *key = input::text(input)?.into_owned();
            }
            Ok(follows)
        }
    }
}

fn scalar(input: &mut Decoder<'_>) -> Result<Document, Problem> {
    let problem = |_| CUT_SHORT.to_owned();
    match input.datatype().map_err(problem)? {
        Type::Bool => input.bool().map(Document::Bool).map_err(problem),
        Type::Null => input.null().map(|()| Document::Null).map_err(problem),
        Type::Undefined => input.undefined().map(|()| Document::Null).map_err(problem),
        Type::String | Type::StringIndef => Ok(Document::String(input::text(input)?.into_owned())),
        Type::Bytes | Type::BytesIndef => Ok(Document::String(STANDARD.encode(input::bytes(input)?))),
        _ => number::any_number(input).map(Document::Number),
    }
}

const CUT_SHORT: &str = "expected a value, found a truncated body";
