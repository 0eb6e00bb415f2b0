//! The Rust types of members.

/// A Rust type that a member can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `bool`
    Boolean,
    /// `i8`
    Byte,
    /// `i16`
    Short,
    /// `i32`
    Integer,
    /// `i64`
    Long,
    /// `f32`
    Float,
    /// `f64`
    Double,
    /// arbitrary precision
    BigInteger,
    /// arbitrary precision
    BigDecimal,
    /// `String`
    String,
    /// bytes
    Blob,
    /// a point in time
    Timestamp,
    /// any JSON-like value
    Document,
    /// an enum of strings
    Enum(String),
    /// an enum of integers
    IntEnum(String),
    /// a structure
    Structure(String),
    /// an exception as a value
    Exception(String),
    /// a union
    Union(String),
    /// a streaming blob
    ByteStream,
    /// the events of a response, by their union
    EventReceiver(String),
    /// the events of a request, by their union
    EventStreamSender(String),
    /// `Box<T>`, if a shape contains itself
    Boxed(Box<Type>),
    /// `Vec<T>`, `Vec<Option<T>>` if sparse
    List {
        /// The type of the elements or values.
        element: Box<Type>,
        /// Whether elements can be null.
        sparse: bool,
    },
    /// `HashMap<K, T>`, `HashMap<K, Option<T>>` if sparse
    Map {
        /// A string or an enum.
        key: Box<Type>,
        /// The type of the elements or values.
        value: Box<Type>,
        /// Whether values can be null.
        sparse: bool,
    },
}
