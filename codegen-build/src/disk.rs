//! Reads model files: named files, and all files in folders.

use std::io;
use std::path::{Path, PathBuf};

use smithy_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithy_codegen::source::Source;
use smithy_codegen::suggest::closest;

/// Reads these files in order. A folder represents all `.smithy` and `.json` files below it. Files
/// that cannot be read are reported to `diagnostics`.
pub fn read(paths: &[PathBuf], diagnostics: &mut Diagnostics) -> Vec<Source> {
    let mut sources = Vec::new();
    for path in expand(paths, diagnostics) {
        match read_file(&path) {
            Ok(source) => sources.push(source),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    sources
}

fn expand(paths: &[PathBuf], diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        if let Err(error) = below(path, &mut files) {
            let problem = format!("cannot read the folder {}: {error}", shown(path));
            diagnostics.push(Diagnostic::error("no-folder", problem).help("check its permissions"));
        } else if files.len() == before {
            let problem = format!("there is no model in {}", shown(path));
            let help = "a model is a `.smithy` file, or a `.json` file with a Smithy JSON AST";
            diagnostics.push(Diagnostic::error("no-model", problem).help(help));
        }
    }
    files
}

/// Reads a text file, without a byte order mark.
///
/// # Errors
/// Returns a finding that names the file if it cannot be read or is not UTF-8.
pub fn read_file(path: &Path) -> Result<Source, Box<Diagnostic>> {
    let name = shown(path);
    let bytes = std::fs::read(path).map_err(|error| {
        let otherwise = || "check the path; it is taken from the current folder".to_owned();
        let help = beside(path).filter(|_| error.kind() == io::ErrorKind::NotFound);
        Diagnostic::error("no-file", format!("cannot read {name}: {error}")).help(help.unwrap_or_else(otherwise))
    })?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(
            name,
            text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
        )),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let problem = format!("{name} is not UTF-8: byte {at} is wrong");
            Err(Diagnostic::error("not-utf8", problem)
                .help("save the file as UTF-8")
                .into())
        }
    }
}

/// Returns a help text for a path that does not exist: the file or folder with a similar name.
fn beside(path: &Path) -> Option<String> {
    let folder = match path.parent()? {
        folder if folder.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    if !folder.exists() {
        return beside(folder);
    }
    let entries = std::fs::read_dir(folder).ok()?;
    let names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let wanted = path.file_name()?.to_str()?;
    let name = closest(wanted, names.iter().map(String::as_str))?;
    Some(format!("did you mean `{}`?", path.with_file_name(name).display()))
}

/// Returns a path for messages: relative to the current folder if it is below it.
pub fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&current).unwrap_or(path).display().to_string()
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
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

/// Returns whether a file in a folder is a model; the build configuration of Smithy's own tools is
/// not.
fn is_model(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    extension == "smithy" || (extension == "json" && path.file_name().is_some_and(|name| name != "smithy-build.json"))
}
