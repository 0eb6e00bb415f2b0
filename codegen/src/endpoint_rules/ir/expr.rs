//! Expressions of endpoint rules, each with its type.

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueKind {
    /// `bool`
    Bool,
    /// A string.
    String,
    /// A list of strings.
    Strings,
    /// What `aws.partition` returns.
    Partition,
    /// What `aws.parseArn` returns.
    Arn,
    /// What `parseURL` returns.
    Url,
}

/// What a value is, and whether it may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Type {
    /// What it is.
    pub kind: ValueKind,
    /// Whether it may be absent.
    pub optional: bool,
}

impl Type {
    /// The type of values that are always there.
    pub const fn plain(kind: ValueKind) -> Self {
        Self { kind, optional: false }
    }

    /// The type of values that may be absent.
    pub const fn optional(kind: ValueKind) -> Self {
        Self { kind, optional: true }
    }
}

/// An expression; everything within it has its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A string as it is.
    Text(String),
    /// `true`, `false`
    Bool(bool),
    /// A list of strings.
    List(Vec<Expr>),
    /// A parameter or what a condition assigned.
    Variable(Variable),
    /// A string with values in it.
    Template(Vec<Piece>),
    /// A property of a record.
    Field(Box<Expr>, Field),
    /// An element of a list of strings, if there is one at this index.
    Item(Box<Expr>, Index),
    /// Whether an optional value is there.
    IsSet(Box<Expr>),
    /// The opposite.
    Not(Box<Expr>),
    /// Whether two strings or two booleans are the same.
    Equal(Box<Expr>, Box<Expr>),
    /// The first value that is there.
    Coalesce(Box<Expr>, Box<Expr>),
    /// One value or the other.
    IfElse(Box<[Expr; 3]>),
    /// A function of the runtime.
    Call(Function, Vec<Argument>),
}

impl Expr {
    /// What the expression is worth.
    pub fn ty(&self) -> Type {
        match self {
            Self::Text(_) | Self::Template(_) => Type::plain(ValueKind::String),
            Self::Bool(_) | Self::IsSet(_) | Self::Not(_) | Self::Equal(..) => Type::plain(ValueKind::Bool),
            Self::List(_) => Type::plain(ValueKind::Strings),
            Self::Variable(variable) => variable.ty,
            Self::Field(_, field) => Type::plain(field.kind()),
            Self::Item(..) => Type::optional(ValueKind::String),
            Self::Coalesce(_, last) => last.ty(),
            Self::IfElse(parts) => {
                let [_, then, otherwise] = &**parts;
                Type {
                    kind: then.ty().kind,
                    optional: then.ty().optional || otherwise.ty().optional,
                }
            }
            Self::Call(function, _) => function.returns(),
        }
    }

    /// Whether the expression makes a value, lends one, or names a field that owns it.
    pub fn ownership(&self) -> Ownership {
        if matches!(self.ty().kind, ValueKind::Bool | ValueKind::Partition) {
            return Ownership::Copied;
        }
        match self {
            Self::Field(record, _) if record.ty().kind == ValueKind::Partition => Ownership::Lent,
            Self::Field(record, _) if record.ownership() == Ownership::Made => Ownership::Made,
            Self::Field(..) => Ownership::Place,
            Self::Item(list, _) if list.ownership() == Ownership::Made => Ownership::Made,
            Self::Variable(variable) => match variable.home {
                Home::Local | Home::Parameter => Ownership::Lent,
                Home::Found => Ownership::Place,
            },
            Self::Text(_) | Self::Item(..) => Ownership::Lent,
            Self::Template(_) | Self::List(_) | Self::Call(..) => Ownership::Made,
            Self::Coalesce(first, last) => Ownership::of_either(first, last),
            Self::IfElse(parts) => Ownership::of_either(&parts[1], &parts[2]),
            Self::Bool(_) | Self::IsSet(_) | Self::Not(_) | Self::Equal(..) => Ownership::Copied,
        }
    }
}

/// Who owns the value of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// It is copied.
    Copied,
    /// The expression is a reference.
    Lent,
    /// The expression names a field that owns the value.
    Place,
    /// The expression makes a new value.
    Made,
}

impl Ownership {
    /// Of two expressions of which one is chosen: made as soon as one of them is.
    fn of_either(one: &Expr, other: &Expr) -> Self {
        match (one.ownership(), other.ownership()) {
            (Self::Made, _) | (_, Self::Made) => Self::Made,
            _ => Self::Lent,
        }
    }
}

/// An argument of a function of the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A value.
    Value(Expr),
    /// A number, which only stands in the rules as it is.
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

impl Function {
    /// What it returns.
    pub const fn returns(self) -> Type {
        match self {
            Self::IsValidHostLabel | Self::IsVirtualHostableS3Bucket => Type::plain(ValueKind::Bool),
            Self::ParseUrl => Type::optional(ValueKind::Url),
            Self::Substring => Type::optional(ValueKind::String),
            Self::UriEncode => Type::plain(ValueKind::String),
            Self::Split => Type::plain(ValueKind::Strings),
            Self::Partition => Type::optional(ValueKind::Partition),
            Self::ParseArn => Type::optional(ValueKind::Arn),
        }
    }
}

/// A variable: its Rust name, type and where it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The Rust name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Where it is kept.
    pub home: Home,
}

/// Where a variable is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// A local variable, which borrows what is no number, boolean or partition.
    Local,
    /// A parameter among the values of a diagram, which borrows from the request.
    Parameter,
    /// What a condition of a diagram has found, owned by the values of the diagram.
    Found,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it is.
    Text(String),
    /// A string value.
    Value(Expr),
}

/// The properties of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
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

impl Field {
    /// The property in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::PartitionName => "name",
            Self::DnsSuffix => "dns suffix",
            Self::DualStackDnsSuffix => "dual-stack dns suffix",
            Self::SupportsFips => "supports fips",
            Self::SupportsDualStack => "supports dual stack",
            Self::ImplicitGlobalRegion => "global region",
            Self::ArnPartition => "partition",
            Self::ArnService => "service",
            Self::ArnRegion => "region",
            Self::ArnAccountId => "account id",
            Self::ArnResourceId => "resource id",
            Self::UrlScheme => "scheme",
            Self::UrlAuthority => "authority",
            Self::UrlPath => "path",
            Self::UrlNormalizedPath => "normalized path",
            Self::UrlIsIp => "is an IP address",
        }
    }

    /// What the property is.
    pub const fn kind(self) -> ValueKind {
        match self {
            Self::SupportsFips | Self::SupportsDualStack | Self::UrlIsIp => ValueKind::Bool,
            Self::ArnResourceId => ValueKind::Strings,
            _ => ValueKind::String,
        }
    }
}

/// Where an element stands in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Index {
    /// Counted from the first, which is 0.
    FromStart(usize),
    /// Counted from the last, which is 0.
    FromEnd(usize),
}
