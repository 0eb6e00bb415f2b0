//! Virtual environments under target/, each with one Python package.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::output;

/// Installs the requirement into `venv` below this folder, and returns the path of its Python.
///
/// `skipped_work` names the work that is skipped if Python or the package is unavailable.
pub(crate) fn prepare(folder: &Path, requirement: &str, skipped_work: &str) -> Result<PathBuf, Failure> {
    let venv = folder.join("venv");
    let python = venv.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    // Written last, so that an incomplete environment is created again.
    let mark = venv.join("requirement.txt");
    if python.exists() && fs::read_to_string(&mark).is_ok_and(|text| text == requirement) {
        return Ok(python);
    }
    let mut create = Command::new("python3");
    create.args(["-m", "venv", "--clear"]).arg(&venv);
    succeed(&mut create, skipped_work, "python3 cannot make a virtual environment")?;
    let mut install = Command::new(&python);
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "2",
    ]);
    install.args(requirement.split_whitespace());
    succeed(&mut install, skipped_work, &format!("pip cannot install {requirement}"))?;
    fs::write(&mark, requirement)
        .map_err(|error| Failure::Input(format!("error: cannot write {}: {error}", output::shown(&mark))))?;
    Ok(python)
}

/// Runs a command that may need packages.
pub(crate) fn succeed(command: &mut Command, skipped_work: &str, problem: &str) -> Result<(), Failure> {
    let output = match command.output() {
        Ok(output) if output.status.success() => return Ok(()),
        Ok(output) => format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => error.to_string(),
    };
    Err(Failure::Skipped(format!(
        "{skipped_work}, {problem}: {}",
        output.trim()
    )))
}
