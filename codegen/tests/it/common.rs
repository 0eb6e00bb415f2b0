//! Helpers of the generator's tests: fixtures as sources, a run, and the text of its files
//! without their headers.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use smithy_codegen::GeneratedCrate;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};
use smithy_codegen::source::Source;

/// Reports on stderr, past libtest's capture, that a suite was skipped because a folder is missing.
pub(crate) fn report_skipped(suite: &str, folder: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {suite}: {folder} is not there");
}

/// Returns the workspace, which holds the committed model and the crate made of it.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Returns a folder of fixtures.
pub(crate) fn fixtures(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(kind)
}

/// Returns the paths in a folder, sorted.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

/// Returns a fixture's model: a file, or all files of a folder.
pub(crate) fn sources(path: &Path) -> Vec<Source> {
    let paths = if path.is_dir() {
        entries(path)
    } else {
        vec![path.to_owned()]
    };
    paths
        .iter()
        .map(|path| {
            Source::new(
                path.file_name().unwrap().to_str().unwrap(),
                fs::read_to_string(path).unwrap(),
            )
        })
        .collect()
}

/// Returns the choices of `cargo xtask codegen` for a model of the workspace.
pub(crate) fn options(filter: Filter) -> Options {
    Options {
        filter,
        runtime: RuntimeDependency::Workspace,
        command: "cargo xtask codegen".to_owned(),
        readme: None,
        protocol: None,
        layout: Layout::Crate,
        compatibility: Compatibility::Own,
    }
}

/// Runs the generator over these files.
pub(crate) fn generate(sources: &[Source], filter: Filter) -> (Option<GeneratedCrate>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let made = smithy_codegen::generate(sources, None, &options(filter), &|| Duration::ZERO, &mut diagnostics);
    (made.map(|(generated, _)| generated), diagnostics)
}

/// Returns the files of the Partner Central model as `cargo xtask codegen` reads them, the
/// partitions last.
pub(crate) fn partner_central() -> Vec<Source> {
    let folder = workspace().join("model/partnercentral-selling");
    let facts = folder.join("model.json");
    let mut paths = vec![facts.clone()];
    paths.extend(
        entries(&folder)
            .into_iter()
            .filter(|path| *path != facts && path.extension().is_some_and(|extension| extension == "json")),
    );
    paths.push(workspace().join("model/partitions.json"));
    paths
        .iter()
        .map(|path| Source::new(path.display().to_string(), fs::read_to_string(path).unwrap()))
        .collect()
}

/// Generates the crate of the Partner Central model, of its files and the partitions after them.
pub(crate) fn generate_partner_central(sources: &[Source]) -> GeneratedCrate {
    let mut diagnostics = Diagnostics::default();
    let ticks = std::cell::Cell::new(0);
    let clock = || {
        ticks.set(ticks.get() + 7);
        Duration::from_millis(ticks.get())
    };
    let template = workspace().join("model/partnercentral-selling/README.md.in");
    let readme = Some(Source::new(
        template.display().to_string(),
        fs::read_to_string(&template).unwrap(),
    ));
    let options = Options {
        readme,
        ..options(Filter::default())
    };
    let (partitions, models) = sources.split_last().unwrap();
    let made = smithy_codegen::generate(models, Some(partitions), &options, &clock, &mut diagnostics);
    made.unwrap_or_else(|| panic!("{}", diagnostics.render(sources, false)))
        .0
}

/// Returns a generated file without the lines that name the generator and the model's hash.
pub(crate) fn without_header(text: &str) -> &str {
    text.split_once("\n\n").map_or(text, |(_, rest)| rest)
}

/// Returns files below each other, each under a line with its path.
pub(crate) fn listing(generated: &GeneratedCrate, wanted: impl Fn(&str) -> bool) -> String {
    let files = generated.files.iter().filter(|(path, _)| wanted(path));
    files
        .map(|(path, text)| format!("==== {path}\n{}", without_header(text)))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Checks these crates with rustc, warnings being errors, as one workspace in a folder of this name
/// for temporary files.
pub(crate) fn compile(name: &str, crates: &[GeneratedCrate]) {
    cargo(name, crates, &["check", "--keep-going"]);
}

/// Makes the documentation of these crates in the same way, without that of their dependencies.
pub(crate) fn document(name: &str, crates: &[GeneratedCrate]) {
    cargo(name, crates, &["doc", "--no-deps", "--keep-going"]);
}

/// Runs the tests of these crates, in the same way.
pub(crate) fn run_tests(name: &str, crates: &[GeneratedCrate]) {
    cargo(name, crates, &["test", "--tests"]);
}

/// Makes a folder hold the files of this crate and no others. Equal files stay untouched, so that
/// cargo does not check them again.
fn bring_to(folder: &Path, generated: &GeneratedCrate) {
    let wanted: BTreeMap<_, _> = generated
        .files
        .iter()
        .map(|(path, text)| (folder.join(path), text))
        .collect();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if !wanted.contains_key(&path) {
                fs::remove_file(path).unwrap();
            }
        }
    }
    for (path, text) in wanted {
        if fs::read(&path).is_ok_and(|current| current == text.as_bytes()) {
            continue;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn cargo(name: &str, crates: &[GeneratedCrate], command: &[&str]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // Programs are built in the target folder of this workspace: with the same versions and
    // profile, dependencies that it has built are not built again. It has checked none.
    let own = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let target = match command.contains(&"test") {
        true => own.parent().unwrap().to_owned(),
        false => own.join("target"),
    };
    for generated in crates {
        bring_to(&folder.join(&generated.package), generated);
    }
    let members: Vec<_> = crates.iter().map(|generated| generated.package.as_str()).collect();
    let runtime = workspace().join("runtime");
    // One set of features for all crates, so that the runtime is compiled once.
    let features = [
        "aws-json",
        "aws-query",
        "ec2-query",
        "endpoint-discovery",
        "event-stream",
        "http-digest-auth",
        "request-checksum",
        "request-compression",
        "rest-json",
        "rest-xml",
        "rpc-v2-cbor",
        "rpc-v2-json",
        "s3-express",
        "streaming",
    ];
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n\
         [workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT\"\n\n\
         [workspace.dependencies]\nsmithy-client-runtime = {{ path = {runtime:?}, default-features = false, features = {features:?} }}\n\n\
         # Built once and run once.\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(command)
        .args(["--workspace", "--quiet", "--no-default-features", "--color", "never"])
        .current_dir(&folder)
        // Flags of a settings file or a shell would build all dependencies again.
        .env_remove("RUSTFLAGS")
        .env("RUSTDOCFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    // A warning is a failure; cargo repeats those of crates that it does not build again.
    assert!(
        output.status.success() && !errors.contains("warning"),
        "`cargo {}` fails:\n{}{errors}",
        command.join(" "),
        String::from_utf8_lossy(&output.stdout),
    );
}
