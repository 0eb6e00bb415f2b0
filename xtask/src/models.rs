//! The files of models that a command names: files, and folders with all models in them.

use std::path::{Path, PathBuf};

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::source::Source;

use crate::failure::Failure;
use crate::output;

/// Returns the files that these paths stand for, in order: of a folder all `.smithy` and `.json`
/// files below it.
pub(crate) fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            below(path, &mut files).map_err(|error| {
                Failure::Input(format!(
                    "error: cannot read the folder {}: {error}",
                    output::shown(path)
                ))
            })?;
            if files.len() == before {
                return Err(Failure::Input(format!(
                    "error: there is no model in {}\n  = help: a model is a `.smithy` file, or a `.json` file with a Smithy JSON AST",
                    output::shown(path)
                )));
            }
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// Reads the files that these paths stand for.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let mut diagnostics = Diagnostics::default();
    let mut sources = Vec::new();
    for path in expand(paths)? {
        match output::read(&path) {
            Ok(source) => sources.push(source),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    output::errors(&diagnostics, &sources)?;
    Ok(sources)
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for path in entries.iter().map(std::fs::DirEntry::path) {
        if path.is_dir() {
            below(&path, files)?;
        } else if is_model(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// Tells whether a file in a folder is a model; the build configuration of Smithy's own tools is
/// not.
fn is_model(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    extension == "smithy" || (extension == "json" && path.file_name().is_some_and(|name| name != "smithy-build.json"))
}
