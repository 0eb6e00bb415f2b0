//! A package that uses official crates: its sources, its patched manifest, its tests.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use super::candidates::Candidate;
use crate::failure::Failure;
use crate::output;

/// The files that are not part of a program's sources.
const LEFT_OUT: [&str; 4] = ["target", ".git", "Cargo.lock", "rust-toolchain.toml"];

/// A copy of a package.
pub(super) struct Program {
    pub(super) name: String,
    folder: PathBuf,
    /// The build folder that all programs share.
    target: PathBuf,
}

impl Program {
    /// Copies a crate of the registry.
    pub(super) fn of_registry(folder: &Path, name: &str) -> Result<Self, Failure> {
        let look = folder.join("registry").join(name);
        let manifest = format!(
            "[package]\nname = \"look\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             {name} = \"*\"\n"
        );
        fs::create_dir_all(look.join("src"))
            .and_then(|()| fs::write(look.join("src/lib.rs"), ""))
            .and_then(|()| fs::write(look.join("Cargo.toml"), manifest))
            .map_err(|error| failed(&look, &error))?;
        let metadata = metadata(&look, &[])?;
        let packages = metadata["packages"].as_array().into_iter().flatten();
        let found = packages
            .filter(|package| package["name"] == name)
            .find_map(|package| Path::new(package["manifest_path"].as_str()?).parent());
        let found = found.ok_or_else(|| Failure::Input(format!("error: cargo has not downloaded {name}")))?;
        Self::copy(folder, name, found)
    }

    /// Copies the package in a folder.
    pub(super) fn of_folder(folder: &Path, from: &Path) -> Result<Self, Failure> {
        let metadata = metadata(from, &["--no-deps"])?;
        let name = metadata["packages"][0]["name"].as_str().unwrap_or_default();
        Self::copy(folder, name, from)
    }

    fn copy(folder: &Path, name: &str, from: &Path) -> Result<Self, Failure> {
        let program = Self {
            name: name.to_owned(),
            folder: folder.join("programs").join(name),
            target: folder.join("target"),
        };
        let lock = program.folder.join("Cargo.lock");
        let kept = fs::read(&lock).ok();
        if program.folder.exists() {
            fs::remove_dir_all(&program.folder).map_err(|error| failed(&program.folder, &error))?;
        }
        copy(from, &program.folder).map_err(|error| failed(&program.folder, &error))?;
        if let Some(kept) = kept {
            fs::write(&lock, kept).map_err(|error| failed(&lock, &error))?;
        }
        // Without this section, the package would belong to the enclosing workspace.
        program.extend_manifest("\n[workspace]\n")?;
        Ok(program)
    }

