//! Displays values in one line of text.

use std::fmt::{self, Display, Write};

use crate::primitives::{Document, Number};

/// A text that is displayed in one line.
pub(super) struct OneLine<'a>(pub(super) &'a str);

impl Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for char in self.0.chars() {
            match char {
                '\t' => f.write_str("\\t")?,
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                _ if char.is_control() => write!(f, "\\u{{{:x}}}", u32::from(char))?,
                _ => f.write_char(char)?,
            }
        }
        Ok(())
    }
}

/// A document that is displayed in one line, in the form of JSON.
pub(super) struct Shown<'a>(pub(super) &'a Document);

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Document::Null => f.write_str("null"),
            Document::Bool(value) => write!(f, "{value}"),
            Document::Number(Number::PosInt(value)) => write!(f, "{value}"),
            Document::Number(Number::NegInt(value)) => write!(f, "{value}"),
            Document::Number(Number::Float(value)) => write!(f, "{value:?}"),
            Document::String(value) => write!(f, "{value:?}"),
            Document::Array(values) => {
                f.write_char('[')?;
                for (index, value) in values.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    write!(f, "{comma}{}", Shown(value))?;
                }
                f.write_char(']')
            }
            Document::Object(values) => {
                f.write_char('{')?;
                for (index, (name, value)) in values.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    write!(f, "{comma}{name:?}:{}", Shown(value))?;
                }
                f.write_char('}')
            }
        }
    }
}
