//! The client as data: every name, type and choice is decided here, so that emitters only print.

pub mod endpoint;
pub mod protocol_tests;
pub mod value;

/// A service and all that is generated for it.
#[derive(Clone, Debug)]
pub struct Service {
    /// The package, as `partnercentral-selling`.
    pub package: String,
    /// The service shape's id.
    pub id: String,
    /// The service shape's name, as awsJson sends it.
    pub shape: String,
    /// `sdkId`, or the shape's name.
    pub sdk_id: String,
    /// The service's title for people.
    pub title: String,
    /// The API version.
    pub version: String,
    /// The service in the credential scope of SigV4.
    pub signing_name: String,
    /// How requests and responses look.
    pub protocol: Protocol,
    /// Errors have codes of awsQuery too.
    pub query_compatible: bool,
    /// The service's documentation.
    pub docs: Docs,
    /// The operations by name.
    pub operations: Vec<Operation>,
    /// The operations by the resource that they belong to, for the front page.
    pub groups: Vec<Group>,
    /// The operation that the front page calls, by method.
    pub first_call: Option<String>,
    /// The structures that are no input, output or exception, by name.
    pub structures: Vec<Structure>,
    /// The exceptions by name.
    pub exceptions: Vec<Structure>,
    /// The unions by name.
    pub unions: Vec<Union>,
    /// The enums by name.
    pub enums: Vec<Enum>,
    /// The endpoint rules, if the model has any.
    pub endpoint: Option<endpoint::Rules>,
}

/// Operations that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The resource in words, or what stands for the service itself.
    pub title: String,
    /// The operations, by method.
    pub methods: Vec<String>,
}

/// The protocols that the runtime speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0`
    AwsJson10,
    /// `aws.protocols#awsJson1_1`
    AwsJson11,
}

/// Documentation as lines of Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The lines, wrapped, without a trailing blank one.
    pub lines: Vec<String>,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The shape's name.
    pub shape: String,
    /// The name as a Rust type would have it: the stem of `…Input`, `…Output`, `…Error`.
    pub name: String,
    /// The module and the client's method.
    pub method: String,
    /// Its documentation.
    pub docs: Docs,
    /// The first sentence of it.
    pub summary: String,
    /// What the traits say of it, as one line of Markdown.
    pub facts: String,
    /// An input with what is required, for the documentation.
    pub example: Option<value::Example>,
    /// What sending it twice does.
    pub effect: Effect,
    /// The input structure.
    pub input: Structure,
    /// The output structure.
    pub output: Structure,
    /// The exceptions that the model lists, by Rust name.
    pub errors: Vec<String>,
    /// How it is paginated.
    pub pagination: Option<Pagination>,
    /// What it tells the endpoint rules.
    pub endpoint_params: Vec<EndpointParam>,
    /// The input field whose value is the endpoint's URL, where the service hands out endpoints.
    pub endpoint_field: Option<String>,
    /// What goes before the host, if anything.
    pub host_prefix: Vec<HostPart>,
    /// Large bodies are compressed.
    pub gzip: bool,
    /// Bodies have a checksum.
    pub checksum: bool,
    /// Whether requests are signed.
    pub auth: Auth,
}

/// Whether requests are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// Always, by Signature Version 4.
    SigV4,
    /// Where there are credentials.
    Optional,
    /// Never.
    None,
}

/// A part of what goes before the host.
#[derive(Clone, Debug)]
pub enum HostPart {
    /// Text.
    Text(String),
    /// The value of a member of the input.
    Label {
        /// The member's name.
        wire: String,
        /// The field.
        field: String,
    },
}

/// What repeating a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// `@readonly`
    ReadOnly,
    /// `@idempotent`, or an `@idempotencyToken` in the input
    Idempotent,
    /// neither
    Mutating,
}

/// A parameter of the endpoint rules that an operation sets.
#[derive(Clone, Debug)]
pub struct EndpointParam {
    /// The parameter's name.
    pub name: String,
    /// Where its value comes from.
    pub value: EndpointParamValue,
}

/// Where the value of an endpoint parameter comes from.
#[derive(Clone, Debug)]
pub enum EndpointParamValue {
    /// `staticContextParams`: a boolean.
    Boolean(bool),
    /// `staticContextParams`: a string.
    String(String),
    /// `staticContextParams`: strings.
    Strings(Vec<String>),
    /// `contextParam`: a member of the input, by field name.
    Member {
        /// The field.
        field: String,
        /// Its type.
        ty: Type,
    },
}

