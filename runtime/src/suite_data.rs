//! The files of the official SDKs' data-driven suites, for the tests of parts that are not public.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::{Path, PathBuf};

use serde_json::Value;

/// Returns a file or folder of the suites, or nothing, with a line, if it is not there.
pub(crate) fn path(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/aws-test-data");
    let path = path.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: ../shared/aws-test-data/{name} is not there");
    None
}

/// Returns a file of the suites.
pub(crate) fn json(name: &str) -> Option<Value> {
    let text = std::fs::read_to_string(path(name)?).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}

/// Returns the reason for which a case is refused on purpose; `tests/refused.json` has those of all
/// suites.
pub(crate) fn refusal(suite: &str, case: &str) -> Option<String> {
    let refused: Value = serde_json::from_str(include_str!("../tests/refused.json")).unwrap();
    let mut refused = refused.as_array().unwrap().iter();
    let refused = refused.find(|refused| refused["suite"] == suite && refused["case"] == case);
    refused.map(|refused| refused["reason"].as_str().unwrap().to_owned())
}

/// Reports all failures of a suite at once.
pub(crate) fn report(suite: &str, cases: usize, failures: &[String]) {
    assert!(
        failures.is_empty(),
        "{suite}: {} of {cases} cases fail\n{}",
        failures.len(),
        failures.join("\n")
    );
    println!("{suite}: {cases} cases");
}

/// A folder of its own below the system's for temporary files; removed when it is dropped.
pub(crate) struct TempFolder(pub(crate) PathBuf);

impl TempFolder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("smithy-runtime-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
