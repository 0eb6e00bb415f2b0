//! `smithy-codegen call`: any operation without generated code.

use std::process::Command;

use partner_central_fake::Fake;
use partner_central_fake::signature::TEMPORARY;
use serde_json::{Value, json};

use crate::place::{Place, Ran, workspace};

const TOKEN: &str = match TEMPORARY.session_token {
    Some(token) => token,
    None => "",
};

/// The variables of the AWS SDKs, so that the settings of the machine have no effect.
const ENVIRONMENT: [(&str, &str); 6] = [
    ("AWS_ACCESS_KEY_ID", TEMPORARY.access_key_id),
    ("AWS_SECRET_ACCESS_KEY", TEMPORARY.secret_access_key),
    ("AWS_SESSION_TOKEN", TOKEN),
    ("AWS_REGION", "us-east-1"),
    ("AWS_CONFIG_FILE", "/nonexistent"),
    ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent"),
];

fn call(place: &Place, model: &str, operation: &str, input: &Value, more: &[&str]) -> Ran {
    place.put("input.json", input.to_string());
    let mut command = Command::new(env!("CARGO_BIN_EXE_smithy-codegen"));
    command.env_clear().envs(ENVIRONMENT).current_dir(place.path(""));
    command
        .args([
            "call",
            "--model",
            model,
            "--operation",
            operation,
            "--input",
            "input.json",
        ])
        .args(more);
    Ran::from(command.output().unwrap())
}

/// Calls the fake Partner Central, which verifies signatures and inputs.
#[test]
fn operations_of_a_service_are_called_over_http() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let fake = runtime.block_on(Fake::start()).unwrap();
    let (place, url) = (Place::with(&[]), fake.url());
    let model = workspace().join("model/partnercentral-selling/model.json");
    let call = |operation: &str, input: Value| {
        call(
            &place,
            model.to_str().unwrap(),
            operation,
            &input,
            &["--endpoint", &url],
        )
    };

    let mut opportunity = partner_central_fake::sample::opportunity("Example Corp");
    opportunity["Catalog"] = "Sandbox".into();
    let created = call("CreateOpportunity", opportunity);
    let created: Value = serde_json::from_str(&created.ends_with_code(0).out).unwrap();
    let id = created["Id"].as_str().unwrap();
    let found = call("GetOpportunity", json!({ "Catalog": "Sandbox", "Identifier": id }));
    let found: Value = serde_json::from_str(&found.ends_with_code(0).out).unwrap();
    assert_eq!(found["Id"], id);
    assert!(found["CreatedDate"].as_str().unwrap().ends_with('Z'), "{found}");
    let all = call("ListOpportunities", json!({ "Catalog": "Sandbox", "MaxResults": 5 }));
    let all: Value = serde_json::from_str(&all.ends_with_code(0).out).unwrap();
    assert_eq!(all["OpportunitySummaries"].as_array().unwrap().len(), 1);

    let lost = call(
        "GetOpportunity",
        json!({ "Catalog": "Sandbox", "Identifier": "O9999999" }),
    );
    lost.ends_with_code(1)
        .reports(&["GetOpportunity", "ResourceNotFoundException"])
        .prints(&["\"Message\""]);
}

/// A service with the same operation in every protocol.
const MODEL: &str = r#"$version: "2"
namespace a

@PROTOCOL
@smithy.api#xmlNamespace(uri: "https://a.example/")
@aws.auth#sigv4(name: "a")
service Shop { version: "1", operations: [Buy] }

@http(method: "POST", uri: "/shops/{shop}")
operation Buy {
    input := {
        @httpLabel
        @required
        shop: String
        @httpHeader("x-day")
        day: Timestamp
        kind: Kind
        papers: Papers
        prices: Prices
        scan: Blob
        @idempotencyToken
        token: String
    }
}

list Papers { member: String }

map Prices { key: String, value: Double }

union Kind { daily: Unit, weekly: Integer }
"#;

