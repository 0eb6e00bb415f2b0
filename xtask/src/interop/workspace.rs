//! The workspace in target/interop: the generated clients and the package xtask/interop, whose
//! programs call them.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};

use super::Service;
use crate::failure::Failure;
use crate::output;
use crate::sync::{Difference, copy_if_newer, write_if_new};
use smithy_codegen_cli::generate;

/// The folder of that package, seen from the workspace.
const PACKAGE: &str = "../../xtask/interop";

/// The package of the programs, which is not generated.
pub(super) const PROGRAMS: &str = "interop";

/// The folders in between are part of the layout, so that no path of this machine is written.
const ROOT: &str = "../..";

/// A workspace on the disk.
pub(super) struct Workspace {
    /// Its folder.
    pub(super) folder: PathBuf,
}

impl Workspace {
    /// Generates the clients and writes the manifests; what is there already and equal stays
    /// untouched, so it is not built again.
    pub(super) fn prepare(models: &Path, services: &[Service]) -> Result<Self, Failure> {
        let root = output::workspace();
        let workspace = Self {
            folder: root.join("target/interop"),
        };
        for service in services {
            let client = Client {
                package: service.package,
                model: &models.join(service.model),
                operations: &[],
                protocol: None,
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
        write_if_new(&workspace.folder.join("Cargo.toml"), &manifest(&members, ROOT)).map_err(failed)?;
        copy_if_newer(&root.join("Cargo.lock"), &workspace.folder.join("Cargo.lock")).map_err(failed)?;
        Ok(workspace)
    }

    /// Runs a command of cargo on packages of this workspace and shows its output.
    pub(super) fn cargo(&self, name: &str, packages: &[String], arguments: &[&str]) -> Result<(), Failure> {
        cargo(&self.folder, &self.folder.join("target"), name, packages, arguments)
    }

    /// Returns the program of a service.
    pub(super) fn program(&self, service: &Service) -> PathBuf {
        let name = format!("{}{}", binary(service), std::env::consts::EXE_SUFFIX);
        self.folder.join("target/debug").join(name)
    }
}

/// A client to generate.
pub(super) struct Client<'a> {
    /// The package that it must become.
    pub(super) package: &'a str,
    /// The file of its model.
    pub(super) model: &'a Path,
    /// Its operations; without any, all of the model.
    pub(super) operations: &'a [&'a str],
    /// The protocol, where it is not the first of the service.
    pub(super) protocol: Option<&'a str>,
}

impl Client<'_> {
    /// Writes the crate into a folder of this folder; files that did not change are not touched.
    pub(super) fn generate(&self, folder: &Path) -> Result<(), Failure> {
        let options = Options {
            filter: Filter {
                service: None,
                operations: self.operations.iter().map(|&name| name.to_owned()).collect(),
            },
            runtime: RuntimeDependency::Workspace,
            command: "cargo xtask interop".to_owned(),
            readme: None,
            protocol: self.protocol.map(str::to_owned),
            layout: Layout::Crate,
            compatibility: Compatibility::Own,
        };
        let (generated, _) = generate::make(&[self.model.to_owned()], &options, output::errors)?;
        let folder = folder.join(self.package);
        let shown = output::shown(&folder);
        if generated.package != self.package {
            let text = format!(
                "error: {} became the package `{}`, not `{}`",
                output::shown(self.model),
                generated.package,
                self.package
            );
            return Err(Failure::Input(format!(
                "{text}\n  = help: name it so in xtask/src/interop and xtask/interop"
            )));
        }
        let difference = Difference::of(&folder, &generated);
        if let Some(path) = difference.foreign.first() {
            return Err(Failure::Input(format!(
                "error: {} is in the way\n  = help: remove {shown}",
                output::shown(path)
            )));
        }
        difference
            .apply()
            .map_err(|error| Failure::Input(format!("error: cannot write to {shown}: {error}")))?;
        eprintln!(
            "  {}: {} files, {} written",
            self.package,
            generated.files.len(),
            difference.stale.len()
        );
        Ok(())
    }
}

/// Runs a command of cargo on packages of a workspace and shows its output.
pub(super) fn cargo(
    folder: &Path,
    target: &Path,
    name: &str,
    packages: &[String],
    arguments: &[&str],
) -> Result<(), Failure> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .arg(name)
        .args(packages)
        .args(arguments);
    // Variables that cargo set for this program are not about the crates.
    command.env_remove("CARGO_MANIFEST_DIR");
    let status = command
        .status()
        .map_err(|error| Failure::Input(format!("error: cannot run cargo: {error}")))?;
    if status.success() { Ok(()) } else { Err(Failure::Tests) }
}

/// Returns the arguments that choose the clients of these services.
pub(super) fn clients(services: &[Service]) -> Vec<String> {
    services
        .iter()
        .map(|service| format!("--package={}", service.package))
        .collect()
}

/// Returns the arguments that choose the programs of these services.
pub(super) fn programs(services: &[Service]) -> Vec<String> {
    let features = services
        .iter()
        .map(|service| format!("--features={PROGRAMS}/{}", service.package));
    [format!("--package={PROGRAMS}")].into_iter().chain(features).collect()
}

/// Returns the arguments that choose the clients and the programs of these services.
pub(super) fn packages(services: &[Service]) -> Vec<String> {
    clients(services).into_iter().chain(programs(services)).collect()
}

/// Returns the name of the program, which differs from that of the client's crate.
fn binary(service: &Service) -> String {
    format!("call-{}", service.package)
}

/// Returns the manifest of a workspace; `root` is the path of this one from there.
pub(super) fn manifest(members: &[&str], root: &str) -> String {
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n\
         # What the manifests of the clients refer to.\n\
         [workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT OR Apache-2.0\"\n\n\
         [workspace.dependencies]\nsmithy-client-runtime = {{ path = \"{root}/runtime\", default-features = false }}\n\n\
         # Built once and run once.\n[profile.dev]\ndebug = false\nincremental = false\n"
    )
}
