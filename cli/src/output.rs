//! The output of commands: findings, and differences of files.

use std::fs;
use std::io::IsTerminal;
use std::path::Path;

use similar::TextDiff;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::source::Source;
pub use smithy_codegen_build::disk::shown;

use crate::failure::Failure;
use crate::sync::Difference;

/// Returns whether messages may be coloured: on a terminal, unless `NO_COLOR` is set.
pub fn colour() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Prints warnings.
///
/// # Errors
/// Fails with all findings if one of them is an error.
pub fn report(diagnostics: &Diagnostics, sources: &[Source]) -> Result<(), Failure> {
    let text = diagnostics.render(sources, colour());
    if diagnostics.has_errors() {
        return Err(Failure::Input(text));
    }
    if !text.is_empty() {
        eprintln!("{text}");
    }
    Ok(())
}

/// Drops warnings.
///
/// # Errors
/// Fails with all findings if one of them is an error.
pub fn errors(diagnostics: &Diagnostics, sources: &[Source]) -> Result<(), Failure> {
    if diagnostics.has_errors() {
        report(diagnostics, sources)
    } else {
        Ok(())
    }
}

/// Returns a difference as a unified diff.
pub fn diff(difference: &Difference) -> String {
    let mut text = String::new();
    for (path, new) in &difference.stale {
        let old = fs::read_to_string(path).unwrap_or_default();
        text.push_str(&unified(path, &old, new));
    }
    for path in &difference.orphans {
        let old = fs::read_to_string(path).unwrap_or_default();
        text.push_str(&unified(path, &old, ""));
    }
    text
}

fn unified(path: &Path, old: &str, new: &str) -> String {
    let shown = shown(path);
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{shown}"), &format!("b/{shown}"))
        .to_string()
}
