//! The JSON codec against serde_json, for well-formed and for hostile input.

mod syntax;

use std::collections::HashMap;

use crate::shapes::{Account, Everything, Invitation, from_json, to_json};
use proptest::prelude::*;
use serde_json::Value;
use smithy_client_runtime::primitives::{Blob, Document, Number};

fn document() -> impl Strategy<Value = Document> {
    let number = prop_oneof![
        any::<u64>().prop_map(Number::PosInt),
        (i64::MIN..0).prop_map(Number::NegInt),
        any::<f64>()
            .prop_filter("JSON's are finite", |value| value.is_finite())
            .prop_map(Number::Float),
    ];
    let leaf = prop_oneof![
        Just(Document::Null),
        any::<bool>().prop_map(Document::Bool),
        number.prop_map(Document::Number),
        any::<String>().prop_map(Document::String),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Document::Array),
            prop::collection::hash_map(any::<String>(), inner, 0..6).prop_map(Document::Object),
        ]
    })
}

/// Returns text that is mostly valid JSON, with all tokens of JSON and some others.
fn nearly_json() -> impl Strategy<Value = Vec<u8>> {
    let tokens = vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"a\"",
        "\"\\u0041\\ud83e\\udd80\"",
        "\"\\ud83e\"",
        "\\",
        "\\n",
        "\\u12",
        "true",
        "false",
        "null",
        "nul",
        "0",
        "-",
        "-0",
        "01",
        "12",
        ".",
        "1.5",
        "1e5",
        "1E+5",
        "1e-400",
        "1e400",
        "e",
        "+",
        " ",
        "\n",
        "\t",
        "\u{b}",
        "\u{0}",
        "\u{7f}",
        "\u{feff}",
        "é",
        "\"é\"",
        "18446744073709551616",
        "-9223372036854775809",
    ];
    prop::collection::vec(prop::sample::select(tokens), 0..12).prop_map(|tokens| tokens.concat().into_bytes())
}

/// Returns the changes that a broken connection or service makes to a body.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![prop::sample::select(b"{}[],:\"\\0-e ".as_slice()), any::<u8>()];
    (document(), any::<prop::sample::Index>(), byte, 0..4).prop_map(|(document, at, byte, how)| {
        let mut bytes = to_json(&document).into_bytes();
        let at = at.index(bytes.len());
        match how {
            0 => bytes.truncate(at),
            1 => bytes[at] = byte,
            2 => drop(bytes.remove(at)),
            _ => bytes.insert(at, byte),
        }
        bytes
    })
}

fn same(document: &Document, value: &Value) -> bool {
    match (document, value) {
        (Document::Null, Value::Null) => true,
        (Document::Bool(left), Value::Bool(right)) => left == right,
        (Document::String(left), Value::String(right)) => left == right,
        (Document::Number(Number::PosInt(left)), Value::Number(right)) => right.as_u64() == Some(*left),
        (Document::Number(Number::NegInt(left)), Value::Number(right)) => right.as_i64() == Some(*left),
        // serde_json's doubles may be off by a few of the last bits; ours are those of the standard
        // library.
        (Document::Number(Number::Float(left)), Value::Number(right)) => {
            let right = right.as_f64().unwrap();
            left.to_bits().abs_diff(right.to_bits()) <= 16
        }
        (Document::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Document::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        _ => false,
    }
}

/// Returns a text in which the half of a surrogate pair is replaced, which serde_json refuses.
fn whole(bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.replace("\\ud83e\"", "\\ufffd\"").into_bytes(),
        Err(_) => bytes.to_vec(),
    }
}

