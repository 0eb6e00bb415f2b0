//! The prose that `import` drops, in traits and as traits.

use serde_json::json;
use smithy_codegen::maintenance::import::import;

use super::{parsed, with_trait};

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
