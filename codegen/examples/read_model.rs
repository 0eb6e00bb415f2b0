//! Reads files as one model and prints the number of its shapes, to measure the readers:
//! `cargo run --release --example read_model PATH..`.

use std::process::ExitCode;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model;
use smithy_codegen::source::Source;

fn main() -> ExitCode {
    let mut sources = Vec::new();
    for path in std::env::args().skip(1) {
        match std::fs::read_to_string(&path) {
            Ok(text) => sources.push(Source::new(path, text)),
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    let mut diagnostics = Diagnostics::default();
    let files = model::Files::read(&sources, &mut diagnostics);
    let model = model::load(&files, &mut diagnostics);
    println!("{} shapes", model.shapes.len());
    if diagnostics.has_errors() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
