//! The types of shapes.

use super::JsonAstReader;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{SHAPE_TYPES, ShapeKind};
use crate::model::node::{Node, NodeEntry};
use crate::suggest::did_you_mean;

impl JsonAstReader<'_> {
    /// Reads the type of a shape, with the properties that belong to it.
    pub(super) fn shape_kind<'a>(&mut self, name: Node<'a>, fields: &[NodeEntry<'a>]) -> Option<ShapeKind<'a>> {
        Some(match &*name.as_str()? {
            "blob" => ShapeKind::Blob,
            "boolean" => ShapeKind::Boolean,
            "string" => ShapeKind::String,
            "byte" => ShapeKind::Byte,
            "short" => ShapeKind::Short,
            "integer" => ShapeKind::Integer,
            "long" => ShapeKind::Long,
            "float" => ShapeKind::Float,
            "double" => ShapeKind::Double,
            "bigInteger" => ShapeKind::BigInteger,
            "bigDecimal" => ShapeKind::BigDecimal,
            "timestamp" => ShapeKind::Timestamp,
            "document" => ShapeKind::Document,
            "enum" => ShapeKind::Enum,
            "intEnum" => ShapeKind::IntEnum,
            "list" | "set" => ShapeKind::List,
            "map" => ShapeKind::Map,
            "structure" => ShapeKind::Structure,
            "union" => ShapeKind::Union,
            "operation" => ShapeKind::Operation(Box::new(self.operation(fields))),
            "resource" => ShapeKind::Resource(Box::new(self.resource(fields))),
            "service" => ShapeKind::Service(Box::new(self.service(fields))),
            unknown => {
                self.report(
                    Diagnostic::error("unknown-shape-kind", format!("`{unknown}` is not a shape type"))
                        .at(name.place(), "not a type of Smithy 1.0 or 2.0")
                        .help(did_you_mean(unknown, SHAPE_TYPES.into_iter().chain(["apply"])).unwrap_or_else(|| {
                            "the types are the simple types, enum, intEnum, list, map, structure, union, operation, resource, service and apply".to_owned()
                        })),
                );
                return None;
            }
        })
    }
}
