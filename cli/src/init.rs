//! `smithy-codegen init`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Compatibility, Layout, Module, ModuleFeatures, Options, RuntimeDependency};
use smithy_codegen::package_of_sources;

use crate::failure::Failure;
use crate::generate;
use crate::sync::write_whole;
use crate::{input, output};

/// Write a crate that generates its client from a model in its build script.
///
/// The model is copied into the folder `model` of the crate. Without --model, the crate has a small
/// model to start with.
#[derive(clap::Args)]
pub struct InitArguments {
    /// The folder of the crate, whose name is that of the package.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Smithy IDL (`.smithy`) or JSON AST, or a folder of them; several are one model.
    #[arg(long = "model", value_name = "PATH")]
    models: Vec<PathBuf>,
    /// The service of the client, if the model has several.
    #[arg(long, value_name = "SHAPE_ID")]
    service: Option<String>,
    /// The folder of a checkout of the generator, to build with its crates. By default the one that
    /// this program was built from, or else the published version.
    #[arg(long, value_name = "DIR")]
    checkout: Option<PathBuf>,
}

const STARTER: &str = include_str!("init/weather.smithy");

/// Writes the crate.
///
/// # Errors
/// Fails if the folder has files of a crate, if the model has errors, or if a file cannot be
/// written.
pub fn run(arguments: &InitArguments) -> Result<(), Failure> {
    let package = package(&arguments.folder)?;
    let starter = [("weather.smithy".to_owned(), STARTER.to_owned())];
    let models = if arguments.models.is_empty() {
        BTreeMap::from(starter)
    } else {
        generate::validate(&arguments.models)?;
        copies(&arguments.models)?
    };
    let (module, features) = client(arguments, &models)?;
    let mut files: BTreeMap<String, String> = models
        .into_iter()
        .map(|(name, text)| (format!("model/{name}"), text))
        .collect();
    files.insert("Cargo.toml".to_owned(), manifest(arguments, &package, &features)?);
    files.insert("build.rs".to_owned(), build_script(arguments));
    files.insert("src/lib.rs".to_owned(), library(&package, &module));
    files.insert(".gitignore".to_owned(), "/target\n".to_owned());
    for name in files.keys() {
        let path = arguments.folder.join(name);
        if name != ".gitignore" && path.exists() {
            return Err(Failure::Input(format!(
                "error: {} exists\n  = help: choose a folder without a crate; to add a client to a crate, follow the README of smithy-codegen-build",
                output::shown(&path)
            )));
        }
    }
    for (name, text) in &files {
        let path = arguments.folder.join(name);
        write_whole(&path, text)
            .map_err(|error| Failure::Input(format!("error: cannot write {}: {error}", output::shown(&path))))?;
    }
    let shown = output::shown(&arguments.folder);
    println!(
        "{shown}: {} files\n\nThe client is `{package}::{module}::Client` after `cargo build`; its model is in {shown}/model.",
        files.len(),
        package = package.replace('-', "_")
    );
    Ok(())
}

fn package(folder: &Path) -> Result<String, Failure> {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = absolute.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_valid = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if is_valid {
        Ok(name)
    } else {
        Err(Failure::Input(format!(
            "error: `{name}` cannot be the name of a package\n  = help: name the folder with letters, digits, `-` and `_`, such as weather-client"
        )))
    }
}

/// Returns the texts of the model by their names below the folder `model`.
fn copies(paths: &[PathBuf]) -> Result<BTreeMap<String, String>, Failure> {
    let mut copies = BTreeMap::new();
    for path in paths {
        for source in input::read(std::slice::from_ref(path))? {
            let below = Path::new(&source.name).strip_prefix(output::shown(path)).ok();
            let below = below.filter(|below| below.components().next().is_some());
            let name = match below {
                Some(below) => below.display().to_string(),
                None => Path::new(&source.name)
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
            };
            if copies.insert(name.clone(), source.text).is_some() {
                return Err(Failure::Input(format!(
                    "error: two files of the model are called {name}\n  = help: rename one, or give the folder that holds both"
                )));
            }
        }
    }
    Ok(copies)
}

/// Generates the client once, and returns the name of its module and the features of the runtime
/// that it needs.
fn client(
    arguments: &InitArguments,
    models: &BTreeMap<String, String>,
) -> Result<(String, Vec<&'static str>), Failure> {
    let filter = Filter {
        service: arguments.service.clone(),
        operations: Vec::new(),
    };
    let sources: Vec<_> = models
        .iter()
        .map(|(name, text)| smithy_codegen::source::Source::new(name.clone(), text.clone()))
        .collect();
    let module = package_of_sources(&sources, &filter)
        .unwrap_or_default()
        .replace('-', "_");
    let options = Options {
        filter,
        protocol: None,
        runtime: RuntimeDependency::Workspace,
        command: "cargo build".to_owned(),
        readme: None,
        compatibility: Compatibility::Own,
        layout: Layout::Module(Module {
            path: module.clone(),
            features: ModuleFeatures::Fixed(Vec::new()),
        }),
    };
    let mut diagnostics = Diagnostics::default();
    let partitions = smithy_codegen_build::partitions();
    let clock = || std::time::Duration::ZERO;
    let made = smithy_codegen::generate(&sources, Some(&partitions), &options, &clock, &mut diagnostics);
    output::errors(&diagnostics, &sources)?;
    let (generated, _) = made.ok_or_else(|| Failure::Input("error: the model has no client".to_owned()))?;
    Ok((module, generated.runtime_features))
}

fn manifest(arguments: &InitArguments, package: &str, features: &[&str]) -> Result<String, Failure> {
    let mut features = features.to_vec();
    features.extend(["credentials-chain", "default-https-client"]);
    let (runtime, build) = (
        dependency(arguments, "runtime")?,
        dependency(arguments, "codegen-build")?,
    );
    Ok(format!(
        "[package]\nname = \"{package}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\n\n\
         [dependencies]\n\
         smithy-client-runtime = {{ {runtime}, default-features = false, features = {features:?} }}\n\n\
         [build-dependencies]\n\
         smithy-codegen-build = {{ {build} }}\n"
    ))
}

/// Returns the dependency on a crate of the generator for a manifest.
fn dependency(arguments: &InitArguments, name: &str) -> Result<String, Failure> {
    if let Some(checkout) = &arguments.checkout {
        let folder = std::path::absolute(checkout.join(name)).unwrap_or_default();
        if !folder.join("Cargo.toml").is_file() {
            return Err(Failure::Input(format!(
                "error: {} has no crate `{name}`\n  = help: --checkout is the root of the generator's repository",
                output::shown(checkout)
            )));
        }
        return Ok(format!("path = {:?}", folder.display().to_string()));
    }
    Ok(match generate::beside(name) {
        Some(path) => format!("path = {path:?}"),
        None => format!("version = {:?}", env!("CARGO_PKG_VERSION")),
    })
}

fn build_script(arguments: &InitArguments) -> String {
    let service = arguments
        .service
        .as_ref()
        .map_or_else(String::new, |service| format!("\n        .service({service:?})"));
    format!(
        "//! Generates the client from the model.\n\n\
         fn main() -> Result<(), smithy_codegen_build::Error> {{\n    \
         smithy_codegen_build::configure()\n        \
         .model(\"model\"){service}\n        \
         .generate()\n}}\n"
    )
}

fn library(package: &str, module: &str) -> String {
    format!(
        "//! {package}: a client that is generated from the model in `model/`.\n\n\
         /// The client.\n\
         pub mod {module} {{\n    smithy_client_runtime::include_client!(\"{module}\");\n}}\n"
    )
}
