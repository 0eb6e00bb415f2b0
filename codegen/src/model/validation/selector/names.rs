//! The names that selectors can have.

/// The types of shapes.
pub(super) const TYPES: [&str; 30] = [
    "aggregateType",
    "bigDecimal",
    "bigInteger",
    "blob",
    "boolean",
    "byte",
    "collection",
    "dataType",
    "document",
    "double",
    "enum",
    "float",
    "intEnum",
    "integer",
    "list",
    "long",
    "map",
    "member",
    "number",
    "operation",
    "resource",
    "service",
    "serviceType",
    "set",
    "short",
    "simpleType",
    "string",
    "structure",
    "timestamp",
    "union",
];

/// The relationships between shapes.
pub(super) const RELATIONSHIPS: [&str; 19] = [
    "bound",
    "collectionOperation",
    "create",
    "delete",
    "error",
    "identifier",
    "input",
    "instanceOperation",
    "list",
    "member",
    "mixin",
    "operation",
    "output",
    "property",
    "put",
    "read",
    "resource",
    "trait",
    "update",
];

/// The functions.
pub(super) const FUNCTIONS: [&str; 8] = ["is", "each", "test", "not", "in", "root", "topdown", "recursive"];
