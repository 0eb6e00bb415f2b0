//! Reads model files. Failures name them.

use std::path::{Path, PathBuf};

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::source::Source;
use smithy_codegen_build::disk;

use crate::failure::Failure;
use crate::output;

/// Reads the files of these paths: in a folder, all `.smithy` and `.json` files.
///
/// # Errors
/// Fails if a file cannot be read; the text names all such files.
pub fn read(paths: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let mut diagnostics = Diagnostics::default();
    let sources = disk::read(paths, &mut diagnostics);
    output::errors(&diagnostics, &sources)?;
    Ok(sources)
}

/// Reads a text file.
///
/// # Errors
/// Fails if the file cannot be read.
pub fn read_file(path: &Path) -> Result<Source, Failure> {
    disk::read_file(path).map_err(|diagnostic| Failure::Input(diagnostic.render(&[], output::colour())))
}
