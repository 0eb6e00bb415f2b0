//! Runs the protocol test cases of models with clients that are made at run time.
//!
//! Each argument is `MODEL=PROTOCOL`: the file of a model in JSON AST and the trait of a protocol.
//! Prints a line of JSON per model: the name of the file, and null or the reason for the failure
//! of each case by its id; or the problem of the model.

mod compare;
mod events;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::json;
use smithy_codegen::conformance;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};
use smithy_codegen::source::Source;
use smithy_codegen_cli::dynamic::CaseClient;

fn main() {
    for argument in std::env::args().skip(1) {
        let (path, protocol) = argument.split_once('=').unwrap_or((&argument, ""));
        let name = Path::new(path).file_stem().unwrap_or_default().to_string_lossy();
        let line = match run(path, protocol) {
            Ok(results) => json!({ "name": name, "results": results }),
            Err(problem) => json!({ "name": name, "problem": problem }),
        };
        println!("{line}");
    }
}

/// Returns the result of each case.
fn run(path: &str, protocol: &str) -> Result<BTreeMap<String, Option<String>>, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let sources = [Source::new(path, text)];
    let options = Options {
        filter: Filter::default(),
        runtime: RuntimeDependency::Workspace,
        command: String::new(),
        readme: None,
        protocol: Some(protocol.to_owned()).filter(|protocol| !protocol.is_empty()),
        layout: Layout::Crate,
        compatibility: Compatibility::Own,
    };
    let mut diagnostics = Diagnostics::default();
    let lowered = conformance::lower_protocol_tests(&sources, &options, &mut diagnostics);
    let Some((service, suite)) = lowered else {
        return Err(diagnostics.render(&sources, false));
    };
    let client = CaseClient::new(Box::leak(Box::new(service)));
    let requests = suite.requests.iter().map(|case| {
        let sent = client.request(case);
        let result = sent.and_then(|sent| compare::request(&sent, &case.expected));
        (case.id.clone(), result.err())
    });
    let responses = suite.responses.iter();
    let responses = responses.map(|case| (case.id.clone(), client.response(case).err()));
    let events = suite.events.iter();
    let events = events.map(|case| (case.id.clone(), events::run(&client, case).err()));
    Ok(requests.chain(responses).chain(events).collect())
}
