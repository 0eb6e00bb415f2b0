//! `cargo xtask bench codegen`: the generator's own speed and memory.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use super::measure::grouped;
use super::results::Part;
use super::workspace::{BenchWorkspace, run};
use super::{comparison, machine};
use crate::failure::Failure;
use crate::{codegen, output};

/// A model that is measured.
struct Subject {
    name: String,
    files: Vec<PathBuf>,
    /// The target in milliseconds.
    target: Option<f64>,
}

/// A stage of a model's run.
#[derive(Default)]
struct Stage {
    name: String,
    seconds: f64,
    peak: f64,
}

/// A model's figures.
#[derive(Default)]
struct MeasuredModel {
    bytes: f64,
    lines: f64,
    stages: Vec<Stage>,
}

/// Larger models, with their targets in milliseconds.
const MODELS: [(&str, Option<f64>); 5] = [
    ("cloudfront-2020-05-31", None),
    ("dynamodb-2012-08-10", None),
    ("ecs-2014-11-13", Some(500.0)),
    ("iam-2010-05-08", None),
    ("s3-2006-03-01", Some(400.0)),
];

/// Models that `cargo xtask corpus` writes to target/corpus/models, with their targets in
/// milliseconds.
const CORPUS: [(&str, Option<f64>); 2] = [("ec2", None), ("sagemaker", Some(800.0))];

pub(super) fn measure() -> Result<(), Failure> {
    let workspace = BenchWorkspace::new();
    let failed = |text| Failure::Input(format!("error: {text}"));
    eprintln!("bench: step 1 of 4: building the generator");
    workspace
        .cargo("tools", &["build", "--release", "--package", "generator"])
        .map_err(failed)?;
    let subjects = subjects();
    let jobs: Vec<_> = subjects.iter().map(job).collect();
    let arguments: Vec<_> = jobs.iter().map(String::as_str).collect();
    eprintln!("bench: step 2 of 4: time, {} models", jobs.len());
    let times = run(&workspace.program("tools", "generator-time"), &arguments).map_err(failed)?;
    eprintln!("bench: step 3 of 4: memory");
    let peaks = run(&workspace.program("tools", "generator-memory"), &arguments).map_err(failed)?;
    let measured = parse(&times, &peaks);
    eprintln!("bench: step 4 of 4: all services of AWS");
    let all = all_services(&workspace).map_err(failed)?;
    let file = workspace.results();
    let part = Part::Generator.write(&file, |_| part(&workspace, &subjects, &measured) + &all)?;
    println!("{part}");
    comparison::print(&comparison::since_commit(
        &std::fs::read_to_string(&file).unwrap_or_default(),
    ));
    println!("written to {}", output::shown(&file));
    Ok(())
}

/// Returns this workspace's services, then the models beside it, if they exist.
fn subjects() -> Vec<Subject> {
    let own = output::model_folders().into_iter().map(|folder| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Subject {
            files: codegen::model_files(&folder),
            // The larger services of AWS have targets of their own.
            target: name.starts_with("partnercentral").then_some(80.0),
            name,
        }
    });
    let folder = output::workspace().join("../shared/models");
    let others = MODELS.map(|(name, target)| Subject {
        name: name.to_owned(),
        files: vec![folder.join(format!("{name}.json"))],
        target,
    });
    let folder = output::workspace().join("target/corpus/models");
    let of_corpus = CORPUS.map(|(name, target)| Subject {
        name: name.to_owned(),
        files: vec![folder.join(format!("{name}.json"))],
        target,
    });
    let (there, missing): (Vec<_>, Vec<_>) = own
        .chain(others)
        .chain(of_corpus)
        .partition(|subject| subject.files[0].is_file());
    if !missing.is_empty() {
        let names: Vec<_> = missing.iter().map(|subject| subject.name.as_str()).collect();
        eprintln!(
            "bench: skipped, since neither ../shared/models nor target/corpus/models has them: {}",
            names.join(", ")
        );
    }
    there
}

fn job(subject: &Subject) -> String {
    let partitions = output::workspace().join("model/partitions.json");
    let files = subject
        .files
        .iter()
        .chain([&partitions])
        .map(|file| file.display().to_string());
    format!("{}={}", subject.name, files.collect::<Vec<_>>().join(","))
}

/// Parses the output of both programs: figures by model.
fn parse(times: &str, peaks: &str) -> BTreeMap<String, MeasuredModel> {
    let mut models: BTreeMap<String, MeasuredModel> = BTreeMap::new();
    for line in times.lines().chain(peaks.lines()) {
        let number = |text: &str| text.parse::<f64>().unwrap_or_default();
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["model", name, bytes, lines] => {
                let model = models.entry(name.to_owned()).or_default();
                (model.bytes, model.lines) = (number(bytes), number(lines));
            }
            ["stage", model, name, seconds] => models.entry(model.to_owned()).or_default().stages.push(Stage {
                name: name.to_owned(),
                seconds: number(seconds),
                peak: 0.0,
            }),
            ["peak", model, name, peak] => {
                let stages = models.entry(model.to_owned()).or_default().stages.iter_mut();
                if let Some(stage) = stages.into_iter().find(|stage| stage.name == name) {
                    stage.peak = number(peak);
                }
            }
            _ => {}
        }
    }
    models
}

