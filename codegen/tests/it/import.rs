//! The facts that `import` keeps, the prose that it drops, and its report of changes.

mod changes;
mod prose;

use serde_json::{Value, json};
use smithy_codegen::maintenance::import::{import, import_partitions, is_partitions};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Returns a model of one string shape with this trait.
fn with_trait(id: &str, value: &Value) -> String {
    json!({"smithy": "2.0", "shapes": {"a#B": {"type": "string", "traits": {id: value}}}}).to_string()
}

#[test]
fn metadata_keeps_what_it_configures() {
    let model = json!({"smithy": "2.0", "shapes": {"a#S": {"type": "string"}}, "metadata": {
        "suppressions": [{"id": "Id", "namespace": "*", "reason": "x"}],
        "validators": [{"name": "EmitEachSelector", "message": "x", "configuration": {"selector": "*", "messageTemplate": "x"}}],
        "own": {"description": "x", "documentation": "x", "level": 3},
    }});
    let expected = json!({
        "suppressions": [{"id": "Id", "namespace": "*"}],
        "validators": [{"name": "EmitEachSelector", "configuration": {"selector": "*"}}],
        "own": {"level": 3},
    });
    assert_eq!(parsed(&import(&model.to_string()).unwrap())["metadata"], expected);
    let prose_only = r#"{"smithy": "2.0", "metadata": {"description": "x"}, "shapes": {"a#S": {"type": "string"}}}"#;
    assert!(!import(prose_only).unwrap().contains("metadata"));
}

#[test]
fn the_file_is_sorted_but_members_and_lists_keep_their_order() {
    let model = r#"{"shapes":{"a#Z":{"traits":{"b#t":{"y":[],"x":[3,1]},"a#t":{}},"members":{"z":{"traits":{"c#t":{}},"target":"a#A"},
        "a":{"target":"a#A"}},"type":"structure"},"a#R":{"type":"resource","identifiers":{"y":{"target":"a#A"},"b":{"target":"a#A"}}},
        "a#A":{"type":"string"}},"smithy":"2.0"}"#;
    let expected = r##"{
  "smithy": "2.0",
  "shapes": {
    "a#A": {
      "type": "string"
    },
    "a#R": {
      "type": "resource",
      "identifiers": {
        "y": {
          "target": "a#A"
        },
        "b": {
          "target": "a#A"
        }
      }
    },
    "a#Z": {
      "type": "structure",
      "members": {
        "z": {
          "target": "a#A",
          "traits": {
            "c#t": {}
          }
        },
        "a": {
          "target": "a#A"
        }
      },
      "traits": {
        "a#t": {},
        "b#t": {
          "x": [
            3,
            1
          ],
          "y": []
        }
      }
    }
  }
}
"##;
    assert_eq!(import(model).unwrap(), expected);
    assert_eq!(import(expected).unwrap(), expected);
}

#[test]
fn numbers_keep_their_spelling_and_texts_their_meaning() {
    for number in [
        "1",
        "1.0",
        "1E+2",
        "-0",
        "1e400",
        "18446744073709551616",
        "0.1000000000000000055511151231257827",
        "9007199254740993",
    ] {
        let imported =
            import(&with_trait("smithy.api#default", &json!("NUMBER")).replace("\"NUMBER\"", number)).unwrap();
        assert!(
            imported.contains(&format!("\"smithy.api#default\": {number}\n")),
            "{number}: {imported}"
        );
    }
    let text = "\"\u{7f}é – \\u2019 \\/ \\\\u0020 \\\" \\n \\u0001\"";
    let imported = import(&with_trait("smithy.api#pattern", &json!("TEXT")).replace("\"TEXT\"", text)).unwrap();
    assert_eq!(
        parsed(&imported)["shapes"]["a#B"]["traits"]["smithy.api#pattern"],
        parsed(text)
    );
    assert!(imported.contains('’'), "{imported}");
}

#[test]
fn what_is_no_model_is_refused_with_a_reason() {
    let cases = [
        ("[1, }", "not JSON"),
        ("[]", "no `smithy` version"),
        (r#"{"smithy": "3.0", "shapes": {}}"#, "version \"3.0\" is not supported"),
        (r#"{"smithy": "2.0"}"#, "has no shapes"),
        (r#"{"smithy": "2.0", "shapes": {}}"#, "has no shapes"),
        (r#"{"smithy": "2.0", "shapes": {"a#B": {}}}"#, "`a#B` is not a shape"),
        (
            r#"{"smithy": "2.0", "shapes": {"a#B": {"type": "apply", "traits": {"smithy.api#documentation": "x"}}}}"#,
            "only documentation",
        ),
        (
            "{\"smithy\": \"2.0\",\n \"smithy\": \"2.0\"}",
            "the key `smithy` occurs twice\n --> the file:2:2",
        ),
    ];
    for (source, reason) in cases {
        let error = import(source).unwrap_err().to_string();
        assert!(error.contains(reason), "{source}: {error}");
    }
    for source in ["{}", r#"{"partitions": []}"#, r#"{"partitions": [{}]}"#] {
        assert!(
            import_partitions(source)
                .unwrap_err()
                .to_string()
                .contains("lists no partitions"),
            "{source}"
        );
    }
}

#[test]
fn partitions_keep_all_but_descriptions() {
    let source = r#"{"version": "1.1", "partitions": [{"regions": {"b-1": {"description": "x"}, "a-1": {"description": "x", "dnsSuffix": "d"}},
        "id": "aws", "outputs": {"supportsFIPS": true}}]}"#;
    let expected = json!({"version": "1.1", "partitions": [{"id": "aws", "outputs": {"supportsFIPS": true}, "regions": {"a-1": {"dnsSuffix": "d"}, "b-1": {}}}]});
    let imported = import_partitions(source).unwrap();
    assert_eq!(parsed(&imported), expected);
    assert_eq!(import_partitions(&imported).unwrap(), imported);
    assert!(is_partitions(source));
    assert!(!is_partitions(r#"{"smithy": "2.0", "shapes": {}}"#) && !is_partitions("no JSON"));
}
