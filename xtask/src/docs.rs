//! `cargo xtask docs`

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::maintenance::docs_lint;

use crate::codegen::{README, model_files};
use crate::failure::Failure;
use crate::{input, output};

/// Check the texts of the models under model/.
///
/// Reports shapes and members without a text, texts without a shape, texts that share eight
/// consecutive words with AWS's own (if ../shared/models has AWS's model), texts that open with
/// "What", "How" and the like, and lines of guides with more than 100 columns.
#[derive(clap::Args)]
pub(crate) struct DocsArguments {
    /// Exit with 1 if there are findings.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &DocsArguments) -> Result<(), Failure> {
    let mut found = false;
    for folder in output::model_folders() {
        found |= check(&folder)?;
    }
    if found && arguments.check {
        Err(Failure::Stale)
    } else {
        Ok(())
    }
}

/// Checks the texts of one model; returns whether there are findings.
fn check(folder: &Path) -> Result<bool, Failure> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut sources = model_files(folder)
        .iter()
        .map(|path| input::read_file(path))
        .collect::<Result<Vec<_>, _>>()?;
    let guide = folder.join(README);
    let guides = guide.is_file().then(|| input::read_file(&guide)).transpose()?;
    let reference = reference(&name).map(|path| input::read_file(&path)).transpose()?;
    let mut diagnostics = Diagnostics::default();
    let counts = docs_lint::check(&sources, guides.as_slice(), reference.as_ref(), &mut diagnostics);
    sources.extend(guides);
    let compared = match reference {
        Some(reference) => format!("compared with {} words of {}", counts.reference, reference.name),
        None => "compared with nothing: there is no reference beside the workspace".to_owned(),
    };
    println!("{name}: {} texts, {} words, {compared}", counts.texts, counts.words);
    let found = !diagnostics.sorted().is_empty();
    if found {
        eprintln!("{}", diagnostics.render(&sources, output::colour()));
    }
    Ok(found)
}

/// Returns the published model of a package: `<package>.json`, or `<package>-<version>.json`.
fn reference(package: &str) -> Option<PathBuf> {
    let folder = output::workspace().join("../shared/models");
    let is_of_package = |stem: &str| {
        stem.strip_prefix(package)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("-2"))
    };
    let mut files = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .filter(|path| path.file_stem().and_then(OsStr::to_str).is_some_and(is_of_package))
        .collect::<Vec<_>>();
    files.sort();
    files.pop()
}
