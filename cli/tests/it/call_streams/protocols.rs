//! Responses in each protocol, and the endpoints of requests.

use std::process::Command;

use super::{ENVIRONMENT, call};
use crate::place::{Place, Ran};
use crate::server::serve;

/// A service with the same operation in every protocol.
const SHOP: &str = r#"$version: "2"
namespace a

@PROTOCOL
@smithy.api#xmlNamespace(uri: "https://a.example/")
service Shop { version: "1", operations: [Buy] }

@http(method: "POST", uri: "/buy")
operation Buy {
    input := { item: String }
    output := { left: Integer }
}
"#;

#[test]
fn responses_are_read_in_each_protocol() {
    let query: &[u8] = b"<BuyResponse><BuyResult><left>3</left></BuyResult></BuyResponse>";
    for (protocol, media_type, body) in [
        (
            "aws.protocols#awsJson1_0",
            "application/x-amz-json-1.0",
            &b"{\"left\":3}"[..],
        ),
        (
            "aws.protocols#awsJson1_1",
            "application/x-amz-json-1.1",
            b"{\"left\":3}",
        ),
        ("aws.protocols#restJson1", "application/json", b"{\"left\":3}"),
        (
            "aws.protocols#restXml",
            "application/xml",
            b"<BuyOutput><left>3</left></BuyOutput>",
        ),
        ("aws.protocols#awsQuery", "text/xml", query),
        (
            "aws.protocols#ec2Query",
            "text/xml",
            b"<BuyResponse><left>3</left></BuyResponse>",
        ),
        (
            "smithy.protocols#rpcv2Cbor",
            "application/cbor\r\nsmithy-protocol: rpc-v2-cbor",
            b"\xa1\x64left\x03",
        ),
        (
            "smithy.protocols#rpcv2Json",
            "application/json\r\nsmithy-protocol: rpc-v2-json",
            b"{\"left\":3}",
        ),
    ] {
        let place = Place::with(&[
            ("a.smithy", &SHOP.replace("PROTOCOL", protocol)),
            ("in.json", r#"{"item":"pen"}"#),
        ]);
        let (url, server) = serve(&format!("200 OK\r\ncontent-type: {media_type}"), body);
        let ran = call(
            &place,
            &["--operation", "Buy", "--input", "in.json", "--endpoint", &url],
            b"",
        );
        server.join().unwrap();
        assert_eq!(ran.ends_with_code(0).out, "{\n  \"left\": 3\n}\n", "{protocol}");
    }
}

#[test]
fn a_dry_run_asks_nobody_for_credentials() {
    let model = SHOP.replace("@PROTOCOL", "@aws.protocols#restJson1\n@aws.auth#sigv4(name: \"shop\")");
    let place = Place::with(&[("a.smithy", &model)]);
    let ran = Command::new(env!("CARGO_BIN_EXE_smithy-codegen"))
        .env_clear()
        .envs(ENVIRONMENT.into_iter().skip(2))
        .current_dir(place.path(""))
        .args(["call", "--model", "a.smithy", "--operation", "Buy", "--dry-run"])
        .args(["--endpoint", "http://a.example"])
        .output()
        .unwrap();
    let ran = Ran::from(ran);
    ran.ends_with_code(1)
        .reports(&["no credentials", "a dry run sends nothing"]);
    assert_eq!(ran.out, "");
}

#[test]
fn endpoints_follow_the_rules_of_the_model() {
    let rules = r#"$version: "2"
namespace a

@aws.protocols#restJson1
@aws.auth#sigv4(name: "shop")
@smithy.rules#endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region", required: true }
        Shelf: { type: "string" }
        Fast: { type: "boolean" }
        Kind: { type: "string" }
    }
    rules: [
        {
            type: "endpoint"
            conditions: [
                { fn: "isSet", argv: [{ ref: "Shelf" }] }
                { fn: "isSet", argv: [{ ref: "Fast" }] }
                { fn: "isSet", argv: [{ ref: "Kind" }] }
                { fn: "booleanEquals", argv: [{ ref: "Fast" }, true] }
                { fn: "substring", argv: [{ ref: "Shelf" }, 0, 2, false], assign: "Start" }
            ]
            endpoint: {
                url: "https://{Start}.fast.{Region}.shop.example"
                headers: { "x-kind": ["{Kind}"] }
                properties: { authSchemes: [{ name: "sigv4", signingName: "fast", signingRegion: "eu-west-9" }] }
            }
        }
        { type: "error", conditions: [], error: "no shelf" }
    ]
})
service Shop { version: "1", operations: [Buy] }

@http(method: "POST", uri: "/buy")
@smithy.rules#staticContextParams(Fast: { value: true })
@smithy.rules#operationContextParams(Kind: { path: "order.kind" })
operation Buy {
    input := {
        @smithy.rules#contextParam(name: "Shelf")
        shelf: String
        order: Order
    }
}

structure Order { kind: String }
"#;
    let input = r#"{"shelf":"abcd","order":{"kind":"books"}}"#;
    let place = Place::with(&[("a.smithy", rules), ("in.json", input)]);
    let arguments = ["--operation", "Buy", "--input", "in.json", "--dry-run"];
    call(&place, &arguments, b"").ends_with_code(0).prints(&[
        "POST https://ab.fast.us-east-1.shop.example/buy",
        "x-kind: books",
        "/eu-west-9/fast/aws4_request",
    ]);
    place.put("in.json", "{}");
    call(&place, &arguments, b"").ends_with_code(1).reports(&["no shelf"]);
}
