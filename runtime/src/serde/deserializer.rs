//! The interface of deserializers.

use std::borrow::Cow;

#[cfg(feature = "event-stream")]
use super::EventBody;
use super::{DeserializeError, DeserializeShape, MemberSlot, UNIT};
#[cfg(feature = "streaming")]
use crate::body::Body;
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document, UnknownMembers, UnknownVariant};
use crate::schema::Schema;

/// The deserializer of a payload format, or of a part of a message such as a header.
///
/// A deserializer records the path of its position, for its errors, and limits the depth of
/// nesting. The member of each value comes from the schemas that it receives. A kind of value that
/// it does not implement is an error.
pub trait ShapeDeserializer {
    /// Reads the next structure into slots for its members, in the order of the schema. Members
    /// that are absent or null leave their slots untouched, and unknown members are skipped.
    fn structure(
        &mut self,
        schema: &'static Schema,
        slots: &mut [&mut dyn MemberSlot],
    ) -> Result<(), DeserializeError> {
        let _ = (schema, slots);
        Err(self.unsupported("a structure"))
    }

    /// Reads the next structure, and adds the members that its model does not have to `unknown`, if
    /// the format can write them back.
    fn structure_with_unknown(
        &mut self,
        schema: &'static Schema,
        slots: &mut [&mut dyn MemberSlot],
        unknown: &mut UnknownMembers,
    ) -> Result<(), DeserializeError> {
        let _ = unknown;
        self.structure(schema, slots)
    }

    /// Opens the next union and returns its variant. After [`Variant::Known`] its value is read;
    /// either way [`end_union`](Self::end_union) closes it.
    fn begin_union(&mut self, schema: &'static Schema) -> Result<Variant, DeserializeError> {
        let _ = schema;
        Err(self.unsupported("a union"))
    }

    /// Closes the open union; more than one variant with a value is an error.
    fn end_union(&mut self) -> Result<(), DeserializeError> {
        Err(self.unsupported("a union"))
    }

    /// Opens the next list.
    fn begin_list(&mut self) -> Result<(), DeserializeError> {
        Err(self.unsupported("a list"))
    }

    /// Returns whether another element follows; `false` closes the list.
    fn next_element(&mut self) -> Result<bool, DeserializeError> {
        Err(self.unsupported("a list"))
    }

    /// Skips elements that are null, and returns whether another element follows; `false` closes
    /// the list.
    fn next_value(&mut self) -> Result<bool, DeserializeError> {
        while self.next_element()? {
            if !self.null()? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Appends the next elements of a list of doubles, as long as they have the form of the fast
    /// path.
    fn doubles(&mut self, values: &mut Vec<f64>) {
        let _ = values;
    }

    /// Appends the next elements of a list of timestamps in the same way.
    fn timestamps(&mut self, values: &mut Vec<DateTime>) {
        let _ = values;
    }

    /// Passes the elements of the list that was just opened to `take`, as long as they are texts in
    /// the form of the fast path, and whether another one follows.
    fn texts(&mut self, take: &mut dyn FnMut(&str, bool)) {
        let _ = take;
    }

    /// Returns the number of elements of this size to reserve when the list has `len` elements and
    /// another one was read.
    fn reserve_hint(&self, len: usize, size: usize) -> usize {
        let _ = size;
        len.max(4)
    }

    /// Opens the next map.
    fn begin_map(&mut self) -> Result<(), DeserializeError> {
        Err(self.unsupported("a map"))
    }

    /// Returns the key of the next entry, whose value is read next; `None` closes the map.
    fn next_key(&mut self) -> Result<Option<String>, DeserializeError> {
        Err(self.unsupported("a map"))
    }

    /// Skips a null if it is next, and returns whether it was.
    fn null(&mut self) -> Result<bool, DeserializeError> {
        Ok(false)
    }

    /// Reads a boolean.
    fn boolean(&mut self) -> Result<bool, DeserializeError> {
        Err(self.unsupported("a boolean"))
    }

    /// Reads an integer between these bounds.
    fn integer(&mut self, min: i64, max: i64) -> Result<i64, DeserializeError> {
        let _ = (min, max);
        Err(self.unsupported("an integer"))
    }

    /// Reads a float.
    fn float(&mut self) -> Result<f32, DeserializeError> {
        Err(self.unsupported("a number"))
    }

    /// Reads a double.
    fn double(&mut self) -> Result<f64, DeserializeError> {
        Err(self.unsupported("a number"))
    }

    /// Reads a bigInteger.
    fn big_integer(&mut self) -> Result<BigInteger, DeserializeError> {
        Err(self.unsupported("a bigInteger"))
    }

    /// Reads a bigDecimal.
    fn big_decimal(&mut self) -> Result<BigDecimal, DeserializeError> {
        Err(self.unsupported("a bigDecimal"))
    }

    /// Reads a string into a new allocation.
    fn string(&mut self) -> Result<String, DeserializeError> {
        self.text().map(Cow::into_owned)
    }

    /// Reads a string, borrowed if possible (for enums).
    fn text(&mut self) -> Result<Cow<'_, str>, DeserializeError> {
        Err(self.unsupported("a string"))
    }

    /// Reads a blob.
    fn blob(&mut self) -> Result<Blob, DeserializeError> {
        Err(self.unsupported("a blob"))
    }

    /// Takes the body of a streaming blob.
    #[cfg(feature = "streaming")]
    fn streaming_blob(&mut self) -> Result<Body, DeserializeError> {
        Err(self.unsupported("a stream"))
    }

    /// Takes the body of a stream of events.
    #[cfg(feature = "event-stream")]
    fn event_stream(&mut self) -> Result<EventBody, DeserializeError> {
        Err(self.unsupported("an event stream"))
    }

    /// Reads a timestamp in the current member's format or the default of the format.
    fn timestamp(&mut self) -> Result<DateTime, DeserializeError> {
        Err(self.unsupported("a timestamp"))
    }

    /// Reads a document.
    fn document(&mut self) -> Result<Document, DeserializeError> {
        Err(self.unsupported("a document"))
    }

    /// Skips the next value.
    fn skip(&mut self) -> Result<(), DeserializeError>;

    /// Returns an error at the current path.
    fn error(&self, problem: &str) -> DeserializeError;

    /// Returns the error for a kind of value that is not possible here.
    #[cold]
    fn unsupported(&self, kind: &str) -> DeserializeError {
        self.error(&format!("{kind} cannot be read from here"))
    }
}

impl dyn ShapeDeserializer + '_ {
    /// Reads the next value, of the type that the caller expects.
    #[inline]
    pub fn read<T: DeserializeShape>(&mut self) -> Result<T, DeserializeError> {
        T::read(self)
    }

    /// Reads the value of a union's variant without content (`smithy.api#Unit`).
    pub fn unit(&mut self) -> Result<(), DeserializeError> {
        self.structure(&UNIT, &mut [])
    }
}

/// The variant of a union that was read.
#[derive(Debug)]
pub enum Variant {
    /// A variant of the model, by its index in the schema.
    Known(usize),
    /// A variant that is not in the model, with its content; its tag is empty if the union was
    /// empty.
    Unknown(UnknownVariant),
}
