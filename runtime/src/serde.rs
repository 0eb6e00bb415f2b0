//! The interface between shapes and payload formats: shapes pass their members to a
//! [`ShapeSerializer`] and read them from a [`ShapeDeserializer`]. Neither side depends on the
//! other.

mod codec;
mod correction;
mod describe;
mod deserializer;
mod error;
#[cfg(feature = "event-stream")]
mod events;
mod impls;
mod slot;
#[cfg(feature = "streaming")]
mod stream;

#[cfg(feature = "streaming")]
use crate::body::Body;
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document, UnknownMembers, UnknownVariant};
use crate::schema::{Member, MemberRef, Schema};

pub use self::codec::{Codec, Read};
pub use self::correction::{CorrectedMembers, ErrorCorrection, or_corrected};
pub use self::describe::describe;
pub use self::deserializer::{ShapeDeserializer, Variant};
pub use self::error::{DeserializeError, SerializeError};
#[cfg(feature = "event-stream")]
pub use self::events::{EncodeEvents, EventBody};
pub use self::slot::{MemberSlot, RequiredSlot, Skipped, Start, read_text};

/// A value that a serializer can write.
pub trait SerializeShape {
    /// Writes the value of a member. Writes nothing for an absent value.
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer);

    /// Writes the value of an element of the open list or map. Writes null for an absent value.
    fn write_element(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        self.write(member, serializer);
    }
}

/// A value that can be read from a deserializer.
pub trait DeserializeShape: ErrorCorrection + Sized {
    /// Whether null is a value of this type: a sparse collection contains nulls, a dense one skips
    /// them.
    const NULLABLE: bool = false;
    /// Whether every text is a value of this type, by [`from_text`](Self::from_text): strings and
    /// enums.
    const FROM_STR: bool = false;
    /// Whether [`read_into`](Self::read_into) replaces the whole value of the slot.
    const OVERWRITES: bool = false;
    /// Whether [`from_start`](Self::from_start) returns a value for some texts.
    const HAS_STARTS: bool = false;

    /// Reads the next value into a slot that is empty or contains the corrected value.
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError>;

    /// Reads the next value.
    #[inline]
    fn read(deserializer: &mut dyn ShapeDeserializer) -> Result<Self, DeserializeError> {
        if Self::FROM_STR
            && let Some(value) = Self::from_text(&deserializer.text()?)
        {
            return Ok(value);
        }
        let mut value = Self::corrected();
        Self::read_into(&mut value, deserializer)?;
        Ok(value)
    }

    /// Reads the next elements of a list in one loop, as long as they have the form that services
    /// send. The caller reads elements of another form one by one.
    #[inline]
    fn read_run(values: &mut Vec<Self>, deserializer: &mut dyn ShapeDeserializer) {
        let _ = (values, deserializer);
    }

    /// Returns the value of a text, if the text is one.
    #[inline]
    fn from_text(_text: &str) -> Option<Self> {
        None
    }

    /// Returns the value of a text of a member, whose traits may define the format.
    #[inline]
    fn from_member_text(text: &str, _member: &Member) -> Option<Self> {
        Self::from_text(text)
    }

    /// Returns the value of the text that a payload begins with, and the length of the text, which
    /// a quote follows; `None` if the type cannot tell.
    #[inline]
    fn from_start(_payload: &[u8; 32], _member: &Member) -> Option<(Self, usize)> {
        None
    }
}

/// The serializer of a payload format, or of a part of a message such as a header.
///
/// Members come with every value: a structure's own member, or [`Member::element`],
/// [`Member::map_key`] and [`Member::map_value`] of the member that holds the list or map. An
/// implementation stores its first error and returns it when it is finished. The default methods
/// report kinds of values that it does not implement to [`unsupported`](Self::unsupported).
pub trait ShapeSerializer {
    /// Writes a structure, given the values of its members in the order of the schema. Absent
    /// values write nothing.
    fn structure(&mut self, member: MemberRef, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        let _ = (schema, values);
        self.unsupported(member, "a structure");
    }

    /// Writes a structure and the members that its model does not have. A format that cannot write
    /// them back omits them.
    fn structure_with_unknown(
        &mut self,
        member: MemberRef,
        schema: &'static Schema,
        values: &[&dyn SerializeShape],
        unknown: &UnknownMembers,
    ) {
        let _ = unknown;
        self.structure(member, schema, values);
    }

    /// Writes a union, given the index of its variant in the schema and the value.
    fn union(&mut self, member: MemberRef, schema: &'static Schema, variant: usize, value: &dyn SerializeShape) {
        let _ = (schema, variant, value);
        self.unsupported(member, "a union");
    }

    /// Writes back a union whose variant is not in the model; an error unless it was read in this
    /// format.
    fn unknown_union(&mut self, member: MemberRef, value: &UnknownVariant) {
        let _ = value;
        self.unsupported(member, "a union");
    }

