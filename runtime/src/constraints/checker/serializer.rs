//! The methods of the checker as a serializer, one per kind of value.

use super::{Checker, Open};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document, UnknownVariant};
use crate::schema::{MemberRef, Schema};
use crate::serde::{SerializeShape, ShapeSerializer};

impl ShapeSerializer for Checker {
    #[inline]
    fn structure(&mut self, _member: MemberRef, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        self.begin();
        self.note(format_args!("{{"));
        for (member, value) in schema.members().iter().zip(values) {
            let constraint = self.of_member(schema.id, member.name);
            let name = member.name;
            self.open.push(Open::Structure {
                member: name,
                constraint,
            });
            self.note(format_args!("{name}"));
            value.write(member, self);
            self.open.pop();
        }
        self.note(format_args!("}}"));
    }

    #[inline]
    fn union(&mut self, _member: MemberRef, schema: &'static Schema, variant: usize, value: &dyn SerializeShape) {
        self.begin();
        let Some(member) = schema.member(variant) else { return };
        let constraint = self.of_member(schema.id, member.name);
        let name = member.name;
        self.note(format_args!("{name}"));
        self.open.push(Open::Structure {
            member: name,
            constraint,
        });
        value.write(member, self);
        self.open.pop();
    }

    #[inline]
    fn unknown_union(&mut self, _member: MemberRef, value: &UnknownVariant) {
        self.other(format_args!("{value:?}"));
    }

    #[inline]
    fn begin_list(&mut self, _member: MemberRef, len: usize) {
        let constraint = self.begin();
        self.note(format_args!("["));
        if let Some(constraint) = constraint {
            self.length(constraint, len, "elements");
        }
        self.open.push(Open::List {
            count: 0,
            element: constraint.and_then(|constraint| constraint.element.as_deref()),
            unique: constraint
                .filter(|constraint| constraint.is_unique)
                .map(|_| Default::default()),
        });
    }

    #[inline]
    fn end_list(&mut self) {
        if matches!(self.open.last(), Some(Open::List { count: 1.., .. })) {
            self.finish_element();
        }
        self.open.pop();
        self.note(format_args!("]"));
    }

    #[inline]
    fn begin_map(&mut self, member: MemberRef, len: usize) {
        let constraint = self.begin();
        self.note(format_args!("("));
        if let Some(constraint) = constraint {
            self.length(constraint, len, "entries");
        }
        self.open.push(Open::Map {
            key: String::new(),
            keys: constraint.and_then(|constraint| constraint.key.as_deref()),
            values: constraint.and_then(|constraint| constraint.element.as_deref()),
            is_key_sensitive: member.is_sensitive() || member.map_key().is_sensitive(),
        });
    }

    #[inline]
    fn key(&mut self, key: &str) {
        self.note(format_args!("{key}"));
        let Some(Open::Map { key: current, keys, .. }) = self.open.last_mut() else {
            return;
        };
        key.clone_into(current);
        if let Some(keys) = *keys {
            self.text(keys, key);
        }
    }

    #[inline]
    fn end_map(&mut self) {
        self.open.pop();
        self.note(format_args!(")"));
    }

    #[inline]
    fn orders_maps(&self) -> bool {
        true
    }

    #[inline]
    fn null(&mut self, _member: MemberRef) {
        self.other(format_args!("null"));
    }

    #[inline]
    fn boolean(&mut self, _member: MemberRef, value: bool) {
        self.other(format_args!("{value}"));
    }

    #[inline]
    fn integer(&mut self, _member: MemberRef, value: i64) {
        self.number(&value.to_string());
    }

    #[inline]
    fn double(&mut self, _member: MemberRef, value: f64) {
        self.number(&value.to_string());
    }

    #[inline]
    fn big_integer(&mut self, _member: MemberRef, value: &BigInteger) {
        self.number(value.as_ref());
    }

    #[inline]
    fn big_decimal(&mut self, _member: MemberRef, value: &BigDecimal) {
        self.number(value.as_ref());
    }

    #[inline]
    fn string(&mut self, _member: MemberRef, value: &str) {
        let constraint = self.begin();
        self.note(format_args!("{value}"));
        if let Some(constraint) = constraint {
            self.text(constraint, value);
        }
    }

    #[inline]
    fn blob(&mut self, _member: MemberRef, value: &Blob) {
        let constraint = self.begin();
        self.note(format_args!("{:?}", value.as_ref()));
        if let Some(constraint) = constraint {
            self.length(constraint, value.as_ref().len(), "bytes");
        }
    }

    #[inline]
    fn timestamp(&mut self, _member: MemberRef, value: &DateTime) {
        self.other(format_args!("{value:?}"));
    }

    #[inline]
    fn document(&mut self, _member: MemberRef, value: &Document) {
        self.other(format_args!("{value:?}"));
    }

    #[inline]
    fn unsupported(&mut self, _member: MemberRef, _kind: &'static str) {
        self.other(format_args!(""));
    }
}
