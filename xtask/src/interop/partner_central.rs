//! One scenario on the fake Partner Central, run by three clients: ours, the official crate and
//! botocore.

use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::program::{self, ProgramOutcome};
use super::server::ServerProcess;
use crate::failure::Failure;
use crate::sync::{copy_if_newer, write_if_new};
use crate::{clients, output, venv};

/// The package of the generated client, by which the scenario is chosen.
pub(super) const PACKAGE: &str = "partnercentral-selling";

/// The version of botocore that the scenario was written against.
const BOTOCORE: &str = "botocore==1.44.8";

/// The package of the programs, seen from the root.
const PROGRAMS: &str = "xtask/interop/partner-central";

/// The package of the fake service.
const FAKE: &str = "partner-central-fake";

/// The clients that are compiled, which are features of the package as well.
const CLIENTS: [&str; 2] = ["ours", "official"];

/// Runs the scenario by each client on a service of its own. Fails if one fails, or if their lines
/// differ.
pub(super) fn run(folder: &Path) -> Result<(), Failure> {
    let folder = folder.join("partner-central");
    let target = folder.join("../target");
    let fake = super::stage("building the fake Partner Central", build_fake)?;
    super::stage("building the scenario", || build_scenario(&folder, &target))?;
    let python = super::stage("installing botocore", || {
        venv::prepare(&folder, BOTOCORE, "the scenario is not run")
    })?;
    let mut outcomes = Vec::new();
    for client in CLIENTS {
        let name = format!("scenario-{client}{}", std::env::consts::EXE_SUFFIX);
        let server = ServerProcess::start_fake(&fake)?;
        let command = server.command(&target.join("debug").join(name));
        outcomes.push((client, program::run(command, false)?));
    }
    let server = ServerProcess::start_fake(&fake)?;
    let mut command = server.command(&python);
    command.arg(output::workspace().join(PROGRAMS).join("scenario.py"));
    outcomes.push(("botocore", program::run(command, false)?));
    print!("{}", super::table(&outcomes));
    compare(&outcomes)
}

/// Returns the manifest of the workspace; the package refers to it.
fn manifest() -> String {
    let members = "resolver = \"3\"\nmembers = [\"../../../xtask/interop/partner-central\"]";
    format!("[workspace]\n{members}\n\n{}", clients::PROFILE_OF_TESTS)
}

fn compare(outcomes: &[(&str, ProgramOutcome)]) -> Result<(), Failure> {
    let mut are_equal = outcomes.iter().all(|(_, outcome)| outcome.is_success());
    let text = |outcome: &ProgramOutcome| outcome.lines.join("\n") + "\n";
    if let Some(((first, expected), others)) = outcomes.split_first() {
        for (name, outcome) in others.iter().filter(|(_, outcome)| outcome.lines != expected.lines) {
            let (expected, found) = (text(expected), text(outcome));
            let diff = TextDiff::from_lines(&expected, &found);
            print!("{}", diff.unified_diff().header(first, name));
            are_equal = false;
        }
    }
    if are_equal { Ok(()) } else { Err(Failure::Tests) }
}

fn build_fake() -> Result<PathBuf, Failure> {
    let target = output::workspace().join("target");
    clients::cargo(
        &output::workspace(),
        &target,
        "build",
        &[format!("--package={FAKE}")],
        &[],
    )?;
    Ok(target
        .join("debug")
        .join(format!("{FAKE}{}", std::env::consts::EXE_SUFFIX)))
}

fn build_scenario(folder: &Path, target: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::Input(format!("error: cannot write to {}: {error}", output::shown(folder)));
    write_if_new(&folder.join("Cargo.toml"), &manifest()).map_err(failed)?;
    // The one that has the official crates.
    let lock = output::workspace().join("bench/Cargo.lock");
    copy_if_newer(&lock, &folder.join("Cargo.lock")).map_err(failed)?;
    clients::cargo(folder, target, "build", &[], &["--features", &CLIENTS.join(",")])
}
