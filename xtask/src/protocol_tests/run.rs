//! Runs cargo on the generated crates and reads the results of the tests.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use super::workspace::TestWorkspace;
use crate::failure::Failure;

/// The outcome of the tests of a crate.
#[derive(Debug)]
pub(super) struct TestResults {
    /// The results by the path of the test: `None` if it passed, else its output.
    tests: BTreeMap<String, Option<String>>,
    /// The reason for which a test is not among them.
    otherwise: String,
}

impl TestResults {
    /// Returns the result without tests, with the reason.
    pub(super) fn none(reason: &str) -> Self {
        Self {
            tests: BTreeMap::new(),
            otherwise: reason.to_owned(),
        }
    }

    /// Stores the output of a failed test.
    fn keep(&mut self, section: Option<(&str, Vec<&str>)>) {
        if let Some((path, printed)) = section
            && let Some(result) = self.tests.get_mut(path)
        {
            *result = Some(message(&printed));
        }
    }

    /// Returns the reason for which a test failed, or `None` if it passed.
    pub(super) fn failure(&self, test: &str) -> Option<String> {
        match self.tests.get(test) {
            Some(result) => result.clone(),
            None => Some(self.otherwise.clone()),
        }
    }
}

/// The programs of the tests, by their packages.
pub(super) type Programs = BTreeMap<String, PathBuf>;

/// Compiles the crates and their tests. If this fails, the output of the compiler is shown, and the
/// result is `None`.
pub(super) fn build(workspace: &TestWorkspace) -> Result<Option<Programs>, Failure> {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command
        .current_dir(&workspace.folder)
        .args(["test", "--test", "protocol_tests", "--no-run", "--quiet", "--workspace"])
        // The HTTP client is a function, so no TLS library is built.
        .args(["--no-default-features", "--message-format=json-render-diagnostics"])
        .arg("--target-dir")
        .arg(&workspace.target);
    let output = outcome(&mut command, "cargo")?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        return Ok(None);
    }
    Ok(Some(programs(&String::from_utf8_lossy(&output.stdout))))
}

/// Reads cargo's messages. The programs are run without cargo, which would build the runtime for
/// each package with the features of this package.
fn programs(messages: &str) -> Programs {
    let messages = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let program = |message: Value| {
        let manifest = Path::new(message.get("manifest_path")?.as_str()?);
        let package = manifest.parent()?.file_name()?.to_str()?;
        let executable = message.get("executable")?.as_str()?;
        Some((package.to_owned(), PathBuf::from(executable)))
    };
    messages.filter_map(program).collect()
}

/// Runs the tests of a crate.
pub(super) fn test(programs: &Programs, package: &str) -> Result<TestResults, Failure> {
    let Some(program) = programs.get(package) else {
        return Ok(TestResults::none("cargo has built no program of it"));
    };
    let output = outcome(&mut Command::new(program), "the tests")?;
    Ok(read(&String::from_utf8_lossy(&output.stdout)))
}

fn outcome(command: &mut Command, name: &str) -> Result<Output, Failure> {
    command.env("RUST_BACKTRACE", "0").env("CARGO_TERM_COLOR", "never");
    // A test builds the expected value in one expression, which needs more than 2 MB of stack
    // without optimization.
    command.env("RUST_MIN_STACK", "16777216");
    command
        .output()
        .map_err(|error| Failure::Input(format!("error: cannot run {name}: {error}")))
}

/// Reads the lines of libtest: `test path ... ok`, and for each failure `---- path stdout ----`
/// with what it printed.
fn read(text: &str) -> TestResults {
    let mut results = TestResults::none("the test was not run");
    let mut section: Option<(&str, Vec<&str>)> = None;
    for line in text.lines() {
        let header = line
            .strip_prefix("---- ")
            .and_then(|line| line.strip_suffix(" stdout ----"));
        if header.is_some() || line == "failures:" {
            results.keep(section.take());
            section = header.map(|path| (path, Vec::new()));
        } else if let Some((_, printed)) = &mut section {
            printed.push(line);
        } else if let Some((path, verdict)) = line.strip_prefix("test ").and_then(|line| line.split_once(" ... ")) {
            let failure = (verdict != "ok").then(|| verdict.to_owned());
            results.tests.insert(path.to_owned(), failure);
        }
    }
    results.keep(section);
    results
}

/// Returns the panic message of a test, without its location and backtrace.
fn message(printed: &[&str]) -> String {
    let lines = printed.iter().skip_while(|line| !line.contains("panicked at")).skip(1);
    let lines: Vec<_> = lines
        .take_while(|line| !line.starts_with("note: ") && !line.is_empty())
        .copied()
        .collect();
    if lines.is_empty() {
        printed.join("\n").trim().to_owned()
    } else {
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_in_the_messages_of_cargo() {
        let messages = [
            r#"{"reason":"compiler-artifact","manifest_path":"/x/annex/Cargo.toml","executable":null}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/x/annex/Cargo.toml","executable":"/x/target/annex-1"}"#,
            r#"{"reason":"build-finished","success":true}"#,
        ];
        let expected = Programs::from([("annex".to_owned(), PathBuf::from("/x/target/annex-1"))]);
        assert_eq!(programs(&messages.join("\n")), expected);
    }

    const PRINTED: &str = "
running 3 tests
test requests::a ... ok
test requests::b ... FAILED
test errors::c ... FAILED

failures:

---- requests::b stdout ----

thread 'requests::b' (17) panicked at tests/protocol_tests/support.rs:141:5:
path: \"/\", expected \"/b\"
body.x is missing
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

---- errors::c stdout ----

thread 'errors::c' (18) panicked at tests/protocol_tests/support.rs:9:5:
.message: \"---- \", expected nothing


failures:
    errors::c
    requests::b

test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

    #[test]
    fn results_are_read_with_their_reasons() {
        let results = read(PRINTED);
        assert_eq!(results.failure("requests::a"), None);
        assert_eq!(
            results.failure("requests::b").as_deref(),
            Some("path: \"/\", expected \"/b\"\nbody.x is missing")
        );
        assert_eq!(
            results.failure("errors::c").as_deref(),
            Some(".message: \"---- \", expected nothing")
        );
        assert_eq!(results.failure("errors::d").as_deref(), Some("the test was not run"));
    }
}
