//! Reads shapes out of XML.

use std::borrow::Cow;

use super::path::{Frame, path};
use super::tree::Tree;
use super::{FORMAT, MAX_DEPTH, scalar, text};
use crate::codec::Read;
use crate::codec::stack::{EXHAUSTED, StackBudget};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, UnknownVariant, blob_from_base64};
use crate::schema::{Member, MemberRef, MemberTraits, Schema};
use crate::serde::{DeserializeError, MemberSlot, ShapeDeserializer, Variant};

/// Reads the value of an element.
///
/// The names of elements are those of the members, those of the elements of lists do not matter.
/// Unknown elements are passed over. The nesting is bounded to 128 levels.
pub struct XmlDeserializer<'a> {
    tree: &'a Tree<'a>,
    /// The next value.
    cursor: Cursor<'a>,
    /// The member of the next value.
    member: MemberRef,
    open: Vec<Open>,
    frames: Vec<Frame>,
    stack: StackBudget,
}

/// The position of the next value.
#[derive(Clone)]
enum Cursor<'a> {
    /// In an element.
    Element(usize),
    /// In this element and all its siblings of the same name: a flattened list or map.
    Flattened(usize),
    /// In an attribute.
    Attribute(Cow<'a, str>),
    /// Nowhere: an absent value.
    Absent,
}

/// A list or map that is open.
struct Open {
    member: MemberRef,
    /// The next element, or entry.
    next: Option<usize>,
    is_flattened: bool,
}

