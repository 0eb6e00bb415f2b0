//! The folders of this workspace, and the output of commands.

use std::path::{Path, PathBuf};

pub(crate) use smithy_codegen_cli::output::*;

/// Returns the workspace, which holds this crate.
pub(crate) fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Returns the folders of model/ that hold a model, in order.
pub(crate) fn model_folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> = std::fs::read_dir(workspace().join("model"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.retain(|folder| folder.join("model.json").is_file());
    folders.sort();
    folders
}
