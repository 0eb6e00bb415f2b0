//! Writes shapes as XML.

mod collections;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use self::collections::{Kind, Open};
use super::FORMAT;
use super::markup::Markup;
use super::reader::xml_name;
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, UnknownVariant, date_time};
use crate::schema::{Member, MemberRef, MemberTraits, Schema, XmlNamespace};
use crate::serde::{SerializeError, SerializeShape, ShapeSerializer};

/// Writes one element, the root.
#[derive(Debug)]
pub struct XmlSerializer {
    out: Markup,
    /// The markup around the next value.
    around: Around,
    /// The lists and maps that are open.
    open: Vec<Open>,
    /// The namespace of the service, which the root element gets unless its shape has one.
    namespace: Option<XmlNamespace>,
    error: Option<SerializeError>,
}

/// The markup around a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    /// The element of its member.
    Element,
    /// The quotes of an attribute, and the name before them.
    Attribute,
}

impl XmlSerializer {
    /// Creates a serializer.
    pub fn new() -> Self {
        Self {
            out: Markup::new(),
            around: Around::Element,
            open: Vec::new(),
            namespace: None,
            error: None,
        }
    }

    /// Sets the namespace of the root element, unless its shape has one.
    #[cfg_attr(not(feature = "rest-xml"), allow(dead_code, reason = "forms have no namespace"))]
    pub(crate) fn namespace(&mut self, namespace: Option<XmlNamespace>) {
        self.namespace = namespace;
    }

    /// Returns the text, or the first error.
    pub fn finish(self) -> Result<Vec<u8>, SerializeError> {
        match self.error {
            None => Ok(self.out.into_bytes()),
            Some(error) => Err(error),
        }
    }

    #[cold]
    fn fail(&mut self, problem: String) {
        self.error.get_or_insert_with(|| SerializeError::new(problem));
    }

    /// Returns the name of the element of a value: elements of a flattened list have the name of
    /// the member that holds the list.
    fn element_name(&self, member: MemberRef) -> &'static str {
        match self.open.last() {
            Some(open) if open.names_elements() => xml_name(open.member),
            _ => xml_name(member),
        }
    }

    /// Writes a value that is text, with the markup around it.
    fn scalar(&mut self, member: MemberRef, write: impl FnOnce(&mut Markup)) {
        match self.around {
            Around::Attribute => self.out.attribute(xml_name(member), write),
            Around::Element => {
                let name = self.element_name(member);
                self.out.start(name, member.traits().xml_namespace());
                write(&mut self.out);
                self.out.end(name);
            }
        }
    }

    /// Writes the members of a structure: attributes first, since they are in the start tag.
    fn members(&mut self, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        let members = || schema.members().iter().zip(values);
        self.around = Around::Attribute;
        for (member, value) in members().filter(|(member, _)| is_attribute(member)) {
            value.write(member, self);
        }
        self.around = Around::Element;
        self.out.end_of_start_tag();
        for (member, value) in members().filter(|(member, _)| !is_attribute(member)) {
            value.write(member, self);
        }
    }

    /// Returns the name and the namespace of the element of a structure or union.
    fn structure_tag(&self, member: MemberRef, schema: &'static Schema) -> (&'static str, Option<XmlNamespace>) {
        let shape = schema.shape_traits().traits();
        let is_root = self.out.is_empty();
        let name = match member.name.is_empty() {
            true => shape.xml_name().unwrap_or(schema.name()),
            // A payload has the name of its shape, unless the member has one of its own.
            false if is_root => {
                let own = member.traits().xml_name().or(shape.xml_name());
                own.unwrap_or(schema.name())
            }
            false => self.element_name(member),
        };
        let namespace = member.traits().xml_namespace().or(shape.xml_namespace());
        (name, namespace.or(self.namespace.filter(|_| is_root)))
    }

    /// Writes the content of a structure, which does not belong to the outer list.
    fn nested(&mut self, write: impl FnOnce(&mut Self)) {
        let open = std::mem::take(&mut self.open);
        write(self);
        self.open = open;
    }
}

impl Default for XmlSerializer {
    fn default() -> Self {
        Self::new()
    }
}

