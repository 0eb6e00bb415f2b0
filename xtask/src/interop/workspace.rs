//! The workspace in target/interop: the generated clients and the package xtask/interop, whose
//! programs call them.

use std::io;
use std::path::{Path, PathBuf};

use super::CalledService;
use crate::clients::{self, ClientToGenerate};
use crate::failure::Failure;
use crate::output;
use crate::sync::{copy_if_newer, write_if_new};

/// The command that the clients name.
pub(super) const COMMAND: &str = "cargo xtask interop";

/// The folder of that package, seen from the workspace.
const PACKAGE: &str = "../../xtask/interop";

/// The package of the programs, which is not generated.
pub(super) const PROGRAMS: &str = "interop";

/// The folders in between are part of the layout, so that no path of this machine is written.
const ROOT: &str = "../..";

/// A workspace on the disk.
pub(super) struct ClientWorkspace {
    /// Its folder.
    pub(super) folder: PathBuf,
}

impl ClientWorkspace {
    /// Generates the clients and writes the manifests; files that would not change stay untouched,
    /// so they are not built again.
    pub(super) fn prepare(models: &Path, services: &[CalledService]) -> Result<Self, Failure> {
        let root = output::workspace();
        let workspace = Self {
            folder: root.join("target/interop"),
        };
        for service in services {
            let client = ClientToGenerate {
                package: service.package,
                model: &models.join(service.model),
                operations: &[],
                protocol: None,
                command: COMMAND,
            };
            client.generate(&workspace.folder)?;
        }
        let failed = |error: io::Error| {
            Failure::Input(format!(
                "error: cannot write to {}: {error}",
                output::shown(&workspace.folder)
            ))
        };
        let members: Vec<_> = services
            .iter()
            .map(|service| service.package)
            .chain([PACKAGE])
            .collect();
        write_if_new(
            &workspace.folder.join("Cargo.toml"),
            &clients::manifest(&members, ROOT, clients::PROFILE_OF_TESTS),
        )
        .map_err(failed)?;
        copy_if_newer(&root.join("Cargo.lock"), &workspace.folder.join("Cargo.lock")).map_err(failed)?;
        Ok(workspace)
    }

    /// Runs a command of cargo on packages of this workspace and shows its output.
    pub(super) fn cargo(&self, name: &str, packages: &[String], arguments: &[&str]) -> Result<(), Failure> {
        clients::cargo(&self.folder, &self.folder.join("target"), name, packages, arguments)
    }

    /// Returns the program of a service.
    pub(super) fn program(&self, service: &CalledService) -> PathBuf {
        let name = format!("{}{}", binary(service), std::env::consts::EXE_SUFFIX);
        self.folder.join("target/debug").join(name)
    }
}

/// Returns the arguments that choose the clients of these services.
pub(super) fn clients(services: &[CalledService]) -> Vec<String> {
    services
        .iter()
        .map(|service| format!("--package={}", service.package))
        .collect()
}

/// Returns the arguments that choose the programs of these services.
pub(super) fn programs(services: &[CalledService]) -> Vec<String> {
    let features = services
        .iter()
        .map(|service| format!("--features={PROGRAMS}/{}", service.package));
    [format!("--package={PROGRAMS}")].into_iter().chain(features).collect()
}

/// Returns the arguments that choose the clients and the programs of these services.
pub(super) fn packages(services: &[CalledService]) -> Vec<String> {
    clients(services).into_iter().chain(programs(services)).collect()
}

/// Returns the name of the program, which differs from that of the client's crate.
fn binary(service: &CalledService) -> String {
    format!("call-{}", service.package)
}
