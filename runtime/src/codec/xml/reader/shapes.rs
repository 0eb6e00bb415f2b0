//! The methods of the deserializer, which shapes call for each value.

use std::borrow::Cow;

use super::super::path::Frame;
use super::super::{FORMAT, scalar};
use super::{Cursor, Open, XmlDeserializer, is_element, local, xml_name};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, UnknownVariant, blob_from_base64};
use crate::schema::{Member, MemberTraits, Schema};
use crate::serde::{DeserializeError, MemberSlot, ShapeDeserializer, Variant};

impl ShapeDeserializer for XmlDeserializer<'_> {
    fn structure(
        &mut self,
        schema: &'static Schema,
        slots: &mut [&mut dyn MemberSlot],
    ) -> Result<(), DeserializeError> {
        self.enter(Frame::Structure(schema, None))?;
        if let Cursor::Element(element) | Cursor::Flattened(element) = self.cursor {
            self.attributes(element, schema, slots)?;
            let members = schema.members();
            // The flattened members that were read, with all of their elements.
            let mut flattened = Vec::new();
            let mut next = self.tree.first_child(element);
            let mut position = 0;
            while let Some(child) = next {
                next = self.tree.next_sibling(child);
                let name = self.tree.name(child);
                let hint = schema.order_hint(position);
                let index = match members.get(hint).filter(|member| is_element(member, name)) {
                    Some(_) => hint,
                    None => {
                        let Some(index) = members.iter().position(|member| is_element(member, name)) else {
                            continue;
                        };
                        schema.record_order(position, index);
                        index
                    }
                };
                let Some(member) = members.get(index) else { continue };
                position = index + 1;
                let is_flattened = member.traits().has(MemberTraits::XML_FLATTENED);
                if is_flattened {
                    if flattened.contains(&index) {
                        continue;
                    }
                    flattened.push(index);
                }
                if let Some(slot) = slots.get_mut(index) {
                    let cursor = if is_flattened {
                        Cursor::Flattened(child)
                    } else {
                        Cursor::Element(child)
                    };
                    self.member(schema, index, cursor, *slot)?;
                }
            }
        }
        self.frames.pop();
        Ok(())
    }

    fn begin_union(&mut self, schema: &'static Schema) -> Result<Variant, DeserializeError> {
        self.enter(Frame::Structure(schema, None))?;
        let Some(child) = self.first_child() else {
            self.open.push(Open {
                member: self.member,
                next: None,
                is_flattened: false,
            });
            return Ok(Variant::Unknown(UnknownVariant::default()));
        };
        self.open.push(Open {
            member: self.member,
            next: self.tree.next_sibling(child),
            is_flattened: false,
        });
        let name = self.tree.name(child);
        let members = schema.members();
        let Some(index) = members.iter().position(|member| is_element(member, name)) else {
            let content = self.tree.source(child).to_owned();
            return Ok(Variant::Unknown(UnknownVariant::new(name.to_owned(), &FORMAT, content)));
        };
        self.set_frame(Frame::Structure(schema, Some(index)));
        self.member = schema.member(index).unwrap_or(Member::root());
        let is_flattened = self.member.traits().has(MemberTraits::XML_FLATTENED);
        self.cursor = if is_flattened {
            Cursor::Flattened(child)
        } else {
            Cursor::Element(child)
        };
        if is_flattened && let Some(open) = self.open.last_mut() {
            // Its siblings of the same name are part of it.
            open.next = None;
        }
        Ok(Variant::Known(index))
    }

    fn end_union(&mut self) -> Result<(), DeserializeError> {
        let another = self.open.pop().and_then(|open| open.next);
        if another.is_some() {
            return Err(self.locate("a union has one variant, found another one"));
        }
        self.frames.pop();
        Ok(())
    }

    fn begin_list(&mut self) -> Result<(), DeserializeError> {
        self.enter(Frame::List(0))?;
        let (first, is_flattened) = self.first();
        self.begin(first, is_flattened);
        Ok(())
    }

    fn next_element(&mut self) -> Result<bool, DeserializeError> {
        let member = self.open.last().map_or(Member::root(), |open| open.member);
        if let Some(Frame::List(begun)) = self.frames.last_mut() {
            *begun += 1;
        }
        match self.next() {
            Some(index) => {
                self.member = member.element();
                self.cursor = Cursor::Element(index);
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn reserve_hint(&self, len: usize, size: usize) -> usize {
        let _ = size;
        len.max(4).min(self.tree.len())
    }

    fn begin_map(&mut self) -> Result<(), DeserializeError> {
        self.enter(Frame::Map(None))?;
        let (first, is_flattened) = self.first();
        self.begin(first, is_flattened);
        Ok(())
    }

    fn next_key(&mut self) -> Result<Option<String>, DeserializeError> {
        let member = self.open.last().map_or(Member::root(), |open| open.member);
        let Some(entry) = self.next() else {
            return Ok(None);
        };
        let key_name = local(xml_name(member.map_key()));
        let value_name = local(xml_name(member.map_value()));
        let key = self
            .tree
            .child(entry, key_name)
            .map(|key| self.tree.text(key).to_owned());
        self.cursor = self
            .tree
            .child(entry, value_name)
            .map_or(Cursor::Absent, Cursor::Element);
        self.member = member.map_value();
        let Some(key) = key else {
            return Err(self.locate("an entry of a map has no key"));
        };
        self.set_frame(Frame::Map(Some(key.clone())));
        Ok(Some(key))
    }

    fn boolean(&mut self) -> Result<bool, DeserializeError> {
        self.read(scalar::boolean)
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, DeserializeError> {
        self.read(|text| scalar::integer(text, min, max))
    }

    fn float(&mut self) -> Result<f32, DeserializeError> {
        self.read(scalar::float)
    }

    fn double(&mut self) -> Result<f64, DeserializeError> {
        self.read(scalar::double)
    }

    fn big_integer(&mut self) -> Result<BigInteger, DeserializeError> {
        self.read(|text| text.trim().parse().map_err(|_| "expected an integer"))
    }

    fn big_decimal(&mut self) -> Result<BigDecimal, DeserializeError> {
        self.read(|text| text.trim().parse().map_err(|_| "expected a number"))
    }

    fn text(&mut self) -> Result<Cow<'_, str>, DeserializeError> {
        Ok(Cow::Borrowed(self.scalar()))
    }

    fn blob(&mut self) -> Result<Blob, DeserializeError> {
        self.read(|text| blob_from_base64(text.trim()).ok_or("expected bytes in base64"))
    }

    fn timestamp(&mut self) -> Result<DateTime, DeserializeError> {
        let format = self
            .member
            .traits()
            .timestamp_format()
            .unwrap_or(DateTimeFormat::DateTime);
        self.read(|text| scalar::timestamp(text.trim(), format))
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        Ok(())
    }

    fn error(&self, problem: &str) -> DeserializeError {
        self.locate(problem)
    }
}
