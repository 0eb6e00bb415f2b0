//! Changes of operations and of the members of their inputs.

use super::{Case, MAJOR, MINOR, PATCH};

pub(super) const CASES: &[Case] = &[
    // Operations.
    (
        &[
            ("operations: [Buy, Browse]", "operations: [Buy, Browse, Sell]"),
            (
                "string Title",
                "string Title\n@http(method: \"POST\", uri: \"/sell\")\noperation Sell {}",
            ),
        ],
        MINOR,
        &["+ Client::sell: new operation"],
    ),
    (
        &[("operations: [Buy, Browse]", "operations: [Browse]")],
        MAJOR,
        &["- Client::buy: removed operation", "- types::error::SoldOut"],
    ),
    (
        &[("@readonly\n", "")],
        MINOR,
        &["Client::browse: not idempotent instead of read-only"],
    ),
    (
        &[("uri: \"/papers\"", "uri: \"/all\"")],
        MAJOR,
        &["`GET /all` with status 200 instead of `GET /papers` with status 200"],
    ),
    (
        &[("\"PUT\", uri", "\"PUT\", code: 201, uri")],
        MAJOR,
        &["with status 201"],
    ),
    (
        &[("errors: [SoldOut]", "errors: []")],
        MAJOR,
        &[
            "Client::buy: no longer fails with `SoldOut`",
            "- types::error::SoldOut: removed exception",
        ],
    ),
    (
        &[(
            "    operations: [Buy, Browse]\n    errors: [Closed]",
            "    operations: [Buy, Browse]",
        )],
        MAJOR,
        &["- types::error::Closed"],
    ),
    (
        &[
            ("errors: [SoldOut]", "errors: [SoldOut, Torn]"),
            ("string Title", "string Title\n@error(\"client\")\nstructure Torn {}"),
        ],
        MINOR,
        &["may fail with `Torn` too", "+ types::error::Torn: new exception"],
    ),
    (
        &[(
            "@paginated(inputToken: \"next\", outputToken: \"next\", items: \"papers\")\n",
            "",
        )],
        MAJOR,
        &["removed paginator"],
    ),
    (
        &[(", items: \"papers\"", "")],
        MAJOR,
        &["another type of tokens or items"],
    ),
    (
        &[("name: \"kiosk\"", "name: \"stand\"")],
        MAJOR,
        &["signed for `stand`"],
    ),
    (
        &[("version: \"1\"", "version: \"2\"")],
        PATCH,
        &["version of the API is 2"],
    ),
    (
        &[
            ("use aws.protocols#restJson1", "use aws.protocols#restXml"),
            ("@restJson1", "@restXml"),
        ],
        MAJOR,
        &["protocol is `@restXml`"],
    ),
    (
        &[(
            "@sigv4(name: \"kiosk\")",
            "@sigv4(name: \"kiosk\")\n@smithy.api#httpBearerAuth",
        )],
        MINOR,
        &["`@httpBearerAuth` too"],
    ),
    // Members of inputs.
    (
        &[("        note: String", "        note: String\n        gift: Boolean")],
        MINOR,
        &["+ operation::buy::BuyInput::gift: new member"],
    ),
    (
        &[(
            "        note: String",
            "        note: String\n        @required\n        gift: Boolean",
        )],
        MINOR,
        &["new required member"],
    ),
    (
        &[("        note: String\n", "")],
        MAJOR,
        &["- operation::buy::BuyInput::note"],
    ),
    (
        &[("        note: String", "        @required\n        note: String")],
        MINOR,
        &["required, so the service rejects calls"],
    ),
    (
        &[("        @idempotencyToken\n", "")],
        MAJOR,
        &["no longer filled with a UUID"],
    ),
    (
        &[(
            "        note: String",
            "        @httpHeader(\"x-note\")\n        note: String",
        )],
        MAJOR,
        &["`@httpHeader(\"x-note\")` instead of no traits"],
    ),
    (
        &[("@httpQuery(\"kind\")", "@httpQuery(\"sort\")")],
        MAJOR,
        &["`@httpQuery(\"sort\")` instead of `@httpQuery(\"kind\")`"],
    ),
];
