//! Documents, which JSON writes as themselves.

use std::collections::HashMap;

use super::lexer::{Fault, Lexer};
use super::{MAX_DEPTH, TOO_DEEP, escape, number};
use crate::primitives::{Document, Number};

/// Reads the value that is next, within so many levels.
pub(super) fn read(lexer: &mut Lexer<'_>, depth: usize) -> Result<Document, Fault> {
    if depth >= MAX_DEPTH && matches!(lexer.peek(), b'{' | b'[') {
        return Err(lexer.fault(TOO_DEEP));
    }
    Ok(match lexer.peek() {
        b'{' => {
            lexer.bump();
            let mut values = HashMap::new();
            while lexer.next_entry(b'}', values.is_empty())? {
                let name = lexer.name()?.into_owned();
                values.insert(name, read(lexer, depth + 1)?);
            }
            Document::Object(values)
        }
        b'[' => {
            lexer.bump();
            let mut values = Vec::new();
            while lexer.next_entry(b']', values.is_empty())? {
                values.push(read(lexer, depth + 1)?);
            }
            Document::Array(values)
        }
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
fn number(lexer: &mut Lexer<'_>) -> Result<Number, Fault> {
    let start = lexer.position();
    let (text, is_digits) = lexer.number("a number")?;
    // Only a double knows a negative zero.
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
        _ => Err(Fault::new("the number is out of range", start)),
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