#[test]
fn the_request_has_the_form_of_the_protocol() {
    let input = json!({
        "shop": "corner", "day": "2026-01-31T12:00:00Z", "kind": { "weekly": 2 }, "papers": ["a", "b"],
        "prices": { "a": 1.5 }, "scan": "aGk=", "token": "t",
    });
    let json = "{\"kind\":{\"weekly\":2},\"papers\":[\"a\",\"b\"],\"prices\":{\"a\":1.5},\"scan\":\"aGk=\",";
    for (protocol, texts) in [
        (
            "aws.protocols#awsJson1_0",
            vec![
                "x-amz-target: Shop.Buy",
                "content-type: application/x-amz-json-1.0",
                "\"shop\":\"corner\"",
            ],
        ),
        (
            "aws.protocols#awsJson1_1",
            vec![
                "content-type: application/x-amz-json-1.1",
                "\"day\":1769860800",
                json.trim_start_matches('{'),
            ],
        ),
        (
            "aws.protocols#restJson1",
            vec![
                "POST http://a.example/shops/corner",
                "x-day: Sat, 31 Jan 2026 12:00:00 GMT",
                json,
            ],
        ),
        (
            "aws.protocols#restXml",
            vec![
                "POST http://a.example/shops/corner",
                "<kind><weekly>2</weekly></kind>",
                "xmlns=\"https://a.example/\"",
            ],
        ),
        (
            "aws.protocols#awsQuery",
            vec!["Action=Buy&Version=1&shop=corner&day=2026-01-31T12%3A00%3A00Z&kind.weekly=2&papers.member.1=a"],
        ),
        ("aws.protocols#ec2Query", vec!["Papers.1=a&Papers.2=b"]),
        (
            "smithy.protocols#rpcv2Cbor",
            vec![
                "POST http://a.example/service/Shop/operation/Buy",
                "smithy-protocol: rpc-v2-cbor",
                "(base64) ",
            ],
        ),
        (
            "smithy.protocols#rpcv2Json",
            vec!["smithy-protocol: rpc-v2-json", "\"shop\":\"corner\""],
        ),
    ] {
        let model = MODEL.replace("PROTOCOL", protocol);
        // These protocols do not permit maps and unions in this place.
        let (model, input) = match protocol {
            "aws.protocols#ec2Query" => (
                model
                    .replace("        kind: Kind\n", "")
                    .replace("        prices: Prices\n", ""),
                json!({ "shop": "corner", "papers": ["a", "b"] }),
            ),
            _ => (model, input.clone()),
        };
        let place = Place::with(&[("a.smithy", &model)]);
        let ran = call(
            &place,
            "a.smithy",
            "Buy",
            &input,
            &["--dry-run", "--endpoint", "http://a.example"],
        );
        let compact = ran
            .ends_with_code(0)
            .out
            .replace("\": ", "\":")
            .replace("\n  ", "")
            .replace("  ", "");
        for text in texts {
            assert!(compact.contains(text), "no {text:?} for {protocol} in {compact}");
        }
        ran.prints(&[
            "authorization: AWS4-HMAC-SHA256 Credential=",
            "x-amz-security-token: (hidden)",
        ]);
    }
}

#[test]
fn the_endpoint_of_aws_services_follows_the_region() {
    let model = workspace().join("model/partnercentral-selling/model.json");
    let input = json!({ "Catalog": "Sandbox", "Identifier": "O1" });
    let ran = call(
        &Place::with(&[]),
        model.to_str().unwrap(),
        "GetOpportunity",
        &input,
        &["--dry-run", "--region", "eu-west-1"],
    );
    ran.ends_with_code(0).prints(&[
        "POST https://partnercentral-selling.eu-west-1.",
        "/eu-west-1/partnercentral-selling/aws4_request",
    ]);
}

#[test]
fn mistakes_are_explained_without_values() {
    let place = Place::with(&[("a.smithy", &MODEL.replace("PROTOCOL", "aws.protocols#restJson1"))]);
    let dry = ["--dry-run", "--endpoint", "http://a.example"];
    let wrong = json!({
        "day": "secret", "kind": { "weekly": 1, "daily": {} }, "papers": ["a", 7], "prices": ["secret"], "scan": "%secret",
        "shp": "secret",
    });
    let ran = call(&place, "a.smithy", "Buy", &wrong, &dry);
    ran.ends_with_code(2).reports(&[
        "the input does not fit `Buy`",
        "there is no member `shp`; did you mean `shop`?",
        "shop: required, but missing",
        "day: expected a time such as 2026-01-31T12:00:00Z",
        "kind: expected one member, found 2",
        "papers[1]: expected a string, found a number",
        "prices: expected an object, found an array",
        "scan: expected a string in base64",
    ]);
    assert!(!ran.err.contains("secret"), "{}", ran.err);
    let unknown = call(&place, "a.smithy", "Bye", &json!({}), &dry);
    unknown
        .ends_with_code(2)
        .reports(&["no operation `Bye`", "did you mean `Buy`?"]);
    let nowhere = call(&place, "a.smithy", "Buy", &json!({ "shop": "x" }), &[]);
    nowhere.ends_with_code(1).reports(&["nothing was sent", "--endpoint"]);
    let closed = call(
        &place,
        "a.smithy",
        "Buy",
        &json!({ "shop": "x" }),
        &["--endpoint", "http://127.0.0.1:1"],
    );
    closed.ends_with_code(1).reports(&["127.0.0.1:1"]);
    place.put("broken.json", "{\"shop\": secret}");
    let broken = place.run(&[
        "call",
        "--model",
        "a.smithy",
        "--operation",
        "Buy",
        "--input",
        "broken.json",
    ]);
    broken.ends_with_code(2).reports(&["broken.json:1:", "not JSON"]);
    assert!(!broken.err.contains("secret"), "{}", broken.err);
}
