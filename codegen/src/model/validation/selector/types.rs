//! The types of shapes and their groups.

use crate::model::ast::ShapeKind;
use crate::model::validation::graph::GraphItem;

/// Returns whether an item is of a type or of a group of types.
pub(super) fn is_type(item: GraphItem<'_, '_>, name: &str) -> bool {
    if item.member.is_some() {
        return name == "member";
    }
    let kind = &item.shape.kind;
    let is_number = matches!(
        kind,
        ShapeKind::Byte
            | ShapeKind::Short
            | ShapeKind::Integer
            | ShapeKind::IntEnum
            | ShapeKind::Long
            | ShapeKind::Float
            | ShapeKind::Double
            | ShapeKind::BigInteger
            | ShapeKind::BigDecimal
    );
    let is_aggregate = matches!(
        kind,
        ShapeKind::List | ShapeKind::Map | ShapeKind::Structure | ShapeKind::Union
    );
    match name {
        "number" => is_number,
        "simpleType" => kind.is_data() && !is_aggregate,
        "aggregateType" => is_aggregate,
        "dataType" => kind.is_data(),
        "serviceType" => !kind.is_data(),
        "collection" | "set" => matches!(kind, ShapeKind::List),
        "string" => matches!(kind, ShapeKind::String | ShapeKind::Enum),
        "integer" => matches!(kind, ShapeKind::Integer | ShapeKind::IntEnum),
        _ => kind.keyword() == name,
    }
}
