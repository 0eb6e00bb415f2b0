//! The suites of the profile parser and of the files' locations.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::Path;

use serde_json::{Map, Value, json};

use super::section::Sections;
use super::{FileKind, Header, locations, parse};
use crate::settings::Env;
use crate::settings::env::Platform;
use crate::suite_data;

#[test]
fn profiles() {
    let Some(suite) = suite_data::json("profile-parser-tests.json") else {
        return;
    };
    let (mut cases, mut failures) = (0, Vec::new());
    for case in suite["tests"].as_array().unwrap() {
        cases += 1;
        let name = case["name"].as_str().unwrap();
        let found = parsed(&case["input"]);
        let expected = &case["output"]["config"];
        let is_right = match &found {
            Ok(found) => ["profiles", "sso_sessions"].iter().all(|kind| {
                let nothing = json!({});
                let expected = expected.get(kind).unwrap_or(&nothing);
                !case["output"]["config"].is_null() && found[*kind] == *expected
            }),
            Err(_) => case["output"]["errorContaining"].is_string(),
        };
        if !is_right {
            failures.push(format!("{name}: {found:?}, expected {}", case["output"]));
        }
    }
    suite_data::report("profile-parser-tests", cases, &failures);
}

fn parsed(input: &Value) -> Result<Value, String> {
    let mut sections = Sections::default();
    for (key, kind) in [
        ("configFile", FileKind::Config),
        ("credentialsFile", FileKind::Credentials),
    ] {
        if let Some(text) = input[key].as_str() {
            let parsed = parse::file(Path::new("/aws/file"), text, kind);
            sections.merge(parsed.map_err(|error| error.to_string())?);
        }
    }
    let (mut profiles, mut sessions) = (Map::new(), Map::new());
    for (header, section) in sections.0 {
        let settings = section
            .0
            .into_iter()
            .map(|(name, value)| (name, Value::String(value.text)));
        let settings = Value::Object(settings.collect());
        match header {
            Header::Profile(name) => drop(profiles.insert(name, settings)),
            Header::SsoSession(name) => drop(sessions.insert(name, settings)),
            Header::Services(_) => {}
        }
    }
    Ok(json!({"profiles": profiles, "sso_sessions": sessions}))
}

#[test]
fn file_locations() {
    let Some(suite) = suite_data::json("file-location-tests.json") else {
        return;
    };
    let (mut cases, mut failures) = (0, Vec::new());
    for case in suite["tests"].as_array().unwrap() {
        cases += 1;
        let variables: Vec<_> = case["environment"].as_object().unwrap().iter().collect();
        let variables: Vec<_> = variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
            .collect();
        let env = Env::from_slice(&variables);
        let platform = match case["platform"].as_str().unwrap() {
            "windows" => Platform::Windows,
            _ => Platform::Unix,
        };
        let found = locations(&env, platform)
            .unwrap()
            .map(|path| path.to_str().unwrap().to_owned());
        let profile = env.get("AWS_PROFILE").unwrap().unwrap_or("default".to_owned());
        let expected = [&case["configLocation"], &case["credentialsLocation"]];
        let is_right = expected[0] == found[0].as_str() && expected[1] == found[1].as_str();
        if !is_right || case["profile"].as_str().is_some_and(|expected| expected != profile) {
            failures.push(format!("{}: {found:?}, {profile}", case["name"]));
        }
    }
    suite_data::report("file-location-tests", cases, &failures);
}
