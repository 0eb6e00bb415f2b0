//! Random models: a printed model is read back as the same one, and no text makes the reader panic.

use proptest::prelude::*;
use smithy_codegen::source::Source;

use super::{assert_stable, check, to_json};

/// Returns node values as the IDL writes them.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| value.to_string()),
        (any::<i16>(), 0u8..100, -9i8..9).prop_map(|(whole, part, exponent)| format!("{whole}.{part}e{exponent}")),
        quoted(),
        ".{0,12}".prop_map(|text| format!("\"\"\"\n    {}\n      x\n    \"\"\"", escaped(&text))),
        Just("String".to_owned()),
        Just("example#A0".to_owned()),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|values| format!("[{}]", values.join(" "))),
            prop::collection::btree_map("[a-z]{1,5}", inner, 0..4).prop_map(|entries| {
                let entries: Vec<_> = entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                format!("{{ {} }}", entries.join(", "))
            }),
        ]
    })
}

fn quoted() -> impl Strategy<Value = String> {
    ".{0,12}".prop_map(|text| format!("\"{}\"", escaped(&text)))
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            control if (control as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", control as u32)),
            other => out.push(other),
        }
    }
    out
}

/// Returns traits in front of a shape or member, each on a line of its own.
fn traits() -> impl Strategy<Value = String> {
    let documentation = "[ -~]{0,20}".prop_map(|text| format!("/// {text}\n"));
    let one = (0..4usize, value()).prop_map(|(number, value)| format!("@t{number}({value})\n"));
    let one = prop_oneof![one, Just("@note\n".to_owned()), Just("@tags\n".to_owned())];
    (prop::option::of(documentation), prop::option::of(one))
        .prop_map(|(documentation, one)| format!("{}{}", documentation.unwrap_or_default(), one.unwrap_or_default()))
}

fn members() -> impl Strategy<Value = String> {
    prop::collection::vec((traits(), 0..6usize, prop::option::of(value())), 0..4).prop_map(|members| {
        let member = |(number, (traits, target, default)): (usize, &(String, usize, Option<String>))| {
            let default = default.as_ref().map_or(String::new(), |value| format!(" = {value}"));
            format!("{traits}m{number}: A{target}{default}\n")
        };
        members.iter().enumerate().map(member).collect()
    })
}

/// Returns a model: traits that it defines, and shapes A0, A1 and so on.
fn model() -> impl Strategy<Value = String> {
    let shape = prop_oneof![
        Just(("string".to_owned(), String::new())),
        Just(("list".to_owned(), "{ member: A1 }".to_owned())),
        Just(("map".to_owned(), "{ key: String, value: A2 }".to_owned())),
        Just(("enum".to_owned(), "{ ONE TWO = \"2\"\n }".to_owned())),
        members().prop_map(|members| ("structure".to_owned(), format!("{{\n{members}}}"))),
        members().prop_map(|members| ("operation".to_owned(), format!("{{ input := {{\n{members}}} }}"))),
    ];
    let shapes = prop::collection::vec((traits(), shape), 1..7);
    let metadata = prop::collection::btree_map("[a-z]{1,6}", value(), 0..3);
    (metadata, shapes).prop_map(|(metadata, shapes)| {
        let mut text = String::from("$version: \"2.0\"\n");
        for (key, value) in metadata {
            text.push_str(&format!("metadata {key} = {value}\n"));
        }
        text.push_str("\nnamespace example\n\n");
        for number in 0..4 {
            text.push_str(&format!("@trait\ndocument t{number}\n"));
        }
        text.push_str("@trait structure note {}\n");
        for (number, (traits, (keyword, body))) in shapes.iter().enumerate() {
            text.push_str(&format!("\n{traits}{keyword} A{number} {body}\n"));
        }
        text
    })
}

proptest! {
    #[test]
    fn printed_models_are_read_back_as_the_same(text in model()) {
        let json = to_json(&[Source::new("model.smithy", text.as_str())]);
        match json {
            Ok(json) => assert_stable(&json),
            Err(findings) => prop_assert!(false, "{text}\n{findings}"),
        }
    }

    #[test]
    fn broken_models_are_refused_without_a_panic(text in model(), cut in any::<prop::sample::Index>(), insert in "[ -~\n]{0,3}") {
        let mut at = cut.index(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        for broken in [text[..at].to_owned(), format!("{}{insert}{}", &text[..at], &text[at..])] {
            let sources = [Source::new("model.smithy", broken)];
            check(&sources).render(&sources, false);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "[ -~\n\"]{0,200}") {
        let sources = [Source::new("model.smithy", text)];
        check(&sources).render(&sources, false);
    }
}
