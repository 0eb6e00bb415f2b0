//! `cargo xtask import`

use std::path::{Path, PathBuf};

use smithy_codegen::maintenance::import;

use crate::failure::Failure;
use crate::sync::write_whole;
use crate::{input, output};

/// Take the facts of a Smithy model, without its prose, into model/.
///
/// Prints what was added, removed and changed against the file in place. A partitions.json becomes
/// model/partitions.json.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A Smithy model as JSON AST, or a partitions.json.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The file to write; by default model.json in the folder of model/ that is named after the
    /// service's sdkId.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let source = input::read_file(&arguments.file)?;
    let partitions = import::is_partitions(&source.text);
    let imported = if partitions {
        import::import_partitions(&source.text)
    } else {
        import::import(&source.text)
    };
    let facts = imported.map_err(|error| Failure::Input(format!("{}: {error}", source.name)))?;
    let target = match &arguments.out {
        Some(out) => out.clone(),
        None => default_target(partitions, &source.name, &facts)?,
    };
    let old = std::fs::read_to_string(&target).unwrap_or_default();
    if old == facts {
        println!("{}: no changes", output::shown(&target));
        return Ok(());
    }
    let changes = import::changes(&old, &facts);
    write_whole(&target, &facts)
        .map_err(|error| Failure::Input(format!("error: {}: {error}", output::shown(&target))))?;
    println!("{}:\n{}", output::shown(&target), import::report(&changes).trim_end());
    Ok(())
}

fn default_target(partitions: bool, name: &str, facts: &str) -> Result<PathBuf, Failure> {
    let models = output::workspace().join("model");
    if partitions {
        return Ok(models.join("partitions.json"));
    }
    let package = smithy_codegen::package_of(facts).ok_or_else(|| {
        Failure::Input(format!("error: {name} has no service or more than one, so its folder is not known\n  = help: say where to write with --out FILE"))
    })?;
    Ok(models.join(Path::new(&package)).join("model.json"))
}