fn is_attribute(member: &Member) -> bool {
    member.traits().has(MemberTraits::XML_ATTRIBUTE)
}

impl ShapeSerializer for XmlSerializer {
    fn structure(&mut self, member: MemberRef, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        let (name, namespace) = self.structure_tag(member, schema);
        self.out.start_tag(name, namespace);
        self.nested(|this| this.members(schema, values));
        self.out.end(name);
    }

    fn union(&mut self, member: MemberRef, schema: &'static Schema, variant: usize, value: &dyn SerializeShape) {
        let (name, namespace) = self.structure_tag(member, schema);
        self.out.start(name, namespace);
        if let Some(member) = schema.member(variant) {
            self.nested(|this| value.write(member, this));
        }
        self.out.end(name);
    }

    fn unknown_union(&mut self, member: MemberRef, value: &UnknownVariant) {
        let name = self.element_name(member);
        self.out.start(name, member.traits().xml_namespace());
        match value.content_in(&FORMAT).map(std::str::from_utf8) {
            Some(Ok(content)) => self.out.raw().push_str(content),
            _ if value.is_empty() => {}
            _ => self.fail(format!(
                "member {}: the unknown variant `{}` was read as {}, which XML cannot write back",
                member.name,
                value.tag(),
                value.format_name().unwrap_or_default(),
            )),
        }
        self.out.end(name);
    }

    fn begin_list(&mut self, member: MemberRef, _len: usize) {
        self.begin(member, Kind::List);
    }

    fn end_list(&mut self) {
        self.finish_collection();
    }

    fn begin_map(&mut self, member: MemberRef, _len: usize) {
        self.begin(member, Kind::Map);
    }

    fn key(&mut self, key: &str) {
        self.end_entry();
        let Some(open) = self.open.last_mut() else {
            return;
        };
        open.has_entry = true;
        let open = *open;
        self.out.start(open.entry(), None);
        let member = open.member.map_key();
        let name = xml_name(member);
        self.out.start(name, member.traits().xml_namespace());
        self.out.escaped(key);
        self.out.end(name);
    }

    fn end_map(&mut self) {
        self.end_entry();
        self.finish_collection();
    }

    fn null(&mut self, member: MemberRef) {
        self.scalar(member, |_| {});
    }

    fn boolean(&mut self, member: MemberRef, value: bool) {
        self.scalar(member, |out| out.display(format_args!("{value}")));
    }

    fn integer(&mut self, member: MemberRef, value: i64) {
        self.scalar(member, |out| out.display(format_args!("{value}")));
    }

    fn float(&mut self, member: MemberRef, value: f32) {
        self.scalar(member, |out| match value.is_finite() {
            true => out.display(format_args!("{value:?}")),
            false => out.not_finite(value.into()),
        });
    }

    fn double(&mut self, member: MemberRef, value: f64) {
        self.scalar(member, |out| match value.is_finite() {
            true => out.display(format_args!("{value:?}")),
            false => out.not_finite(value),
        });
    }

    fn big_integer(&mut self, member: MemberRef, value: &BigInteger) {
        self.scalar(member, |out| out.raw().push_str(value.as_ref()));
    }

    fn big_decimal(&mut self, member: MemberRef, value: &BigDecimal) {
        self.scalar(member, |out| out.raw().push_str(value.as_ref()));
    }

    fn string(&mut self, member: MemberRef, value: &str) {
        self.scalar(member, |out| out.escaped(value));
    }

    fn blob(&mut self, member: MemberRef, value: &Blob) {
        self.scalar(member, |out| STANDARD.encode_string(value, out.raw()));
    }

    fn timestamp(&mut self, member: MemberRef, value: &DateTime) {
        let format = member.traits().timestamp_format().unwrap_or(DateTimeFormat::DateTime);
        let mut problem = None;
        self.scalar(member, |out| problem = date_time::write(value, format, out.raw()).err());
        if let Some(error) = problem {
            self.fail(format!("member {}: {error}", member.name));
        }
    }

    fn unsupported(&mut self, member: MemberRef, kind: &'static str) {
        self.fail(format!("member {}: XML cannot represent {kind}", member.name));
    }
}
