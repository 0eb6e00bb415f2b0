//! Expressions of endpoint rules, each with its type.

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleValueKind {
    /// `bool`
    Bool,
    /// A string.
    String,
    /// A list of strings.
    Strings,
    /// The result of `aws.partition`.
    Partition,
    /// The result of `aws.parseArn`.
    Arn,
    /// The result of `parseURL`.
    Url,
}

/// The kind of a value, and whether it can be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleType {
    /// Its kind.
    pub kind: RuleValueKind,
    /// Whether it may be absent.
    pub optional: bool,
}

/// A typed expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A constant string.
    Text(String),
    /// `true`, `false`
    Bool(bool),
    /// A list of strings.
    List(Vec<Expr>),
    /// A parameter or what a condition assigned.
    Variable(RuleVariable),
    /// A string with embedded values.
    Template(Vec<TemplatePart>),
    /// A property of a record.
    Field(Box<Expr>, RuleField),
    /// An element of a list of strings, if there is one at this index.
    Item(Box<Expr>, RuleIndex),
    /// Whether an optional value is present.
    IsSet(Box<Expr>),
    /// The negation of a boolean.
    Not(Box<Expr>),
    /// Whether two strings or two booleans are the same.
    Equal(Box<Expr>, Box<Expr>),
    /// The first value that is present.
    Coalesce(Box<Expr>, Box<Expr>),
    /// One value or the other.
    IfElse(Box<[Expr; 3]>),
    /// A function of the runtime.
    Call(Function, Vec<Argument>),
}

/// The ownership of the value of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// The value is copied.
    Copied,
    /// The expression is a reference.
    Lent,
    /// The expression names a field that owns the value.
    Place,
    /// The expression creates a new value.
    Made,
}

/// An argument of a function of the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A value.
    Value(Expr),
    /// A number, which is a literal in the rules.
    Number(usize),
    /// The table of partitions.
    Partitions,
}

/// The functions of the runtime that rules call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `isValidHostLabel`
    IsValidHostLabel,
    /// `parseURL`
    ParseUrl,
    /// `substring`
    Substring,
    /// `uriEncode`
    UriEncode,
    /// `split`
    Split,
    /// `aws.partition`
    Partition,
    /// `aws.parseArn`
    ParseArn,
    /// `aws.isVirtualHostableS3Bucket`
    IsVirtualHostableS3Bucket,
}

/// A variable: its Rust name, its type and its storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleVariable {
    /// The Rust name.
    pub name: String,
    /// Its type.
    pub ty: RuleType,
    /// Its storage.
    pub home: Home,
}

/// The storage of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// A local variable, which borrows its value, unless it is a number, a boolean or a partition.
    Local,
    /// A parameter among the values of a diagram, which borrows from the request.
    Parameter,
    /// A value that a condition of a diagram assigned, owned by the values of the diagram.
    Found,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePart {
    /// Constant text.
    Text(String),
    /// A string value.
    Value(Expr),
}

/// The properties of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleField {
    /// `name` of a partition
    PartitionName,
    /// `dnsSuffix`
    DnsSuffix,
    /// `dualStackDnsSuffix`
    DualStackDnsSuffix,
    /// `supportsFIPS`
    SupportsFips,
    /// `supportsDualStack`
    SupportsDualStack,
    /// `implicitGlobalRegion`
    ImplicitGlobalRegion,
    /// `partition` of an ARN
    ArnPartition,
    /// `service`
    ArnService,
    /// `region`
    ArnRegion,
    /// `accountId`
    ArnAccountId,
    /// `resourceId`
    ArnResourceId,
    /// `scheme` of a URL
    UrlScheme,
    /// `authority`
    UrlAuthority,
    /// `path`
    UrlPath,
    /// `normalizedPath`
    UrlNormalizedPath,
    /// `isIp`
    UrlIsIp,
}

/// The index of an element in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleIndex {
    /// Counted from the first, which is 0.
    FromStart(usize),
    /// Counted from the last, which is 0.
    FromEnd(usize),
}
