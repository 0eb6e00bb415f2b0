//! `cargo xtask bench streaming`: throughput and memory of transfers of large objects, with the
//! official client of S3 and with ours.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::machine;
use super::measure::{Figure, median};
use super::results::Part;
use super::workspace::{BenchWorkspace, Side, both, figure, figures};
use crate::failure::Failure;

/// Send and receive a gigabyte by the clients of S3, and print throughput, CPU time and peak memory
/// of each.
///
/// Every transfer is a separate process with the default settings, which include checksums. Exits
/// with 1 if ours takes more than 40 MB of memory.
#[derive(clap::Args)]
pub(super) struct StreamingArguments {
    /// The size of each object in megabytes.
    #[arg(long, value_name = "N", default_value_t = 1024)]
    megabytes: u32,
}

/// The limit of our memory in megabytes.
const LIMIT: f64 = 40.0;

/// The transfers, by the argument of the programs.
const TRANSFERS: [(&str, &str); 3] = [
    ("upload-file", "upload of a file"),
    ("upload-stream", "upload of a stream"),
    ("download", "download"),
];

/// Runs of each transfer by each side; odd, so that there is a middle one.
const RUNS: usize = 5;

/// The least ratio of throughput and CPU time that our client should reach.
const TARGET: f64 = 1.0;

/// A transfer by both sides.
struct TransferRow {
    words: &'static str,
    /// Megabytes per second.
    throughput: [Figure; 2],
    /// Seconds of CPU of the client's process per gigabyte, in the program and in the kernel.
    cpu: [Figure; 2],
    /// Megabytes.
    memory: [Figure; 2],
}

pub(super) fn run(arguments: &StreamingArguments) -> Result<(), Failure> {
    let workspace = BenchWorkspace::of(BenchWorkspace::new().folder.join("streaming"));
    let built = both(|side| {
        let package = side.package("streaming");
        let build = ["build", "--release", "--package", &package];
        workspace.cargo("streaming", &build).map(|()| 0.0)
    });
    let megabytes = f64::from(arguments.megabytes);
    let rows = TRANSFERS.map(|(argument, words)| {
        let runs = runs(&workspace, &built, argument, arguments.megabytes);
        let medians = |of: fn(&BTreeMap<String, f64>) -> Figure| [0, 1].map(|side| median_of(&runs, side, of));
        TransferRow {
            words,
            throughput: medians(|run| figure(run, "seconds")).map(|seconds| Ok(megabytes / seconds?)),
            cpu: medians(|run| Ok(figure(run, "user")? + figure(run, "kernel")?))
                .map(|cpu| Ok(cpu? * 1024.0 / megabytes)),
            memory: medians(|run| figure(run, "peak")),
        }
    });
    let part = part(&rows, arguments.megabytes);
    let part = Part::Streaming.write(&BenchWorkspace::new().results(), |_| part)?;
    println!("{part}");
    let is_within = |row: &TransferRow| matches!(row.memory, [_, Ok(ours)] if ours <= LIMIT);
    if rows.iter().all(is_within) {
        Ok(())
    } else {
        Err(Failure::Tests)
    }
}

/// The output of the programs of both sides.
type Run = [Result<BTreeMap<String, f64>, String>; 2];

/// Runs a transfer several times, both sides in turns.
fn runs(workspace: &BenchWorkspace, built: &[Figure; 2], argument: &str, megabytes: u32) -> Vec<Run> {
    let size = megabytes.to_string();
    let run = |side: Side| {
        built[side as usize].clone()?;
        let program = workspace.program("streaming", &side.package("streaming"));
        figures(&program, &[argument, &size])
    };
    let mut runs = Vec::new();
    for number in 1..=RUNS {
        eprintln!("bench: {argument}, run {number} of {RUNS}");
        runs.push([Side::Official, Side::Ours].map(run));
    }
    runs
}

