//! The report of changes between two imports.

use serde_json::{Value, json};
use smithy_codegen::maintenance::import::{FactChangeKind, changes, report};

use super::with_trait;

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
