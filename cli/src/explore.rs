//! `smithy-codegen explore`

mod messages;
mod page;

use std::path::PathBuf;

use serde_json::{Map, Value, json};
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::maintenance::{catalog, semver};
use smithy_codegen::model::{self, ast::ShapeKind, select::Filter};
use smithy_codegen::source::Source;

use crate::failure::Failure;
use crate::sync::write_whole;
use crate::{input, output};

/// Write a page that shows a model.
///
/// The page is one self-contained HTML file with services, operations by resource, shapes with
/// members and traits, links in both directions, and a search. For each operation it has an example
/// of the request, the response and the call in Rust.
#[derive(clap::Args)]
pub struct ExploreArguments {
    /// Smithy IDL (`.smithy`) and JSON AST, and folders of them; all are one model.
    #[arg(value_name = "MODEL", required = true)]
    models: Vec<PathBuf>,
    /// The file to write. By default it has the name of the first model, in the current folder.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes the page.
///
/// # Errors
/// Fails if the model cannot be read or has errors, or if the file cannot be written.
pub fn run(arguments: &ExploreArguments) -> Result<(), Failure> {
    let sources = input::read(&arguments.models)?;
    let mut diagnostics = Diagnostics::default();
    let files = model::Files::read(&sources, &mut diagnostics);
    let model = model::load(&files, &mut diagnostics);
    output::errors(&diagnostics, &sources)?;
    let services = model
        .shapes
        .values()
        .filter(|shape| matches!(shape.kind, ShapeKind::Service(_)));
    let ids: Vec<_> = services.map(|shape| shape.id.to_string()).collect();
    let mut messages = Map::new();
    for id in &ids {
        messages.extend(of_service(&sources, id));
    }
    let title = arguments
        .models
        .first()
        .and_then(|path| path.file_stem())
        .unwrap_or_default();
    let title = title.to_string_lossy().into_owned();
    let shapes = catalog::catalog(&model);
    let count = shapes.as_array().map_or(0, Vec::len);
    let data = json!({ "title": title, "shapes": shapes, "messages": messages });
    let out = arguments
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{title}.html")));
    write_whole(&out, &page::html(&title, &data))
        .map_err(|error| Failure::Input(format!("error: cannot write {}: {error}", output::shown(&out))))?;
    println!("{}: {} services, {count} shapes", output::shown(&out), ids.len());
    Ok(())
}

/// Returns the examples of a service's operations by their ids; none if the service has no client.
fn of_service(sources: &[Source], id: &str) -> Map<String, Value> {
    let filter = Filter {
        service: Some(id.to_owned()),
        operations: Vec::new(),
    };
    let partitions = smithy_codegen_build::partitions();
    let client = semver::client(sources, Some(&partitions), &filter, &mut Diagnostics::default());
    client.map(messages::examples).unwrap_or_default()
}
