//! Generates the crate of one service from its facts, as `cargo xtask codegen --model` does.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::convert;
use super::table::CorpusRow;
use crate::sync::write_if_new;

/// Converts and generates. The row has the failure, if any.
pub(super) fn service(folder: &Path, name: &str) -> CorpusRow {
    let mut row = CorpusRow {
        name: name.to_owned(),
        ..CorpusRow::default()
    };
    if let Err(failure) = fill(folder, &mut row) {
        row.failures.push(failure);
    }
    row
}

fn fill(folder: &Path, row: &mut CorpusRow) -> Result<(), String> {
    let file = format!("{}.json", row.name);
    let facts = fs::read_to_string(folder.join("facts").join(&file)).map_err(|error| error.to_string())?;
    let facts: Value = serde_json::from_str(&facts).map_err(|error| error.to_string())?;
    row.operations = facts["service"]["operations"]
        .as_object()
        .map_or(0, |operations| operations.len());
    let model = convert::model(&facts).map_err(|problem| format!("not converted: {problem}"))?;
    let path = folder.join("models").join(&file);
    write_if_new(&path, &format!("{model:#}\n")).map_err(|error| error.to_string())?;
    let ran = generator(&path, &folder.join("crates").join(&row.name)).map_err(|error| error.to_string())?;
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&ran.stderr),
        String::from_utf8_lossy(&ran.stdout)
    );
    let file = folder.join("output").join(format!("{}.txt", row.name));
    write_if_new(&file, &said).map_err(|error| error.to_string())?;
    row.findings = said.lines().filter(|line| line.starts_with("warning[")).count();
    if !ran.status.success() {
        let error = said
            .lines()
            .find(|line| line.starts_with("error") || line.contains("panicked"));
        return Err(format!(
            "not generated: {}",
            error.map_or(ran.status.to_string(), str::to_owned)
        ));
    }
    stats(&String::from_utf8_lossy(&ran.stdout), row);
    Ok(())
}

/// Runs the generator in a process per service, so that a crash does not affect others and its
/// memory can be measured.
fn generator(model: &Path, out: &Path) -> std::io::Result<Output> {
    Command::new(std::env::current_exe()?)
        .args(["codegen", "--stats", "--runtime", "workspace", "--model"])
        .arg(model)
        .arg("--out")
        .arg(out)
        .output()
}

/// Reads what `--stats` prints: `<package>: 9 files, 99 lines`, then a line for each figure.
fn stats(text: &str, row: &mut CorpusRow) {
    for line in text.lines() {
        let words: Vec<_> = line.split_whitespace().collect();
        match words[..] {
            [.., lines, "lines"] => row.lines = lines.parse().unwrap_or_default(),
            ["ast", shapes, "shapes", _, "ms"] => row.shapes = shapes.parse().unwrap_or_default(),
            ["total", time, "ms"] => row.milliseconds = time.parse().unwrap_or_default(),
            ["peak", peak, "MB"] => row.peak = peak.parse().ok(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read() {
        let mut row = CorpusRow::default();
        let text = "kiosk: 9 files, 1234 lines\n  ast            12 shapes         0.5 ms\n  emit         1234 lines          1.5 ms\n  \
                    total                           2.0 ms\n  peak                           30.5 MB\n";
        stats(text, &mut row);
        assert_eq!(
            (row.shapes, row.lines, row.milliseconds, row.peak),
            (12, 1_234, 2.0, Some(30.5))
        );
    }
}
