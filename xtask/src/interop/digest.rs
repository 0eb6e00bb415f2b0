//! Digest authentication on httpbin and Flask-HTTPAuth.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::program;
use super::server::ServerProcess;
use super::workspace::COMMAND;
use crate::clients::{self, ClientToGenerate};
use crate::failure::Failure;
use crate::sync::{copy_if_newer, write_if_new};
use crate::{output, venv};

/// The package by which the program is chosen.
pub(super) const PACKAGE: &str = "digest";

/// The servers, in the versions that the program was written against.
const SERVERS: &str = "httpbin==0.10.4 flask-httpauth==4.8.1";

/// The client.
const CLIENT: &str = "notes";

/// Generates the client, and runs the program on both servers.
pub(super) fn run(folder: &Path) -> Result<(), Failure> {
    let folder = folder.join(PACKAGE);
    let program = super::stage("building the program of digest authentication", || build(&folder))?;
    let python = super::stage("installing httpbin and Flask-HTTPAuth", || {
        venv::prepare(&folder, SERVERS, "digest authentication is not tried")
    })?;
    let mut command = Command::new(python);
    command.arg(sources().join("serve.py"));
    let server = ServerProcess::start_plain(command, &folder.join("server.log"))?;
    println!("digest authentication");
    let outcome = program::run(server.command(&program), true)?;
    let is_success = outcome.is_success();
    print!("{}", super::table(&[(PACKAGE, outcome)]));
    if is_success { Ok(()) } else { Err(Failure::Tests) }
}

fn sources() -> PathBuf {
    output::workspace().join("xtask/interop").join(PACKAGE)
}

fn build(folder: &Path) -> Result<PathBuf, Failure> {
    let client = ClientToGenerate {
        package: CLIENT,
        model: &sources().join("notes.smithy"),
        operations: &[],
        protocol: None,
        command: COMMAND,
    };
    client.generate(folder)?;
    let failed = |error| Failure::Input(format!("error: cannot write to {}: {error}", output::shown(folder)));
    let members = [CLIENT, "../../../xtask/interop/digest"];
    let manifest = clients::manifest(&members, "../../..", clients::PROFILE_OF_TESTS);
    write_if_new(&folder.join("Cargo.toml"), &manifest).map_err(failed)?;
    let lock = output::workspace().join("Cargo.lock");
    copy_if_newer(&lock, &folder.join("Cargo.lock")).map_err(failed)?;
    // The target folder of the other programs: most dependencies are built already.
    let target = output::workspace().join("target/interop/target");
    clients::cargo(folder, &target, "build", &["--package=interop-digest".to_owned()], &[])?;
    let binary = format!("call-digest{}", std::env::consts::EXE_SUFFIX);
    Ok(target.join("debug").join(binary))
}
