//! The values of endpoint rules.

use smithy_client_runtime::endpoint::{Arn, Partition, Piece, RegionPattern, Url};
use smithy_codegen::endpoint_rules::ir::{self, RuleField};

/// A value of a variable or an expression.
#[derive(Clone, Debug)]
pub(super) enum RuleValue {
    Absent,
    Bool(bool),
    Text(String),
    List(Vec<String>),
    Partition(&'static Partition),
    Arn(Arn),
    Url(Url),
}

impl RuleValue {
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
pub(super) fn field(record: RuleValue, field: RuleField) -> RuleValue {
    let text = |text: String| RuleValue::Text(text);
    match (record, field) {
        (RuleValue::Partition(it), RuleField::PartitionName) => text(it.name.to_owned()),
        (RuleValue::Partition(it), RuleField::DnsSuffix) => text(it.dns_suffix.to_owned()),
        (RuleValue::Partition(it), RuleField::DualStackDnsSuffix) => text(it.dual_stack_dns_suffix.to_owned()),
        (RuleValue::Partition(it), RuleField::SupportsFips) => RuleValue::Bool(it.supports_fips),
        (RuleValue::Partition(it), RuleField::SupportsDualStack) => RuleValue::Bool(it.supports_dual_stack),
        (RuleValue::Partition(it), RuleField::ImplicitGlobalRegion) => text(it.implicit_global_region.to_owned()),
        (RuleValue::Arn(it), RuleField::ArnPartition) => text(it.partition),
        (RuleValue::Arn(it), RuleField::ArnService) => text(it.service),
        (RuleValue::Arn(it), RuleField::ArnRegion) => text(it.region),
        (RuleValue::Arn(it), RuleField::ArnAccountId) => text(it.account_id),
        (RuleValue::Arn(it), RuleField::ArnResourceId) => RuleValue::List(it.resource_id),
        (RuleValue::Url(it), RuleField::UrlScheme) => text(it.scheme),
        (RuleValue::Url(it), RuleField::UrlAuthority) => text(it.authority),
        (RuleValue::Url(it), RuleField::UrlPath) => text(it.path),
        (RuleValue::Url(it), RuleField::UrlNormalizedPath) => text(it.normalized_path),
        (RuleValue::Url(it), RuleField::UrlIsIp) => RuleValue::Bool(it.is_ip),
        _ => RuleValue::Absent,
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
