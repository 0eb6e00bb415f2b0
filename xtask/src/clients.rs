//! Clients that are generated into workspaces below target/, for programs that call them.

use std::fs;
use std::path::Path;
use std::process::Command;

use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};
use smithy_codegen_cli::generate;

use crate::failure::Failure;
use crate::sync::{Difference, write_if_new};
use crate::{corpus, output};

/// The profile of programs that are built once and run once.
pub(crate) const PROFILE_OF_TESTS: &str =
    "# Built once and run once.\n[profile.dev]\ndebug = false\nincremental = false\n";

/// A client to generate.
pub(crate) struct ClientToGenerate<'a> {
    /// The expected name of its package.
    pub(crate) package: &'a str,
    /// The file of its model.
    pub(crate) model: &'a Path,
    /// Its operations; if empty, all of the model.
    pub(crate) operations: &'a [&'a str],
    /// The protocol, if it is not the first of the service.
    pub(crate) protocol: Option<&'a str>,
    /// The command that generates it.
    pub(crate) command: &'a str,
}

/// A client of one of botocore's services.
pub(crate) struct Botocore<'a> {
    /// The folder of botocore's facts.
    pub(crate) facts: &'a Path,
    /// The service, by botocore's name.
    pub(crate) service: &'a str,
    /// The client; its model is written to this path.
    pub(crate) client: ClientToGenerate<'a>,
}

impl Botocore<'_> {
    /// Converts the model and writes the crate into a folder of this folder.
    pub(crate) fn generate(&self, folder: &Path) -> Result<(), Failure> {
        let failed = |text: String| Failure::Input(format!("error: {}: {text}", self.service));
        let file = self.facts.join(format!("{}.json", self.service));
        let text = fs::read_to_string(file).map_err(|error| failed(error.to_string()))?;
        let value = serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
        let model = corpus::convert::model(&value).map_err(failed)?;
        write_if_new(self.client.model, &format!("{model:#}\n")).map_err(|error| failed(error.to_string()))?;
        self.client.generate(folder)
    }
}

impl ClientToGenerate<'_> {
    /// Writes the crate into a folder of this folder; files that did not change are not touched.
    pub(crate) fn generate(&self, folder: &Path) -> Result<(), Failure> {
        let options = Options {
            filter: Filter {
                service: None,
                operations: self.operations.iter().map(|&name| name.to_owned()).collect(),
            },
            runtime: RuntimeDependency::Workspace,
            command: self.command.to_owned(),
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
                "{text}\n  = help: name it so in the table of services"
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
pub(crate) fn cargo(
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
    // Variables that cargo set for this program do not apply to the crates.
    command.env_remove("CARGO_MANIFEST_DIR");
    let status = command
        .status()
        .map_err(|error| Failure::Input(format!("error: cannot run cargo: {error}")))?;
    if status.success() { Ok(()) } else { Err(Failure::Tests) }
}

/// Returns the manifest of a workspace; `root` is the path of this one from there.
pub(crate) fn manifest(members: &[&str], root: &str, profile: &str) -> String {
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n\
         # What the manifests of the clients refer to.\n\
         [workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT OR Apache-2.0\"\n\n\
         [workspace.dependencies]\nsmithy-client-runtime = {{ path = \"{root}/runtime\", default-features = false }}\n\n\
         {profile}"
    )
}
