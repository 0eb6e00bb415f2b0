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
            workspace.generate(&models.join(service.model), service)?;
        }
        let failed = |error: io::Error| {
            Failure::Input(format!(
                "error: cannot write to {}: {error}",
                output::shown(&workspace.folder)
            ))
        };
        write_if_new(&workspace.folder.join("Cargo.toml"), &manifest(services)).map_err(failed)?;
        copy_if_newer(&root.join("Cargo.lock"), &workspace.folder.join("Cargo.lock")).map_err(failed)?;
        Ok(workspace)
    }

    fn generate(&self, model: &Path, service: &Service) -> Result<(), Failure> {
        let options = Options {
            filter: Filter::default(),
            runtime: RuntimeDependency::Workspace,
            command: "cargo xtask interop".to_owned(),
            readme: None,
            protocol: None,
            layout: Layout::Crate,
            compatibility: Compatibility::Own,
        };
        let (generated, _) = generate::make(&[model.to_owned()], &options, output::errors)?;
        let folder = self.folder.join(service.package);
        let shown = output::shown(&folder);
        if generated.package != service.package {
            let text = format!(
                "error: {} became the package `{}`, not `{}`",
                output::shown(model),
                generated.package,
                service.package
            );
            return Err(Failure::Input(format!(
                "{text}\n  = help: name it so in xtask/src/interop.rs and xtask/interop"
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
            service.package,
            generated.files.len(),
            difference.stale.len()
        );
        Ok(())
    }

    /// Runs a command of cargo on packages of this workspace and shows its output.
    pub(super) fn cargo(&self, name: &str, packages: &[String], arguments: &[&str]) -> Result<(), Failure> {
        let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(program);
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
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

    /// Returns the program of a service.
    pub(super) fn program(&self, service: &Service) -> PathBuf {
        let name = format!("{}{}", binary(service), std::env::consts::EXE_SUFFIX);
        self.folder.join("target/debug").join(name)
    }
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

fn manifest(services: &[Service]) -> String {
    let mut members: Vec<_> = services.iter().map(|service| service.package).collect();
    members.push(PACKAGE);
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n\
         # What the manifests of the clients refer to.\n\
         [workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT OR Apache-2.0\"\n\n\
         [workspace.dependencies]\nsmithy-client-runtime = {{ path = \"{ROOT}/runtime\", default-features = false }}\n\n\
         # Built once and run once.\n[profile.dev]\ndebug = false\nincremental = false\n"
    )
}
