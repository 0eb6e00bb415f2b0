//! The committed model and partitions: the facts of their sources, all of them, and no prose.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;

use crate::common;
use serde_json::{Value, json};
use smithy_codegen::maintenance::import::{import, import_partitions};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn committed(path: &str) -> String {
    fs::read_to_string(workspace().join("model").join(path)).unwrap()
}

/// Returns AWS's own file, which lies beside the checkout on some machines and is not part of the
/// repository.
fn reference(name: &str) -> Option<String> {
    static REPORTED: Once = Once::new();
    let text = fs::read_to_string(workspace().join("../shared/models").join(name)).ok();
    if text.is_none() {
        REPORTED.call_once(|| common::report_skipped("comparison with the reference models", "../shared/models"));
    }
    text
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn importing_the_committed_files_again_changes_nothing() {
    let model = committed("partnercentral-selling/model.json");
    assert_eq!(import(&model).unwrap(), model);
    let partitions = committed("partitions.json");
    assert_eq!(import_partitions(&partitions).unwrap(), partitions);
}

/// Returns a node without prose as this test knows it, apart from what `import` knows.
fn without_prose(id: &str, value: &Value) -> Option<Value> {
    let prose = |key: &str| key.to_lowercase().ends_with("documentation");
    if [
        "smithy.api#documentation",
        "smithy.api#externalDocumentation",
        "smithy.api#examples",
    ]
    .contains(&id)
    {
        return None;
    }
    let mut value = value.clone();
    if id.starts_with("aws.iam#") || id.starts_with("smithy.rules#") {
        let mut todo = vec![&mut value];
        while let Some(next) = todo.pop() {
            match next {
                Value::Object(object) => {
                    object.retain(|key, text| !(prose(key) && text.is_string()));
                    todo.extend(object.values_mut());
                }
                Value::Array(array) => todo.extend(array.iter_mut()),
                _ => {}
            }
        }
    } else if let (Some(object), "smithy.api#deprecated") = (value.as_object_mut(), id) {
        object.remove("message");
    }
    Some(value)
}

/// Returns a shape with its traits stripped of prose, and its members' too.
fn facts(shape: &Value) -> Value {
    let mut shape = shape.clone();
    let Some(object) = shape.as_object_mut() else {
        return shape;
    };
    if let Some(Value::Object(traits)) = object.remove("traits") {
        let traits: serde_json::Map<_, _> = traits
            .iter()
            .filter_map(|(id, value)| Some((id.clone(), without_prose(id, value)?)))
            .collect();
        if !traits.is_empty() {
            object.insert("traits".to_owned(), traits.into());
        }
    }
    for key in ["member", "key", "value"] {
        if let Some(member) = object.get_mut(key) {
            *member = facts(member);
        }
    }
    if let Some(Value::Object(members)) = object.get_mut("members") {
        members.values_mut().for_each(|member| *member = facts(member));
    }
    shape
}

/// Returns the keys of the members, identifiers and properties of all shapes, in the order of the
/// text: lines `shape key`. Reads the text itself, because a parsed object does not know its order.
fn orders(text: &str) -> Vec<String> {
    let (mut path, mut found, mut key) = (Vec::<String>::new(), Vec::new(), String::new());
    let mut rest = text;
    while let Some(byte) = rest.bytes().next() {
        let mut length = 1;
        match byte {
            b'{' | b'[' => path.push(std::mem::take(&mut key)),
            b'}' | b']' => {
                path.pop();
                key.clear();
            }
            b',' => key.clear(),
            b'"' => {
                let mut strings = serde_json::Deserializer::from_str(rest).into_iter::<String>();
                let string = strings.next().unwrap().unwrap();
                length = strings.byte_offset();
                if rest[length..].trim_start().starts_with(':') {
                    if let [_, shapes, shape, members] = path.as_slice()
                        && shapes == "shapes"
                        && ["members", "identifiers", "properties"].contains(&members.as_str())
                    {
                        found.push(format!("{shape} {string}"));
                    }
                    key = string;
                }
            }
            _ => length = rest.chars().next().map_or(1, char::len_utf8),
        }
        rest = &rest[length..];
    }
    found.sort_by_key(|line| line.split(' ').next().map(str::to_owned));
    found
}

#[test]
fn the_committed_facts_are_those_of_the_reference() {
    let Some(reference) = reference("partnercentral-selling.json") else {
        return;
    };
    let committed = committed("partnercentral-selling/model.json");
    let (ours, theirs) = (parsed(&committed), parsed(&reference));
    assert_eq!(ours["smithy"], theirs["smithy"]);
    let (our_shapes, their_shapes) = (
        ours["shapes"].as_object().unwrap(),
        theirs["shapes"].as_object().unwrap(),
    );
    assert_eq!(
        our_shapes.keys().collect::<Vec<_>>(),
        their_shapes.keys().collect::<Vec<_>>()
    );
    for (id, shape) in their_shapes {
        assert_eq!(our_shapes[id], facts(shape), "{id}");
    }
    let order = orders(&committed);
    assert!(order.len() > 500, "{}", order.len());
    let expected = orders(&reference);
    assert_eq!(order.len(), expected.len());
    let difference = order.iter().zip(&expected).find(|(ours, theirs)| ours != theirs);
    assert_eq!(difference, None, "the members of a shape are in another order");
}

#[test]
fn the_committed_partitions_are_those_of_the_reference() {
    let Some(reference) = reference("partitions.json") else {
        return;
    };
    let mut theirs = parsed(&reference);
    for partition in theirs["partitions"].as_array_mut().unwrap() {
        partition["regions"]
            .as_object_mut()
            .unwrap()
            .values_mut()
            .for_each(|region| *region = json!({}));
    }
    assert_eq!(parsed(&committed("partitions.json")), theirs);
}

#[test]
fn no_text_of_the_committed_files_is_prose() {
    const LONGEST: usize = 6;
    let facts = |path: &str| {
        // The results of rules, and the expectations of their tests.
        path.ends_with(".error") && path.contains("smithy.rules#endpoint")
            // Values on the wire.
            || path.ends_with(".smithy.api#enumValue")
    };
    for file in ["partnercentral-selling/model.json", "partitions.json"] {
        let mut todo = vec![(String::new(), parsed(&committed(file)))];
        while let Some((path, value)) = todo.pop() {
            match value {
                Value::Object(object) => {
                    todo.extend(object.into_iter().map(|(key, value)| (format!("{path}.{key}"), value)))
                }
                Value::Array(array) => todo.extend(array.into_iter().map(|value| (format!("{path}[]"), value))),
                Value::String(text) => assert!(
                    text.split_whitespace().count() <= LONGEST || facts(&path),
                    "{file}: {path}: {text}"
                ),
                _ => {}
            }
        }
    }
}
