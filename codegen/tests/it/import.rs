//! The facts that `import` keeps, the prose that it drops, and its report of changes.

use serde_json::{Value, json};
use smithy_codegen::maintenance::import::{FactChangeKind, changes, import, import_partitions, is_partitions, report};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Returns a model of one string shape with this trait.
fn with_trait(id: &str, value: &Value) -> String {
    json!({"smithy": "2.0", "shapes": {"a#B": {"type": "string", "traits": {id: value}}}}).to_string()
}

#[test]
fn prose_inside_traits_goes_and_the_facts_beside_it_stay() {
    let cases = [
        (
            "aws.iam#defineConditionKeys",
            json!({"a:K": {"type": "String", "documentation": "x", "externalDocumentation": "x", "relativeDocumentation": "x"}}),
            json!({"a:K": {"type": "String"}}),
        ),
        (
            "aws.iam#defineConditionKeys",
            json!({"documentation": {"type": "String"}}),
            json!({"documentation": {"type": "String"}}),
        ),
        (
            "aws.iam#iamAction",
            json!({"name": "n", "documentation": "x", "relativeDocumentation": "x"}),
            json!({"name": "n"}),
        ),
        ("aws.iam#iamResource", json!({"relativeDocumentation": "x"}), json!({})),
        (
            "smithy.api#deprecated",
            json!({"message": "x", "since": "1.2"}),
            json!({"since": "1.2"}),
        ),
        (
            "smithy.api#enum",
            json!([{"value": "v", "name": "V", "documentation": "x"}]),
            json!([{"value": "v", "name": "V"}]),
        ),
        (
            "smithy.api#idRef",
            json!({"selector": "*", "errorMessage": "x"}),
            json!({"selector": "*"}),
        ),
        ("smithy.api#recommended", json!({"reason": "x"}), json!({})),
        (
            "smithy.api#trait",
            json!({"selector": "*", "breakingChanges": [{"change": "any", "message": "x"}]}),
            json!({"selector": "*", "breakingChanges": [{"change": "any"}]}),
        ),
        (
            "smithy.api#traitValidators",
            json!({"Id": {"selector": "*", "message": "x"}}),
            json!({"Id": {"selector": "*"}}),
        ),
        (
            "smithy.contracts#conditions",
            json!({"C": {"expression": "e", "documentation": "x"}}),
            json!({"C": {"expression": "e"}}),
        ),
        (
            "smithy.rules#clientContextParams",
            json!({"P": {"type": "boolean", "documentation": "x"}}),
            json!({"P": {"type": "boolean"}}),
        ),
        (
            "smithy.rules#endpointBdd",
            json!({"parameters": {"P": {"documentation": "x"}}, "results": [{"type": "error", "error": "e", "documentation": "x"}]}),
            json!({"parameters": {"P": {}}, "results": [{"type": "error", "error": "e"}]}),
        ),
        (
            "smithy.rules#endpointRuleSet",
            json!({"parameters": {"P": {"type": "string", "documentation": "x", "deprecated": {"message": "x", "since": "s"}}}}),
            json!({"parameters": {"P": {"type": "string", "deprecated": {"since": "s"}}}}),
        ),
        (
            "smithy.rules#endpointRuleSet",
            json!({"rules": [{"documentation": "x", "rules": [{"documentation": "x", "error": "Missing Region"}]}]}),
            json!({"rules": [{"rules": [{"error": "Missing Region"}]}]}),
        ),
        (
            "smithy.rules#endpointRuleSet",
            json!({"rules": [{"endpoint": {"url": "u", "properties": {"documentation": "p"}}}]}),
            json!({"rules": [{"endpoint": {"url": "u", "properties": {"documentation": "p"}}}]}),
        ),
        (
            "smithy.rules#endpointTests",
            json!({"testCases": [{"documentation": "x", "params": {"documentation": "p"}}]}),
            json!({"testCases": [{"params": {"documentation": "p"}}]}),
        ),
        (
            "smithy.test#httpRequestTests",
            json!([{"id": "i", "documentation": "x", "params": {"documentation": "p", "description": "p"}}]),
            json!([{"id": "i", "params": {"documentation": "p", "description": "p"}}]),
        ),
        (
            "smithy.test#httpResponseTests",
            json!([{"id": "i", "description": "x"}]),
            json!([{"id": "i"}]),
        ),
        (
            "smithy.test#httpMalformedRequestTests",
            json!([{"id": "i", "documentation": "x"}]),
            json!([{"id": "i"}]),
        ),
        (
            "smithy.test#eventStreamTests",
            json!([{"id": "i", "documentation": "x"}]),
            json!([{"id": "i"}]),
        ),
        (
            "smithy.waiters#waitable",
            json!({"W": {"documentation": "x", "minDelay": 2}}),
            json!({"W": {"minDelay": 2}}),
        ),
        (
            "smithy.api#default",
            json!({"documentation": "a document"}),
            json!({"documentation": "a document"}),
        ),
        ("smithy.api#title", json!("A Service"), json!("A Service")),
        (
            "example#custom",
            json!({"documentation": "who knows"}),
            json!({"documentation": "who knows"}),
        ),
    ];
    for (id, before, after) in cases {
        let imported = import(&with_trait(id, &before)).unwrap();
        assert_eq!(parsed(&imported)["shapes"]["a#B"]["traits"][id], after, "{id} {before}");
    }
}

