//! Converts shapes to documents with the member names of the model, on which paths are evaluated.

use std::collections::HashMap;

use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document, Number, UnknownVariant};
use crate::schema::{Member, MemberRef, Schema};
use crate::serde::{SerializeShape, ShapeSerializer};

/// Returns a shape as a document.
#[inline]
pub(super) fn observe(shape: &dyn SerializeShape) -> Document {
    let mut observer = Observer::default();
    shape.write(Member::root(), &mut observer);
    observer.root
}

#[derive(Default)]
struct Observer {
    root: Document,
    open: Vec<(MemberRef, Open)>,
}

/// An open structure, list or map.
enum Open {
    Structure(HashMap<String, Document>),
    List(Vec<Document>),
    Map(HashMap<String, Document>, String),
}

impl Observer {
    #[inline]
    fn put(&mut self, member: MemberRef, value: Document) {
        match self.open.last_mut() {
            None => self.root = value,
            Some((_, Open::Structure(members))) => drop(members.insert(member.name.to_owned(), value)),
            Some((_, Open::List(elements))) => elements.push(value),
            Some((_, Open::Map(entries, key))) => drop(entries.insert(std::mem::take(key), value)),
        }
    }

    #[inline]
    fn close(&mut self) {
        if let Some((member, open)) = self.open.pop() {
            let value = match open {
                Open::Structure(members) => Document::Object(members),
                Open::List(elements) => Document::Array(elements),
                Open::Map(entries, _) => Document::Object(entries),
            };
            self.put(member, value);
        }
    }

    #[inline]
    fn number(&mut self, member: MemberRef, value: f64) {
        self.put(member, Document::Number(Number::Float(value)));
    }
}

impl ShapeSerializer for Observer {
    #[inline]
    fn structure(&mut self, member: MemberRef, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        self.open.push((member, Open::Structure(HashMap::new())));
        for (member, value) in schema.members().iter().zip(values) {
            value.write(member, self);
        }
        self.close();
    }

    #[inline]
    fn union(&mut self, member: MemberRef, schema: &'static Schema, variant: usize, value: &dyn SerializeShape) {
        self.open.push((member, Open::Structure(HashMap::new())));
        if let Some(variant) = schema.members().get(variant) {
            value.write(variant, self);
        }
        self.close();
    }

    #[inline]
    fn unknown_union(&mut self, member: MemberRef, _value: &UnknownVariant) {
        self.put(member, Document::Object(HashMap::new()));
    }

    #[inline]
    fn begin_list(&mut self, member: MemberRef, len: usize) {
        self.open.push((member, Open::List(Vec::with_capacity(len))));
    }

    #[inline]
    fn end_list(&mut self) {
        self.close();
    }

    #[inline]
    fn begin_map(&mut self, member: MemberRef, len: usize) {
        let entries = HashMap::with_capacity(len);
        self.open.push((member, Open::Map(entries, String::new())));
    }

    #[inline]
    fn key(&mut self, key: &str) {
        if let Some((_, Open::Map(_, next))) = self.open.last_mut() {
            key.clone_into(next);
        }
    }

    #[inline]
    fn end_map(&mut self) {
        self.close();
    }

    #[inline]
    fn null(&mut self, member: MemberRef) {
        self.put(member, Document::Null);
    }

    #[inline]
    fn boolean(&mut self, member: MemberRef, value: bool) {
        self.put(member, Document::Bool(value));
    }

    #[inline]
    fn integer(&mut self, member: MemberRef, value: i64) {
        let number = u64::try_from(value).map_or(Number::NegInt(value), Number::PosInt);
        self.put(member, Document::Number(number));
    }

    #[inline]
    fn double(&mut self, member: MemberRef, value: f64) {
        self.number(member, value);
    }

    #[inline]
    fn big_integer(&mut self, member: MemberRef, value: &BigInteger) {
        self.number(member, value.as_ref().parse().unwrap_or(f64::NAN));
    }

    #[inline]
    fn big_decimal(&mut self, member: MemberRef, value: &BigDecimal) {
        self.number(member, value.as_ref().parse().unwrap_or(f64::NAN));
    }

    #[inline]
    fn string(&mut self, member: MemberRef, value: &str) {
        self.put(member, Document::from(value));
    }

    #[inline]
    fn blob(&mut self, member: MemberRef, value: &Blob) {
        let text = String::from_utf8_lossy(value.as_ref());
        self.put(member, Document::from(text));
    }

    #[inline]
    fn timestamp(&mut self, member: MemberRef, value: &DateTime) {
        self.number(member, value.as_secs_f64());
    }

    #[inline]
    fn document(&mut self, member: MemberRef, value: &Document) {
        self.put(member, value.clone());
    }

    #[inline]
    fn unsupported(&mut self, member: MemberRef, _kind: &'static str) {
        self.put(member, Document::Null);
    }
}
