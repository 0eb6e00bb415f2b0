//! A folder with a model, to run the commands in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

pub(super) const MODEL: &str = r#"{
  "smithy": "2.0",
  "shapes": {
    "example#Kiosk": { "type": "service", "version": "1", "operations": [{ "target": "example#Buy" }, { "target": "example#Browse" }],
      "traits": { "aws.protocols#awsJson1_0": {}, "smithy.api#documentation": "Sells papers." } },
    "example#Buy": { "type": "operation", "input": { "target": "example#BuyInput" }, "traits": { "smithy.api#documentation": "Buys one." } },
    "example#BuyInput": { "type": "structure", "members": { "Paper": { "target": "example#Paper", "traits": { "smithy.api#documentation": "Which." } } },
      "traits": { "smithy.api#documentation": "What to buy." } },
    "example#Paper": { "type": "structure", "members": { "Title": { "target": "smithy.api#String", "traits": { "smithy.api#documentation": "On the front." } } },
      "traits": { "smithy.api#documentation": "A paper." } },
    "example#Browse": { "type": "operation", "traits": { "smithy.api#documentation": "Looks around." } }
  }
}
"#;

/// A folder with a model in it.
pub(super) struct Place(pub(super) TempDir);

impl Place {
    pub(super) fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.put("model.json", MODEL);
        place
    }

    /// Returns a place with the model's crate in `out`, whose files seem to be an hour old.
    pub(super) fn generated() -> Self {
        let place = Self::new();
        assert_eq!(place.codegen(&[]).code, 0);
        for path in place.files("out").keys() {
            fs::File::options()
                .write(true)
                .open(place.path("out").join(path))
                .unwrap()
                .set_modified(hour_ago())
                .unwrap();
        }
        place
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(super) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(super) fn is_old(&self, name: &str) -> bool {
        let modified = fs::metadata(self.path(name)).unwrap().modified().unwrap();
        modified < SystemTime::now() - Duration::from_secs(600)
    }

    /// Returns the files below a folder with their texts.
    pub(super) fn files(&self, name: &str) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        collect(&self.path(name), &self.path(name), &mut files);
        files
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        Ran::from(output)
    }

    pub(super) fn codegen(&self, more: &[&str]) -> Ran {
        self.run(&[&["codegen", "--model", "model.json", "--out", "out"], more].concat())
    }
}

pub(super) fn hour_ago() -> SystemTime {
    SystemTime::now() - Duration::from_secs(3_600)
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(
                path.strip_prefix(root).unwrap().to_str().unwrap().to_owned(),
                fs::read_to_string(&path).unwrap(),
            );
        }
    }
}

/// The exit of a command.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

impl Ran {
    #[track_caller]
    pub(super) fn ends_with_code(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    #[track_caller]
    pub(super) fn tells(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(self.err.contains(word), "no {word:?} in {}", self.err);
        }
        self
    }

    #[track_caller]
    pub(super) fn prints(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(self.out.contains(word), "no {word:?} in {}", self.out);
        }
        self
    }
}
