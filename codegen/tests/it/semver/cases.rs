//! Changes of a model with their verdicts.

use smithy_codegen::maintenance::semver::Verdict;

pub(super) const MODEL: &str = r#"$version: "2.0"
namespace example

use aws.auth#sigv4
use aws.protocols#restJson1

@restJson1
@sigv4(name: "kiosk")
@title("Kiosk")
service Kiosk {
    version: "1"
    operations: [Buy, Browse]
    errors: [Closed]
}

@idempotent
@http(method: "PUT", uri: "/papers/{title}")
operation Buy {
    input := {
        @required
        @httpLabel
        title: Title
        paper: Paper
        @idempotencyToken
        token: String
        note: String
    }
    output := {
        @required
        receipt: String
        price: Money
    }
    errors: [SoldOut]
}

@readonly
@paginated(inputToken: "next", outputToken: "next", items: "papers")
@http(method: "GET", uri: "/papers")
operation Browse {
    input := {
        @httpQuery("next")
        next: String
        @httpQuery("kind")
        kind: Kind
    }
    output := {
        next: String
        papers: Papers
        state: State
    }
}

@length(min: 1, max: 20)
string Title

list Papers { member: Paper }

structure Paper {
    @required
    title: Title
    pages: Integer
    copies: Integer = 1
    @timestampFormat("http-date")
    printed: Timestamp
    kind: Kind
    owner: Owner
}

structure Money { amount: Long, currency: String }

structure Owner { name: String, @jsonName("mail") address: String }

enum Kind {
    DAILY
    WEEKLY = "weekly"
}

union State { open: String, closed: Money }

@error("client")
@httpError(409)
structure SoldOut { message: String, title: Title }

@error("server")
structure Closed { message: String }
"#;

/// A change of the model as replacements, the verdict, and texts that the report has.
pub(super) type Case = (
    &'static [(&'static str, &'static str)],
    Option<Verdict>,
    &'static [&'static str],
);

pub(super) const MAJOR: Option<Verdict> = Some(Verdict::Major);
pub(super) const MINOR: Option<Verdict> = Some(Verdict::Minor);
pub(super) const PATCH: Option<Verdict> = Some(Verdict::Patch);

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
    // Members of outputs and structures.
    (
        &[("        @required\n        receipt", "        receipt")],
        MAJOR,
        &["`Option<String>` instead of `String`", "no longer returns a `Result`"],
    ),
    (
        &[("        price: Money", "        @required\n        price: Money")],
        MAJOR,
        &["`Money` instead of `Option<Money>`"],
    ),
    (
        &[("    pages: Integer", "    pages: Long")],
        MAJOR,
        &["types::Paper::pages: `Option<i64>` instead of `Option<i32>`"],
    ),
    (
        &[("    pages: Integer", "    pages: Integer\n    colour: String")],
        MINOR,
        &["+ types::Paper::colour"],
    ),
    (
        &[(
            "    pages: Integer",
            "    pages: Integer\n    @required\n    colour: String",
        )],
        MAJOR,
        &["new required member, without which `build()` fails"],
    ),
    (
        &[("    pages: Integer", "    @jsonName(\"n\")\n    pages: Integer")],
        MAJOR,
        &["another form"],
    ),
    (
        &[("    pages: Integer", "    Pages: Integer")],
        MAJOR,
        &["`Pages` in requests and responses, before `pages`"],
    ),
    (
        &[("    copies: Integer = 1", "    copies: Integer = 2")],
        MINOR,
        &["types::Paper::copies: another default"],
    ),
    (
        &[("    copies: Integer = 1", "    copies: Integer")],
        MAJOR,
        &["`Option<i32>` instead of `i32`"],
    ),
    (
        &[("    copies: Integer = 1", "    @required\n    copies: Integer")],
        MINOR,
        &["required instead of having a default"],
    ),
    (&[("\"http-date\"", "\"epoch-seconds\"")], MAJOR, &["epoch-seconds"]),
    (&[("@jsonName(\"mail\") ", "")], MAJOR, &["types::Owner::address"]),
    (
        &[(
            "structure Owner { name: String",
            "structure Owner { @sensitive\n name: String",
        )],
        MINOR,
        &["sensitive"],
    ),
    (
        &[("max: 20", "max: 30")],
        PATCH,
        &[
            "constraints: Required; 1 to 30 characters",
            "operation::buy::BuyInput::title",
        ],
    ),
    // Shapes.
    (
        &[
            ("owner: Owner", "owner: Reader"),
            ("structure Owner", "structure Reader"),
        ],
        MAJOR,
        &[
            "- types::Owner",
            "+ types::Reader",
            "types::Paper::owner: `Option<Reader>`",
        ],
    ),
    (
        &[(
            "errors: [Closed]\n",
            "errors: [Closed]\n    rename: { \"example#Owner\": \"Holder\" }\n",
        )],
        MAJOR,
        &[
            "types::Holder: new name of `types::Owner`",
            "- types::Owner: renamed to `types::Holder`",
        ],
    ),
    (
        &[("    owner: Owner\n", "")],
        MAJOR,
        &["- types::Owner: removed structure", "- types::Paper::owner"],
    ),
    (
        &[("    DAILY\n", "    DAILY\n    MONTHLY\n")],
        MINOR,
        &["+ types::Kind::Monthly: new value `MONTHLY`"],
    ),
    (&[("    DAILY\n", "")], MAJOR, &["- types::Kind::Daily"]),
    (
        &[("WEEKLY = \"weekly\"", "WEEKLY = \"week\"")],
        MAJOR,
        &["`week` in requests and responses, before `weekly`"],
    ),
    (
        &[(
            "enum Kind {\n    DAILY\n    WEEKLY = \"weekly\"\n}",
            "intEnum Kind {\n    DAILY = 1\n    WEEKLY = 2\n}",
        )],
        MAJOR,
        &["numbers instead of strings"],
    ),
    (
        &[("union State { open: String", "union State { lost: String, open: String")],
        MINOR,
        &["+ types::State::Lost"],
    ),
    (
        &[("union State { open: String, ", "union State { ")],
        MAJOR,
        &["- types::State::Open"],
    ),
    (
        &[("union State { open: String", "union State { open: Money")],
        MAJOR,
        &["holds `Money` instead of `String`"],
    ),
    (
        &[(
            "structure SoldOut { message: String, title: Title }",
            "structure SoldOut { message: String }",
        )],
        MAJOR,
        &["- types::error::SoldOut::title"],
    ),
    // Texts.
    (
        &[("structure Owner", "/// Who owns it.\nstructure Owner")],
        PATCH,
        &["one text of the documentation"],
    ),
    (
        &[("@httpError(409)", "@httpError(410)")],
        PATCH,
        &["error: different retries"],
    ),
    (&[], None, &["no changes"]),
];
