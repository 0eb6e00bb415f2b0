//! `smithy-codegen diff`

use std::path::PathBuf;

use clap::ValueEnum;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::ir;
use smithy_codegen::maintenance::semver::{self, Comparison, Verdict};
use smithy_codegen::model::select::Filter;

use crate::failure::Failure;
use crate::{input, output};

/// Compare two versions of a model by the Rust API of their clients, and print the version that the
/// differences require.
///
/// The verdict is major if programs may no longer compile, or may send and read something else;
/// minor if the API grows; and patch otherwise.
#[derive(clap::Args)]
pub struct DiffArguments {
    /// The old model: Smithy IDL (`.smithy`) or JSON AST, or a folder of them.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new model.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Exit with 1 if the verdict is this one or a higher one.
    #[arg(long, value_name = "VERDICT")]
    deny: Option<Level>,
    /// The service to compare, if a model has several.
    #[arg(long, value_name = "SHAPE_ID")]
    service: Option<String>,
    /// The version of the old client, to suggest the next one.
    #[arg(long, value_name = "X.Y.Z", value_parser = version)]
    current: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Lines, those that break programs first.
    Text,
    /// The entries of a changelog.
    Markdown,
    /// An object with the verdict and the changes.
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Level {
    /// Any change.
    Patch,
    /// New items, or a higher verdict.
    Minor,
    /// Changes that may break programs.
    Major,
}

fn version(text: &str) -> Result<String, String> {
    let is_version = text.split('.').count() == 3 && text.split('.').all(|part| part.parse::<u64>().is_ok());
    if is_version {
        Ok(text.to_owned())
    } else {
        Err("expected a version such as 0.1.0".to_owned())
    }
}

/// Prints the comparison.
///
/// # Errors
/// Fails if a model cannot be read or has errors, or if the verdict is denied.
pub fn run(arguments: &DiffArguments) -> Result<(), Failure> {
    let filter = Filter {
        service: arguments.service.clone(),
        operations: Vec::new(),
    };
    let comparison = compare(
        std::slice::from_ref(&arguments.old),
        std::slice::from_ref(&arguments.new),
        &filter,
    )?;
    let next = arguments
        .current
        .as_ref()
        .and_then(|current| comparison.next_version(current));
    match arguments.format {
        Format::Text => {
            print!("{}", comparison.text());
            if let Some(next) = &next {
                println!("\nnext version: {next}");
            }
        }
        Format::Markdown => print!("{}", changelog(&comparison, next.as_deref())),
        Format::Json => {
            let mut json = comparison.json();
            json["next_version"] = next.into();
            println!("{json:#}");
        }
    }
    let denied = arguments.deny.map(|level| match level {
        Level::Patch => Verdict::Patch,
        Level::Minor => Verdict::Minor,
        Level::Major => Verdict::Major,
    });
    match (comparison.verdict(), denied) {
        (Some(verdict), Some(denied)) if verdict >= denied => {
            let (verdict, denied) = (verdict.name(), denied.name());
            eprintln!("error: the changes are {verdict}, and `--deny {denied}` forbids them");
            Err(Failure::Tests)
        }
        _ => Ok(()),
    }
}

/// Compares the clients of two models.
///
/// # Errors
/// Fails if a model cannot be read or has errors.
pub fn compare(old: &[PathBuf], new: &[PathBuf], filter: &Filter) -> Result<Comparison, Failure> {
    Ok(Comparison::of(&client(old, filter)?, &client(new, filter)?))
}

/// Returns the section of a changelog for a comparison.
pub fn changelog(comparison: &Comparison, version: Option<&str>) -> String {
    let entries = comparison.changelog();
    let entries = if entries.is_empty() {
        "No changes.\n".to_owned()
    } else {
        entries
    };
    format!("## {}\n\n{entries}", version.unwrap_or("Unreleased"))
}

fn client(paths: &[PathBuf], filter: &Filter) -> Result<ir::Service, Failure> {
    let mut sources = input::read(paths)?;
    let models = sources.len();
    sources.push(smithy_codegen_build::partitions());
    let mut diagnostics = Diagnostics::default();
    let (models, partitions) = sources.split_at(models);
    let client = semver::client(models, partitions.first(), filter, &mut diagnostics);
    output::errors(&diagnostics, &sources)?;
    client.ok_or_else(|| {
        let names: Vec<_> = paths.iter().map(|path| output::shown(path)).collect();
        Failure::Input(format!("error: {} has no client to compare", names.join(", ")))
    })
}
