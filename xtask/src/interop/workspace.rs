//! The workspace under target/interop: the generated clients, and a package with the programs that call them.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use smithy_codegen::options::{Options, RuntimeDependency};
use smithy_codegen::select::Filter;

use super::Service;
use crate::sync::{Difference, copy_if_newer, write_if_new};
use crate::{Failure, codegen, output};

/// The package of the programs.
pub(super) const PROGRAMS: &str = "programs";

/// The folders in between are part of the layout, so that no path of this machine is written.
const ROOT: &str = "../..";

/// A workspace on the disk.
pub(super) struct Workspace {
    /// Its folder.
    pub(super) folder: PathBuf,
}

impl Workspace {
    /// Generates the clients and writes the manifests; what is there already and equal stays untouched, so it is not built again.
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
        write_if_new(
            &workspace.folder.join(PROGRAMS).join("Cargo.toml"),
            &programs_manifest(services),
        )
        .map_err(failed)?;
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
        };
        let (generated, _) = codegen::make(&[model.to_owned()], &options, output::errors)?;
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

    /// Runs cargo here; what it says is seen.
    pub(super) fn cargo(&self, arguments: &[&str]) -> Result<(), Failure> {
        let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(program);
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .args(arguments);
        // What cargo tells this program about itself is not about the crates.
        command.env_remove("CARGO_MANIFEST_DIR");
        let status = command
            .status()
            .map_err(|error| Failure::Input(format!("error: cannot run cargo: {error}")))?;
        if status.success() { Ok(()) } else { Err(Failure::Tests) }
    }

    /// The program of a service.
    pub(super) fn program(&self, service: &Service) -> PathBuf {
        let name = format!("{}{}", binary(service), std::env::consts::EXE_SUFFIX);
        self.folder.join("target/debug").join(name)
    }
}

/// Its name is not that of the client, which is a crate too.
fn binary(service: &Service) -> String {
    format!("call-{}", service.package)
}

fn manifest(services: &[Service]) -> String {
    let mut members: Vec<_> = services.iter().map(|service| service.package).collect();
    members.push(PROGRAMS);
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n\
         # What the manifests of the clients refer to.\n\
         [workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT OR Apache-2.0\"\n\n\
         [workspace.dependencies]\nsmithy-client-runtime = {{ path = \"{ROOT}/runtime\", default-features = false }}\n\n\
         # Built once and run once.\n[profile.dev]\ndebug = false\nincremental = false\n"
    )
}

fn programs_manifest(services: &[Service]) -> String {
    let mut text =
        format!("[package]\nname = \"{PROGRAMS}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n");
    text.push_str(
        "[dependencies]\ntokio = { version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }\n",
    );
    for Service { package, .. } in services {
        let _ = writeln!(text, "{package} = {{ path = \"../{package}\" }}");
    }
    for service in services {
        let (name, package) = (binary(service), service.package);
        let _ = write!(
            text,
            "\n[[bin]]\nname = \"{name}\"\npath = \"../{ROOT}/xtask/interop/{package}.rs\"\ntest = false\n"
        );
    }
    text
}
