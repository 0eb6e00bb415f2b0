//! The suite of the addresses of the instance metadata service.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use serde_json::Value;

use super::ImdsEndpoint;
use crate::settings::{Env, Sources};
use crate::suite_data::{self, TempFolder};

#[test]
fn instance_metadata_addresses() {
    let Some(suite) = suite_data::json("imds-config/imds-endpoint-tests.json") else {
        return;
    };
    let (mut cases, mut failures) = (0, Vec::new());
    for case in suite["tests"].as_array().unwrap() {
        cases += 1;
        let found = run(case);
        let is_right = match &found {
            Ok(url) => case["result"]["Ok"] == url.as_str(),
            Err(_) => case["result"]["Err"].is_string(),
        };
        if !is_right {
            failures.push(format!("{}: {found:?}, expected {}", case["docs"], case["result"]));
        }
    }
    suite_data::report("imds-endpoint-tests", cases, &failures);
}

/// Runs a case. Its settings in code are variables here, since only the environment has them.
fn run(case: &Value) -> Result<String, String> {
    let folder = TempFolder::new("imds");
    let mut variables = Vec::new();
    for (key, name) in [
        ("endpoint_override", "AWS_EC2_METADATA_SERVICE_ENDPOINT"),
        ("mode_override", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"),
    ] {
        if let Some(value) = case[key].as_str() {
            variables.push((name.to_owned(), value.to_owned()));
        }
    }
    for (name, text) in case["fs"].as_object().unwrap() {
        std::fs::write(folder.0.join(name), text.as_str().unwrap()).unwrap();
    }
    for (name, value) in case["env"].as_object().unwrap() {
        let value = value.as_str().unwrap();
        let value = match name.as_str() {
            "AWS_CONFIG_FILE" => folder.0.join(value).to_str().unwrap().to_owned(),
            _ => value.to_owned(),
        };
        variables.push((name.clone(), value));
    }
    let variables: Vec<_> = variables
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let sources = Sources::load(&Env::from_slice(&variables), None).map_err(|error| error.to_string())?;
    let endpoint = ImdsEndpoint::of(&sources).map_err(|error| error.to_string())?;
    Ok(format!("{}/latest/api/token", endpoint.url))
}