/// Returns the median of a figure of one side's runs.
fn median_of(runs: &[Run], side: usize, of: fn(&BTreeMap<String, f64>) -> Figure) -> Figure {
    let figures = runs.iter().map(|run| of(run[side].as_ref()?));
    median(figures.collect::<Result<Vec<f64>, String>>()?)
}

fn part(rows: &[TransferRow], megabytes: u32) -> String {
    let mut text = format!(
        "## Streams\n\nMachine: {}. Measured on {}, {}: {megabytes} MB by S3 over loopback, default settings, a process for \
         each transfer, medians of {RUNS} runs in turns. CPU: of the client's process, user and kernel. Run again with \
         `cargo xtask bench streaming`.\n\n| measure | official | ours | ratio | target | met |\n|---|---:|---:|---:|---|---|\n",
        machine::machine(),
        machine::today(),
        machine::commit().unwrap_or_else(|| "without git".to_owned())
    );
    for TransferRow {
        words,
        throughput: [official, ours],
        cpu,
        memory,
    } in rows
    {
        let faster = quotient(ours, official);
        write_line(
            &mut text,
            &format!("{words}: throughput"),
            [official, ours],
            (" MB/s", 0),
            faster,
        );
        let [official, ours] = cpu;
        let cheaper = quotient(official, ours);
        write_line(
            &mut text,
            &format!("{words}: CPU per GB"),
            [official, ours],
            (" s", 2),
            cheaper,
        );
        let [official, ours] = memory.each_ref().map(|figure| shown(figure, (" MB", 0)));
        let ratio = quotient(&memory[0], &memory[1]).map_or("—".to_owned(), |ratio| format!("{ratio:.1}"));
        let met = memory[1].as_ref().map_or("—", |ours| met(*ours <= LIMIT));
        let _ = writeln!(
            text,
            "| {words}: peak memory | {official} | {ours} | {ratio} | at most {LIMIT} MB | {met} |"
        );
    }
    text
}

/// Writes the line of a measure whose target is a ratio.
fn write_line(text: &mut String, words: &str, figures: [&Figure; 2], unit: (&str, usize), ratio: Option<f64>) {
    let [official, ours] = figures.map(|figure| shown(figure, unit));
    let is_met = ratio.map_or("—", |ratio| met(ratio >= TARGET));
    let ratio = ratio.map_or("—".to_owned(), |ratio| format!("{ratio:.2}"));
    let _ = writeln!(
        text,
        "| {words} | {official} | {ours} | {ratio} | ratio {TARGET} | {is_met} |"
    );
}

fn shown(figure: &Figure, (unit, places): (&str, usize)) -> String {
    match figure {
        Ok(figure) => format!("{figure:.places$}{unit}"),
        Err(reason) => reason.clone(),
    }
}

fn quotient(of: &Figure, by: &Figure) -> Option<f64> {
    let (of, by) = (of.as_ref().ok()?, by.as_ref().ok()?);
    (*by > 0.0).then(|| of / by)
}

fn met(is_met: bool) -> &'static str {
    if is_met { "yes" } else { "**no**" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_measure_has_a_ratio_and_a_target() {
        let row = TransferRow {
            words: "download",
            throughput: [Ok(1000.0), Ok(1500.0)],
            cpu: [Ok(0.2), Ok(0.25)],
            memory: [Err("not built".to_owned()), Ok(6.0)],
        };
        let text = part(&[row], 1024);
        let lines: Vec<_> = text.lines().filter(|line| line.starts_with("| download")).collect();
        assert_eq!(
            lines,
            [
                "| download: throughput | 1000 MB/s | 1500 MB/s | 1.50 | ratio 1 | yes |",
                "| download: CPU per GB | 0.20 s | 0.25 s | 0.80 | ratio 1 | **no** |",
                "| download: peak memory | not built | 6 MB | — | at most 40 MB | yes |",
            ]
        );
    }
}
