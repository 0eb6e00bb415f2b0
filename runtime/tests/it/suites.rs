//! The data-driven suites of the official SDKs, run from their files in `../shared/aws-test-data`.
//! Without the files a test prints a line and passes.

mod credentials;
mod login;
mod recursion;
mod refused;
mod replay;

use std::path::{Path, PathBuf};

use serde_json::Value;

/// Returns a file or folder of the suites; if it is missing, prints a line and returns `None`.
fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/aws-test-data")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: ../shared/aws-test-data/{name} is not there");
    None
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the folders of a suite, one per case, in order.
fn folders(suite: &str) -> Vec<PathBuf> {
    let Some(folder) = data(suite) else {
        return Vec::new();
    };
    let entries = std::fs::read_dir(folder).unwrap();
    let mut folders: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// A new folder below the system's temporary folder; removed when the value is dropped.
struct TempFolder(PathBuf);

impl TempFolder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("smithy-suite-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Reports all failures of a suite at once.
fn report(suite: &str, cases: usize, failures: &[String]) {
    assert!(
        failures.is_empty(),
        "{suite}: {} of {cases} cases fail\n{}",
        failures.len(),
        failures.join("\n")
    );
    println!("{suite}: {cases} cases");
}
