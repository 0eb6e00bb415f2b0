//! Runs the cases of all services with dynamic clients, in one process.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use super::cases::Cases;
use crate::example;
use crate::failure::Failure;

/// The traits of endpoint rules, which have tests of their own.
const ENDPOINTS: [&str; 2] = ["smithy.rules#endpointRuleSet", "smithy.rules#endpointTests"];

/// The results of the cases of a service by their ids, or the problem of its model.
pub(super) type CaseResults = Result<BTreeMap<String, Option<String>>, String>;

/// Removes the endpoint rules of a model, so that its client calls the endpoint of the cases.
pub(super) fn without_endpoint_rules(model: &mut Value) {
    for (_, shape) in model["shapes"].as_object_mut().into_iter().flatten() {
        if let Some(traits) = shape["traits"].as_object_mut() {
            traits.retain(|id, _| !ENDPOINTS.contains(&id.as_str()));
        }
    }
}

/// Runs the cases of models, which are given with their protocols, and passes the results of each
/// to `report` by the name of its file.
pub(super) fn run(models: &[(PathBuf, String)], mut report: impl FnMut(&str, CaseResults)) -> Result<(), Failure> {
    let arguments = models
        .iter()
        .map(|(path, protocol)| format!("{}={protocol}", path.display()));
    example::run("cases", arguments, |value| {
        let results = match value["problem"].as_str() {
            Some(problem) => Err(problem.to_owned()),
            None => serde_json::from_value(value["results"].clone()).map_err(|error| error.to_string()),
        };
        report(value["name"].as_str().unwrap_or_default(), results);
    })
}

/// Returns the cases that differ, and how.
pub(super) fn differences(mut results: BTreeMap<String, Option<String>>, cases: &Cases) -> BTreeMap<String, String> {
    let mut different = BTreeMap::new();
    for (_, id) in cases.ids() {
        match results.remove(id) {
            Some(None) => {}
            Some(Some(reason)) => drop(different.insert(id.to_owned(), reason)),
            None => drop(different.insert(id.to_owned(), "the case was not run".to_owned())),
        }
    }
    different
}
