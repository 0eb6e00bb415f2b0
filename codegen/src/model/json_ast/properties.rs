//! Properties that the specification does not know.

use crate::diagnostics::Diagnostic;
use crate::suggest::known_names;

use super::super::node::Entry;
use super::Reader;

/// The properties of a file.
pub(super) const FILE: &[&str] = &["metadata", "shapes", "smithy"];

/// The properties of a member.
pub(super) const MEMBER: &[&str] = &["target", "traits"];

const SIMPLE: &[&str] = &["mixins", "traits", "type"];
const WITH_MEMBERS: &[&str] = &["members", "mixins", "traits", "type"];
const LIST: &[&str] = &["member", "mixins", "traits", "type"];
const MAP: &[&str] = &["key", "mixins", "traits", "type", "value"];
const OPERATION: &[&str] = &["errors", "input", "mixins", "output", "traits", "type"];
const RESOURCE: &[&str] = &[
    "collectionOperations",
    "create",
    "delete",
    "identifiers",
    "list",
    "mixins",
    "operations",
    "properties",
    "put",
    "read",
    "resources",
    "traits",
    "type",
    "update",
];
const SERVICE: &[&str] = &[
    "errors",
    "mixins",
    "operations",
    "rename",
    "resources",
    "traits",
    "type",
    "version",
];

/// Returns the properties of shapes of a type.
pub(super) fn of_type(kind: &str) -> &'static [&'static str] {
    match kind {
        "list" | "set" => LIST,
        "map" => MAP,
        "structure" | "union" | "enum" | "intEnum" => WITH_MEMBERS,
        "operation" => OPERATION,
        "resource" => RESOURCE,
        "service" => SERVICE,
        _ => SIMPLE,
    }
}

impl Reader<'_> {
    /// Warns of each property that is not known; it changes nothing.
    pub(super) fn check_properties(&mut self, fields: &[Entry<'_>], what: &str, known: &[&str]) {
        for entry in fields.iter().filter(|entry| !known.contains(&&*entry.key)) {
            self.report(
                Diagnostic::warning("unknown-property", format!("{what} has no property `{}`", entry.key))
                    .at(entry.key_place, "changes nothing")
                    .help(known_names(&entry.key, "the properties are", known.iter().copied())),
            );
        }
    }
}
