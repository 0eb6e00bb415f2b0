//! Writes shapes as CBOR.

use minicbor::Encoder;

use super::items::{integer, tag, written};
use super::{FORMAT, big_number, tags};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, UnknownVariant};
use crate::schema::{MemberRef, Schema};
use crate::serde::{SerializeError, SerializeShape, ShapeSerializer};

/// Writes one CBOR value.
#[derive(Debug)]
pub struct CborSerializer {
    out: Encoder<Vec<u8>>,
    /// Whether the next value is a member of the open structure, before which its name is written.
    is_named: bool,
    error: Option<SerializeError>,
}

/// The largest number of entries whose head is a single byte.
const SHORT: usize = 23;
const SHORT_MAP: u8 = 0xa0;

impl CborSerializer {
    /// Creates a serializer.
    pub fn new() -> Self {
        Self {
            out: Encoder::new(Vec::with_capacity(512)),
            is_named: false,
            error: None,
        }
    }

    /// Returns the bytes, or the first error.
    pub fn finish(self) -> Result<Vec<u8>, SerializeError> {
        match self.error {
            None => Ok(self.out.into_writer()),
            Some(error) => Err(error),
        }
    }

    /// Writes the member's name if a structure is open, and returns the encoder for the value.
    fn value(&mut self, member: MemberRef) -> &mut Encoder<Vec<u8>> {
        if self.is_named {
            written(self.out.str(member.name));
        }
        &mut self.out
    }

    #[cold]
    fn fail(&mut self, problem: String) {
        self.error.get_or_insert_with(|| SerializeError::new(problem));
    }

    /// Writes the present values as the entries of a map.
    fn entries(&mut self, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        // An absent value writes nothing, so the number of entries is known at the end.
        let is_short = values.len() <= SHORT;
        let head = self.length();
        match is_short {
            true => self.out.writer_mut().push(SHORT_MAP),
            false => written(self.out.begin_map()),
        }
        let mut count = 0;
        for (member, value) in schema.members().iter().zip(values) {
            let before = self.length();
            self.is_named = true;
            value.write(member, self);
            count += u8::from(self.length() > before);
        }
        match self.out.writer_mut().get_mut(head) {
            Some(byte) if is_short => *byte |= count,
            _ => written(self.out.end()),
        }
    }

    fn length(&self) -> usize {
        self.out.writer().len()
    }

    /// Writes the content of a structure, list or map. Its values do not have the member names of
    /// the outer structure.
    fn nested(&mut self, write: impl FnOnce(&mut Self)) {
        let is_named = std::mem::replace(&mut self.is_named, false);
        write(self);
        self.is_named = is_named;
    }
}

impl Default for CborSerializer {
    fn default() -> Self {
        Self::new()
    }
}

impl ShapeSerializer for CborSerializer {
    fn structure(&mut self, member: MemberRef, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        self.value(member);
        self.nested(|this| this.entries(schema, values));
    }

    fn union(&mut self, member: MemberRef, schema: &'static Schema, variant: usize, value: &dyn SerializeShape) {
        written(self.value(member).map(1));
        if let Some(member) = schema.member(variant) {
            let is_named = std::mem::replace(&mut self.is_named, true);
            value.write(member, self);
            self.is_named = is_named;
        }
    }

    fn unknown_union(&mut self, member: MemberRef, value: &UnknownVariant) {
        let out = self.value(member);
        match value.content_in(&FORMAT) {
            Some(content) => {
                written(out.map(1));
                written(out.str(value.tag()));
                out.writer_mut().extend_from_slice(content);
            }
            None if value.is_empty() => written(out.map(0)),
            None => self.fail(format!(
                "member {}: the unknown variant `{}` was read as {}, which CBOR cannot write back",
                member.name,
                value.tag(),
                value.format_name().unwrap_or_default(),
            )),
        }
    }

    fn begin_list(&mut self, member: MemberRef, len: usize) {
        written(self.value(member).array(len as u64));
        self.is_named = false;
    }

    fn begin_map(&mut self, member: MemberRef, len: usize) {
        written(self.value(member).map(len as u64));
        self.is_named = false;
    }

    fn key(&mut self, key: &str) {
        written(self.out.str(key));
    }

    fn null(&mut self, member: MemberRef) {
        written(self.value(member).null());
    }

    fn boolean(&mut self, member: MemberRef, value: bool) {
        written(self.value(member).bool(value));
    }

    fn integer(&mut self, member: MemberRef, value: i64) {
        integer(self.value(member), value);
    }

    fn float(&mut self, member: MemberRef, value: f32) {
        written(self.value(member).f32(value));
    }

    fn double(&mut self, member: MemberRef, value: f64) {
        written(self.value(member).f64(value));
    }

    fn big_integer(&mut self, member: MemberRef, value: &BigInteger) {
        let out = self.value(member);
        if !big_number::write_integer(out, value.as_ref()) {
            self.fail(format!("member {}: a bigInteger is not a number", member.name));
        }
    }

    fn big_decimal(&mut self, member: MemberRef, value: &BigDecimal) {
        let out = self.value(member);
        if !big_number::write_decimal(out, value.as_ref()) {
            self.fail(format!("member {}: a bigDecimal is not a number", member.name));
        }
    }

    fn string(&mut self, member: MemberRef, value: &str) {
        written(self.value(member).str(value));
    }

    fn blob(&mut self, member: MemberRef, value: &Blob) {
        written(self.value(member).bytes(value.as_ref()));
    }

    /// Writes seconds since the epoch. The protocol has one format and ignores `timestampFormat`.
    fn timestamp(&mut self, member: MemberRef, value: &DateTime) {
        let out = self.value(member);
        tag(out, tags::EPOCH);
        match value.has_subsec_nanos() {
            true => written(out.f64(value.as_secs_f64())),
            false => integer(out, value.secs()),
        }
    }

    fn unsupported(&mut self, member: MemberRef, kind: &'static str) {
        self.fail(format!("member {}: rpcv2Cbor cannot represent {kind}", member.name));
    }
}
