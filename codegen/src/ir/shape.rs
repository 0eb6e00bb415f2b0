//! Structures, unions, enums and the types of their members as data.

use super::{Docs, Events, MemberSchema, Trait, Type};
pub use crate::names::Role;

/// A structure.
#[derive(Clone, Debug)]
pub struct Structure {
    /// The shape's id.
    pub id: String,
    /// The shape's name.
    pub shape: String,
    /// The Rust type.
    pub name: String,
    /// The module that contains it.
    pub module: String,
    /// Its documentation.
    pub docs: Docs,
    /// Its role.
    pub role: Role,
    /// Its own traits that the protocol uses.
    pub traits: Vec<Trait>,
    /// Its members in model order.
    pub fields: Vec<Field>,
    /// The form of its builder.
    pub builder: Builder,
    /// It stores members that are not in the model, because it is read and written back.
    pub keeps_unknown_members: bool,
    /// The direction in which it travels.
    pub direction: Direction,
    /// It is an exception that is also a value within other shapes.
    pub nested: bool,
    /// The name after `is_` in the predicate of the error enum for an exception.
    pub snake_name: String,
    /// One of its members is a stream, which cannot be copied or compared.
    pub has_stream: bool,
    /// The code of an exception under awsQuery, if it has one of its own.
    pub query_code: Option<String>,
}

/// The form of a structure's builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builder {
    /// All members are optional: the builder wraps the structure itself.
    Transparent,
    /// Some have defaults, none is required: `build` cannot fail.
    Infallible,
    /// Some are required: `build` returns a `Result`.
    Fallible(BuildError),
}

/// The error type of builders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildError {
    /// The type of the runtime, which names all missing members.
    Own,
    /// The type of the AWS SDK.
    OfSdk,
}

/// The part of a union that `Debug` shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redaction {
    /// Everything: derived.
    None,
    /// Not the sensitive members.
    Members,
    /// Nothing.
    Whole,
}

/// The direction in which a shape travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Direction {
    /// It is read from responses.
    pub read: bool,
    /// It is written into requests, or into descriptions of errors.
    pub write: bool,
}

/// A member of a structure.
#[derive(Clone, Debug)]
pub struct Field {
    /// The member's name in the model.
    pub member_name: String,
    /// The Rust field.
    pub name: String,
    /// Its type, without what `presence` adds.
    pub ty: Type,
    /// Whether it can be absent.
    pub presence: Presence,
    /// The value is never shown.
    pub sensitive: bool,
    /// Its traits that the protocol uses.
    pub schema: MemberSchema,
    /// It is a member of the model; every exception has a message, modelled or not.
    pub is_modelled: bool,
    /// The client sets it if it is unset.
    pub idempotency_token: bool,
    /// The service requires it, even if the field's type is an `Option`.
    pub required: bool,
    /// Its documentation.
    pub docs: Docs,
    /// A summary of the traits of its values, as one line of Markdown.
    pub trait_summary: String,
}

/// Whether a member can be absent.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// Never: a `T`.
    Required,
    /// An `Option<T>`.
    Optional,
    /// A `T` that has this value when nothing is set.
    Defaulted(Default),
}

/// The value of `@default`.
#[derive(Clone, Debug, PartialEq)]
pub enum Default {
    /// The default of Rust: zero, empty, false.
    Rust,
    /// True.
    True,
    /// A number, as the model writes it.
    Number(String),
    /// A string or the text of a blob.
    String(String),
    /// A value of an enum.
    EnumValue(String),
    /// A value of an intEnum.
    IntEnumValue(i64),
    /// Seconds since the epoch, as the model writes them.
    EpochSeconds(String),
    /// A timestamp as text.
    DateTime(String),
    /// A document that is a boolean, number or string.
    Document(Box<Default>),
    /// A document that is an empty array.
    EmptyArray,
    /// A document that is an empty object.
    EmptyObject,
}

/// The formats of timestamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// RFC 3339
    DateTime,
    /// IMF-fixdate
    HttpDate,
    /// seconds since 1970
    EpochSeconds,
}

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// The shape's id.
    pub id: String,
    /// The shape's name.
    pub shape: String,
    /// The Rust type.
    pub name: String,
    /// The module that contains it.
    pub module: String,
    /// Its documentation.
    pub docs: Docs,
    /// Its own traits that the protocol uses.
    pub traits: Vec<Trait>,
    /// Its variants in model order.
    pub variants: Vec<UnionVariant>,
    /// The description of a union that is an event stream.
    pub events: Option<Events>,
    /// Whether `Debug` has something to hide.
    pub redaction: Redaction,
    /// The direction in which it travels.
    pub direction: Direction,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// The member's name in the model.
    pub member_name: String,
    /// The Rust variant.
    pub name: String,
    /// The stem of `as_…` and `is_…`.
    pub snake_name: String,
    /// The type of its value; `None` if it targets the unit type.
    pub ty: Option<Type>,
    /// The value is never shown.
    pub sensitive: bool,
    /// Its traits that the protocol uses.
    pub schema: MemberSchema,
    /// Its documentation.
    pub docs: Docs,
    /// A summary of the traits of its values, as one line of Markdown.
    pub trait_summary: String,
}

/// An enum of strings or integers.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The shape's id.
    pub id: String,
    /// The shape's name.
    pub shape: String,
    /// The Rust type.
    pub name: String,
    /// The module that contains it.
    pub module: String,
    /// Its documentation.
    pub docs: Docs,
    /// Whether its values are sensitive.
    pub sensitive: bool,
    /// Its values.
    pub values: EnumValues,
}

/// The values of an enum.
#[derive(Clone, Debug)]
pub enum EnumValues {
    /// An `enum`.
    Strings(Vec<EnumValue<String>>),
    /// An `intEnum`.
    Integers(Vec<EnumValue<i64>>),
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue<T> {
    /// The Rust variant.
    pub variant: String,
    /// The value on the wire.
    pub value: T,
    /// Its documentation.
    pub docs: Docs,
}
