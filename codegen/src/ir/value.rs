//! Values of shapes that test cases and examples create through the public API.

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `true`, `false`
    Boolean(bool),
    /// A byte, short, integer or long.
    Integer(i64),
    /// A float.
    Float(Floating),
    /// A double.
    Double(Floating),
    /// An integer of any size, by its digits.
    BigInteger(String),
    /// A number of any size, by its digits.
    BigDecimal(String),
    /// A string.
    String(String),
    /// A blob, by the text of its bytes.
    Blob(String),
    /// A point in time.
    Timestamp(Timestamp),
    /// A document.
    Document(Document),
    /// A value of an enum.
    Enum {
        /// The enum.
        name: String,
        /// Its value.
        value: EnumLiteral<String>,
    },
    /// A value of an intEnum.
    IntEnum {
        /// The enum.
        name: String,
        /// Its value.
        value: EnumLiteral<i64>,
    },
    /// A structure.
    Structure(StructureValue),
    /// A variant of a union.
    Union {
        /// The union.
        name: String,
        /// The variant.
        variant: String,
        /// Its value; `None` if it targets the unit type.
        value: Option<Box<Value>>,
    },
    /// The stand-in for a union that a response lacks.
    UnknownUnion(String),
    /// A streaming blob, by the text of its bytes.
    ByteStream(String),
    /// A stream of events.
    Events {
        /// Whether it is the stream of a response.
        received: bool,
        /// The events.
        events: Vec<Value>,
    },
    /// A value in a `Box`.
    Boxed(Box<Value>),
    /// A list.
    List(Vec<Value>),
    /// A map, by its entries.
    Map(Vec<(Value, Value)>),
    /// An element of a sparse list or map that is not null.
    Present(Box<Value>),
    /// An element of a sparse list or map that is null.
    Absent,
    /// The value of a variable of the example.
    Variable(String),
}

/// An example of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Variables for nested values of the call, in the order of their definition.
    pub variables: Vec<(String, Value)>,
    /// The input.
    pub input: StructureValue,
}

/// A number with a fraction.
#[derive(Clone, Debug, PartialEq)]
pub enum Floating {
    /// As the model writes it.
    Finite(String),
    /// Not a number.
    NaN,
    /// Positive infinity.
    Infinity,
    /// Negative infinity.
    NegativeInfinity,
}

/// A point in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timestamp {
    /// Seconds since 1970 plus nanoseconds.
    Epoch(i64, u32),
    /// RFC 3339.
    Text(String),
}

/// A document.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// Null.
    Null,
    /// A boolean.
    Boolean(bool),
    /// An integer, as the model writes it.
    Integer(String),
    /// A number with a fraction or an exponent, as the model writes it.
    Float(String),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Document>),
    /// An object, by its entries.
    Object(Vec<(String, Document)>),
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnumLiteral<T> {
    /// A value of the model, by its variant.
    Known(String),
    /// A value that is not in the model.
    Unknown(T),
}

/// A structure, by the fields that are set in its builder.
#[derive(Clone, Debug, PartialEq)]
pub struct StructureValue {
    /// Its path in the crate.
    pub path: StructurePath,
    /// Whether its `build` returns a `Result`.
    pub fallible: bool,
    /// The fields that are set, in the order of the members.
    pub fields: Vec<(String, Value)>,
}

/// The path of a structure in the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StructurePath {
    /// `types::Name`
    Type(String),
    /// `types::error::Name`
    Exception(String),
    /// `operation::module::Name`
    Operation {
        /// The operation's module.
        module: String,
        /// The input or output.
        name: String,
    },
}