/// Checks that the codec accepts and rejects the same texts as serde_json, with equal values.
fn agree(bytes: &[u8]) -> Result<(), TestCaseError> {
    let ours = from_json::<Document>(bytes);
    let theirs = serde_json::from_slice::<Value>(&whole(bytes));
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => prop_assert!(same(ours, theirs), "{ours:?} {theirs:?}"),
        (Err(_), Err(_)) => {}
        _ => prop_assert!(false, "{ours:?} {theirs:?}"),
    }
    // A value that is skipped must have valid syntax, too; its meaning is not checked.
    let mut unknown = b"{\"Unknown\":".to_vec();
    unknown.extend_from_slice(bytes);
    unknown.extend_from_slice(b"}");
    let skipped = from_json::<Account>(&unknown);
    match &ours {
        Ok(_) => prop_assert!(skipped.is_ok(), "{skipped:?}"),
        Err(error) => {
            let is_meaning = error.problem() == "the number is out of range";
            let is_other = serde_json::from_slice::<Value>(&whole(&unknown)).is_ok();
            prop_assert!(is_meaning || is_other || skipped.is_err(), "{error} {skipped:?}");
        }
    }
    Ok(())
}

const MEMBERS: &[&str] = &[
    "Message",
    "Receiver",
    "Boolean",
    "Byte",
    "Long",
    "Float",
    "Double",
    "BigInteger",
    "BigDecimal",
    "Blob",
    "Seconds",
    "Dates",
    "HttpDates",
    "Document",
    "Dense",
    "Sparse",
    "DenseMap",
    "SparseMap",
    "Recursive",
    "List",
    "Stages",
    "SecretMap",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn strings(text: String, control in "[\u{0}-\u{7f}]{0,40}") {
        for text in [text, control] {
            let json = to_json(&text);
            prop_assert_eq!(&serde_json::from_str::<String>(&json).unwrap(), &text);
            prop_assert_eq!(&from_json::<String>(&json).unwrap(), &text);
            prop_assert_eq!(&from_json::<String>(serde_json::to_string(&text).unwrap()).unwrap(), &text);
            // A key too, and with every character escaped.
            let map = HashMap::from([(text.clone(), true)]);
            prop_assert_eq!(&from_json::<HashMap<String, bool>>(to_json(&map)).unwrap(), &map);
            let escaped: String = text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
            prop_assert_eq!(from_json::<String>(format!("\"{escaped}\"")).unwrap(), text);
        }
    }

    #[test]
    fn numbers(long: i64, double: f64, float: f32) {
        prop_assert_eq!(from_json::<i64>(to_json(&long)).unwrap(), long);
        prop_assert_eq!(serde_json::from_str::<i64>(&to_json(&long)).unwrap(), long);
        let narrow = i8::try_from(long);
        prop_assert_eq!(from_json::<i8>(to_json(&long)).ok(), narrow.ok());
        prop_assert_eq!(from_json::<f64>(to_json(&double)).unwrap().to_bits(), double.to_bits());
        prop_assert_eq!(from_json::<f32>(to_json(&float)).unwrap().to_bits(), float.to_bits());
    }

    #[test]
    fn blobs(bytes: Vec<u8>) {
        let json = to_json(&Blob::new(bytes.clone()));
        prop_assert_eq!(from_json::<Blob>(json.replace('=', "")).unwrap().into_inner(), bytes.clone());
        prop_assert_eq!(from_json::<Blob>(json).unwrap().into_inner(), bytes);
    }

    #[test]
    fn documents(document in document()) {
        let json = to_json(&document);
        prop_assert_eq!(&from_json::<Document>(&json).unwrap(), &document);
        agree(json.as_bytes())?;
        let pretty = serde_json::to_vec_pretty(&serde_json::from_str::<Value>(&json).unwrap()).unwrap();
        agree(&pretty)?;
    }

    #[test]
    fn hostile_documents(nearly in nearly_json(), damaged in damaged(), bytes: Vec<u8>) {
        for bytes in [nearly, damaged, bytes] {
            agree(&bytes)?;
        }
    }

    #[test]
    fn hostile_shapes(damaged in damaged(), nearly in nearly_json(), name in prop::sample::select(MEMBERS)) {
        for value in [damaged, nearly] {
            let _ = from_json::<Everything>(&value);
            let _ = from_json::<Invitation>(&value);
            let body = [format!("{{\"{name}\":").as_bytes(), &value, b"}"].concat();
            let _ = from_json::<Everything>(&body);
            let _ = from_json::<Invitation>(&body);
            let nested = [b"{\"Recursive\":{\"List\":[{},", &body[..], b"]}}"].concat();
            let _ = from_json::<Everything>(&nested);
        }
    }
}
