//! The error of a build script.

use std::fmt;
use std::io;
use std::path::Path;

use smithy_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithy_codegen::source::Source;

/// The reason for which no client was generated. `Debug` prints the same text as `Display`, because
/// a failure of `main` is shown with `Debug`.
pub struct Error {
    message: String,
}

impl Error {
    pub(crate) fn model(diagnostics: &Diagnostics, sources: &[Source]) -> Self {
        let message = format!("no client was generated\n\n{}", diagnostics.render(sources, false));
        Self { message }
    }

    pub(crate) fn no_out_dir() -> Self {
        let message = "OUT_DIR is not set; call `generate` in a build script, or set `out_dir`".to_owned();
        Self { message }
    }

    pub(crate) fn write(folder: &Path, error: &io::Error) -> Self {
        let message = format!("cannot write to {}: {error}", folder.display());
        Self { message }
    }
}

/// Returns the finding that no model is given.
pub(crate) fn no_model() -> Diagnostic {
    Diagnostic::error("no-model", "no model is given").help("name one with `.model(\"model/weather.smithy\")`")
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
