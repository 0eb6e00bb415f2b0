//! `smithy-codegen check`

use std::path::PathBuf;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::{self, Suppression};

use crate::failure::Failure;
use crate::{input, output};

/// Check a model against the specification.
///
/// Exits with 0 if there are no errors, with 1 if there are errors, and with 2 if a file cannot be
/// read.
#[derive(clap::Args)]
pub struct CheckArguments {
    /// Smithy IDL (`.smithy`) and JSON AST, and folders of them; all are one model.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Suppress findings of this kind, in all shapes or those of a namespace. The metadata
    /// `suppressions` of the model and its traits `@suppress` do the same. Only warnings, and
    /// errors with the severity DANGER in Smithy, can be suppressed.
    #[arg(long, value_name = "ID[@NAMESPACE]")]
    suppress: Vec<String>,
}

/// Prints the findings and their number.
///
/// # Errors
/// Fails if a file cannot be read or the model has errors.
pub fn run(arguments: &CheckArguments) -> Result<(), Failure> {
    let sources = input::read(&arguments.paths)?;
    let suppressions: Vec<Suppression> = arguments.suppress.iter().map(|text| Suppression::parse(text)).collect();
    let mut diagnostics = Diagnostics::default();
    let files = model::Files::read(&sources, &mut diagnostics);
    model::load_valid(&files, &suppressions, &mut diagnostics);
    let (errors, warnings) = diagnostics.counts();
    if errors + warnings > 0 {
        eprintln!("{}\n", diagnostics.render(&sources, output::colour()));
    }
    let count = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    println!(
        "{}: {}, {}",
        count(sources.len(), "file"),
        count(errors, "error"),
        count(warnings, "warning")
    );
    if errors > 0 { Err(Failure::Tests) } else { Ok(()) }
}
