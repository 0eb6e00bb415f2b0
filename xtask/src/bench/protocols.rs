//! `cargo xtask bench protocols`: one call of each protocol, by clients generated from botocore's
//! facts and by the official ones.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::calls::in_turns;
use super::machine;
use super::measure::Figure;
use super::results::Part;
use super::workspace::{BenchWorkspace, Side, figure, figures};
use crate::clients::{self, Botocore, ClientToGenerate};
use crate::failure::Failure;
use crate::sync::{copy_if_newer, write_if_new};
use crate::{corpus, output};

/// A call: our package and botocore's name of the service, its operation, and the name of the call
/// in the table.
const CALLS: [(&str, &str, &str, &str); 4] = [
    ("s3", "s3", "ListObjectsV2", "S3 `ListObjectsV2`, 1,000 keys (restXml)"),
    (
        "ec2",
        "ec2",
        "DescribeInstances",
        "EC2 `DescribeInstances`, 100 instances (ec2Query)",
    ),
    (
        "lambda",
        "lambda",
        "ListFunctions",
        "Lambda `ListFunctions`, 50 functions (restJson1)",
    ),
    (
        "cloudwatch",
        "cloudwatch",
        "GetMetricData",
        "CloudWatch `GetMetricData`, 20 metrics of 100 points (rpcv2Cbor)",
    ),
];

/// The packages of the programs, seen from the workspace.
const PROGRAMS: [&str; 2] = ["../../../bench/protocols/official", "../../../bench/protocols/ours"];

/// The factor by which each call must be faster.
const TARGET: f64 = 4.0;

/// Measures the calls and writes their part of the results.
pub(super) fn run() -> Result<(), Failure> {
    let root = output::workspace();
    let folder = root.join("target/bench/protocols");
    prepare(&root, &folder)?;
    let target = |side: Side| root.join("target/bench").join(side.package("protocols"));
    for side in [Side::Ours, Side::Official] {
        let package = format!("--package={}", side.package("protocols"));
        clients::cargo(&folder, &target(side), "build", &[package], &["--release"])?;
    }
    let program = |side: Side| -> PathBuf {
        let name = format!("{}{}", side.package("protocols"), std::env::consts::EXE_SUFFIX);
        target(side).join("release").join(name)
    };
    let rows: Vec<_> = CALLS
        .iter()
        .map(|(package, .., words)| {
            let [official, ours] = in_turns(5, |side| figure(&figures(&program(side), &["time", package])?, "ns"));
            row(words, official, ours)
        })
        .collect();
    let part = Part::Protocols.write(&BenchWorkspace::new().results(), |_| part(&rows))?;
    println!("{part}");
    Ok(())
}

/// Generates our clients and writes the workspace.
fn prepare(root: &Path, folder: &Path) -> Result<(), Failure> {
    let facts = corpus::facts(&root.join("target/corpus"))?;
    for (package, service, operation, _) in CALLS {
        let client = ClientToGenerate {
            package,
            model: &folder.join("models").join(format!("{service}.json")),
            operations: &[operation],
            protocol: None,
            command: "cargo xtask bench protocols",
        };
        let facts = &facts;
        Botocore { facts, service, client }.generate(folder)?;
    }
    let failed = |error| Failure::Input(format!("error: cannot write to {}: {error}", output::shown(folder)));
    let members: Vec<_> = CALLS.iter().map(|(package, ..)| *package).chain(PROGRAMS).collect();
    let manifest = clients::manifest(&members, "../../..", "");
    write_if_new(&folder.join("Cargo.toml"), &manifest).map_err(failed)?;
    let lock = root.join("bench/protocols/Cargo.lock");
    copy_if_newer(&lock, &folder.join("Cargo.lock")).map_err(failed)
}

fn row(words: &str, official: Figure, ours: Figure) -> String {
    let shown = |figure: &Figure| match figure {
        Ok(nanoseconds) => format!("{:.1} µs", nanoseconds / 1e3),
        Err(reason) => reason.clone(),
    };
    let ratio = match (&official, &ours) {
        (Ok(official), Ok(ours)) => Some(official / ours),
        _ => None,
    };
    let met = match ratio {
        Some(ratio) if ratio >= TARGET => "yes",
        Some(_) => "**no**",
        None => "—",
    };
    let ratio = ratio.map_or_else(|| "—".to_owned(), |ratio| format!("{ratio:.1}"));
    format!(
        "| {words} | {} | {} | {ratio} | ratio {TARGET} | {met} |",
        shown(&official),
        shown(&ours)
    )
}

fn part(rows: &[String]) -> String {
    let mut text = format!(
        "## A call of each protocol\n\nMachine: {}. Measured on {}, {}.\n\n\
         | call, in memory | official | ours | ratio | target | met |\n|---|---:|---:|---:|---|---|\n",
        machine::machine(),
        machine::today(),
        machine::commit().unwrap_or_else(|| "without git".to_owned())
    );
    for row in rows {
        let _ = writeln!(text, "{row}");
    }
    text + EXPLANATION
}

const EXPLANATION: &str = "
Time by the clock: medians of five processes with 501 samples each, both sides in turns. The transport answers from memory; a call
signs its request and reads the whole response. bench/protocols/official/Cargo.toml has the versions of the official crates; ours are
generated from botocore's facts. Run again with `cargo xtask bench protocols`; the first build of the official crates takes half an
hour.
";
