//! `smithy-codegen ast`

use std::path::PathBuf;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model;

use crate::failure::Failure;
use crate::{input, output};

/// Print a model as JSON AST, sorted and with all names resolved.
///
/// Version 1.0 is converted to 2.0. Targets that are not in the given files are not errors here;
/// `check` reports them.
#[derive(clap::Args)]
pub struct AstArguments {
    /// Smithy IDL (`.smithy`) and JSON AST, and folders of them; all are one model.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// Prints the AST.
///
/// # Errors
/// Fails if a file cannot be read or the model has errors.
pub fn run(arguments: &AstArguments) -> Result<(), Failure> {
    let sources = input::read(&arguments.paths)?;
    let mut diagnostics = Diagnostics::default();
    let files = model::Files::read(&sources, &mut diagnostics);
    let text = model::to_json(&files, &mut diagnostics);
    output::report(&diagnostics, &sources)?;
    print!("{}", text.unwrap_or_default());
    Ok(())
}
