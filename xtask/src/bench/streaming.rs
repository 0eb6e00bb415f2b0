//! `cargo xtask bench streaming`: throughput and memory of transfers of large objects, with the
//! official client of S3 and with ours.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::machine;
use super::measure::Figure;
use super::results::Part;
use super::workspace::{BenchWorkspace, Side, both, figure, figures};
use crate::failure::Failure;

/// Send and receive a gigabyte by the clients of S3, and print throughput and peak memory of each.
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

/// A transfer by both sides.
struct TransferRow {
    words: &'static str,
    /// Megabytes per second.
    throughput: [Figure; 2],
    /// Seconds of the processor in the client's process, the kernel's work left out.
    user: [Figure; 2],
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
    let rows = TRANSFERS.map(|(argument, words)| {
        let runs = runs(&workspace, &built, argument, arguments.megabytes);
        let of = |name: &str| [0, 1].map(|side| middle(&runs, side, name));
        TransferRow {
            words,
            throughput: of("seconds").map(|seconds| Ok(f64::from(arguments.megabytes) / seconds?)),
            user: of("user"),
            memory: of("peak"),
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

/// Returns the middle one of a side's figures of this name.
fn middle(runs: &[Run], side: usize, name: &str) -> Figure {
    let figures = runs.iter().map(|run| figure(run[side].as_ref()?, name));
    let mut figures = figures.collect::<Result<Vec<f64>, String>>()?;
    figures.sort_by(f64::total_cmp);
    Ok(figures[figures.len() / 2])
}

fn part(rows: &[TransferRow], megabytes: u32) -> String {
    let mut text = format!(
        "## Streams\n\nMachine: {}. Measured on {}, {}: {megabytes} MB by S3 over loopback, default settings, a process for \
         each transfer, medians of {RUNS} runs in turns. User: the processor's time in the client's process without the \
         kernel's work, most of which is copies from and to the sockets. Our memory must not exceed {LIMIT} MB. Run again \
         with `cargo xtask bench streaming`.\n\n\
         | transfer | official, MB/s | ours, MB/s | official, user | ours, user | official, peak MB | ours, peak MB |\n\
         |---|---:|---:|---:|---:|---:|---:|\n",
        machine::machine(),
        machine::today(),
        machine::commit().unwrap_or_else(|| "without git".to_owned())
    );
    for row in rows {
        let cell = |figure: &Figure, places: usize, unit: &str| match figure {
            Ok(figure) => format!("{figure:.places$}{unit}"),
            Err(reason) => reason.clone(),
        };
        let cells = [(&row.throughput, 0, ""), (&row.user, 2, " s"), (&row.memory, 0, "")]
            .map(|(figures, places, unit)| figures.each_ref().map(|figure| cell(figure, places, unit)).join(" | "));
        let _ = writeln!(text, "| {} | {} |", row.words, cells.join(" | "));
    }
    text
}
