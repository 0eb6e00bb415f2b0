//! `cargo xtask docs`

use std::path::Path;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::maintenance::docs_lint;

use crate::codegen::{README, model_files};
use crate::failure::Failure;
use crate::output;

/// Look through the texts of the models under model/.
///
/// Tells of shapes and members without a text, of texts for what the model does not have, and of texts that share eight words
/// in a row with AWS's own, where ../shared/models holds AWS's model.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Exit with 1 if there is anything to tell.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut found = false;
    for folder in output::model_folders() {
        found |= look_through(&folder)?;
    }
    if found && arguments.check {
        Err(Failure::Stale)
    } else {
        Ok(())
    }
}

/// Whether there was anything to tell.
fn look_through(folder: &Path) -> Result<bool, Failure> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut sources = model_files(folder)
        .iter()
        .map(|path| output::read_or_fail(path))
        .collect::<Result<Vec<_>, _>>()?;
    let guide = folder.join(README);
    let guides = guide.is_file().then(|| output::read_or_fail(&guide)).transpose()?;
    let reference = output::workspace().join(format!("../shared/models/{name}.json"));
    let reference = reference
        .is_file()
        .then(|| output::read_or_fail(&reference))
        .transpose()?;
    let mut diagnostics = Diagnostics::default();
    let counts = docs_lint::check(&sources, guides.as_slice(), reference.as_ref(), &mut diagnostics);
    sources.extend(guides);
    let held = match reference {
        Some(reference) => format!("held against {} words of {}", counts.reference, reference.name),
        None => "held against nothing, for there is no reference beside the workspace".to_owned(),
    };
    println!("{name}: {} texts, {} words, {held}", counts.texts, counts.words);
    let found = !diagnostics.sorted().is_empty();
    if found {
        eprintln!("{}", diagnostics.render(&sources, output::colour()));
    }
    Ok(found)
}
