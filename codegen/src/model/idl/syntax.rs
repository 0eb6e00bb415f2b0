//! The syntax tree of an IDL file: names as they are written, each with its place.

use std::borrow::Cow;

use super::lexer::Span;

/// The version that a file declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IdlVersion {
    V1,
    V2,
}

/// An IDL file.
#[derive(Debug)]
pub(super) struct IdlFile<'a> {
    /// Its version; 1.0 by default.
    pub(super) version: IdlVersion,
    /// The place of its version, or of its first byte.
    pub(super) version_span: Span,
    /// Its namespace, if it has one.
    pub(super) namespace: &'a str,
    /// The shapes of other namespaces that its shapes refer to by name.
    pub(super) uses: Vec<IdlName<'a>>,
    /// Its metadata.
    pub(super) metadata: Vec<IdlEntry<'a>>,
    /// Its shapes; those of inline inputs and outputs follow their operation.
    pub(super) shapes: Vec<IdlShape<'a>>,
    /// Its `apply` statements.
    pub(super) applied: Vec<Apply<'a>>,
}

/// An identifier or shape id.
#[derive(Clone, Debug)]
pub(super) struct IdlName<'a> {
    /// Its text in the file.
    pub(super) text: Cow<'a, str>,
    /// Its place.
    pub(super) span: Span,
}

/// A node value.
#[derive(Clone, Debug)]
pub(super) struct IdlValue<'a> {
    /// Its content.
    pub(super) kind: IdlValueKind<'a>,
    /// Its place.
    pub(super) span: Span,
}

/// The content of a node value.
#[derive(Clone, Debug)]
pub(super) enum IdlValueKind<'a> {
    Null,
    Boolean(bool),
    Number(&'a str),
    String(Cow<'a, str>),
    /// An unquoted string, which is a shape id.
    ShapeId(&'a str),
    Array(Vec<IdlValue<'a>>),
    Object(Vec<IdlEntry<'a>>),
}

/// An entry of an object, or a metadata statement.
#[derive(Clone, Debug)]
pub(super) struct IdlEntry<'a> {
    /// The key.
    pub(super) key: IdlName<'a>,
    /// The value.
    pub(super) value: IdlValue<'a>,
}

/// An applied trait.
#[derive(Clone, Debug)]
pub(super) struct IdlTrait<'a> {
    /// The trait's shape id as written.
    pub(super) id: IdlName<'a>,
    /// Its value, unless it is an annotation.
    pub(super) value: Option<IdlValue<'a>>,
}

/// An `apply` statement.
#[derive(Debug)]
pub(super) struct Apply<'a> {
    /// The shape or member.
    pub(super) target: IdlName<'a>,
    /// The traits.
    pub(super) traits: Vec<IdlTrait<'a>>,
}

/// A shape statement.
#[derive(Debug)]
pub(super) struct IdlShape<'a> {
    /// The keyword of its type.
    pub(super) kind: IdlName<'a>,
    /// Its name.
    pub(super) name: IdlName<'a>,
    /// Its traits.
    pub(super) traits: Vec<IdlTrait<'a>>,
    /// The resource after `for`.
    pub(super) resource: Option<IdlName<'a>>,
    /// The mixins after `with`.
    pub(super) mixins: Vec<IdlName<'a>>,
    /// Its body.
    pub(super) body: IdlBody<'a>,
}

/// The part of a shape statement between braces.
#[derive(Debug)]
pub(super) enum IdlBody<'a> {
    /// A simple shape has none.
    None,
    Members(Vec<IdlMember<'a>>),
    /// The properties of a service or resource.
    Properties(Vec<IdlEntry<'a>>),
    Operation(IdlOperation<'a>),
}

/// A member of a shape.
#[derive(Debug)]
pub(super) struct IdlMember<'a> {
    /// Its name.
    pub(super) name: IdlName<'a>,
    /// The shape that it targets, unless it is elided or the member belongs to an enum.
    pub(super) target: Option<IdlName<'a>>,
    /// The value after `=`: the default, or the value of an enum's member.
    pub(super) value: Option<IdlValue<'a>>,
    /// Its traits.
    pub(super) traits: Vec<IdlTrait<'a>>,
}

/// The properties of an operation.
#[derive(Debug, Default)]
pub(super) struct IdlOperation<'a> {
    /// Its input: the name of a shape as written, or of an inline shape.
    pub(super) input: Option<IdlName<'a>>,
    /// Its output: the name of a shape as written, or of an inline shape.
    pub(super) output: Option<IdlName<'a>>,
    /// Its errors.
    pub(super) errors: Vec<IdlName<'a>>,
}
