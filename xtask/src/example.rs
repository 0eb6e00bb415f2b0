//! Runs programs that need the runtime: examples of the package of `smithy-codegen`. This program
//! does not depend on the runtime, because it generates parts of it.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::failure::Failure;
use crate::output;

/// Runs an example and passes each line of JSON that it prints to `report`.
pub(crate) fn run(
    name: &str,
    arguments: impl IntoIterator<Item = String>,
    mut report: impl FnMut(&Value),
) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::Input(format!("error: cannot run the cases: {error}"));
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(output::workspace())
        // Variables that cargo set for this program do not apply to the example.
        .env_remove("CARGO_MANIFEST_DIR")
        .args([
            "run",
            "--quiet",
            "--package=smithy-codegen-cli",
            "--features=examples",
            "--example",
            name,
            "--",
        ])
        .args(arguments)
        .stdout(Stdio::piped());
    let mut child = command.spawn().map_err(failed)?;
    let lines = child.stdout.take().into_iter();
    for line in lines.flat_map(|stdout| BufReader::new(stdout).lines()) {
        let line = line.map_err(failed)?;
        let value: Value = serde_json::from_str(&line).map_err(|error| failed(error.into()))?;
        report(&value);
    }
    let status = child.wait().map_err(failed)?;
    match status.success() {
        true => Ok(()),
        false => Err(Failure::Input(format!("error: the cases were not run: {status}"))),
    }
}
