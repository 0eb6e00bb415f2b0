//! Runs cargo on the generated crates as one workspace, so that shared dependencies are built once.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::table::CorpusRow;
use crate::failure::Failure;
use crate::output;
use crate::sync::{copy_if_newer, write_if_new};

/// A step that cargo takes with the crates.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum CargoCommand {
    /// `cargo check`
    Check,
    /// `cargo clippy`
    Clippy,
    /// `cargo doc --no-deps`
    Doc,
    /// The endpoint tests, which compare the rules with botocore's results.
    Test,
}

impl CargoCommand {
    /// Returns the command line.
    pub(super) fn command(self) -> String {
        format!("cargo {}", self.name())
    }

    /// Returns its name on the command line.
    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
            Self::Test => "test",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Clippy => &["clippy"],
            Self::Doc => &["doc", "--no-deps"],
            Self::Test => &["build", "--test", "endpoint_tests"],
        }
    }
}

/// The messages of cargo about one crate.
#[derive(Default)]
struct CargoOutput {
    warnings: usize,
    errors: usize,
    /// All messages, rendered.
    text: String,
    /// The binary of its tests.
    program: Option<PathBuf>,
}

/// Writes the workspace of the crates that could be generated.
pub(super) fn prepare(folder: &Path, rows: &[CorpusRow]) -> Result<(), Failure> {
    let crates = folder.join("crates");
    let root = output::workspace();
    let members: Vec<_> = rows
        .iter()
        .filter(|row| row.lines > 0)
        .map(|row| row.name.as_str())
        .collect();
    let text = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n\
         # What the manifests of the clients refer to.\n\
         [workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT OR Apache-2.0\"\n\n\
         [workspace.dependencies]\nsmithy-client-runtime = {{ path = \"../../../runtime\", default-features = false }}\n\n\
         # Built once and never run.\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    write_if_new(&crates.join("Cargo.toml"), &text)
        .and_then(|()| copy_if_newer(&root.join("Cargo.lock"), &crates.join("Cargo.lock")))
        .map_err(|error| Failure::Input(format!("error: cannot write to {}: {error}", output::shown(&crates))))
}

/// Runs cargo on all crates and adds its findings to the rows.
pub(super) fn run(step: CargoCommand, folder: &Path, jobs: usize, rows: &mut [CorpusRow]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::Input(format!("error: cannot run {}: {error}", step.command()));
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(folder.join("crates"))
        .env("CARGO_TARGET_DIR", folder.join("target"))
        // Variables that cargo set for this program are not about the crates.
        .env_remove("CARGO_MANIFEST_DIR")
        .args(step.arguments())
        .args(["--workspace", "--keep-going", "--quiet", "--message-format=json"])
        .args(["--features", "blocking,test-util", "--jobs", &jobs.to_string()])
        .stdout(Stdio::piped());
    let mut child = command.spawn().map_err(failed)?;
    let (mut output, mut done) = (BTreeMap::new(), BTreeSet::new());
    if let Some(messages) = child.stdout.take() {
        for line in BufReader::new(messages).lines().map_while(Result::ok) {
            let made = note(&line, &mut output).filter(|name| rows.iter().any(|row| row.name == *name));
            if let Some(name) = made.filter(|name| done.insert(name.clone())) {
                eprintln!("corpus: {}: {} of {}: {name}", step.command(), done.len(), rows.len());
            }
        }
    }
    let status = child.wait().map_err(failed)?;
    let is_reported = rows
        .iter()
        .filter_map(|row| output.get(&row.name))
        .any(|output| output.errors > 0);
    if !status.success() && !is_reported {
        let text = format!("error: {} failed: {status}; see its output above", step.command());
        return Err(Failure::Input(text));
    }
    for row in rows.iter_mut().filter(|row| row.lines > 0) {
        let mut output = output.remove(&row.name).unwrap_or_default();
        if let Some(program) = &output.program {
            test(&program.clone(), &mut output).map_err(failed)?;
        }
        record(step, folder, row, &output).map_err(failed)?;
    }
    Ok(())
}

/// Adds one of cargo's messages to its crate, whose folder has the service's name. Returns the
/// crate if it is done.
fn note(line: &str, output: &mut BTreeMap<String, CargoOutput>) -> Option<String> {
    let line = serde_json::from_str::<Value>(line).ok()?;
    let message = &line["message"];
    let name = Path::new(line["manifest_path"].as_str()?)
        .parent()?
        .file_name()?
        .to_str()?;
    let output = output.entry(name.to_owned()).or_default();
    if line["reason"] == "compiler-artifact" {
        output.program = line["executable"].as_str().map(PathBuf::from).or(output.program.take());
        return Some(name.to_owned());
    }
    match message["level"].as_str() {
        Some("warning") => output.warnings += 1,
        Some("error") => output.errors += 1,
        _ => {}
    }
    output.text += message["rendered"].as_str().unwrap_or_default();
    None
}

/// Runs the tests; a failure counts as an error.
fn test(program: &Path, output: &mut CargoOutput) -> std::io::Result<()> {
    let ran = Command::new(program).arg("--quiet").output()?;
    if !ran.status.success() {
        let text = String::from_utf8_lossy(&ran.stdout);
        let failed: Vec<_> = text.lines().filter(|line| line.starts_with("---- ")).collect();
        output.errors += failed.len().max(1);
        output.text += &format!("{}\n{text}", failed.first().unwrap_or(&"no test has failed"));
    }
    Ok(())
}

fn record(step: CargoCommand, folder: &Path, row: &mut CorpusRow, output: &CargoOutput) -> std::io::Result<()> {
    let file = format!("{}.{}.txt", row.name, step.name());
    write_if_new(&folder.join("output").join(&file), &output.text)?;
    if output.warnings + output.errors == 0 {
        row.passed.push(step.name());
    } else {
        let first = output.text.lines().next().unwrap_or_default();
        let (errors, warnings) = (output.errors, output.warnings);
        row.failures.push(format!(
            "{}: {errors} errors, {warnings} warnings: {first}",
            step.command()
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_go_to_their_crates() {
        let mut output = BTreeMap::new();
        let lines = [
            r#"{"reason":"compiler-artifact","manifest_path":"/x/crates/kiosk/Cargo.toml","executable":"/x/tests"}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/x/crates/kiosk/Cargo.toml","executable":null}"#,
            r#"{"reason":"compiler-message","manifest_path":"/x/crates/kiosk/Cargo.toml","message":{"level":"warning","rendered":"warning: odd\n"}}"#,
            r#"{"reason":"compiler-message","manifest_path":"/x/crates/pub/Cargo.toml","message":{"level":"error","rendered":"error: bad\n"}}"#,
            r#"{"reason":"build-finished","success":false}"#,
            "no JSON",
        ];
        let done: Vec<_> = lines.into_iter().filter_map(|line| note(line, &mut output)).collect();
        assert_eq!(done, ["kiosk", "kiosk"]);
        let counts: Vec<_> = output
            .iter()
            .map(|(name, output)| (name.as_str(), output.warnings, output.errors))
            .collect();
        assert_eq!(counts, [("kiosk", 1, 0), ("pub", 0, 1)]);
        assert_eq!(output["kiosk"].program.as_deref(), Some(Path::new("/x/tests")));
        assert_eq!(output["kiosk"].text, "warning: odd\n");
    }
}
