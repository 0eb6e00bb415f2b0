//! Virtual environments under target/, each with one Python package.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Failure, output};

/// Installs what is required into `venv` below this folder, unless it is there; the Python that has it.
///
/// `undone` says what is not done where Python or the package cannot be had.
pub(crate) fn prepare(folder: &Path, requirement: &str, undone: &str) -> Result<PathBuf, Failure> {
    let venv = folder.join("venv");
    let python = venv.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    // Written last, so that an environment which is half made is made again.
    let mark = venv.join("requirement.txt");
    if python.exists() && fs::read_to_string(&mark).is_ok_and(|text| text == requirement) {
        return Ok(python);
    }
    let mut create = Command::new("python3");
    create.args(["-m", "venv", "--clear"]).arg(&venv);
    succeed(&mut create, undone, "python3 cannot make a virtual environment")?;
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
    succeed(&mut install, undone, &format!("pip cannot install {requirement}"))?;
    fs::write(&mark, requirement)
        .map_err(|error| Failure::Input(format!("error: cannot write {}: {error}", output::shown(&mark))))?;
    Ok(python)
}

fn succeed(command: &mut Command, undone: &str, problem: &str) -> Result<(), Failure> {
    let said = match command.output() {
        Ok(output) if output.status.success() => return Ok(()),
        Ok(output) => format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => error.to_string(),
    };
    Err(Failure::Skipped(format!("{undone}, {problem}: {}", said.trim())))
}
