//! The protocol test cases pass, and those that must fail do fail.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::report_skipped;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(workspace())
        .arg("protocol-tests")
        .args(arguments)
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Returns a model of this name and text that is not in the repository.
fn model(name: &str, text: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn own_vectors_pass() {
    let output = run(&["codegen/tests/protocol"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let table = String::from_utf8(output.stdout).unwrap();
    for service in ["Archive", "Cellar", "Dispatch", "Library", "Observatory", "Reading"] {
        assert!(
            table.lines().any(|line| line.trim_start().starts_with(service)),
            "{table}"
        );
    }
    assert!(!table.contains("failed of"), "{table}");
}

#[test]
fn shared_vectors_pass() {
    if !workspace().join("../shared/protocol-tests").is_dir() {
        report_skipped("official protocol tests", "../shared/protocol-tests is not there");
        return;
    }
    for models in [
        &["../shared/protocol-tests/awsJson1_0.json"][..],
        &["../shared/protocol-tests/awsJson1_1.json"],
        &["../shared/protocol-tests/awsQuery.json"],
        &["../shared/protocol-tests/restXml.json", "--service", "RestXml"],
        &["../shared/protocol-tests/all-2026-07.json", "--service", "AwsEc2"],
        &["../shared/smithy/protocol-tests"],
    ] {
        let output = run(models);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    }
}

const MODEL: &str = r#"{ "smithy": "2.0", "shapes": {
    "example#Counter": { "type": "service", "version": "1", "operations": [{ "target": "example#Count" }], "traits": { "aws.protocols#awsJson1_0": {} } },
    "example#Count": { "type": "operation", "input": { "target": "example#Numbers" }, "output": { "target": "example#Numbers" },
        "errors": [{ "target": "example#Overflow" }], "traits": {
        "smithy.test#httpRequestTests": [
            { "id": "RightBody", "protocol": "aws.protocols#awsJson1_0", "method": "POST", "uri": "/", "params": { "value": 1 },
              "body": "{\"value\": 1.0}", "bodyMediaType": "application/json" },
            { "id": "WrongBody", "protocol": "aws.protocols#awsJson1_0", "method": "POST", "uri": "/", "params": { "value": 1 },
              "body": "{\"value\": 2}", "bodyMediaType": "application/json" },
            { "id": "WrongPath", "protocol": "aws.protocols#awsJson1_0", "method": "POST", "uri": "/count" },
            { "id": "HeaderThatIsThere", "protocol": "aws.protocols#awsJson1_0", "method": "POST", "uri": "/", "forbidHeaders": ["X-Amz-Target"] }],
        "smithy.test#httpResponseTests": [
            { "id": "RightMember", "protocol": "aws.protocols#awsJson1_0", "code": 200, "body": "{\"ratio\": \"NaN\"}", "params": { "ratio": "NaN" } },
            { "id": "WrongMember", "protocol": "aws.protocols#awsJson1_0", "code": 200, "body": "{\"value\": 3}", "params": { "value": 4 } },
            { "id": "MemberTooMany", "protocol": "aws.protocols#awsJson1_0", "code": 200, "body": "{\"value\": 3, \"ratio\": 1}", "params": { "value": 3 } },
            { "id": "NumberForNaN", "protocol": "aws.protocols#awsJson1_0", "code": 200, "body": "{\"ratio\": 1}", "params": { "ratio": "NaN" } }] } },
    "example#Numbers": { "type": "structure", "members": { "value": { "target": "smithy.api#Integer" }, "ratio": { "target": "smithy.api#Double" } } },
    "example#Overflow": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client", "smithy.test#httpResponseTests": [
        { "id": "WrongCode", "protocol": "aws.protocols#awsJson1_0", "code": 400, "body": "{\"__type\": \"Underflow\"}" },
        { "id": "NoError", "protocol": "aws.protocols#awsJson1_0", "code": 200, "body": "{}" }] } }
} }"#;

#[test]
fn what_must_fail_fails() {
    let output = run(&[&model("must-fail.json", MODEL)]);
    let text = told(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    let row = text
        .lines()
        .find(|line| line.trim_start().starts_with("Counter"))
        .unwrap();
    let counts: Vec<_> = row.split_whitespace().skip(1).collect();
    assert_eq!(
        counts,
        ["1", "3", "4", "1", "3", "4", "0", "2", "2", "0", "0", "0"],
        "{text}"
    );
    for id in [
        "WrongBody",
        "WrongPath",
        "HeaderThatIsThere",
        "WrongMember",
        "MemberTooMany",
        "NumberForNaN",
        "WrongCode",
        "NoError",
    ] {
        assert!(
            text.contains(&format!("\n  {id} (")),
            "{id} is not among the failed ones: {text}"
        );
    }
    for right in ["RightBody", "RightMember"] {
        assert!(!text.contains(right), "{text}");
    }
    assert!(
        text.contains("body.value: 1, expected 2") && text.contains(".ratio: 1.0, expected nothing"),
        "{text}"
    );
}

#[test]
fn bad_input_is_told_before_anything_is_built() {
    for (name, text, expected) in [
        (
            "unknown-member.json",
            MODEL.replace("\"params\": { \"value\": 4 }", "\"params\": { \"valve\": 4 }"),
            "did you mean `value`?",
        ),
        (
            "wrong-value.json",
            MODEL.replace("\"params\": { \"value\": 4 }", "\"params\": { \"value\": \"four\" }"),
            "expected a whole number",
        ),
        (
            "no-method.json",
            MODEL.replace("\"method\": \"POST\", ", ""),
            "needs a string `method`",
        ),
        (
            "no-service.json",
            "{ \"smithy\": \"2.0\", \"shapes\": {} }".to_owned(),
            "has no service",
        ),
        ("no-json.json", "{".to_owned(), "is not JSON"),
    ] {
        let output = run(&[&model(name, &text)]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", told(&output));
        assert!(told(&output).contains(expected), "{name}: {}", told(&output));
    }
}
