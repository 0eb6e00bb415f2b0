//! Runs the endpoint tests of models. Each argument is the file of a model in JSON AST.
//!
//! Prints a line of JSON per model: the name of the file, the number of tests that it has and that
//! were run, the number of calls in them, and a text for each test that fails; or the problem of
//! the model.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::maintenance::semver;
use smithy_codegen::model::select::Filter;
use smithy_codegen::source::Source;
use smithy_codegen_cli::dynamic::{EndpointTests, endpoint_tests};
use smithy_codegen_cli::partitions;

fn main() {
    for path in std::env::args().skip(1) {
        let name = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy();
        let line = match run(&path) {
            Ok((given, EndpointTests { tests, calls, failures })) => {
                json!({ "name": name, "given": given, "tests": tests, "calls": calls, "failures": failures })
            }
            Err(problem) => json!({ "name": name, "problem": problem }),
        };
        println!("{line}");
    }
}

/// Returns the number of tests that a model has, and their results.
fn run(path: &str) -> Result<(usize, EndpointTests), String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let model: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let shapes = model["shapes"].as_object().into_iter().flatten();
    let service = shapes.map(|(_, shape)| shape).find(|shape| shape["type"] == "service");
    let service = service.ok_or("the model has no service")?;
    let cases = service["traits"]["smithy.rules#endpointTests"]["testCases"].as_array();
    let cases = cases.map(Vec::as_slice).unwrap_or_default();
    let inputs = cases.iter().filter_map(|case| case["operationInputs"].as_array());
    let calls: Vec<_> = inputs
        .flatten()
        .map(|input| input["operationName"].as_str().unwrap_or_default())
        .collect();
    let filter = Filter {
        service: None,
        operations: operations(service, &calls),
    };
    let sources = [Source::new(path, text), partitions()];
    let mut diagnostics = Diagnostics::default();
    let client = semver::client(&sources[..1], sources.last(), &filter, &mut diagnostics);
    let client = client.ok_or_else(|| diagnostics.render(&sources, false))?;
    let mut results = endpoint_tests(Box::leak(Box::new(client)));
    if results.calls < calls.len() {
        let problem = format!(
            "{} of {} calls cannot be made",
            calls.len() - results.calls,
            calls.len()
        );
        results.failures.push(problem);
    }
    Ok((cases.len(), results))
}

/// Returns the operations that the tests call, or the first one of the service.
fn operations(service: &Value, calls: &[&str]) -> Vec<String> {
    let called: BTreeSet<_> = calls.iter().map(|name| (*name).to_owned()).collect();
    if !called.is_empty() {
        return called.into_iter().collect();
    }
    let first = service["operations"].as_array().into_iter().flatten().next();
    let name = first.and_then(|operation| operation["target"].as_str()?.rsplit('#').next());
    name.map(str::to_owned).into_iter().collect()
}
