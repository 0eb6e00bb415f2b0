//! Broken models: parts are cut, dropped, repeated or exchanged. The result is a diagnostic or a
//! client, never a panic.

use std::ops::Range;

use crate::common;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use serde_json::{Value, json};
use smithy_codegen::model::select::Filter;
use smithy_codegen::source::Source;

/// Returns the accepted fixtures that are one JSON file.
fn models() -> Vec<String> {
    let paths = common::entries(&common::fixtures("accept"));
    paths
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

/// Runs the generator. Its output must be Rust, and a refusal must have a diagnostic.
fn check(text: &str) -> Result<(), TestCaseError> {
    let sources = [Source::new("model.json", text)];
    let (generated, diagnostics) = common::generate(&sources, Filter::default());
    let told = diagnostics.render(&sources, false);
    prop_assert!(
        generated.is_some() != diagnostics.has_errors(),
        "neither a client nor a reason:\n{told}\n{text}"
    );
    prop_assert!(!told.contains("generator-fault"), "{told}\n{text}");
    Ok(())
}

/// Returns the ranges of the tokens of a JSON text.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut tokens, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let start = at;
        at += 1;
        match bytes[start] {
            byte if byte.is_ascii_whitespace() => continue,
            b'"' => {
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'{' | b'}' | b'[' | b']' | b':' | b',' => {}
            _ => {
                at += bytes[at..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
                    .count()
            }
        }
        tokens.push(start..at);
    }
    tokens
}

/// Replacements of a token or value: one of each kind, and ids of other shapes.
fn strangers() -> Vec<Value> {
    let mut strangers = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1.5e300),
        json!(9_007_199_254_740_993_u64),
        json!(""),
        json!("text"),
        json!("\u{0}\u{202e}\"`*/'{}#$"),
        json!([]),
        json!({}),
        json!([{}]),
        json!({ "target": "smithy.api#Unit" }),
        json!({ "target": "example#Nothing" }),
        json!("example#Nothing$member"),
    ];
    let kinds = [
        "structure",
        "union",
        "list",
        "map",
        "enum",
        "intEnum",
        "operation",
        "resource",
        "service",
        "apply",
        "blob",
        "timestamp",
        "document",
    ];
    strangers.extend(kinds.map(Value::from));
    strangers.extend(
        ["String", "Integer", "Timestamp", "Document", "Unit", "PrimitiveLong"]
            .map(|name| Value::from(format!("smithy.api#{name}"))),
    );
    strangers
}

/// Returns the values within a value, itself included, as paths.
fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                paths(
                    value,
                    &format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            }
        }
        Value::Array(elements) => {
            for (at, value) in elements.iter().enumerate() {
                paths(value, &format!("{path}/{at}"), found);
            }
        }
        _ => {}
    }
}

/// One change of a model that stays JSON.
#[derive(Clone, Debug)]
enum Change {
    /// A value becomes another one.
    Replace(Index, Value),
    /// A value becomes another value of the model.
    Copy(Index, Index),
    /// An entry or element is removed.
    Remove(Index),
    /// An entry gets another key.
    Rename(Index, String),
}

fn change() -> impl Strategy<Value = Change> {
    let keys = [
        "",
        "self",
        "Self",
        "a b",
        "\u{fc}",
        "example#A",
        "type",
        "target",
        "member",
        "members",
        "traits",
        "Name",
        "name",
        "message",
    ];
    prop_oneof![
        (any::<Index>(), select(strangers())).prop_map(|(at, value)| Change::Replace(at, value)),
        (any::<Index>(), any::<Index>()).prop_map(|(to, from)| Change::Copy(to, from)),
        any::<Index>().prop_map(Change::Remove),
        (any::<Index>(), select(keys.to_vec())).prop_map(|(at, key)| Change::Rename(at, key.to_owned())),
    ]
}