#[test]
fn prose_traits_go_from_shapes_members_and_apply_statements() {
    let prose = json!({
        "smithy.api#documentation": "x", "smithy.api#externalDocumentation": {"x": "y"}, "smithy.api#examples": [{"title": "x"}],
        "aws.iam#actionPermissionDescription": "x", "smithy.ai#prompts": {"p": {"description": "x"}},
    });
    let member = json!({"target": "a#S", "traits": prose});
    let model = json!({"smithy": "1.0", "shapes": {
        "a#Structure": {"type": "structure", "members": {"m": member}, "traits": prose},
        "a#List": {"type": "list", "member": member},
        "a#Map": {"type": "map", "key": member, "value": member},
        "a#S": {"type": "string", "traits": prose},
        "a#Map$key": {"type": "apply", "traits": prose},
    }});
    let plain = json!({"target": "a#S"});
    let expected = json!({"smithy": "1.0", "shapes": {
        "a#Structure": {"type": "structure", "members": {"m": plain}},
        "a#List": {"type": "list", "member": plain},
        "a#Map": {"type": "map", "key": plain, "value": plain},
        "a#S": {"type": "string"},
    }});
    assert_eq!(parsed(&import(&model.to_string()).unwrap()), expected);
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

const OLD: &str = r#"{"smithy": "2.0", "shapes": {
    "a#Service": {"type": "service", "version": "1", "operations": [{"target": "a#Get"}, {"target": "a#Put"}]},
    "a#Get": {"type": "operation", "input": {"target": "a#In"}, "output": {"target": "a#Out"}, "errors": [{"target": "a#Bad"}]},
    "a#Gone": {"type": "enum", "members": {}},
    "a#In": {"type": "structure", "members": {
        "Name": {"target": "a#Text", "traits": {"smithy.api#length": {"max": 255}, "smithy.api#required": {}, "smithy.api#documentation": "x"}},
        "Old": {"target": "a#Text"}, "Last": {"target": "a#Text"}}},
    "a#Tags": {"type": "list", "member": {"target": "a#Text"}}
}}"#;

const NEW: &str = r#"{"smithy": "2.0", "shapes": {
    "a#Service": {"type": "service", "version": "2", "operations": [{"target": "a#Get"}, {"target": "b#Post"}]},
    "a#Get": {"type": "operation", "input": {"target": "a#In"}, "output": {"target": "smithy.api#Unit"}},
    "a#New": {"type": "structure", "members": {"A": {"target": "a#Text"}}},
    "a#In": {"type": "structure", "members": {
        "Last": {"target": "a#Text"},
        "Name": {"target": "a#LongText", "traits": {"smithy.api#length": {"max": 2000}, "aws.iam#x": {}, "smithy.api#documentation": "y"}},
        "Fresh": {"target": "a#Text"}}},
    "a#Tags": {"type": "set", "member": {"target": "a#LongText"}}
}}"#;

#[test]
fn changes_are_told_by_shape_member_and_trait() {
    let expected = r#"16 changes: 4 added, 5 removed, 7 changed

+ structure New

- enum Gone

- Get: errors Bad
~ Get: output Out -> Unit
~ In: order of members Name, Last -> Last, Name
+ member In$Fresh
~ In$Name: target Text -> LongText
+ In$Name: @aws.iam#x
~ In$Name: @length {"max":255} -> {"max":2000}
- In$Name: @required
- member In$Old
+ Service: operations b#Post
- Service: operations Put
~ Service: version "1" -> "2"
~ Tags: type "list" -> "set"
~ Tags$member: target Text -> LongText
"#;
    let told = report(&changes(OLD, NEW));
    assert_eq!(told, expected);
    assert_eq!(report(&changes(OLD, OLD)), "no changes\n");
}

#[test]
fn a_first_import_adds_every_shape() {
    let all = changes("", OLD);
    assert!(all.iter().all(|change| change.kind() == FactChangeKind::Added));
    assert!(all.iter().any(|change| change.to_string() == "+ structure In"));
}

#[test]
fn a_long_value_is_told_where_it_differs() {
    let long = "a?".repeat(200);
    let rules = |error: &str| {
        with_trait(
            "smithy.rules#endpointRuleSet",
            &json!({"rules": [{"error": error}, {"error": "n".repeat(200)}]}),
        )
    };
    let told = report(&changes(&rules("one"), &rules("two")));
    assert!(
        told.contains("~ B: @smithy.rules#endpointRuleSet.rules[0] {\"error\":\"one\"} -> {\"error\":\"two\"}\n"),
        "{told}"
    );
    let pattern = |end: &str| with_trait("smithy.api#pattern", &json!(format!("{long}{end}")));
    let told = report(&changes(&pattern("x$"), &pattern("y$")));
    assert!(
        told.contains("a?x$\" -> …") && told.contains("a?y$\"\n") && told.len() < 200,
        "{told}"
    );
}

#[test]
fn changes_of_partitions_are_told_by_region() {
    let partitions =
        |regions: Value| json!({"version": "1.1", "partitions": [{"id": "aws", "regions": regions}]}).to_string();
    let told = report(&changes(
        &partitions(json!({"a-1": {}})),
        &partitions(json!({"a-1": {}, "b-1": {"description": "x"}})),
    ));
    assert_eq!(told, "1 change: 1 added, 0 removed, 0 changed\n\n+ region aws$b-1\n");
}
