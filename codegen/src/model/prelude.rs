//! The shapes of Smithy's prelude that members may target (`smithy.api`).

use std::collections::BTreeMap;

use crate::source::Place;

use super::ast::{ModelVersion, Shape, ShapeId, ShapeKind, Traits};

/// The id of the unit type, which represents "no input", "no output" and members without a value.
pub(crate) const UNIT: &str = "smithy.api#Unit";

const SIMPLE: [(&str, ShapeKind<'static>); 19] = [
    ("BigDecimal", ShapeKind::BigDecimal),
    ("BigInteger", ShapeKind::BigInteger),
    ("Blob", ShapeKind::Blob),
    ("Boolean", ShapeKind::Boolean),
    ("Byte", ShapeKind::Byte),
    ("Document", ShapeKind::Document),
    ("Double", ShapeKind::Double),
    ("Float", ShapeKind::Float),
    ("Integer", ShapeKind::Integer),
    ("Long", ShapeKind::Long),
    ("PrimitiveBoolean", ShapeKind::Boolean),
    ("PrimitiveByte", ShapeKind::Byte),
    ("PrimitiveDouble", ShapeKind::Double),
    ("PrimitiveFloat", ShapeKind::Float),
    ("PrimitiveInteger", ShapeKind::Integer),
    ("PrimitiveLong", ShapeKind::Long),
    ("PrimitiveShort", ShapeKind::Short),
    ("Short", ShapeKind::Short),
    ("String", ShapeKind::String),
];

/// Returns the prelude's simple shapes, and its unit structure.
pub(super) fn shapes<'a>() -> BTreeMap<ShapeId, Shape<'a>> {
    let rest = [("Timestamp", ShapeKind::Timestamp), ("Unit", ShapeKind::Structure)];
    SIMPLE
        .into_iter()
        .chain(rest)
        .filter_map(|(name, kind)| shape(name, kind))
        .collect()
}

fn shape<'a>(name: &str, kind: ShapeKind<'static>) -> Option<(ShapeId, Shape<'a>)> {
    let id = ShapeId::parse(&format!("smithy.api#{name}"))?;
    let shape = Shape {
        id: id.clone(),
        kind,
        members: Vec::new(),
        traits: Traits::new(),
        place: Place {
            file: usize::MAX,
            start: 0,
            end: 0,
        },
        mixins: Vec::new(),
        version: ModelVersion::V2,
    };
    Some((id, shape))
}
