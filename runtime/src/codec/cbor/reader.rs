//! Reads shapes out of CBOR.

use std::borrow::Cow;

use minicbor::Decoder;

use super::input::{self, Problem};
use super::path::{Frame, path};
use super::{FORMAT, MAX_DEPTH, NULL, TOO_DEEP, UNDEFINED, document};
use crate::codec::stack::{EXHAUSTED, StackBudget};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document, UnknownVariant};
use crate::schema::Schema;
use crate::serde::{DeserializeError, MemberSlot, ShapeDeserializer, Variant};

/// The key by which some services name the shape within a union; it is not a variant.
const TYPE: &str = "__type";

/// Reads one CBOR value from the bytes of a body, without a tree between.
///
/// Lengths may be definite or not, and numbers may have any width. Of keys that come twice the last
/// counts. Unknown members are passed over. The nesting is bounded to 128 levels.
pub struct CborDeserializer<'a> {
    input: Decoder<'a>,
    open: Vec<Open>,
    stack: StackBudget,
}

/// An open structure, list or map, and the number of its entries left; `None` if a mark ends it.
struct Open {
    frame: Frame,
    left: Option<u64>,
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

    #[cold]
    fn locate(&self, problem: Problem) -> DeserializeError {
        let path = path(self.open.iter().map(|open| &open.frame), &self.input);
        DeserializeError::new(path, problem, Some(self.input.position()))
    }

    fn read<T>(&mut self, read: impl FnOnce(&mut Decoder<'a>) -> Result<T, Problem>) -> Result<T, DeserializeError> {
        read(&mut self.input).map_err(|problem| self.locate(problem))
    }

    fn open(&mut self, frame: Frame, what: &str) -> Result<(), DeserializeError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(self.error(TOO_DEEP));
        }
        if !self.stack.is_left() {
            return Err(self.error(EXHAUSTED));
        }
        let left = self.read(|input| {
            input::take(input, what, |input| match frame {
                Frame::List(_) => input.array().ok(),
                Frame::Structure(..) | Frame::Map(_) => input.map().ok(),
            })
        })?;
        self.open.push(Open { frame, left });
        Ok(())
    }

    /// Moves to the next element or entry of what is open, or out of it.
    fn next(&mut self) -> Result<bool, DeserializeError> {
        let Some(open) = self.open.last_mut() else {
            return Err(self.error("nothing is open"));
        };
        let follows = input::follows(&mut self.input, &mut open.left);
        if !follows {
            self.open.pop();
        }
        Ok(follows)
    }

    /// Moves to the next entry of a structure or union that is not null. Returns its key and its
    /// index in the schema.
    fn next_member(&mut self, schema: &'static Schema) -> Result<Option<Entry<'a>>, DeserializeError> {
        loop {
            self.set_frame(Frame::Structure(schema, None));
            if !self.next()? {
                return Ok(None);
            }
            let key = self.read(input::text)?;
            let index = schema.members().iter().position(|member| member.name == key);
            self.set_frame(Frame::Structure(schema, index));
            if !self.null()? {
                return Ok(Some(Entry { key, index }));
            }
        }
    }

    /// Takes the elements of a list whose length is known, as long as this takes them.
    fn run<T>(&mut self, values: &mut Vec<T>, take: impl Fn(&mut Decoder<'a>) -> Option<T>) {
        let Some(Open {
            frame: Frame::List(begun),
            left: Some(left),
        }) = self.open.last_mut()
        else {
            return;
        };
        let before = values.len();
        // The list may claim any length; the body ends it.
        while ((values.len() - before) as u64) < *left
            && let Some(value) = take(&mut self.input)
        {
            values.push(value);
        }
        let taken = values.len() - before;
        *left -= taken as u64;
        *begun += taken;
    }

    fn set_frame(&mut self, frame: Frame) {
        if let Some(open) = self.open.last_mut() {
            open.frame = frame;
        }
    }

    fn schema(&self) -> Result<&'static Schema, DeserializeError> {
        match self.open.last() {
            Some(Open {
                frame: Frame::Structure(schema, _),
                ..
            }) => Ok(schema),
            _ => Err(self.error("no structure is open")),
        }
    }
}

/// An entry of a structure or union.
struct Entry<'a> {
    key: Cow<'a, str>,
    index: Option<usize>,
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
        // It held nothing and is closed; `end_union` closes what it finds open.
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
                false => return Err(self.error("a union holds one variant, found another")),
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
        self.read(|input| input::integer(input, min, max))
    }

    fn float(&mut self) -> Result<f32, DeserializeError> {
        self.read(|input| input::double(input).map(|value| value as f32))
    }

    fn double(&mut self) -> Result<f64, DeserializeError> {
        self.read(input::double)
    }

    fn big_integer(&mut self) -> Result<BigInteger, DeserializeError> {
        let digits = self.read(input::big_integer)?;
        digits.parse().map_err(|_| self.error("expected an integer"))
    }

    fn big_decimal(&mut self) -> Result<BigDecimal, DeserializeError> {
        let number = self.read(input::big_decimal)?;
        number.parse().map_err(|_| self.error("expected a number"))
    }

    fn text(&mut self) -> Result<Cow<'_, str>, DeserializeError> {
        self.read(input::text)
    }

    fn blob(&mut self) -> Result<Blob, DeserializeError> {
        self.read(input::bytes).map(Blob::new)
    }

    fn timestamp(&mut self) -> Result<DateTime, DeserializeError> {
        self.read(input::timestamp)
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
                // A text in it may be cut, which is no reason to lose the rest.
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
