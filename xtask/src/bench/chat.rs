//! `cargo xtask bench chat`: the build of the example `bedrock_chat`, and of the same program over
//! the official client.

use std::fmt::Write;

use super::build::{crates_of, remove_folder, strip};
use super::measure::{Figure, Unit};
use super::results::Part;
use super::workspace::{BenchWorkspace, Side, both};
use super::{machine, prepare};
use crate::failure::Failure;

/// The factor by which ours must be better in each row.
const TARGET: f64 = 4.0;

/// A row of the table: name, unit, and the figures of both sides.
type BuildRow = (&'static str, Unit, [Figure; 2]);

/// Builds both programs from nothing, and writes the part of the results.
pub(super) fn run() -> Result<(), Failure> {
    prepare(&BenchWorkspace::new())?;
    let workspace = BenchWorkspace::of(BenchWorkspace::new().folder.join("chat"));
    let crates = both(|side| crates_of(&workspace, &side.package("chat")));
    let built = [Side::Official, Side::Ours].map(|side| cold(&workspace, side));
    let of = |pick: fn(&Built) -> f64| built.clone().map(|built| built.map(|built| pick(&built)));
    let rows = [
        ("cold release build: wall", Unit::Seconds, of(|built| built.wall)),
        ("cold release build: CPU", Unit::Seconds, of(|built| built.cpu)),
        ("crates in the tree", Unit::Count, crates),
        ("binary, stripped", Unit::Megabytes, of(|built| built.binary)),
    ];
    let part = Part::Chat.write(&BenchWorkspace::new().results(), |_| part(&rows))?;
    println!("{part}");
    Ok(())
}

/// The figures of a build.
#[derive(Clone)]
struct Built {
    wall: f64,
    cpu: f64,
    /// The bytes of the stripped program.
    binary: f64,
}

/// Builds a program from nothing, without the downloads.
fn cold(workspace: &BenchWorkspace, side: Side) -> Result<Built, String> {
    let package = side.package("chat");
    let target = format!("{package}-cold");
    let folder = workspace.target(&target);
    eprintln!("bench: {package}: cold release build");
    remove_folder(&folder)?;
    workspace.cargo(&target, &["fetch"])?;
    let usage = workspace.metered(&target, &["build", "--release", "--package", &package])?;
    let binary = strip(workspace, &workspace.program(&target, &package))?;
    remove_folder(&folder)?;
    Ok(Built {
        wall: usage.wall,
        cpu: usage.cpu,
        binary,
    })
}

fn part(rows: &[BuildRow]) -> String {
    let mut text = format!(
        "## A program with Bedrock\n\nMachine: {}. Measured on {}, {}: the example `bedrock_chat` with the default features of the \
         client, beside the same program by `aws-sdk-bedrockruntime` and `aws-config` with theirs (bench/chat). Run again with \
         `cargo xtask bench chat`.\n\n| measure | official | ours | ratio | target | met |\n|---|---:|---:|---:|---|---|\n",
        machine::machine(),
        machine::today(),
        machine::commit().unwrap_or_else(|| "without git".to_owned())
    );
    for (words, unit, figures) in rows {
        let [official, ours] = figures.each_ref().map(|figure| match figure {
            Ok(figure) => unit.shown(*figure),
            Err(reason) => reason.clone(),
        });
        let (ratio, met) = match figures {
            [Ok(official), Ok(ours)] if *ours > 0.0 => {
                let ratio = official / ours;
                (format!("{ratio:.1}"), if ratio >= TARGET { "yes" } else { "**no**" })
            }
            _ => ("—".to_owned(), "—"),
        };
        let _ = writeln!(
            text,
            "| {words} | {official} | {ours} | {ratio} | ratio {TARGET} | {met} |"
        );
    }
    text
}
