//! The names and types of the shapes of Smithy's prelude that a model may refer to.

/// The namespace of the prelude.
pub(crate) const NAMESPACE: &str = "smithy.api";

/// Each name with its type.
#[rustfmt::skip]
const SHAPES: &[(&str, &str)] = &[
    ("BigDecimal", "bigDecimal"), ("BigInteger", "bigInteger"), ("Blob", "blob"), ("Boolean", "boolean"),
    ("Byte", "byte"), ("Document", "document"), ("Double", "double"), ("Float", "float"), ("Integer", "integer"),
    ("Long", "long"), ("PrimitiveBoolean", "boolean"), ("PrimitiveByte", "byte"), ("PrimitiveDouble", "double"),
    ("PrimitiveFloat", "float"), ("PrimitiveInteger", "integer"), ("PrimitiveLong", "long"),
    ("PrimitiveShort", "short"), ("Short", "short"), ("String", "string"), ("Timestamp", "timestamp"),
    ("Unit", "structure"), ("addedDefault", "structure"), ("auth", "list"), ("authDefinition", "structure"),
    ("box", "structure"), ("clientOptional", "structure"), ("cors", "structure"), ("default", "document"),
    ("deprecated", "structure"), ("documentation", "string"), ("endpoint", "structure"), ("enum", "list"),
    ("enumValue", "document"), ("error", "enum"), ("eventHeader", "structure"), ("eventPayload", "structure"),
    ("examples", "list"), ("externalDocumentation", "map"), ("hostLabel", "structure"), ("http", "structure"),
    ("httpApiKeyAuth", "structure"), ("httpBasicAuth", "structure"), ("httpBearerAuth", "structure"),
    ("httpChecksumRequired", "structure"), ("httpDigestAuth", "structure"), ("httpError", "integer"),
    ("httpHeader", "string"), ("httpLabel", "structure"), ("httpPayload", "structure"),
    ("httpPrefixHeaders", "string"), ("httpQuery", "string"), ("httpQueryParams", "structure"),
    ("httpResponseCode", "structure"), ("idRef", "structure"), ("idempotencyToken", "structure"),
    ("idempotent", "structure"), ("input", "structure"), ("internal", "structure"), ("jsonName", "string"),
    ("length", "structure"), ("mediaType", "string"), ("mixin", "structure"), ("nestedProperties", "structure"),
    ("noReplace", "structure"), ("notProperty", "structure"), ("optionalAuth", "structure"), ("output", "structure"),
    ("paginated", "structure"), ("pattern", "string"), ("private", "structure"), ("property", "structure"),
    ("protocolDefinition", "structure"), ("range", "structure"), ("readonly", "structure"),
    ("recommended", "structure"), ("references", "list"), ("requestCompression", "structure"),
    ("required", "structure"), ("requiresLength", "structure"), ("resourceIdentifier", "string"),
    ("retryable", "structure"), ("sensitive", "structure"), ("since", "string"), ("sparse", "structure"),
    ("streaming", "structure"), ("suppress", "list"), ("tags", "list"), ("timestampFormat", "enum"),
    ("title", "string"), ("trait", "structure"), ("traitValidators", "map"), ("uniqueItems", "structure"),
    ("unitType", "structure"), ("unstable", "structure"), ("xmlAttribute", "structure"),
    ("xmlFlattened", "structure"), ("xmlName", "string"), ("xmlNamespace", "structure"),
];

/// Returns the type of a shape of the prelude.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    let at = SHAPES.binary_search_by_key(&name, |(known, _)| known).ok()?;
    Some(SHAPES[at].1)
}

/// Returns whether a shape of the prelude is a trait. The names of the others begin with a capital
/// letter.
pub(super) fn is_trait(name: &str) -> bool {
    name.starts_with(|first: char| first.is_lowercase()) && kind(name).is_some()
}

/// Returns the names of the prelude's shapes.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SHAPES.iter().map(|(name, _)| *name)
}
