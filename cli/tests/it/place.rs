//! A folder to run the program in, and the results of runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder to run the program in.
pub(crate) struct Place(TempDir);

impl Place {
    /// Makes a folder with these files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            place.put(name, text);
        }
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the program in this folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smithy-codegen"));
        Ran::from(command.args(arguments).current_dir(self.0.path()).output().unwrap())
    }
}

/// The profile of this workspace.
const PROFILE: &str = "\n[profile.dev]\ndebug = false\n";

impl Place {
    /// Gives a crate in this folder the profile and the versions of this workspace, so that
    /// dependencies that it has built are not built again. The manifest gets `more` as well.
    pub(crate) fn share_builds(&self, name: &str, more: &str) {
        let manifest = format!("{name}/Cargo.toml");
        self.put(&manifest, self.text(&manifest) + more + PROFILE);
        let lock = fs::read(workspace().join("Cargo.lock")).unwrap();
        self.put(&format!("{name}/Cargo.lock"), lock);
    }

    /// Runs cargo on a crate in this folder, with the target folder of this workspace.
    pub(crate) fn cargo(&self, name: &str, arguments: &[&str]) -> Ran {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .current_dir(self.path(name))
            .env("CARGO_TARGET_DIR", target);
        // Settings for this test's own crate.
        for variable in [
            "RUSTFLAGS",
            "CARGO_MANIFEST_DIR",
            "CARGO_PKG_NAME",
            "RUSTC_WORKSPACE_WRAPPER",
        ] {
            command.env_remove(variable);
        }
        Ran::from(command.output().unwrap())
    }
}

/// Returns the workspace of this crate.
pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
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
    pub(crate) fn ends_with_code(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// Asserts that standard error has these texts.
    #[track_caller]
    pub(crate) fn reports(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(self.err.contains(text), "no {text:?} in {}", self.err);
        }
        self
    }

    /// Asserts that standard output has these texts.
    #[track_caller]
    pub(crate) fn prints(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(self.out.contains(text), "no {text:?} in {}", self.out);
        }
        self
    }
}
