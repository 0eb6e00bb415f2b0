//! The typing rules of the rules language: the type and the ownership of each expression.

use super::ir::{
    Expr, Function, Home, Ownership, Parameter, ParameterKind, ParameterPresence, RuleField, RuleType, RuleValueKind,
};

impl RuleType {
    /// Returns the type of values that are always present.
    pub(crate) const fn plain(kind: RuleValueKind) -> Self {
        Self { kind, optional: false }
    }

    /// Returns the type of values that can be absent.
    pub(crate) const fn optional(kind: RuleValueKind) -> Self {
        Self { kind, optional: true }
    }
}

impl Expr {
    /// Returns the type of the expression.
    pub(crate) fn ty(&self) -> RuleType {
        match self {
            Self::Text(_) | Self::Template(_) => RuleType::plain(RuleValueKind::String),
            Self::Bool(_) | Self::IsSet(_) | Self::Not(_) | Self::Equal(..) => RuleType::plain(RuleValueKind::Bool),
            Self::List(_) => RuleType::plain(RuleValueKind::Strings),
            Self::Variable(variable) => variable.ty,
            Self::Field(_, field) => RuleType::plain(field.kind()),
            Self::Item(..) => RuleType::optional(RuleValueKind::String),
            Self::Coalesce(_, last) => last.ty(),
            Self::IfElse(parts) => {
                let [_, then, otherwise] = &**parts;
                RuleType {
                    kind: then.ty().kind,
                    optional: then.ty().optional || otherwise.ty().optional,
                }
            }
            Self::Call(function, _) => function.returns(),
        }
    }

    /// Returns the ownership of the value of the expression.
    pub(crate) fn ownership(&self) -> Ownership {
        if matches!(self.ty().kind, RuleValueKind::Bool | RuleValueKind::Partition) {
            return Ownership::Copied;
        }
        match self {
            Self::Field(record, _) if record.ty().kind == RuleValueKind::Partition => Ownership::Lent,
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

impl Ownership {
    /// Returns the ownership of a choice between two expressions: made if one of them is.
    fn of_either(one: &Expr, other: &Expr) -> Self {
        match (one.ownership(), other.ownership()) {
            (Self::Made, _) | (_, Self::Made) => Self::Made,
            _ => Self::Lent,
        }
    }
}

impl Function {
    /// Returns the type of the result.
    pub(crate) const fn returns(self) -> RuleType {
        match self {
            Self::IsValidHostLabel | Self::IsVirtualHostableS3Bucket => RuleType::plain(RuleValueKind::Bool),
            Self::ParseUrl => RuleType::optional(RuleValueKind::Url),
            Self::Substring => RuleType::optional(RuleValueKind::String),
            Self::UriEncode => RuleType::plain(RuleValueKind::String),
            Self::Split => RuleType::plain(RuleValueKind::Strings),
            Self::Partition => RuleType::optional(RuleValueKind::Partition),
            Self::ParseArn => RuleType::optional(RuleValueKind::Arn),
        }
    }
}

impl RuleField {
    /// Returns the property in words.
    pub(crate) const fn words(self) -> &'static str {
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

    /// Returns the kind of the property.
    pub(crate) const fn kind(self) -> RuleValueKind {
        match self {
            Self::SupportsFips | Self::SupportsDualStack | Self::UrlIsIp => RuleValueKind::Bool,
            Self::ArnResourceId => RuleValueKind::Strings,
            _ => RuleValueKind::String,
        }
    }
}

impl Parameter {
    /// Returns the type of the variable that holds the parameter.
    pub(crate) fn value_type(&self) -> RuleType {
        let kind = match self.kind {
            ParameterKind::Bool => RuleValueKind::Bool,
            ParameterKind::String => RuleValueKind::String,
            ParameterKind::StringArray => RuleValueKind::Strings,
        };
        RuleType {
            kind,
            optional: self.presence == ParameterPresence::Optional,
        }
    }
}
