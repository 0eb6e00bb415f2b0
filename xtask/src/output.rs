//! The output of commands, and reading of files with errors that name them.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use smithy_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithy_codegen::source::Source;

use crate::failure::Failure;

/// Whether messages may be coloured: on a terminal, unless `NO_COLOR` is set.
pub(crate) fn colour() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Returns the workspace, which holds this crate.
pub(crate) fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Returns the folders of model/ that hold a model, in order.
pub(crate) fn model_folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> = std::fs::read_dir(workspace().join("model"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.retain(|folder| folder.join("model.json").is_file());
    folders.sort();
    folders
}

/// Returns a path for messages: relative to the current folder if it is below it.
pub(crate) fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&current).unwrap_or(path).display().to_string()
}

/// Returns the text of a file.
pub(crate) fn read(path: &Path) -> Result<Source, Box<Diagnostic>> {
    let name = shown(path);
    let bytes = std::fs::read(path).map_err(|error| {
        Box::new(
            Diagnostic::error("no-file", format!("cannot read {name}: {error}"))
                .help("check the path; it is taken from the current folder"),
        )
    })?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(
            name,
            text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
        )),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Err(Box::new(
                Diagnostic::error("not-utf8", format!("{name} is not UTF-8: byte {at} is wrong"))
                    .help("save the file as UTF-8"),
            ))
        }
    }
}

/// Returns a text file, or the failure of the command.
pub(crate) fn read_or_fail(path: &Path) -> Result<Source, Failure> {
    read(path).map_err(|diagnostic| Failure::Input(diagnostic.render(&[], colour())))
}

/// Prints warnings. With an error among them, returns all findings as the failure of the command.
pub(crate) fn report(diagnostics: &Diagnostics, sources: &[Source]) -> Result<(), Failure> {
    let text = diagnostics.render(sources, colour());
    if diagnostics.has_errors() {
        return Err(Failure::Input(text));
    }
    if !text.is_empty() {
        eprintln!("{text}");
    }
    Ok(())
}

/// Returns all findings as the failure of the command, if one of them is an error. Warnings alone
/// are dropped.
pub(crate) fn errors(diagnostics: &Diagnostics, sources: &[Source]) -> Result<(), Failure> {
    if diagnostics.has_errors() {
        report(diagnostics, sources)
    } else {
        Ok(())
    }
}