impl<'a> XmlDeserializer<'a> {
    /// Parses a body and passes a deserializer of one of its elements to a function; an absent one
    /// reads as an empty element.
    pub(crate) fn read_body(
        body: &[u8],
        find: impl FnOnce(&Tree<'_>) -> Option<usize>,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError> {
        let text = text(body);
        let source = if text.trim().is_empty() { "<Empty/>" } else { &text };
        let tree = Tree::parse(source)
            .map_err(|malformed| DeserializeError::new("", malformed.problem, Some(malformed.offset)))?;
        if tree.is_empty() {
            return Err(DeserializeError::new(
                "",
                "the body is not XML: it has no element",
                Some(0),
            ));
        }
        let mut deserializer = XmlDeserializer {
            cursor: find(&tree).map_or(Cursor::Absent, Cursor::Element),
            tree: &tree,
            member: Member::root(),
            open: Vec::new(),
            frames: Vec::new(),
            stack: StackBudget::new(),
        };
        read(&mut deserializer)
    }

    /// Returns the text of the next value.
    fn scalar(&self) -> &str {
        match &self.cursor {
            Cursor::Element(index) | Cursor::Flattened(index) => self.tree.text(*index),
            Cursor::Attribute(text) => text,
            Cursor::Absent => "",
        }
    }

    #[cold]
    fn locate(&self, problem: &str) -> DeserializeError {
        let offset = match &self.cursor {
            Cursor::Element(index) | Cursor::Flattened(index) => self.tree.offset(*index),
            Cursor::Attribute(_) | Cursor::Absent => None,
        };
        DeserializeError::new(path(&self.frames), problem, offset)
    }

    fn read<T>(&self, parse: impl FnOnce(&str) -> Result<T, &'static str>) -> Result<T, DeserializeError> {
        parse(self.scalar()).map_err(|problem| self.locate(problem))
    }

    fn enter(&mut self, frame: Frame) -> Result<(), DeserializeError> {
        if self.frames.len() >= MAX_DEPTH {
            return Err(self.locate("the shapes nest deeper than 128 levels"));
        }
        if !self.stack.is_left() {
            return Err(self.locate(EXHAUSTED));
        }
        self.frames.push(frame);
        Ok(())
    }

    /// Returns the children of the next value.
    fn first_child(&self) -> Option<usize> {
        match self.cursor {
            Cursor::Element(index) | Cursor::Flattened(index) => self.tree.first_child(index),
            Cursor::Attribute(_) | Cursor::Absent => None,
        }
    }

    /// Reads the value of a member into its slot.
    fn member(
        &mut self,
        schema: &'static Schema,
        index: usize,
        cursor: Cursor<'a>,
        slot: &mut dyn MemberSlot,
    ) -> Result<(), DeserializeError> {
        self.set_frame(Frame::Structure(schema, Some(index)));
        self.member = schema.member(index).unwrap_or(Member::root());
        self.cursor = cursor;
        slot.read_member(self)
    }

    fn set_frame(&mut self, frame: Frame) {
        if let Some(last) = self.frames.last_mut() {
            *last = frame;
        }
    }

    /// Reads the members that are attributes of an element.
    fn attributes(
        &mut self,
        element: usize,
        schema: &'static Schema,
        slots: &mut [&mut dyn MemberSlot],
    ) -> Result<(), DeserializeError> {
        for (index, (member, slot)) in schema.members().iter().zip(slots).enumerate() {
            if !member.traits().has(MemberTraits::XML_ATTRIBUTE) {
                continue;
            }
            if let Some(text) = self.tree.attribute(element, xml_name(member)) {
                self.member(schema, index, Cursor::Attribute(text), *slot)?;
            }
        }
        Ok(())
    }

    fn begin(&mut self, first: Option<usize>, is_flattened: bool) {
        self.open.push(Open {
            member: self.member,
            next: first,
            is_flattened,
        });
    }

    /// Moves to the next element of the open list, or entry of the open map.
    fn next(&mut self) -> Option<usize> {
        let open = self.open.last_mut()?;
        let Some(index) = open.next else {
            self.open.pop();
            self.frames.pop();
            return None;
        };
        let is_flattened = open.is_flattened;
        let name = self.tree.name(index);
        let mut next = self.tree.next_sibling(index);
        while let Some(sibling) = next.filter(|sibling| is_flattened && self.tree.name(*sibling) != name) {
            next = self.tree.next_sibling(sibling);
        }
        open.next = next;
        Some(index)
    }

    /// Returns the first element of the next list or entry of the next map, and whether they are
    /// siblings of one name.
    fn first(&self) -> (Option<usize>, bool) {
        match self.cursor {
            Cursor::Flattened(index) => (Some(index), true),
            _ => (self.first_child(), false),
        }
    }
}

/// Returns the name of the element or attribute of a member.
pub(super) fn xml_name(member: &Member) -> &'static str {
    member.traits().xml_name().unwrap_or(member.name)
}

/// Returns a name without its prefix.
fn local(name: &'static str) -> &'static str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn is_attribute(member: &Member) -> bool {
    member.traits().has(MemberTraits::XML_ATTRIBUTE)
}

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
            let mut seen = vec![false; members.len()];
            let mut next = self.tree.first_child(element);
            let mut expected = 0;
            while let Some(child) = next {
                next = self.tree.next_sibling(child);
                let name = self.tree.name(child);
                let fits = |member: &Member| !is_attribute(member) && local(xml_name(member)) == name;
                // Services send members in an order, mostly that of the model.
                let behind = members
                    .iter()
                    .enumerate()
                    .skip(expected)
                    .find(|(_, member)| fits(member));
                let found = behind.or_else(|| members.iter().enumerate().find(|(_, member)| fits(member)));
                let Some((index, member)) = found else { continue };
                expected = index;
                let is_flattened = member.traits().has(MemberTraits::XML_FLATTENED);
                let is_repeated = seen.get_mut(index).is_some_and(|seen| std::mem::replace(seen, true));
                if let Some(slot) = slots.get_mut(index).filter(|_| !(is_flattened && is_repeated)) {
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
        let Some(index) = members.iter().position(|member| local(xml_name(member)) == name) else {
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
            return Err(self.locate("a union holds one variant, found another"));
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
