//! The suite of the addresses of container services.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use super::url;
use crate::settings::Env;
use crate::suite_data;

#[test]
fn container_addresses() {
    let Some(suite) = suite_data::json("ecs-tests.json") else {
        return;
    };
    let (mut cases, mut failures) = (0, Vec::new());
    for case in suite["tests"].as_array().unwrap() {
        cases += 1;
        let variables: Vec<_> = case["env"].as_object().unwrap().iter().collect();
        let variables: Vec<_> = variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
            .collect();
        let found = url(&Env::from_slice(&variables)).map(|(_, url)| url.to_string());
        let is_right = match &found {
            Ok(url) => case["result"]["Ok"] == url.as_str(),
            Err(_) => case["result"]["ErrorContains"].is_string(),
        };
        if !is_right {
            failures.push(format!("{}: {found:?}, expected {}", case["docs"], case["result"]));
        }
    }
    suite_data::report("ecs-tests", cases, &failures);
}