    /// Returns the names of the official crates that the package names.
    pub(super) fn official_crates(&self) -> Result<Vec<String>, Failure> {
        let metadata = metadata(&self.folder, &["--no-deps"])?;
        let dependencies = metadata["packages"][0]["dependencies"].as_array().into_iter().flatten();
        let names = dependencies.filter_map(|dependency| dependency["name"].as_str());
        let mut names: Vec<_> = names
            .filter(|name| name.starts_with("aws-sdk-"))
            .map(str::to_owned)
            .collect();
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// Replaces official crates by these clients.
    pub(super) fn patch(&self, clients: &BTreeMap<String, PathBuf>) -> Result<(), Failure> {
        let mut patch = "\n[patch.crates-io]\n".to_owned();
        for (name, folder) in clients {
            patch.push_str(&format!("{name} = {{ path = {:?} }}\n", folder.display().to_string()));
        }
        self.extend_manifest(&patch)
    }

    fn extend_manifest(&self, text: &str) -> Result<(), Failure> {
        let path = self.folder.join("Cargo.toml");
        let manifest = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
        fs::write(&path, manifest + text).map_err(|error| failed(&path, &error))
    }

    /// Builds the program and runs its tests.
    pub(super) fn judge(
        &self,
        candidate: &Candidate,
        check: bool,
        settings: &[(String, String)],
    ) -> Result<ProgramOutcome, Failure> {
        let features = match candidate.features {
            "" => Vec::new(),
            features => vec!["--features", features],
        };
        let mut outcome = ProgramOutcome {
            official: self.official_crates()?.join(" "),
            differs: candidate.by_design.to_owned(),
            ..ProgramOutcome::default()
        };
        let built = match check {
            true => self.cargo(&["check", "--all-targets", "--keep-going"], &features, settings)?,
            false => self.cargo(&["test", "--no-run", "--lib", "--bins", "--tests"], &features, settings)?,
        };
        let said = String::from_utf8_lossy(&built.stderr).into_owned();
        self.log("build", &said)?;
        outcome.builds = built.status.success();
        if !outcome.builds {
            let errors: Vec<_> = said.lines().filter(|line| line.starts_with("error")).collect();
            let first = errors.first().copied().unwrap_or("error");
            outcome.differs = format!("{} errors, first: {first}", errors.len());
            return Ok(outcome);
        }
        if check {
            return Ok(outcome);
        }
        let ran = self.cargo(
            &["test", "--no-fail-fast", "--lib", "--bins", "--tests"],
            &features,
            settings,
        )?;
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        self.log("tests", &said)?;
        for line in said.lines().filter_map(|line| line.strip_prefix("test result: ")) {
            outcome.passed += count(line, "passed");
            outcome.failed += count(line, "failed");
        }
        let failures = said.lines().filter(|line| line.ends_with("... FAILED"));
        if outcome.differs.is_empty() {
            outcome.differs = failures.take(3).collect::<Vec<_>>().join("; ");
        }
        Ok(outcome)
    }

    fn cargo(&self, arguments: &[&str], features: &[&str], settings: &[(String, String)]) -> Result<Output, Failure> {
        let mut command = Command::new("cargo");
        command
            .args(arguments)
            .args(features)
            .args(["--color", "never"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .envs(settings.iter().map(|(name, value)| (name, value)));
        command.output().map_err(|error| failed(&self.folder, &error))
    }

    /// Writes the output of cargo to a file beside the program.
    fn log(&self, what: &str, text: &str) -> Result<(), Failure> {
        let path = self.folder.with_extension(format!("{what}.txt"));
        fs::write(&path, text).map_err(|error| failed(&path, &error))
    }
}

/// The result of a program.
#[derive(Debug, Default)]
pub(super) struct ProgramOutcome {
    official: String,
    builds: bool,
    passed: u32,
    failed: u32,
    differs: String,
}

impl ProgramOutcome {
    /// Returns whether the program works as with the official crates.
    pub(super) fn is_equal(&self) -> bool {
        self.builds && self.failed == 0
    }

    pub(super) fn summary(&self) -> String {
        match self.builds {
            true => format!("{} passed, {} failed", self.passed, self.failed),
            false => format!("does not build: {}", self.differs),
        }
    }

    /// Returns a row of the table.
    pub(super) fn row(&self, name: &str) -> String {
        let Self {
            official,
            builds,
            passed,
            failed,
            differs,
        } = self;
        let builds = if *builds { "yes" } else { "no" };
        format!(
            "| {name} | {official} | {builds} | {passed} of {} | {differs} |",
            passed + failed
        )
    }
}

/// Returns the number before a word: `2 passed`.
fn count(line: &str, word: &str) -> u32 {
    let words: Vec<_> = line.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
    let mut pairs = words.windows(2).filter(|pair| pair[1] == word);
    pairs.next().and_then(|pair| pair[0].parse().ok()).unwrap_or_default()
}

fn metadata(folder: &Path, arguments: &[&str]) -> Result<Value, Failure> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .args(arguments)
        .output()
        .map_err(|error| failed(folder, &error))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::Input(format!("error: {}: {said}", output::shown(folder))));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| Failure::Input(format!("error: cargo metadata: {error}")))
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if LEFT_OUT.iter().any(|left_out| name == *left_out) {
            continue;
        }
        let to = to.join(name);
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &to)?,
            false => {
                fs::copy(entry.path(), &to)?;
            }
        }
    }
    Ok(())
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::Input(format!("error: {}: {error}", output::shown(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_tests_are_counted() {
        let line = "FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.01s";
        assert_eq!((count(line, "passed"), count(line, "failed")), (12, 3));
    }
}
