//! Reads shapes from XML.

mod shapes;

use std::borrow::Cow;

use super::path::{Frame, path};
use super::tree::{Tree, local};
use super::{MAX_DEPTH, text};
use crate::codec::Read;
use crate::codec::stack::{EXHAUSTED, StackBudget};
use crate::schema::{Member, MemberRef, MemberTraits, Schema};
use crate::serde::{DeserializeError, MemberSlot};

/// Reads the value of an element.
///
/// Elements have the names of members; the names of list elements do not matter. Unknown elements
/// are skipped. The nesting is bounded to 128 levels.
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
    /// An element.
    Element(usize),
    /// This element and all its siblings of the same name: a flattened list or map.
    Flattened(usize),
    /// An attribute.
    Attribute(Cow<'a, str>),
    /// An absent value.
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

    /// Returns the text of the next value. A root that has no members may be wrapped in another
    /// one.
    fn scalar(&self) -> &str {
        match &self.cursor {
            Cursor::Element(root) if self.frames.is_empty() => {
                self.tree.text(self.tree.first_child(*root).unwrap_or(*root))
            }
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
        if !self.tree.has_attributes(element) {
            return Ok(());
        }
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

/// Returns whether an element of this name belongs to the member. The name has no prefix.
#[inline]
fn is_element(member: &Member, name: &str) -> bool {
    let own = xml_name(member);
    let fits = own.len() == name.len() || own.len() > name.len() && local(own).len() == name.len();
    fits && own.ends_with(name) && !is_attribute(member)
}

fn is_attribute(member: &Member) -> bool {
    member.traits().has(MemberTraits::XML_ATTRIBUTE)
}
