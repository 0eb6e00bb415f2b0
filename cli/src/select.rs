//! `smithy-codegen select`

use std::path::PathBuf;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model;

use crate::failure::Failure;
use crate::{input, output};

/// Print the shapes and members of a model that a selector matches.
///
/// Selectors are those of the Smithy specification, with all functions and variables. Shapes of
/// `smithy.api` are omitted unless `--prelude` is given.
#[derive(clap::Args)]
pub struct SelectArguments {
    /// Smithy IDL (`.smithy`) and JSON AST, and folders of them; all are one model.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The selector, such as `operation :not([trait|documentation])`.
    #[arg(long)]
    selector: String,
    /// Also print shapes of the prelude.
    #[arg(long)]
    prelude: bool,
}

/// Prints the ids, one per line.
///
/// # Errors
/// Fails if a file cannot be read, the model has errors or the selector is invalid.
pub fn run(arguments: &SelectArguments) -> Result<(), Failure> {
    let sources = input::read(&arguments.paths)?;
    let mut diagnostics = Diagnostics::default();
    let files = model::Files::read(&sources, &mut diagnostics);
    let selected = model::select_shapes(&files, &arguments.selector, &mut diagnostics);
    output::report(&diagnostics, &sources)?;
    let selected = selected.map_err(|error| {
        let text = &arguments.selector;
        Failure::Input(format!("error: invalid selector `{text}`: {error}"))
    })?;
    for id in selected {
        if arguments.prelude || id.namespace() != "smithy.api" {
            println!("{id}");
        }
    }
    Ok(())
}
