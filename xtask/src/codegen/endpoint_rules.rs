//! The endpoint rules of the services that the runtime's credential chain calls.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use smithy_codegen::GeneratedCrate;
use smithy_codegen::diagnostics::Diagnostics;

use crate::failure::Failure;
use crate::{input, output};

/// The folder of the modules, below the workspace's.
const MODULES: &str = "runtime/src/auth/chain/endpoints";

/// Generates the modules of all files of `model/endpoint-rules`, and returns them with their
/// folder.
pub(super) fn make() -> Result<Option<(GeneratedCrate, PathBuf)>, Failure> {
    let workspace = output::workspace();
    let mut files: Vec<_> = std::fs::read_dir(workspace.join("model/endpoint-rules"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut modules = BTreeMap::new();
    for file in &files {
        modules.extend(modules_of(file, &workspace)?);
    }
    let generated = GeneratedCrate {
        package: "smithy-client-runtime".to_owned(),
        files: modules,
        runtime_features: Vec::new(),
    };
    Ok((!files.is_empty()).then(|| (generated, workspace.join(MODULES))))
}

fn modules_of(file: &Path, workspace: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut diagnostics = Diagnostics::default();
    let partitions = workspace.join("model/partitions.json");
    let sources = [input::read_file(file)?, input::read_file(&partitions)?];
    let (models, partitions) = sources.split_at(1);
    let command = "cargo xtask codegen";
    let modules = smithy_codegen::generate_endpoint_rules(models, partitions.first(), command, &mut diagnostics);
    output::report(&diagnostics, &sources)?;
    modules.ok_or_else(|| Failure::Input(format!("error: {} gives no modules", output::shown(file))))
}
