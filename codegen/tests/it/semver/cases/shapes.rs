//! Changes of structures, enums, unions and errors, and of texts.

use super::{Case, MAJOR, MINOR, PATCH};

pub(super) const CASES: &[Case] = &[
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