/// How an operation is paginated.
#[derive(Clone, Debug)]
pub struct Pagination {
    /// The input field that takes the token.
    pub input_token: String,
    /// The token's type.
    pub token: Type,
    /// The way to the next token in the output.
    pub output_token: Vec<PathStep>,
    /// The input field for the page size, if there is one, and its width.
    pub page_size: Option<(String, Type)>,
    /// The way to the items in the output and what they are.
    pub items: Option<Items>,
}

/// The items of a page.
#[derive(Clone, Debug)]
pub struct Items {
    /// The way to them in the output.
    pub path: Vec<PathStep>,
    /// A list, or a map whose entries are the items.
    pub collection: Type,
}

/// A member on the way from an output to one of its values.
#[derive(Clone, Debug)]
pub struct PathStep {
    /// The field.
    pub field: String,
    /// Whether it is an `Option`.
    pub optional: bool,
}

/// A structure.
#[derive(Clone, Debug)]
pub struct Structure {
    /// The shape's id.
    pub id: String,
    /// The Rust type.
    pub name: String,
    /// The module that it stands in.
    pub module: String,
    /// Its documentation.
    pub docs: Docs,
    /// What it is to the service.
    pub role: Role,
    /// Its members in model order.
    pub fields: Vec<Field>,
    /// How its builder holds the values.
    pub builder: Builder,
    /// Whether `Debug` has something to hide.
    pub redaction: Redaction,
    /// Which way it travels.
    pub direction: Direction,
    /// It is an exception that other shapes hold as a value.
    pub held: bool,
    /// The code of an exception under awsQuery, if it has one of its own.
    pub query_code: Option<String>,
}

/// What a structure is to the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The input of an operation.
    Input,
    /// The output of an operation.
    Output,
    /// An exception.
    Exception,
    /// A value within others.
    Data,
}

/// How a structure's builder holds the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builder {
    /// All members are optional: the builder is the structure itself, half filled.
    Transparent,
    /// Some have defaults, none is required: `build` cannot fail.
    Infallible,
    /// Some are required: `build` returns a `Result`.
    Fallible,
}

/// What `Debug` shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redaction {
    /// Everything: derived.
    None,
    /// Not the sensitive members.
    Members,
    /// Nothing.
    Whole,
}

/// Which way a shape travels.
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
    pub wire: String,
    /// The Rust field.
    pub name: String,
    /// Its type, without what `presence` adds.
    pub ty: Type,
    /// Whether it can be absent.
    pub presence: Presence,
    /// The value is never shown.
    pub sensitive: bool,
    /// The format of the timestamps in it, if the model sets one.
    pub timestamp_format: Option<TimestampFormat>,
    /// It is filled by the client when unset.
    pub idempotency_token: bool,
    /// The service asks for it, whatever the field's type says.
    pub required: bool,
    /// Its documentation.
    pub docs: Docs,
    /// What the traits say of its values, as one line of Markdown.
    pub facts: String,
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
    /// What Rust's own default is: zero, empty, false.
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
    /// `Box<T>`, where a shape holds itself
    Boxed(Box<Type>),
    /// `Vec<T>`, `Vec<Option<T>>` if sparse
    List {
        /// What it holds.
        element: Box<Type>,
        /// Whether elements can be null.
        sparse: bool,
    },
    /// `HashMap<K, T>`, `HashMap<K, Option<T>>` if sparse
    Map {
        /// A string or an enum.
        key: Box<Type>,
        /// What it holds.
        value: Box<Type>,
        /// Whether values can be null.
        sparse: bool,
    },
}

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// The shape's id.
    pub id: String,
    /// The Rust type.
    pub name: String,
    /// The module that it stands in.
    pub module: String,
    /// Its documentation.
    pub docs: Docs,
    /// Its variants in model order.
    pub variants: Vec<UnionVariant>,
    /// Whether `Debug` has something to hide.
    pub redaction: Redaction,
    /// Which way it travels.
    pub direction: Direction,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// The member's name in the model.
    pub wire: String,
    /// The Rust variant.
    pub name: String,
    /// The stem of `as_…` and `is_…`.
    pub stem: String,
    /// What it holds, or nothing if it targets the unit type.
    pub ty: Option<Type>,
    /// The value is never shown.
    pub sensitive: bool,
    /// The format of the timestamps in it, if the model sets one.
    pub timestamp_format: Option<TimestampFormat>,
    /// Its documentation.
    pub docs: Docs,
    /// What the traits say of its values, as one line of Markdown.
    pub facts: String,
}

/// An enum of strings or integers.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The shape's id.
    pub id: String,
    /// The Rust type.
    pub name: String,
    /// The module that it stands in.
    pub module: String,
    /// Its documentation.
    pub docs: Docs,
    /// Whether its values may be shown.
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