    /// Opens a list of this many elements.
    fn begin_list(&mut self, member: MemberRef, len: usize) {
        let _ = len;
        self.unsupported(member, "a list");
    }

    /// Closes the open list.
    fn end_list(&mut self) {}

    /// Opens a map of this many entries; each entry is a [`key`](Self::key) and a value.
    fn begin_map(&mut self, member: MemberRef, len: usize) {
        let _ = len;
        self.unsupported(member, "a map");
    }

    /// Writes the key of the next entry.
    fn key(&mut self, key: &str) {
        let _ = key;
    }

    /// Closes the open map.
    fn end_map(&mut self) {}

    /// Returns whether the entries of maps are written in the order of their keys. This matters for
    /// formats that number the entries: equal inputs then result in equal requests.
    fn orders_maps(&self) -> bool {
        false
    }

    /// Writes null (in sparse lists and maps).
    fn null(&mut self, member: MemberRef) {
        self.unsupported(member, "null");
    }

    /// Writes a boolean.
    fn boolean(&mut self, member: MemberRef, value: bool) {
        let _ = value;
        self.unsupported(member, "a boolean");
    }

    /// Writes a byte, short, integer, long or intEnum.
    fn integer(&mut self, member: MemberRef, value: i64) {
        let _ = value;
        self.unsupported(member, "an integer");
    }

    /// Writes a float.
    fn float(&mut self, member: MemberRef, value: f32) {
        self.double(member, f64::from(value));
    }

    /// Writes a double.
    fn double(&mut self, member: MemberRef, value: f64) {
        let _ = value;
        self.unsupported(member, "a floating-point number");
    }

    /// Writes a bigInteger.
    fn big_integer(&mut self, member: MemberRef, value: &BigInteger) {
        let _ = value;
        self.unsupported(member, "a bigInteger");
    }

    /// Writes a bigDecimal.
    fn big_decimal(&mut self, member: MemberRef, value: &BigDecimal) {
        let _ = value;
        self.unsupported(member, "a bigDecimal");
    }

    /// Writes a string or the value of an enum.
    fn string(&mut self, member: MemberRef, value: &str) {
        let _ = value;
        self.unsupported(member, "a string");
    }

    /// Writes a blob.
    fn blob(&mut self, member: MemberRef, value: &Blob) {
        let _ = value;
        self.unsupported(member, "a blob");
    }

    /// Writes a streaming blob; a serializer that sends it takes the body.
    #[cfg(feature = "streaming")]
    fn streaming_blob(&mut self, member: MemberRef, body: &Body) {
        let _ = body;
        self.unsupported(member, "a stream");
    }

    /// Writes a stream of events; a serializer that sends it takes the events.
    #[cfg(feature = "event-stream")]
    fn event_stream(&mut self, member: MemberRef, events: &dyn EncodeEvents) {
        let _ = events;
        self.unsupported(member, "an event stream");
    }

    /// Writes a timestamp in the member's format or the default of the format.
    fn timestamp(&mut self, member: MemberRef, value: &DateTime) {
        let _ = value;
        self.unsupported(member, "a timestamp");
    }

    /// Writes a document.
    fn document(&mut self, member: MemberRef, value: &Document) {
        let _ = value;
        self.unsupported(member, "a document");
    }

    /// Records an error: the format cannot represent values of this kind.
    fn unsupported(&mut self, member: MemberRef, kind: &'static str);
}

/// An absent value.
#[derive(Clone, Copy, Debug)]
pub struct Absent;

impl SerializeShape for Absent {
    fn write(&self, _: MemberRef, _: &mut dyn ShapeSerializer) {}
}

/// The value of a union's variant without content (`smithy.api#Unit`).
#[derive(Clone, Copy, Debug)]
pub struct Unit;

impl SerializeShape for Unit {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(member, &UNIT, &[]);
    }
}

pub(crate) static UNIT: Schema = Schema::new("smithy.api#Unit", "");

/// Returns the schema that a structure passes to serializers.
#[allow(dead_code, reason = "some protocols need it, and none may be on")]
pub(crate) fn schema_of(shape: &dyn SerializeShape) -> Option<&'static Schema> {
    let mut probe = SchemaProbe(None);
    shape.write(Member::root(), &mut probe);
    probe.0
}

/// A serializer that stores the schema of a structure and writes nothing.
struct SchemaProbe(Option<&'static Schema>);

impl ShapeSerializer for SchemaProbe {
    fn structure(&mut self, _member: MemberRef, schema: &'static Schema, _values: &[&dyn SerializeShape]) {
        self.0 = Some(schema);
    }

    fn unsupported(&mut self, _member: MemberRef, _kind: &'static str) {}
}
