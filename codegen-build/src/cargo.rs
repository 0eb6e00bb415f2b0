//! The lines that a build script prints for cargo.

use std::path::Path;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::source::Source;

/// Tells cargo to run the build script again when this file, or a file in this folder, changes.
pub(crate) fn rerun_if_changed(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

/// Prints each finding as a warning of one line that starts with its place, except missing
/// documentation, which only matters in published crates.
pub(crate) fn warn(diagnostics: &Diagnostics, sources: &[Source]) {
    for finding in diagnostics.sorted() {
        if finding.code() == "undocumented" {
            continue;
        }
        println!("cargo::warning={}", finding.one_line(sources));
    }
}

/// Returns the name of the crate that is built, as Rust code writes it.
pub(crate) fn crate_name() -> String {
    std::env::var("CARGO_PKG_NAME").map_or_else(|_| "crate".to_owned(), |name| name.replace('-', "_"))
}
