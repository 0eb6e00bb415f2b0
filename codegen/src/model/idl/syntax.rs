//! The syntax tree of an IDL file: names as they are written, each with its place.

use std::borrow::Cow;

use super::lexer::Span;

/// The version that a file declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V1,
    V2,
}

/// An IDL file.
#[derive(Debug)]
pub(super) struct File<'a> {
    /// Its version; 1.0 by default.
    pub(super) version: Version,
    /// The place of its version, or of its first byte.
    pub(super) version_span: Span,
    /// Its namespace, if it has one.
    pub(super) namespace: &'a str,
    /// The shapes of other namespaces that its shapes refer to by name.
    pub(super) uses: Vec<Name<'a>>,
    /// Its metadata.
    pub(super) metadata: Vec<Entry<'a>>,
    /// Its shapes; those of inline inputs and outputs follow their operation.
    pub(super) shapes: Vec<Shape<'a>>,
    /// Its `apply` statements.
    pub(super) applied: Vec<Apply<'a>>,
}

/// An identifier or shape id.
#[derive(Clone, Debug)]
pub(super) struct Name<'a> {
    /// Its text in the file.
    pub(super) text: Cow<'a, str>,
    /// Its place.
    pub(super) span: Span,
}

/// A node value.
#[derive(Clone, Debug)]
pub(super) struct Value<'a> {
    /// Its content.
    pub(super) kind: ValueKind<'a>,
    /// Its place.
    pub(super) span: Span,
}

/// The content of a node value.
#[derive(Clone, Debug)]
pub(super) enum ValueKind<'a> {
    Null,
    Boolean(bool),
    Number(&'a str),
    String(Cow<'a, str>),
    /// An unquoted string, which is a shape id.
    ShapeId(&'a str),
    Array(Vec<Value<'a>>),
    Object(Vec<Entry<'a>>),
}

/// An entry of an object, or a metadata statement.
#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    /// The key.
    pub(super) key: Name<'a>,
    /// The value.
    pub(super) value: Value<'a>,
}

/// An applied trait.
#[derive(Clone, Debug)]
pub(super) struct Trait<'a> {
    /// The trait's shape id as written.
    pub(super) id: Name<'a>,
    /// Its value, unless it is an annotation.
    pub(super) value: Option<Value<'a>>,
}

/// An `apply` statement.
#[derive(Debug)]
pub(super) struct Apply<'a> {
    /// The shape or member.
    pub(super) target: Name<'a>,
    /// The traits.
    pub(super) traits: Vec<Trait<'a>>,
}

/// A shape statement.
#[derive(Debug)]
pub(super) struct Shape<'a> {
    /// The keyword of its type.
    pub(super) kind: Name<'a>,
    /// Its name.
    pub(super) name: Name<'a>,
    /// Its traits.
    pub(super) traits: Vec<Trait<'a>>,
    /// The resource after `for`.
    pub(super) resource: Option<Name<'a>>,
    /// The mixins after `with`.
    pub(super) mixins: Vec<Name<'a>>,
    /// Its body.
    pub(super) body: Body<'a>,
}

/// The part of a shape statement between braces.
#[derive(Debug)]
pub(super) enum Body<'a> {
    /// A simple shape has none.
    None,
    Members(Vec<Member<'a>>),
    /// The properties of a service or resource.
    Properties(Vec<Entry<'a>>),
    Operation(Operation<'a>),
}

/// A member of a shape.
#[derive(Debug)]
pub(super) struct Member<'a> {
    /// Its name.
    pub(super) name: Name<'a>,
    /// The shape that it targets, unless it is elided or the member belongs to an enum.
    pub(super) target: Option<Name<'a>>,
    /// The value after `=`: the default, or the value of an enum's member.
    pub(super) value: Option<Value<'a>>,
    /// Its traits.
    pub(super) traits: Vec<Trait<'a>>,
}

/// The properties of an operation.
#[derive(Debug, Default)]
pub(super) struct Operation<'a> {
    /// Its input: the name of a shape as written, or of an inline shape.
    pub(super) input: Option<Name<'a>>,
    /// Its output: the name of a shape as written, or of an inline shape.
    pub(super) output: Option<Name<'a>>,
    /// Its errors.
    pub(super) errors: Vec<Name<'a>>,
}
