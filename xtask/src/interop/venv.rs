//! The virtual environment that has the server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Failure, output};

/// The server, in the version that the programs were written against.
const REQUIREMENT: &str = "moto[server]==5.2.5";

/// Installs the server, unless it is there; the Python that has it.
pub(super) fn prepare(folder: &Path) -> Result<PathBuf, Failure> {
    let venv = folder.join("venv");
    let python = venv.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    // Written last, so that an environment which is half made is made again.
    let mark = venv.join("requirement.txt");
    if python.exists() && fs::read_to_string(&mark).is_ok_and(|text| text == REQUIREMENT) {
        return Ok(python);
    }
    let mut create = Command::new("python3");
    create.args(["-m", "venv", "--clear"]).arg(&venv);
    succeed(&mut create, "python3 cannot make a virtual environment")?;
    let mut install = Command::new(&python);
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "2",
        REQUIREMENT,
    ]);
    succeed(&mut install, &format!("pip cannot install {REQUIREMENT}"))?;
    fs::write(&mark, REQUIREMENT)
        .map_err(|error| Failure::Input(format!("error: cannot write {}: {error}", output::shown(&mark))))?;
    Ok(python)
}

fn succeed(command: &mut Command, problem: &str) -> Result<(), Failure> {
    let said = match command.output() {
        Ok(output) if output.status.success() => return Ok(()),
        Ok(output) => format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => error.to_string(),
    };
    Err(Failure::Skipped(format!(
        "the programs are not run, {problem}: {}",
        said.trim()
    )))
}
