//! The model: shapes with their members and traits, each with its place in its file.

mod properties;

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::node::Node;
use crate::source::Place;

pub use self::properties::{OperationProps, ResourceProps, ServiceProps};

/// An absolute shape id: `com.example#Shape`, or `com.example#Shape$member`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(Arc<str>);

impl ShapeId {
    /// Parses an id; `None` if the text does not have the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let (namespace, name) = text.split_once('#')?;
        let (name, member) = name
            .split_once('$')
            .map_or((name, None), |(name, member)| (name, Some(member)));
        let well_formed =
            namespace.split('.').all(is_identifier) && is_identifier(name) && member.is_none_or(is_identifier);
        well_formed.then(|| Self(text.into()))
    }

    /// Returns the whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the namespace, before `#`.
    pub fn namespace(&self) -> &str {
        self.0.split_once('#').map_or("", |(namespace, _)| namespace)
    }

    /// Returns the shape's name, after `#` and before `$`.
    pub fn name(&self) -> &str {
        let name = self.0.split_once('#').map_or(&*self.0, |(_, name)| name);
        name.split_once('$').map_or(name, |(name, _)| name)
    }

    /// Returns the shape and the member, if the id names a member.
    pub fn member(&self) -> Option<(Self, &str)> {
        let (shape, member) = self.0.split_once('$')?;
        Some((Self(shape.into()), member))
    }

    /// Returns the id of a member of this shape.
    pub fn with_member(&self, member: &str) -> Self {
        Self(format!("{}${member}", self.0).into())
    }
}

// The order of ids is that of their texts, so that maps can be searched by text.
impl Borrow<str> for ShapeId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(super) fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && text.contains(|c: char| c != '_')
}

/// Traits by the id of their shape.
pub type Traits<'a> = BTreeMap<ShapeId, Node<'a>>;

/// All shapes of a run.
#[derive(Debug, Default)]
pub struct Model<'a> {
    /// The shapes by id.
    pub shapes: BTreeMap<ShapeId, Shape<'a>>,
    /// The metadata by key. If several files have a key, its values are lists, which are to be
    /// joined.
    pub metadata: BTreeMap<String, Vec<Node<'a>>>,
    pub(super) applied: Vec<Applied<'a>>,
    /// Shapes that the files define but that could not be read, which is reported already.
    pub(super) unreadable: BTreeSet<ShapeId>,
}

impl<'a> Model<'a> {
    /// Returns a shape of the files or of Smithy's prelude.
    pub fn shape<Q: Ord + ?Sized>(&self, id: &Q) -> Option<&Shape<'a>>
    where
        ShapeId: Borrow<Q>,
    {
        self.shapes.get(id)
    }
}

/// An `apply` statement.
#[derive(Debug)]
pub(super) struct Applied<'a> {
    pub(super) target: ShapeId,
    pub(super) place: Place,
    pub(super) traits: Traits<'a>,
}

/// A shape.
#[derive(Clone, Debug)]
pub struct Shape<'a> {
    /// Its id.
    pub id: ShapeId,
    /// Its kind.
    pub kind: ShapeKind<'a>,
    /// Its members in the order of the model; a list has `member`, a map `key` and `value`.
    pub members: Vec<Member<'a>>,
    /// Its traits.
    pub traits: Traits<'a>,
    /// The place of its id.
    pub place: Place,
    pub(super) mixins: Vec<Reference>,
    pub(super) version: ModelVersion,
}

impl<'a> Shape<'a> {
    /// Returns the member of this name.
    pub fn member(&self, name: &str) -> Option<&Member<'a>> {
        self.members.iter().find(|member| member.name == name)
    }

    /// Returns the value of a trait, by its full id.
    pub fn trait_value(&self, id: &str) -> Option<Node<'a>> {
        lookup(&self.traits, id)
    }

    /// Returns whether it has a trait, by its full id.
    pub fn has_trait(&self, id: &str) -> bool {
        self.trait_value(id).is_some()
    }
}

/// A member of a shape.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// Its name.
    pub name: String,
    /// The shape that it targets.
    pub target: Reference,
    /// Its traits.
    pub traits: Traits<'a>,
    /// The place of its name.
    pub place: Place,
}

impl<'a> Member<'a> {
    /// Returns the value of a trait, by its full id.
    pub fn trait_value(&self, id: &str) -> Option<Node<'a>> {
        lookup(&self.traits, id)
    }

    /// Returns whether it has a trait, by its full id.
    pub fn has_trait(&self, id: &str) -> bool {
        self.trait_value(id).is_some()
    }
}

fn lookup<'a>(traits: &Traits<'a>, id: &str) -> Option<Node<'a>> {
    traits.get(id).copied()
}

/// The id of another shape, and the place that names it.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The id of the shape.
    pub id: ShapeId,
    /// The place that names it.
    pub place: Place,
}

/// The names of the types of shapes in files.
pub(super) const SHAPE_TYPES: [&str; 23] = [
    "bigDecimal",
    "bigInteger",
    "blob",
    "boolean",
    "byte",
    "document",
    "double",
    "enum",
    "float",
    "intEnum",
    "integer",
    "list",
    "long",
    "map",
    "operation",
    "resource",
    "service",
    "set",
    "short",
    "string",
    "structure",
    "timestamp",
    "union",
];

/// The shape kinds of Smithy 2.0; `set` is read as a list.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the variants are Smithy's own names")]
pub enum ShapeKind<'a> {
    Blob,
    Boolean,
    String,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Timestamp,
    Document,
    Enum,
    IntEnum,
    List,
    Map,
    Structure,
    Union,
    Operation(Box<OperationProps>),
    Resource(Box<ResourceProps>),
    Service(Box<ServiceProps<'a>>),
}

impl ShapeKind<'_> {
    /// Returns the keyword of the kind.
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::BigInteger => "bigInteger",
            Self::BigDecimal => "bigDecimal",
            Self::Timestamp => "timestamp",
            Self::Document => "document",
            Self::Enum => "enum",
            Self::IntEnum => "intEnum",
            Self::List => "list",
            Self::Map => "map",
            Self::Structure => "structure",
            Self::Union => "union",
            Self::Operation(_) => "operation",
            Self::Resource(_) => "resource",
            Self::Service(_) => "service",
        }
    }

    /// Returns whether a member may target it.
    pub fn is_data(&self) -> bool {
        !matches!(self, Self::Operation(_) | Self::Resource(_) | Self::Service(_))
    }
}

/// A version of the Smithy language that a JSON AST declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ModelVersion {
    V1,
    V2,
}