fn apply(model: &mut Value, change: &Change) {
    let mut all = Vec::new();
    paths(model, "", &mut all);
    let at = |index: &Index| all[index.index(all.len())].clone();
    let (path, new) = match change {
        Change::Replace(index, value) => (at(index), Some(value.clone())),
        Change::Copy(to, from) => (at(to), model.pointer(&at(from)).cloned()),
        Change::Remove(index) | Change::Rename(index, _) => (at(index), None),
    };
    if let (Some(slot), Some(new)) = (model.pointer_mut(&path), new) {
        *slot = new;
        return;
    }
    let Some((parent, key)) = path.rsplit_once('/') else {
        return;
    };
    let key = key.replace("~1", "/").replace("~0", "~");
    match (model.pointer_mut(parent), change) {
        (Some(Value::Object(entries)), Change::Rename(_, new)) => {
            if let Some(value) = entries.remove(&key) {
                entries.insert(new.clone(), value);
            }
        }
        (Some(Value::Object(entries)), _) => drop(entries.remove(&key)),
        (Some(Value::Array(elements)), _) => drop(key.parse().map(|at: usize| elements.remove(at))),
        _ => {}
    }
}

fn config(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config(2_048))]

    #[test]
    fn cut_anywhere(model in select(models()), at in any::<Index>()) {
        let mut end = at.index(model.len());
        while !model.is_char_boundary(end) {
            end -= 1;
        }
        check(&model[..end])?;
    }

    #[test]
    fn a_token_gone_or_twice(model in select(models()), at in any::<Index>(), twice in any::<bool>()) {
        let tokens = tokens(&model);
        let token = &tokens[at.index(tokens.len())];
        let middle = if twice { format!("{0} {0}", &model[token.clone()]) } else { String::new() };
        check(&format!("{}{middle}{}", &model[..token.start], &model[token.end..]))?;
    }

    #[test]
    fn a_token_of_another_kind(model in select(models()), at in any::<Index>(), stranger in select(strangers())) {
        let tokens = tokens(&model);
        let token = &tokens[at.index(tokens.len())];
        check(&format!("{}{stranger}{}", &model[..token.start], &model[token.end..]))?;
    }

    #[test]
    fn values_exchanged(model in select(models()), changes in prop::collection::vec(change(), 1..6)) {
        let mut model: Value = serde_json::from_str(&model).unwrap();
        for change in &changes {
            apply(&mut model, change);
        }
        check(&model.to_string())?;
    }
}

#[test]
fn a_long_chain_of_shapes_is_no_deep_stack() {
    const LENGTH: usize = 1_000;
    let kinds: [fn(usize) -> Value; 4] = [
        |next| json!({ "type": "list", "member": { "target": format!("example#S{next}") } }),
        |next| json!({ "type": "map", "key": { "target": format!("example#S{next}") }, "value": { "target": format!("example#S{next}") } }),
        |next| json!({ "type": "structure", "members": { "M": { "target": format!("example#S{next}") } } }),
        |next| json!({ "type": "structure", "mixins": [{ "target": format!("example#S{next}") }], "members": {}, "traits": { "smithy.api#mixin": {} } }),
    ];
    for kind in kinds {
        let mut shapes: serde_json::Map<_, _> =
            (0..LENGTH).map(|at| (format!("example#S{at}"), kind(at + 1))).collect();
        shapes.insert(
            format!("example#S{LENGTH}"),
            json!({ "type": "structure", "members": {} }),
        );
        shapes.insert(
            "example#Input".to_owned(),
            json!({ "type": "structure", "members": { "First": { "target": "example#S0" } } }),
        );
        shapes.insert(
            "example#Do".to_owned(),
            json!({ "type": "operation", "input": { "target": "example#Input" } }),
        );
        let service = json!({ "type": "service", "version": "1", "operations": [{ "target": "example#Do" }], "traits": { "aws.protocols#awsJson1_0": {} } });
        shapes.insert("example#Service".to_owned(), service);
        check(&json!({ "smithy": "2.0", "shapes": shapes }).to_string()).unwrap();
    }
}
