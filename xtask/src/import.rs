//! `cargo xtask import`

use std::path::{Path, PathBuf};

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::ir;
use smithy_codegen::maintenance::import;
use smithy_codegen::maintenance::semver::{self, Comparison};
use smithy_codegen::model::select::Filter;
use smithy_codegen::model::{self, Files};
use smithy_codegen::source::Source;

use crate::changelog;

use crate::failure::Failure;
use crate::sync::write_whole;
use crate::{input, output};

/// Import the facts of a Smithy model, without its prose, into model/.
///
/// Prints the differences from the existing file, the consequences for the Rust API, and the next
/// version of the crate. The changelog of the generated crate gets an entry. A partitions.json
/// becomes model/partitions.json.
#[derive(clap::Args)]
pub(crate) struct ImportArguments {
    /// A Smithy model as JSON AST or IDL (`.smithy`), or a partitions.json.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The file to write; by default model.json in the folder of model/ that is named after the
    /// service's sdkId.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The folder that has model/ and generated/; by default this workspace.
    #[arg(long, value_name = "DIR", conflicts_with = "out")]
    workspace: Option<PathBuf>,
}

/// Returns a file of the IDL as JSON AST, and any other file as it is.
fn json_of(source: Source) -> Result<Source, Failure> {
    if Path::new(&source.name)
        .extension()
        .is_none_or(|extension| extension != "smithy")
    {
        return Ok(source);
    }
    let sources = [source];
    let mut diagnostics = Diagnostics::default();
    let files = Files::read(&sources, &mut diagnostics);
    let json = model::to_json(&files, &mut diagnostics);
    output::report(&diagnostics, &sources)?;
    let [source] = sources;
    Ok(Source::new(source.name, json.unwrap_or_default()))
}

pub(crate) fn run(arguments: &ImportArguments) -> Result<(), Failure> {
    let source = json_of(input::read_file(&arguments.file)?)?;
    let partitions = import::is_partitions(&source.text);
    let imported = if partitions {
        import::import_partitions(&source.text)
    } else {
        import::import(&source.text)
    };
    let facts = imported.map_err(|error| Failure::Input(format!("{}: {error}", source.name)))?;
    let workspace = arguments.workspace.clone().unwrap_or_else(output::workspace);
    let target = match &arguments.out {
        Some(out) => out.clone(),
        None => default_target(&workspace, partitions, &source.name, &facts)?,
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
    if partitions {
        return Ok(());
    }
    let Some((comparison, package)) = compare(&old, &facts) else {
        return Ok(());
    };
    println!("\nRust API: {}", comparison.text().trim_end());
    let current = env!("CARGO_PKG_VERSION");
    if let Some(next) = comparison.next_version(current) {
        println!("\nnext version of {package} after {current}: {next}");
    }
    if arguments.out.is_none() {
        write_changelog(&workspace, &package, &comparison)?;
    }
    Ok(())
}

/// Compares the clients of two models, if both have one; also returns the package of the new one.
fn compare(old: &str, new: &str) -> Option<(Comparison, String)> {
    let client = |text: &str| -> Option<ir::Service> {
        let sources = [Source::new("model.json", text)];
        let partitions = smithy_codegen_cli::partitions();
        semver::client(
            &sources,
            Some(&partitions),
            &Filter::default(),
            &mut Diagnostics::default(),
        )
    };
    let (old, new) = (client(old)?, client(new)?);
    Some((Comparison::of(&old, &new), new.package))
}

/// Adds the changes to the changelog of the generated crate, if there is one.
fn write_changelog(workspace: &Path, package: &str, comparison: &Comparison) -> Result<(), Failure> {
    let folder = workspace.join("generated").join(package);
    let entries = comparison.changelog();
    if !folder.is_dir() || entries.is_empty() {
        return Ok(());
    }
    let path = folder.join("CHANGELOG.md");
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    write_whole(&path, &changelog::with_entries(&old, &entries))
        .map_err(|error| Failure::Input(format!("error: {}: {error}", output::shown(&path))))?;
    println!("wrote {}", output::shown(&path));
    Ok(())
}

fn default_target(workspace: &Path, partitions: bool, name: &str, facts: &str) -> Result<PathBuf, Failure> {
    let models = workspace.join("model");
    if partitions {
        return Ok(models.join("partitions.json"));
    }
    let package = smithy_codegen::package_of(facts).ok_or_else(|| {
        Failure::Input(format!("error: {name} has no service or more than one, so its folder is not known\n  = help: say where to write with --out FILE"))
    })?;
    Ok(models.join(Path::new(&package)).join("model.json"))
}
