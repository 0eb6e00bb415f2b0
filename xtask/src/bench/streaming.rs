//! `cargo xtask bench streaming`: throughput and memory of large objects, the official client of S3
//! beside ours.

use std::fmt::Write;

use super::machine;
use super::measure::Figure;
use super::results::Part;
use super::workspace::{Side, Workspace, both, figure, figures};
use crate::failure::Failure;

/// Send and receive a gigabyte by the clients of S3, and print throughput and peak memory of each.
///
/// Every transfer is a process of its own, with the default settings, so with checksums. It fails
/// if ours takes more than 40 MB of memory.
#[derive(clap::Args)]
pub(super) struct Arguments {
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

/// A transfer by both sides: the throughput in megabytes per second, and the memory in megabytes.
struct Row {
    words: &'static str,
    throughput: [Figure; 2],
    memory: [Figure; 2],
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let workspace = Workspace::of(Workspace::new().folder.join("streaming"));
    let built = both(|side| {
        let package = side.package("streaming");
        let build = ["build", "--release", "--package", &package];
        workspace.cargo("streaming", &build).map(|()| 0.0)
    });
    let size = arguments.megabytes.to_string();
    let rows: Vec<_> = TRANSFERS
        .iter()
        .map(|(argument, words)| {
            let measured = [Side::Official, Side::Ours].map(|side| {
                built[side as usize].clone()?;
                let program = workspace.program("streaming", &side.package("streaming"));
                figures(&program, &[argument, &size])
            });
            let of = |name: &str| measured.clone().map(|figures| figure(&figures?, name));
            let rate = |seconds: Figure| seconds.map(|seconds| f64::from(arguments.megabytes) / seconds);
            Row {
                words,
                throughput: of("seconds").map(rate),
                memory: of("peak"),
            }
        })
        .collect();
    let part = part(&rows, arguments.megabytes);
    let part = Part::Streaming.write(&Workspace::new().results(), |_| part)?;
    println!("{part}");
    let is_within = |row: &Row| matches!(row.memory, [_, Ok(ours)] if ours <= LIMIT);
    if rows.iter().all(is_within) {
        Ok(())
    } else {
        Err(Failure::Tests)
    }
}

fn part(rows: &[Row], megabytes: u32) -> String {
    let mut text = format!(
        "## Streams\n\nMachine: {}. Measured on {}, {}: {megabytes} MB by S3 over loopback, default settings, a process for \
         each transfer. Our memory must not exceed {LIMIT} MB. Run again with `cargo xtask bench streaming`.\n\n\
         | transfer | official, MB/s | ours, MB/s | official, peak MB | ours, peak MB |\n|---|---:|---:|---:|---:|\n",
        machine::machine(),
        machine::today(),
        machine::commit().unwrap_or_else(|| "without git".to_owned())
    );
    for row in rows {
        let shown = |figures: &[Figure; 2]| {
            let cells = figures.each_ref().map(|figure| match figure {
                Ok(figure) => format!("{figure:.0}"),
                Err(reason) => reason.clone(),
            });
            cells.join(" | ")
        };
        let (throughput, memory) = (shown(&row.throughput), shown(&row.memory));
        let _ = writeln!(text, "| {} | {throughput} | {memory} |", row.words);
    }
    text
}
