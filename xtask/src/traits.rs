//! `cargo xtask traits`

use std::path::PathBuf;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::{ledger::Ledger, model};

use crate::failure::Failure;
use crate::output;

/// Say what becomes of each trait.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Count the traits of this model; without it, all traits that the generator knows are listed.
    #[arg(long = "model", value_name = "FILE")]
    models: Vec<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.models.is_empty() {
        print!("{}", Ledger::known());
        return Ok(());
    }
    let sources = arguments
        .models
        .iter()
        .map(|path| output::read_or_fail(path))
        .collect::<Result<Vec<_>, _>>()?;
    let mut diagnostics = Diagnostics::default();
    let model = model::load(&sources, &mut diagnostics);
    output::report(&diagnostics, &sources)?;
    print!("{}", Ledger::of(&model, &mut Diagnostics::default()));
    Ok(())
}
