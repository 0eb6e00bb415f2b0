//! `cargo xtask traits`

use std::path::PathBuf;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::trait_support::TraitReport;
use smithy_codegen::{model, protocol_of};

use crate::failure::Failure;
use crate::{models, output};

/// List the traits: supported, ignored with the reason, or unknown.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Count the traits of this model, a file or folder; without it, all traits that the generator
    /// knows are listed.
    #[arg(long = "model", value_name = "PATH")]
    models: Vec<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.models.is_empty() {
        print!("{}", TraitReport::known());
        return Ok(());
    }
    let sources = models::read(&arguments.models)?;
    let mut diagnostics = Diagnostics::default();
    let files = model::Files::read(&sources, &mut diagnostics);
    let model = model::load(&files, &mut diagnostics);
    output::report(&diagnostics, &sources)?;
    let protocol = protocol_of(&model, None, None);
    print!("{}", TraitReport::of(&model, protocol, &mut Diagnostics::default()));
    Ok(())
}
