//! Measurements that do not run a client: lines, trees, builds, binaries.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::measure::{self, Figure, MeasureRow, median};
use super::workspace::{BenchWorkspace, Side, Usage, both};
use crate::output;

/// Counts the lines and files of the two service crates.
pub(super) fn lines(workspace: &BenchWorkspace) -> Vec<MeasureRow> {
    let counted = [
        official_source(workspace),
        Ok(output::workspace()
            .join("generated")
            .join(Side::Ours.service())
            .join("src")),
    ]
    .map(|folder| folder.and_then(|folder| count(&folder)));
    let part = |pick: fn((f64, f64)) -> f64| counted.clone().map(|counted| counted.map(pick));
    let ([official_lines, lines], [official_files, files]) = (part(|(lines, _)| lines), part(|(_, files)| files));
    vec![
        measure::LINES.row(official_lines, lines),
        measure::FILES.row(official_files, files),
    ]
}

/// Returns the folder of the official crate's source.
fn official_source(workspace: &BenchWorkspace) -> Result<PathBuf, String> {
    let text = workspace.cargo_output(&["metadata", "--format-version", "1"])?;
    let metadata: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let package = packages
        .iter()
        .find(|package| package["name"] == Side::Official.service());
    let manifest = package.and_then(|package| package["manifest_path"].as_str());
    let manifest = manifest.ok_or("cargo metadata does not name the official crate")?;
    Ok(Path::new(manifest).with_file_name("src"))
}

fn count(folder: &Path) -> Result<(f64, f64), String> {
    let fault = |error| format!("cannot read {}: {error}", output::shown(folder));
    let (mut lines, mut files) = (0.0, 0.0);
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_dir() {
            let (inner_lines, inner_files) = count(&path)?;
            lines += inner_lines;
            files += inner_files;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            lines += fs::read_to_string(&path).map_err(fault)?.lines().count() as f64;
            files += 1.0;
        }
    }
    Ok((lines, files))
}

/// Crates that are linked into the programs.
pub(super) fn tree(workspace: &BenchWorkspace) -> Vec<MeasureRow> {
    let crates = |name: &'static str| both(|side| crates_of(workspace, &side.package(name)));
    let ([official, ours], [official_static, ours_static]) = (crates("chain"), crates("static"));
    vec![
        measure::LEAN_CRATES.row(crates_of(workspace, LEAN), ours.clone()),
        measure::CRATES.row(official, ours),
        measure::CRATES_STATIC.row(official_static, ours_static),
    ]
}

/// The program over the official client without its legacy HTTP stack.
const LEAN: &str = "official-lean";

pub(super) fn crates_of(workspace: &BenchWorkspace, package: &str) -> Figure {
    let arguments = ["tree", "--edges", "normal", "--prefix", "none", "--package", package];
    let text = workspace.cargo_output(&arguments)?;
    let crates: BTreeSet<_> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    Ok(crates.iter().filter(|line| !line.is_empty()).count() as f64)
}

/// Measures the build and the check of the service crate, after its dependencies.
pub(super) fn service(workspace: &BenchWorkspace) -> Vec<MeasureRow> {
    let [official, ours] = [Side::Official, Side::Ours].map(|side| alone(workspace, side, &["build", "--release"]));
    vec![
        row(measure::SERVICE_WALL, &official, &ours, |usage| usage.wall),
        row(measure::SERVICE_CPU, &official, &ours, |usage| usage.cpu),
        row(measure::SERVICE_PEAK, &official, &ours, |usage| usage.peak),
    ]
}

/// Measures `cargo check` of the service crate alone.
pub(super) fn check(workspace: &BenchWorkspace) -> Vec<MeasureRow> {
    let [official, ours] = [Side::Official, Side::Ours].map(|side| alone(workspace, side, &["check"]));
    vec![row(measure::CHECK, &official, &ours, |usage| usage.wall)]
}

type Usages = Result<Vec<Usage>, String>;

fn row(measure: &'static measure::Measure, official: &Usages, ours: &Usages, pick: fn(&Usage) -> f64) -> MeasureRow {
    let figure = |usages: &Usages| median(usages.clone()?.iter().map(pick).collect());
    measure.row(figure(official), figure(ours))
}

