#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

/// Returns a kiosk, in botocore's notation.
fn facts() -> Value {
    serde_json::from_str(include_str!("kiosk.json")).unwrap()
}

/// Returns a shape of the kiosk, converted.
fn shape(name: &str) -> Value {
    model(&facts()).unwrap()["shapes"][format!("com.amazonaws.kiosk24#{name}")].clone()
}

/// Returns the traits of a converted shape, or of its members.
fn traits(of: &Value) -> Vec<&str> {
    let traits = of["traits"].as_object().unwrap();
    traits.keys().map(|id| id.rsplit_once('#').unwrap().1).collect()
}

#[test]
fn the_service_has_its_operations_and_traits() {
    let service = shape("Kiosk_20200202");
    assert_eq!(service["type"], "service");
    assert_eq!(service["version"], "2020-02-02");
    assert_eq!(service["operations"].as_array().unwrap().len(), 3);
    let traits = &service["traits"];
    let api = json!({ "sdkId": "Kiosk 24", "arnNamespace": "kiosk", "endpointPrefix": "kiosks" });
    assert_eq!(traits["aws.api#service"], api);
    assert_eq!(traits["aws.auth#sigv4"]["name"], "kiosk");
    assert_eq!(traits["aws.auth#sigv4a"]["name"], "kiosk");
    assert_eq!(traits["smithy.api#auth"], json!(["aws.auth#sigv4a", "aws.auth#sigv4"]));
    assert_eq!(traits["smithy.api#title"], "Example Kiosk");
    assert_eq!(traits["smithy.api#documentation"], "<p>Sells papers.</p>");
    assert_eq!(traits["smithy.rules#clientContextParams"]["Corner"]["type"], "string");
    assert_eq!(traits["smithy.rules#endpointRuleSet"]["version"], "1.0");
    assert_eq!(
        traits["aws.api#clientEndpointDiscovery"]["operation"],
        "com.amazonaws.kiosk24#Find"
    );
    for id in ["awsJson1_1", "awsQuery", "awsQueryCompatible"] {
        assert!(traits[format!("aws.protocols#{id}")].is_object(), "{id}");
    }
}

#[test]
fn operations_keep_what_is_said_of_them() {
    let buy = shape("Buy");
    assert_eq!(buy["input"]["target"], "com.amazonaws.kiosk24#BuyRequest");
    assert_eq!(buy["errors"].as_array().unwrap().len(), 2);
    let expected = [
        "clientDiscoveredEndpoint",
        "documentation",
        "endpoint",
        "httpChecksumRequired",
        "idempotent",
        "paginated",
        "requestCompression",
        "operationContextParams",
        "staticContextParams",
        "waitable",
    ];
    assert_eq!(traits(&buy), expected);
    assert_eq!(buy["traits"]["smithy.api#endpoint"]["hostPrefix"], "{Street}.");
    let browse = shape("Browse");
    assert_eq!(browse["input"]["target"], "smithy.api#Unit");
    assert_eq!(traits(&browse), ["auth", "readonly"]);
    assert_eq!(browse["traits"]["smithy.api#auth"], json!([]));
    let said = json!({ "message": "Ask the owner", "since": "2021" });
    assert_eq!(shape("Find")["traits"]["smithy.api#deprecated"], said);
}

#[test]
fn paginators_take_what_the_trait_can_say() {
    let paginated =
        json!({ "inputToken": "Token", "outputToken": "Rest.Token", "items": "Papers", "pageSize": "Limit" });
    assert_eq!(shape("Buy")["traits"]["smithy.api#paginated"], paginated);
    assert!(!traits(&shape("Browse")).contains(&"paginated"));
}

#[test]
fn waiters_take_what_the_trait_can_say() {
    let path = |comparator: &str, path: &str, expected: &str| json!({ "output": { "path": path, "comparator": comparator, "expected": expected } });
    let acceptors = [
        ("success", json!({ "success": true })),
        ("failure", json!({ "errorType": "SoldOut" })),
        ("retry", json!({ "errorType": "OnFire" })),
        ("success", path("booleanEquals", "length(Papers) > `0`", "true")),
        ("success", path("allStringEquals", "Papers[].Title", "News")),
    ]
    .map(|(state, matcher)| json!({ "state": state, "matcher": matcher }));
    let waitable = json!({ "PaperSold": { "acceptors": acceptors, "minDelay": 5, "maxDelay": 120 } });
    assert_eq!(shape("Buy")["traits"]["smithy.waiters#waitable"], waitable);
}

