//! Documents, which JSON writes as themselves.

use std::collections::HashMap;

use super::lexer::{LexError, Lexer};
use super::{MAX_DEPTH, TOO_DEEP, escape, number};
use crate::primitives::{Document, Number};

/// An object or array that is open.
enum Open {
    /// The entries, and the name of the next value.
    Object(HashMap<String, Document>, String),
    Array(Vec<Document>),
}

/// Reads the value that is next, within so many levels. It does not recurse, which would use much
/// more stack.
pub(super) fn read(lexer: &mut Lexer<'_>, depth: usize) -> Result<Document, LexError> {
    let mut open: Vec<Open> = Vec::new();
    loop {
        let is_nested = matches!(lexer.peek(), b'{' | b'[');
        if is_nested && depth + open.len() >= MAX_DEPTH {
            return Err(lexer.fault(TOO_DEEP));
        }
        let mut value = match is_nested {
            true => {
                open.push(begin(lexer));
                None
            }
            false => Some(scalar(lexer)?),
        };
        // Until another value follows.
        while !follows(lexer, open.last_mut(), &mut value)? {
            value = open.pop().map(end).or(value);
            if open.is_empty() {
                return Ok(value.unwrap_or_default());
            }
        }
    }
}

/// Moves past the next bracket.
fn begin(lexer: &mut Lexer<'_>) -> Open {
    match lexer.take(b'{') {
        true => Open::Object(HashMap::new(), String::new()),
        false => {
            lexer.bump();
            Open::Array(Vec::new())
        }
    }
}

fn end(open: Open) -> Document {
    match open {
        Open::Object(values, _) => Document::Object(values),
        Open::Array(values) => Document::Array(values),
    }
}

/// Adds a value to the innermost container, and moves to the next value in it, or after its bracket
/// if there is none.
fn follows(lexer: &mut Lexer<'_>, open: Option<&mut Open>, value: &mut Option<Document>) -> Result<bool, LexError> {
    match open {
        None => Ok(false),
        Some(Open::Array(values)) => {
            values.extend(value.take());
            lexer.next_entry(b']', values.is_empty())
        }
        Some(Open::Object(values, name)) => {
            if let Some(value) = value.take() {
                values.insert(std::mem::take(name), value);
            }
            let follows = lexer.next_entry(b'}', values.is_empty())?;
            if follows {
                *name = lexer.name()?.into_owned();
            }
            Ok(follows)
        }
    }
}

fn scalar(lexer: &mut Lexer<'_>) -> Result<Document, LexError> {
    Ok(match lexer.peek() {
        b'"' => Document::String(lexer.string("a string")?.into_owned()),
        b'-' | b'0'..=b'9' => Document::Number(number(lexer)?),
        b't' => {
            lexer.literal("true")?;
            Document::Bool(true)
        }
        b'f' => {
            lexer.literal("false")?;
            Document::Bool(false)
        }
        b'n' => {
            lexer.literal("null")?;
            Document::Null
        }
        _ => return Err(lexer.expected("a value")),
    })
}

/// Returns an integer if the text is one and fits, else the nearest double.
fn number(lexer: &mut Lexer<'_>) -> Result<Number, LexError> {
    let start = lexer.position();
    let (text, is_digits) = lexer.number("a number")?;
    // Only a double can represent a negative zero.
    if is_digits && text != "-0" {
        if let Ok(value) = text.parse::<u64>() {
            return Ok(Number::PosInt(value));
        }
        if let Ok(value) = text.parse::<i64>() {
            return Ok(Number::NegInt(value));
        }
    }
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Number::Float(value)),
        _ => Err(LexError::new("the number is out of range", start)),
    }
}

/// Appends the document.
pub(super) fn write(out: &mut String, document: &Document) {
    match document {
        Document::Object(values) => {
            out.push('{');
            for (index, (name, value)) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                escape::write(out, name);
                out.push(':');
                write(out, value);
            }
            out.push('}');
        }
        Document::Array(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(out, value);
            }
            out.push(']');
        }
        Document::Number(Number::PosInt(value)) => out.push_str(&value.to_string()),
        Document::Number(Number::NegInt(value)) => out.push_str(&value.to_string()),
        Document::Number(Number::Float(value)) => number::double(out, *value),
        Document::String(value) => escape::write(out, value),
        Document::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Document::Null => out.push_str("null"),
    }
}