/// Measures rustc on the service crate: the median of three builds of an empty library that depends
/// on it, after the dependencies.
fn alone(workspace: &BenchWorkspace, side: Side, command: &[&str]) -> Usages {
    let package = side.package("chain");
    let build = [command, &["--lib", "--package", &package]].concat();
    workspace.cargo("warm", &build)?;
    let usages = (0..3).map(|_| {
        let clean = [&["clean", "--package", side.service()], &command[1..]].concat();
        workspace.cargo("warm", &clean)?;
        workspace.metered_crate("warm", &build, side.service())
    });
    usages.collect()
}

/// Measures the build of a program that calls four operations, after its dependencies.
pub(super) fn program(workspace: &BenchWorkspace) -> Vec<MeasureRow> {
    let [official, ours] = both(|side| {
        let package = side.package("chain");
        let runs = (0..3).map(|_| {
            workspace.cargo("warm", &["clean", "--release", "--package", &package])?;
            workspace.cargo("warm", &["build", "--release", "--lib", "--package", &package])?;
            let usage = workspace.metered("warm", &["build", "--release", "--bins", "--package", &package])?;
            Ok(usage.wall)
        });
        median(runs.collect::<Result<_, String>>()?)
    });
    vec![measure::PROGRAM.row(official, ours)]
}

/// Measures a build from nothing, without the downloads.
pub(super) fn cold(workspace: &BenchWorkspace) -> Vec<MeasureRow> {
    let builds = |name: &str| [Side::Official, Side::Ours].map(|side| cold_build(workspace, &side.package(name)));
    let ([official, ours], [official_static, ours_static]) = (builds("chain"), builds("static"));
    let lean = cold_build(workspace, LEAN);
    vec![
        row(measure::LEAN_WALL, &lean, &ours, |usage| usage.wall),
        row(measure::LEAN_CPU, &lean, &ours, |usage| usage.cpu),
        row(measure::COLD_WALL, &official, &ours, |usage| usage.wall),
        row(measure::COLD_CPU, &official, &ours, |usage| usage.cpu),
        row(measure::STATIC_WALL, &official_static, &ours_static, |usage| usage.wall),
        row(measure::STATIC_CPU, &official_static, &ours_static, |usage| usage.cpu),
    ]
}

fn cold_build(workspace: &BenchWorkspace, package: &str) -> Usages {
    let folder = workspace.target("cold");
    remove_folder(&folder)?;
    let usage = workspace.metered("cold", &["build", "--release", "--bins", "--package", package]);
    remove_folder(&folder)?;
    Ok(vec![usage?])
}

/// Removes a folder of builds, if it is there.
pub(super) fn remove_folder(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("cannot remove {}: {error}", output::shown(folder)))
        }
        _ => Ok(()),
    }
}

/// Measures the program's binary, as built and stripped.
pub(super) fn binary(workspace: &BenchWorkspace) -> Vec<MeasureRow> {
    let size_of = |package: &str, stripped: bool| {
        workspace.cargo("warm", &["build", "--release", "--bins", "--package", package])?;
        let program = workspace.program("warm", package);
        if stripped {
            strip(workspace, &program)
        } else {
            size(&program)
        }
    };
    let sizes = |stripped: bool| both(|side| size_of(&side.package("chain"), stripped));
    let ([official, ours], [official_stripped, ours_stripped]) = (sizes(false), sizes(true));
    vec![
        measure::LEAN_STRIPPED.row(size_of(LEAN, true), ours_stripped.clone()),
        measure::BINARY.row(official, ours),
        measure::STRIPPED.row(official_stripped, ours_stripped),
    ]
}

pub(super) fn strip(workspace: &BenchWorkspace, program: &Path) -> Figure {
    let stripped = workspace.target("stripped");
    let status = Command::new("strip").arg("-o").arg(&stripped).arg(program).status();
    match status {
        Ok(status) if status.success() => size(&stripped),
        Ok(_) => Err("`strip` failed".to_owned()),
        Err(error) => Err(format!("cannot run `strip`, which comes with binutils: {error}")),
    }
}

fn size(file: &Path) -> Figure {
    let metadata = fs::metadata(file).map_err(|error| format!("cannot read {}: {error}", output::shown(file)))?;
    Ok(metadata.len() as f64)
}