#[test]
fn members_have_defaults_unless_they_are_boxed() {
    let request = shape("BuyRequest");
    let members = &request["members"];
    assert_eq!(traits(&members["Street"]), ["hostLabel", "required", "contextParam"]);
    assert_eq!(traits(&members["Token"]), ["documentation", "idempotencyToken"]);
    assert_eq!(members["Count"]["traits"], json!({ "smithy.api#default": 0 }));
    assert_eq!(members["Limit"]["traits"], json!({}));
    assert_eq!(members["Boxed"]["traits"], json!({}));
    assert_eq!(
        members["At"]["traits"],
        json!({ "smithy.api#timestampFormat": "http-date" })
    );
    assert_eq!(
        shape("Receipt")["members"]["Paid"]["traits"],
        json!({ "smithy.api#default": false })
    );
    assert_eq!(shape("Paper")["members"]["Daily"]["traits"], json!({}));
}

#[test]
fn inputs_and_outputs_are_those_of_one_operation() {
    assert_eq!(traits(&shape("BuyRequest")), ["input"]);
    assert_eq!(traits(&shape("Receipt")), [""; 0]);
}

#[test]
fn shapes_have_their_kinds_and_constraints() {
    let kinds = [
        ("Any", "document"),
        ("Count", "integer"),
        ("Ink", "blob"),
        ("News", "union"),
        ("Paper", "union"),
        ("Papers", "list"),
        ("Prices", "map"),
        ("Size", "enum"),
        ("Text", "string"),
        ("When", "timestamp"),
    ];
    for (name, kind) in kinds {
        assert_eq!(shape(name)["type"], kind, "{name}");
    }
    let text = json!({
        "smithy.api#length": { "min": 1, "max": 9 }, "smithy.api#pattern": "^a+$", "smithy.api#sensitive": {},
    });
    assert_eq!(shape("Text")["traits"], text);
    assert_eq!(shape("Count")["traits"], json!({ "smithy.api#range": { "max": 5 } }));
    assert_eq!(shape("Papers")["traits"], json!({ "smithy.api#length": { "min": 1 } }));
    assert_eq!(
        shape("When")["traits"],
        json!({ "smithy.api#timestampFormat": "date-time" })
    );
    assert_eq!(shape("Prices")["value"]["target"], "com.amazonaws.kiosk24#Count");
    assert_eq!(traits(&shape("News")), ["streaming"]);
    assert_eq!(traits(&shape("Ink")), ["streaming"]);
    assert_eq!(traits(&shape("Flash")["members"]["Body"]), ["eventPayload"]);
}

#[test]
fn enums_get_names_for_their_values() {
    let size = shape("Size");
    let members = size["members"].as_object().unwrap();
    let names: Vec<_> = members.keys().map(String::as_str).collect();
    assert_eq!(names, ["EMPTY", "SMALL", "X_LARGE", "X_LARGE_2", "_2UP"]);
    assert_eq!(
        members["X_LARGE_2"]["traits"],
        json!({ "smithy.api#enumValue": "x-large" })
    );
    assert_eq!(traits(&size), [""; 0]);
}

#[test]
fn exceptions_say_whose_fault_it_is() {
    let sold_out = json!({
        "aws.protocols#awsQueryError": { "code": "Kiosk.SoldOut", "httpResponseCode": 410 }, "smithy.api#error": "client",
        "smithy.api#httpError": 410, "smithy.api#retryable": { "throttling": false },
    });
    assert_eq!(shape("SoldOut")["traits"], sold_out);
    assert_eq!(shape("OnFire")["traits"], json!({ "smithy.api#error": "server" }));
}

#[test]
fn what_is_missing_is_named() {
    let mut facts = facts();
    facts["service"]["shapes"]["Papers"]["member"] = json!({});
    assert_eq!(model(&facts), Err("Papers: `shape` is missing".to_owned()));
    facts["service"]["shapes"]["Papers"] = json!({ "type": "bag" });
    assert_eq!(model(&facts), Err("Papers: the type `bag` is unknown".to_owned()));
    facts["service"]["metadata"]["serviceId"] = Value::Null;
    assert_eq!(model(&facts), Err("`serviceId` is missing".to_owned()));
}

#[test]
fn the_model_can_be_generated() {
    let text = model(&facts()).unwrap().to_string();
    let sources = [smithy_codegen::source::Source::new("kiosk", text)];
    let mut diagnostics = smithy_codegen::diagnostics::Diagnostics::default();
    let files = smithy_codegen::model::Files::read(&sources, &mut diagnostics);
    let model = smithy_codegen::model::load(&files, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render(&sources, false));
    assert!(model.shapes.len() > 20);
}
