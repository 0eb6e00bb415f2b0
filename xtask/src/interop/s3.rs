//! Transfers of S3 on two independent stores: moto, and `s3s-fs`, which is built from the registry.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::program;
use super::server::ServerProcess;
use crate::failure::Failure;
use crate::{clients, output};

/// The package with the program, by which it is chosen.
pub(super) const PACKAGE: &str = "s3-transfer";

/// The program, an example of the package.
const EXAMPLE: &str = "interop";

/// The store, in the version that the program was written against.
const STORE: (&str, &str) = ("s3s-fs", "0.14.1");

/// Keys that are not valid file names.
const NO_FILES: [&str; 4] = ["a//b", "/leading", "a/../x", "./y"];

/// Runs the program on both stores.
pub(super) fn run(python: &Path, folder: &Path) -> Result<(), Failure> {
    let program = super::stage("building the program of S3", build_program)?;
    let store = super::stage("building s3s-fs", || build_store(folder))?;
    let server = ServerProcess::start(python, folder)?;
    println!("s3-transfer on moto");
    let mut command = server.command(&program);
    // The store only looks for signatures in headers.
    command.arg("presigned");
    let mut outcomes = vec![("moto", program::run(command, true)?)];
    drop(server);
    println!("s3-transfer on s3s-fs");
    let server = start_store(&store, folder)?;
    let mut command = server.command(&program);
    command.args(NO_FILES);
    outcomes.push(("s3s-fs", program::run(command, true)?));
    print!("{}", super::table(&outcomes));
    match outcomes.iter().all(|(_, outcome)| outcome.is_success()) {
        true => Ok(()),
        false => Err(Failure::Tests),
    }
}

fn build_program() -> Result<PathBuf, Failure> {
    let target = output::workspace().join("target");
    let arguments = [
        format!("--package={PACKAGE}"),
        format!("--example={EXAMPLE}"),
        format!("--features={EXAMPLE}"),
    ];
    clients::cargo(&output::workspace(), &target, "build", &arguments, &[])?;
    let name = format!("{EXAMPLE}{}", std::env::consts::EXE_SUFFIX);
    Ok(target.join("debug/examples").join(name))
}

/// Builds the store, unless it was built before. Its dependencies never enter our lock file.
fn build_store(folder: &Path) -> Result<PathBuf, Failure> {
    let (name, version) = STORE;
    let root = folder.join(format!("{name}-{version}"));
    let binary = root.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if binary.is_file() {
        return Ok(binary);
    }
    let packages = [
        name.to_owned(),
        format!("--version={version}"),
        format!("--root={}", root.display()),
    ];
    let options = ["--features=binary", "--debug"];
    clients::cargo(folder, &root.join("target"), "install", &packages, &options)?;
    Ok(binary)
}

/// Starts the store on a free port, with an empty folder.
fn start_store(store: &Path, folder: &Path) -> Result<ServerProcess, Failure> {
    let failed = |error: std::io::Error| Failure::Input(format!("error: cannot run {}: {error}", STORE.0));
    let root = folder.join("s3-objects");
    // The folder may not exist yet.
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(&root).map_err(failed)?;
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map_err(failed)?
        .port();
    let mut command = Command::new(store);
    let keys = ["AKIAINTEROP", "an/interop+secret="];
    command
        .args(["--access-key", keys[0], "--secret-key", keys[1]])
        .args(["--host", "127.0.0.1", "--port", &port.to_string()])
        .arg(root);
    ServerProcess::start_on_port(command, port, keys).map_err(|text| {
        let name = STORE.0;
        Failure::Input(format!("error: cannot run {name}: {text}"))
    })
}
