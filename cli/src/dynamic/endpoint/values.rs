//! The values of endpoint rules.

use smithy_client_runtime::endpoint::{Arn, Partition, Piece, RegionPattern, Url};
use smithy_codegen::endpoint_rules::ir::{self, RuleField};

/// A value of a variable or an expression.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Absent,
    Bool(bool),
    Text(String),
    List(Vec<String>),
    Partition(&'static Partition),
    Arn(Arn),
    Url(Url),
}

impl Value {
    pub(super) fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            _ => String::new(),
        }
    }

    pub(super) fn is_true(&self) -> bool {
        matches!(self, Self::Bool(true))
    }

    pub(super) fn is_set(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    pub(super) fn optional<T>(value: Option<T>, make: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Absent, make)
    }
}

/// Returns a property of a partition, an ARN or a URL.
pub(super) fn field(record: Value, field: RuleField) -> Value {
    let text = |text: String| Value::Text(text);
    match (record, field) {
        (Value::Partition(it), RuleField::PartitionName) => text(it.name.to_owned()),
        (Value::Partition(it), RuleField::DnsSuffix) => text(it.dns_suffix.to_owned()),
        (Value::Partition(it), RuleField::DualStackDnsSuffix) => text(it.dual_stack_dns_suffix.to_owned()),
        (Value::Partition(it), RuleField::SupportsFips) => Value::Bool(it.supports_fips),
        (Value::Partition(it), RuleField::SupportsDualStack) => Value::Bool(it.supports_dual_stack),
        (Value::Partition(it), RuleField::ImplicitGlobalRegion) => text(it.implicit_global_region.to_owned()),
        (Value::Arn(it), RuleField::ArnPartition) => text(it.partition),
        (Value::Arn(it), RuleField::ArnService) => text(it.service),
        (Value::Arn(it), RuleField::ArnRegion) => text(it.region),
        (Value::Arn(it), RuleField::ArnAccountId) => text(it.account_id),
        (Value::Arn(it), RuleField::ArnResourceId) => Value::List(it.resource_id),
        (Value::Url(it), RuleField::UrlScheme) => text(it.scheme),
        (Value::Url(it), RuleField::UrlAuthority) => text(it.authority),
        (Value::Url(it), RuleField::UrlPath) => text(it.path),
        (Value::Url(it), RuleField::UrlNormalizedPath) => text(it.normalized_path),
        (Value::Url(it), RuleField::UrlIsIp) => Value::Bool(it.is_ip),
        _ => Value::Absent,
    }
}

/// Converts a partition of the model to that of the runtime.
pub(super) fn partition(facts: &'static ir::Partition) -> Partition {
    let texts = |texts: &'static [String]| texts.iter().map(String::as_str).collect::<Vec<_>>().leak();
    let pieces = facts.pattern.iter().map(|piece| match piece {
        ir::PatternPiece::OneOf(all) => Piece::OneOf(texts(all)),
        ir::PatternPiece::Literal(text) => Piece::Literal(text),
        ir::PatternPiece::Word => Piece::Word,
        ir::PatternPiece::Digits => Piece::Digits,
    });
    Partition {
        name: &facts.name,
        dns_suffix: &facts.dns_suffix,
        dual_stack_dns_suffix: &facts.dual_stack_dns_suffix,
        supports_fips: facts.supports_fips,
        supports_dual_stack: facts.supports_dual_stack,
        implicit_global_region: &facts.implicit_global_region,
        regions: texts(&facts.regions),
        pattern: RegionPattern(pieces.collect::<Vec<_>>().leak()),
    }
}
