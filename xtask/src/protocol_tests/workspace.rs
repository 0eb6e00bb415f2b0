//! The workspace under target/ in which the clients of one file are built: updated in place, so
//! that unchanged crates are not built again.

use std::io;
use std::path::{Path, PathBuf};

use smithy_codegen::conformance::ProtocolTests;

use crate::clients::PROFILE_OF_TESTS;
use crate::output;
use crate::sync::{Difference, copy_if_newer, write_if_new};

/// A workspace on the disk.
pub(super) struct TestWorkspace {
    /// Its folder.
    pub(super) folder: PathBuf,
    /// The target folder: that of this workspace, whose versions and profile these crates have, so
    /// that dependencies are built once.
    pub(super) target: PathBuf,
}

impl TestWorkspace {
    /// Writes the crates of these services. The error is the reason for a failure.
    pub(super) fn prepare(stem: &str, services: &[ProtocolTests]) -> Result<Self, String> {
        let root = output::workspace();
        let all = root.join("target/protocol-tests");
        let workspace = Self {
            folder: all.join(stem),
            target: root.join("target"),
        };
        let failed = |error: io::Error| format!("error: cannot write to {}: {error}", output::shown(&workspace.folder));
        let mut packages: Vec<&str> = Vec::new();
        for service in services {
            let package = service.generated.package.as_str();
            if packages.contains(&package) {
                return Err(format!(
                    "error: two services become the package `{package}`\n  = help: choose one with --service"
                ));
            }
            packages.push(package);
            let difference = Difference::of(&workspace.folder.join(package), &service.generated);
            if let Some(path) = difference.foreign.first() {
                return Err(format!(
                    "error: {} is in the way\n  = help: remove {}",
                    output::shown(path),
                    output::shown(&all)
                ));
            }
            difference.apply().map_err(failed)?;
        }
        write_if_new(&workspace.folder.join("Cargo.toml"), &manifest(&root, &packages)).map_err(failed)?;
        copy_if_newer(&root.join("Cargo.lock"), &workspace.folder.join("Cargo.lock")).map_err(failed)?;
        Ok(workspace)
    }
}

/// Returns the manifest of the workspace, with the settings of this one.
fn manifest(root: &Path, packages: &[&str]) -> String {
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = {packages:?}\n\n\
         [workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT OR Apache-2.0\"\n\n\
         [workspace.dependencies]\nsmithy-client-runtime = {{ path = {:?}, default-features = false }}\n\n{}",
        root.join("runtime").display().to_string(),
        PROFILE_OF_TESTS
    )
}
