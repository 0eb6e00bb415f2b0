//! Clients under the names of the official crates.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use smithy_codegen::GeneratedCrate;
use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};
use smithy_codegen_cli::generate;

use crate::failure::Failure;
use crate::names::models::{Choice, Models};
use crate::sync::{Difference, write_if_new};
use crate::{corpus, output};

/// A version that every `1.x` in a manifest accepts.
const VERSION: &str = "1.9999.0";

/// The clients that were generated, by the names of the official crates.
pub(super) struct Clients {
    folder: PathBuf,
    models: Models,
    /// botocore's names of the services, by the names of the official crates.
    services: BTreeMap<String, String>,
}

impl Clients {
    pub(super) fn new(folder: &Path, choice: &Choice) -> Result<Self, Failure> {
        let facts = corpus::facts(&output::workspace().join("target/corpus"))?;
        let models = Models::new(&facts, choice)?;
        Ok(Self {
            folder: folder.join("clients"),
            services: models.services()?,
            models,
        })
    }

    /// Generates the clients for these official crates, and returns their folders.
    pub(super) fn generate(&mut self, crates: &[String]) -> Result<BTreeMap<String, PathBuf>, Failure> {
        let mut folders = BTreeMap::new();
        for name in crates {
            let Some(service) = self.services.get(name) else {
                return Err(Failure::Input(format!(
                    "error: no service has the official crate `{name}`"
                )));
            };
            let folder = self.folder.join(name);
            self.write(name, service, &folder)?;
            folders.insert(name.clone(), folder);
        }
        Ok(folders)
    }

    fn write(&self, name: &str, service: &str, folder: &Path) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::Input(format!("error: {}: {error}", output::shown(folder)));
        let model = self.models.of(service)?;
        let path = self.folder.join(format!("{service}.json"));
        write_if_new(&path, &model.text).map_err(failed)?;
        let options = Options {
            filter: Filter::default(),
            protocol: None,
            runtime: RuntimeDependency::Path(output::workspace().join("runtime").display().to_string()),
            command: "cargo xtask dropin".to_owned(),
            readme: None,
            layout: Layout::Crate,
            compatibility: Compatibility::AwsSdk,
        };
        let (mut generated, _) = generate::make(&[path], &options, output::errors)?;
        rename(&mut generated, name);
        Difference::of(folder, &generated).apply().map_err(failed)
    }
}

/// Gives the package the name and a version of the official crate.
fn rename(generated: &mut GeneratedCrate, name: &str) {
    let package = format!("name = \"{}\"\n", generated.package);
    if let Some(manifest) = generated.files.get_mut("Cargo.toml") {
        *manifest = manifest
            .replacen(&package, &format!("name = \"{name}\"\n"), 1)
            .replacen("version = \"0.1.0\"\n", &format!("version = \"{VERSION}\"\n"), 1);
    }
    generated.package = name.to_owned();
}