fn part(workspace: &BenchWorkspace, subjects: &[Subject], models: &BTreeMap<String, MeasuredModel>) -> String {
    let (machine, versions, today) = (machine::machine(), machine::versions(workspace), machine::today());
    let mut text = format!(
        "## The generator\n\nMachine: {machine}.\n\nVersions: {versions}. MeasuredModel on {today}, optimised, medians of seven runs; time is the processor's, of all threads, memory what is \
         allocated, without the model's text.\n\n\
         | model | MB | lines | time | target | met | lines/s | shares | peak |\n|---|---:|---:|---:|---|---|---:|---|---:|\n"
    );
    for (subject, model) in pairs(subjects, models) {
        let seconds: f64 = model.stages.iter().map(|stage| stage.seconds).sum();
        let peak = model.stages.iter().map(|stage| stage.peak).fold(0.0, f64::max);
        let target = subject.target.map_or(String::new(), |target| format!("{target:.0} ms"));
        let met = subject
            .target
            .map_or("", |target| if seconds * 1e3 <= target { "yes" } else { "**no**" });
        let _ = writeln!(
            text,
            "| {} | {:.2} | {} | {:.0} ms | {target} | {met} | {} | {} | {:.0} MB |",
            subject.name,
            model.bytes / 1e6,
            grouped(model.lines),
            seconds * 1e3,
            grouped(model.lines / seconds),
            shares(model, seconds),
            peak / 1e6,
        );
    }
    text + "\nThe shares are those of the model, of lowering and of emitting. Run again with `cargo xtask bench codegen`.\n"
}

/// The target for all services of AWS on two processors, in seconds of wall-clock time.
const ALL_TARGET: f64 = 25.0;

/// Generates the crates of all models that `cargo xtask corpus` has written. Returns a sentence
/// about it, which is empty if the models are absent.
fn all_services(workspace: &BenchWorkspace) -> Result<String, String> {
    let models = output::workspace().join("target/corpus/models");
    if !models.is_dir() {
        eprintln!("bench: skipped, since target/corpus/models is not there: all services of AWS");
        return Ok(String::new());
    }
    let partitions = output::workspace().join("model/partitions.json");
    let crates = output::workspace().join("target/generator-all");
    let paths = [&models, &partitions, &crates].map(|path| path.display().to_string());
    let printed = run(
        &workspace.program("tools", "generator-all"),
        &paths.each_ref().map(String::as_str),
    );
    // The crates take 300 MB and are not used again.
    let _ = std::fs::remove_dir_all(&crates);
    Ok(all_sentence(&printed?))
}

fn all_sentence(printed: &str) -> String {
    let figure = |name: &str| {
        let mut lines = printed.lines().filter_map(|line| line.split_once(' '));
        let found = lines.find(|(key, _)| *key == name);
        found.and_then(|(_, text)| text.parse::<f64>().ok()).unwrap_or_default()
    };
    let met = if figure("wall") <= ALL_TARGET {
        "met"
    } else {
        "**not met**"
    };
    format!(
        "\nAll {} services of AWS, {} lines, read, generated and written by {} threads: {:.1} s by the wall clock, {:.1} s \
         of the processors. Target: {ALL_TARGET:.0} s on two processors, {met}. Their models are those of `cargo xtask corpus`.\n",
        grouped(figure("models")),
        grouped(figure("lines")),
        grouped(figure("threads")),
        figure("wall"),
        figure("cpu"),
    )
}

/// Returns the share of each stage that takes a hundredth or more.
fn shares(model: &MeasuredModel, seconds: f64) -> String {
    let shares = model.stages.iter().map(|stage| stage.seconds / seconds * 100.0);
    let shares: Vec<_> = shares
        .filter(|share| *share >= 2.0)
        .map(|share| format!("{share:.0}%"))
        .collect();
    shares.join(", ")
}

fn pairs<'a>(
    subjects: &'a [Subject],
    models: &'a BTreeMap<String, MeasuredModel>,
) -> impl Iterator<Item = (&'a Subject, &'a MeasuredModel)> {
    subjects
        .iter()
        .filter_map(|subject| Some((subject, models.get(&subject.name)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_become_tables() {
        let times = "model a 2000000 3000\nstage a model 0.025\nstage a emit 0.075\n";
        let models = parse(times, "peak a model 4000000\npeak a emit 9000000\n");
        let subject = |target| Subject {
            name: "a".to_owned(),
            files: Vec::new(),
            target: Some(target),
        };
        let part = |target| part(&BenchWorkspace::new(), &[subject(target)], &models);
        let line = "| a | 2.00 | 3,000 | 100 ms | 100 ms | yes | 30,000 | 25%, 75% | 9 MB |";
        assert!(part(100.0).lines().any(|printed| printed == line), "{}", part(100.0));
        assert!(part(99.0).contains("| 99 ms | **no** |"), "{}", part(99.0));
    }

    #[test]
    fn all_services_are_a_sentence() {
        let sentence = all_sentence("models 445\nlines 7000000\nthreads 2\nwall 15.04\ncpu 30\n");
        assert!(
            sentence.contains(
                "445 services of AWS, 7,000,000 lines, read, generated and written by 2 threads: 15.0 s by the wall clock, 30.0 s"
            ),
            "{sentence}"
        );
        assert!(sentence.contains("25 s on two processors, met"), "{sentence}");
        assert!(all_sentence("wall 25.1").contains("**not met**"));
    }
}
