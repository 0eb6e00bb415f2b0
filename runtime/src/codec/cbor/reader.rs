//! Reads shapes from CBOR.

mod containers;

use std::borrow::Cow;

use minicbor::Decoder;

use self::containers::{Entry, Open};
use super::path::Frame;
use super::{FORMAT, NULL, UNDEFINED, document, input, number};
use crate::codec::stack::StackBudget;
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document, UnknownVariant};
use crate::schema::Schema;
use crate::serde::{DeserializeError, MemberSlot, ShapeDeserializer, Variant};

/// The key by which some services name the shape within a union; it is not a variant.
const TYPE: &str = "__type";

/// Reads one CBOR value from the bytes of a body, without an intermediate tree.
///
/// Lengths may be definite or not, and numbers may have any width. If a key occurs twice, the last
/// one counts. Unknown members are skipped. The nesting is bounded to 128 levels.
pub struct CborDeserializer<'a> {
    input: Decoder<'a>,
    open: Vec<Open>,
    stack: StackBudget,
}

impl<'a> CborDeserializer<'a> {
    /// Creates a deserializer of these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            input: Decoder::new(bytes),
            open: Vec::with_capacity(8),
            stack: StackBudget::new(),
        }
    }

    /// Checks that nothing follows the value.
    pub fn end(&mut self) -> Result<(), DeserializeError> {
        match self.input.position() == self.input.input().len() {
            true => Ok(()),
            false => Err(self.locate(input::expected("the end of the body", &self.input))),
        }
    }
}

impl ShapeDeserializer for CborDeserializer<'_> {
    fn structure(
        &mut self,
        schema: &'static Schema,
        slots: &mut [&mut dyn MemberSlot],
    ) -> Result<(), DeserializeError> {
        self.open(Frame::Structure(schema, None), "a structure")?;
        while let Some(entry) = self.next_member(schema)? {
            match entry.index.and_then(|index| slots.get_mut(index)) {
                Some(slot) => slot.read_member(self)?,
                None => self.skip()?,
            }
        }
        Ok(())
    }

    fn begin_union(&mut self, schema: &'static Schema) -> Result<Variant, DeserializeError> {
        self.open(Frame::Structure(schema, None), "a union")?;
        while let Some(entry) = self.next_member(schema)? {
            match entry {
                Entry { index: Some(index), .. } => return Ok(Variant::Known(index)),
                Entry { key, .. } if key == TYPE => self.skip()?,
                Entry { key, .. } => {
                    let start = self.input.position();
                    self.skip()?;
                    let content = self.input.input().get(start..self.input.position()).unwrap_or_default();
                    let content = content.to_vec();
                    return Ok(Variant::Unknown(UnknownVariant::new(
                        key.into_owned(),
                        &FORMAT,
                        content,
                    )));
                }
            }
        }
        // The union was empty and is closed; `end_union` closes the innermost container.
        self.open.push(Open {
            frame: Frame::Structure(schema, None),
            left: Some(0),
        });
        Ok(Variant::Unknown(UnknownVariant::default()))
    }

    fn end_union(&mut self) -> Result<(), DeserializeError> {
        let schema = self.schema()?;
        while let Some(entry) = self.next_member(schema)? {
            match entry.key == TYPE {
                true => self.skip()?,
                false => return Err(self.error("a union has one variant, found another one")),
            }
        }
        Ok(())
    }

    fn begin_list(&mut self) -> Result<(), DeserializeError> {
        self.open(Frame::List(0), "a list")
    }

    fn next_element(&mut self) -> Result<bool, DeserializeError> {
        if let Some(Open {
            frame: Frame::List(begun),
            ..
        }) = self.open.last_mut()
        {
            *begun += 1;
        }
        self.next()
    }

    fn doubles(&mut self, values: &mut Vec<f64>) {
        self.run(values, input::take_double);
    }

    fn timestamps(&mut self, values: &mut Vec<DateTime>) {
        self.run(values, input::take_time);
    }

    fn reserve_hint(&self, len: usize, size: usize) -> usize {
        let left = self
            .open
            .last()
            .and_then(|open| open.left)
            .and_then(|left| usize::try_from(left).ok());
        match left {
            // The head of a list may claim any length; the rest of the body bounds it.
            Some(left) if len == 0 => {
                let rest = self.input.input().len().saturating_sub(self.input.position());
                left.min(2 * rest / size.max(1)) + 1
            }
            _ => len.max(4),
        }
    }

    fn begin_map(&mut self) -> Result<(), DeserializeError> {
        self.open(Frame::Map(None), "a map")
    }

    fn next_key(&mut self) -> Result<Option<String>, DeserializeError> {
        self.set_frame(Frame::Map(None));
        if !self.next()? {
            return Ok(None);
        }
        let position = self.input.position();
        let key = self.read(input::text)?.into_owned();
        self.set_frame(Frame::Map(Some(position)));
        Ok(Some(key))
    }

    fn null(&mut self) -> Result<bool, DeserializeError> {
        let is_null = matches!(input::peek(&self.input), Some(NULL | UNDEFINED));
        if is_null {
            self.input.set_position(self.input.position() + 1);
        }
        Ok(is_null)
    }

    fn boolean(&mut self) -> Result<bool, DeserializeError> {
        self.read(|input| input::take(input, "a boolean", |input| input.bool().ok()))
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, DeserializeError> {
        self.read(|input| number::integer(input, min, max))
    }

    fn float(&mut self) -> Result<f32, DeserializeError> {
        self.read(|input| number::double(input).map(|value| value as f32))
    }

    fn double(&mut self) -> Result<f64, DeserializeError> {
        self.read(number::double)
    }

    fn big_integer(&mut self) -> Result<BigInteger, DeserializeError> {
        let digits = self.read(number::big_integer)?;
        digits.parse().map_err(|_| self.error("expected an integer"))
    }

    fn big_decimal(&mut self) -> Result<BigDecimal, DeserializeError> {
        let number = self.read(number::big_decimal)?;
        number.parse().map_err(|_| self.error("expected a number"))
    }

    fn text(&mut self) -> Result<Cow<'_, str>, DeserializeError> {
        self.read(input::text)
    }

    fn blob(&mut self) -> Result<Blob, DeserializeError> {
        self.read(input::bytes).map(Blob::new)
    }

    fn timestamp(&mut self) -> Result<DateTime, DeserializeError> {
        self.read(number::timestamp)
    }

    fn document(&mut self) -> Result<Document, DeserializeError> {
        let depth = self.open.len();
        self.read(|input| document::read(input, depth))
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        let depth = self.open.len();
        self.read(|input| {
            let start = input.position();
            if input.skip().is_err() {
                // A text in it may be truncated. The rest must not be lost.
                input.set_position(start);
                document::read(input, depth)?;
            }
            Ok(())
        })
    }

    fn error(&self, problem: &str) -> DeserializeError {
        self.locate(problem.to_owned())
    }
}
