//! `smithy-codegen traits`

use std::path::PathBuf;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::trait_support::TraitReport;
use smithy_codegen::{model, protocol_of};

use crate::failure::Failure;
use crate::{input, output};

/// List the traits and their support: supported, ignored with the reason, or unknown.
#[derive(clap::Args)]
pub struct TraitsArguments {
    /// Count the traits of this model, a file or folder; without it, all traits that the generator
    /// knows are listed.
    #[arg(long = "model", value_name = "PATH")]
    models: Vec<PathBuf>,
}

/// Prints the list.
///
/// # Errors
/// Fails if a file cannot be read or the model has errors.
pub fn run(arguments: &TraitsArguments) -> Result<(), Failure> {
    if arguments.models.is_empty() {
        print!("{}", TraitReport::known());
        return Ok(());
    }
    let sources = input::read(&arguments.models)?;
    let mut diagnostics = Diagnostics::default();
    let files = model::Files::read(&sources, &mut diagnostics);
    let model = model::load(&files, &mut diagnostics);
    output::report(&diagnostics, &sources)?;
    let protocol = protocol_of(&model, None, None);
    print!("{}", TraitReport::of(&model, protocol, &mut Diagnostics::default()));
    Ok(())
}
