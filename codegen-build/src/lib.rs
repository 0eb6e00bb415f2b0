//! Generates Smithy clients in build scripts. It reads models, and only writes the files that
//! changed.
//!
//! ```no_run
//! fn main() -> Result<(), smithy_codegen_build::Error> {
//!     smithy_codegen_build::configure()
//!         .model("model/weather.smithy")
//!         .operations(["GetCity", "GetForecast"])
//!         .generate()
//! }
//! ```
//!
//! The crate includes the client in a module with any name:
//!
//! ```ignore
//! pub mod weather {
//!     smithy_client_runtime::include_client!("weather");
//! }
//! ```

pub mod disk;
pub mod sync;

mod cargo;
mod error;

use std::path::{Path, PathBuf};
use std::time::Duration;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::{self, select::Filter};
use smithy_codegen::options::{Compatibility, Layout, Module, ModuleFeatures, Options, RuntimeDependency};
use smithy_codegen::source::Source;
use smithy_codegen::{GeneratedCrate, package_of_sources};

pub use self::error::Error;

/// Returns the partitions of AWS and their regions, which endpoint rules use.
pub fn partitions() -> Source {
    Source::new("partitions.json", include_str!("../partitions.json"))
}

/// Returns a builder without models.
pub fn configure() -> Builder {
    Builder::default()
}

/// The settings of a client that a build script generates.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    models: Vec<PathBuf>,
    filter: Filter,
    protocol: Option<String>,
    compatibility: Compatibility,
    name: Option<String>,
    out_dir: Option<PathBuf>,
    features: Vec<&'static str>,
}

impl Builder {
    /// Adds a file in the Smithy IDL (`.smithy`) or with a JSON AST (`.json`), or a folder of them.
    /// All of them are one model. Paths are relative to the folder of the crate's manifest.
    #[must_use]
    pub fn model(mut self, path: impl AsRef<Path>) -> Self {
        self.models.push(path.as_ref().to_owned());
        self
    }

    /// Chooses the service of a model that has several, by its shape id or name.
    #[must_use]
    pub fn service(mut self, id: impl Into<String>) -> Self {
        self.filter.service = Some(id.into());
        self
    }

    /// Generates only these operations and the shapes that they need.
    #[must_use]
    pub fn operations<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.filter.operations.extend(names.into_iter().map(Into::into));
        self
    }

    /// Gives the client the API of the official crates of the AWS SDK: required structures and
    /// unions are optional, the service checks its inputs, and each operation has an error type.
    #[must_use]
    pub fn compatible_with_aws_sdk(mut self) -> Self {
        self.compatibility = Compatibility::AwsSdk;
        self
    }

    /// Chooses the protocol of a service that has several, by its trait id or name.
    #[must_use]
    pub fn protocol(mut self, id: impl Into<String>) -> Self {
        self.protocol = Some(id.into());
        self
    }

    /// Sets the name by which `include_client!` finds the client. The default is the name of the
    /// service in snake case, or its `sdkId` if it has one.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets whether the module `blocking` is generated. It needs the feature `blocking` of the
    /// runtime.
    #[must_use]
    pub fn blocking(self, is_wanted: bool) -> Self {
        self.feature("blocking", is_wanted)
    }

    /// Sets whether the module `test_util` is generated. It needs the feature `test-util` of the
    /// runtime.
    #[must_use]
    pub fn test_util(self, is_wanted: bool) -> Self {
        self.feature("test-util", is_wanted)
    }

    /// Sets whether `Client::new` is generated, which takes an `aws_types::SdkConfig`. It needs the
    /// feature `aws-config` of the runtime.
    #[must_use]
    pub fn aws_config(self, is_wanted: bool) -> Self {
        self.feature("aws-config", is_wanted)
    }

    /// Sets the folder to write to. The default is `OUT_DIR`, where `include_client!` looks.
    #[must_use]
    pub fn out_dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.out_dir = Some(folder.as_ref().to_owned());
        self
    }

    fn feature(mut self, name: &'static str, is_wanted: bool) -> Self {
        self.features.retain(|feature| *feature != name);
        self.features.extend(is_wanted.then_some(name));
        self
    }

    /// Generates the client into a folder of its name, and prints the files that it depends on for
    /// cargo.
    ///
    /// # Errors
    /// Fails if there is no model, if a file cannot be read or written, or if the model has errors.
    /// Errors are also printed as warnings of cargo, with their places.
    pub fn generate(self) -> Result<(), Error> {
        let paths: Vec<_> = self.models.iter().map(PathBuf::as_path).collect();
        paths.iter().for_each(|path| cargo::rerun_if_changed(path));
        let mut diagnostics = Diagnostics::default();
        let sources = disk::read(&self.models, &mut diagnostics);
        let made = self.client(&sources, &mut diagnostics);
        cargo::warn(&diagnostics, &sources);
        let (name, client) = made.ok_or_else(|| Error::model(&diagnostics, &sources))?;
        let out = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => PathBuf::from(std::env::var_os("OUT_DIR").ok_or_else(Error::no_out_dir)?),
        };
        let folder = out.join(name);
        let difference = sync::Difference::of(&folder, &client);
        difference.apply().map_err(|error| Error::write(&folder, &error))
    }

    /// Returns the client as a module, with its name.
    fn client(&self, sources: &[Source], diagnostics: &mut Diagnostics) -> Option<(String, GeneratedCrate)> {
        if self.models.is_empty() {
            diagnostics.push(error::no_model());
        }
        if diagnostics.has_errors() {
            return None;
        }
        let files = model::Files::read(sources, diagnostics);
        model::load_valid(&files, &[], diagnostics);
        if diagnostics.has_errors() {
            return None;
        }
        let package = package_of_sources(sources, &self.filter);
        let name = self.name.clone().or(package.map(|name| name.replace('-', "_")));
        let name = name.unwrap_or_default();
        let options = Options {
            filter: self.filter.clone(),
            protocol: self.protocol.clone(),
            runtime: RuntimeDependency::Workspace,
            command: "cargo build".to_owned(),
            readme: None,
            compatibility: self.compatibility,
            layout: Layout::Module(Module {
                path: format!("{}::{name}", cargo::crate_name()),
                features: ModuleFeatures::Fixed(self.features.clone()),
            }),
        };
        let partitions = partitions();
        let made = smithy_codegen::generate(sources, Some(&partitions), &options, &|| Duration::ZERO, diagnostics);
        made.map(|(client, _)| (name, client))
    }
}
