//! The known keys of a file and of a shape.

use super::JsonAstReader;
use crate::diagnostics::Diagnostic;
use crate::model::ast::ShapeKind;
use crate::model::node::NodeEntry;
use crate::suggest::did_you_mean;

impl JsonAstReader<'_> {
    /// Warns about unknown keys.
    pub(super) fn unknown_keys(&mut self, fields: &[NodeEntry<'_>], known: &[&str], what: &str) {
        for entry in fields.iter().filter(|entry| !known.contains(&&*entry.key)) {
            let help = did_you_mean(&entry.key, known.iter().copied());
            self.report(
                Diagnostic::warning("unknown-property", format!("{what} has no property `{}`", entry.key))
                    .at(entry.key_place, "has no meaning here")
                    .help(help.unwrap_or_else(|| "remove it".to_owned())),
            );
        }
    }
}

/// Returns the keys that a shape of a kind may have.
pub(super) fn of_shape(kind: &ShapeKind<'_>) -> &'static [&'static str] {
    match kind {
        ShapeKind::List => &["type", "traits", "mixins", "member"],
        ShapeKind::Map => &["type", "traits", "mixins", "key", "value"],
        ShapeKind::Structure | ShapeKind::Union | ShapeKind::Enum | ShapeKind::IntEnum => {
            &["type", "traits", "mixins", "members"]
        }
        ShapeKind::Operation(_) => &["type", "traits", "mixins", "input", "output", "errors"],
        ShapeKind::Resource(_) => &[
            "type",
            "traits",
            "mixins",
            "identifiers",
            "properties",
            "create",
            "put",
            "read",
            "update",
            "delete",
            "list",
            "operations",
            "collectionOperations",
            "resources",
        ],
        ShapeKind::Service(_) => &[
            "type",
            "traits",
            "mixins",
            "version",
            "operations",
            "resources",
            "errors",
            "rename",
        ],
        _ => &["type", "traits", "mixins"],
    }
}
