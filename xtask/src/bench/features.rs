//! `cargo xtask bench features`: builds of the runtime with each protocol, and of one client in two
//! protocols.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::machine;
use super::measure::{Figure, median};
use super::prepare;
use super::results::Part;
use super::workspace::{BenchWorkspace, Usage};
use crate::clients::{self, ClientToGenerate};
use crate::failure::Failure;
use crate::output;
use crate::sync::write_if_new;

/// The features of the runtime that enable a protocol.
const PROTOCOLS: [&str; 7] = [
    "aws-json",
    "rpc-v2-json",
    "rpc-v2-cbor",
    "aws-query",
    "ec2-query",
    "rest-json",
    "rest-xml",
];

const RUNTIME: &str = "smithy-client-runtime";

/// The model of the client.
const MODEL: &str = "model/partnercentral-selling/model.json";
const PACKAGE: &str = "partnercentral-selling";

/// The protocols of the client: the feature of the runtime, and the trait.
const CLIENTS: [(&str, &str); 2] = [
    ("aws-json", "aws.protocols#awsJson1_0"),
    ("rest-json", "aws.protocols#restJson1"),
];

/// The number of measurements of each build.
const RUNS: usize = 3;

/// Measures the builds and writes their part of the results.
pub(super) fn run() -> Result<(), Failure> {
    prepare(&BenchWorkspace::new())?;
    let root = BenchWorkspace::of(output::workspace());
    let mut text = format!(
        "## Builds by protocol\n\nMachine: {}. Measured on {}, {}.\n\n\
         | the runtime with one protocol | crates in the tree | check: CPU | release: CPU |\n|---|---:|---:|---:|\n",
        machine::machine(),
        machine::today(),
        machine::commit().unwrap_or_else(|| "without git".to_owned())
    );
    for (at, figures) in measured_runtime(&root).into_iter().enumerate() {
        let [check, release] = figures.map(shown);
        let crates = crates_of(&root, PROTOCOLS[at]).unwrap_or_else(|reason| reason);
        let _ = writeln!(text, "| `{}` | {crates} | {check} | {release} |", PROTOCOLS[at]);
    }
    text += "\n| partnercentral-selling, 45 operations | check: CPU | release: CPU |\n|---|---:|---:|\n";
    let folders = CLIENTS.map(|(name, protocol)| project(name, protocol));
    let [first, second] = folders;
    let workspaces = [first?, second?].map(BenchWorkspace::of);
    for ((_, protocol), figures) in CLIENTS.iter().zip(measured_clients(&workspaces)) {
        let [check, release] = figures.map(shown);
        let _ = writeln!(text, "| {protocol} | {check} | {release} |");
    }
    text += EXPLANATION;
    let part = Part::Features.write(&BenchWorkspace::new().results(), |_| text)?;
    println!("{part}");
    Ok(())
}

fn shown(figure: Figure) -> String {
    figure.map_or_else(|reason| reason, |seconds| format!("{seconds:.2} s"))
}

/// Returns the CPU of a check and of a release build of the runtime, for each protocol.
fn measured_runtime(root: &BenchWorkspace) -> Vec<[Figure; 2]> {
    in_turns(PROTOCOLS.len(), |at, command| {
        let arguments = [
            "--no-default-features",
            "--features",
            PROTOCOLS[at],
            "--package",
            RUNTIME,
        ];
        alone(
            root,
            &format!("features/{}", PROTOCOLS[at]),
            command,
            &arguments,
            RUNTIME,
        )
    })
}

/// Returns the CPU of a check and of a release build of the client, for each protocol.
fn measured_clients(workspaces: &[BenchWorkspace; 2]) -> Vec<[Figure; 2]> {
    in_turns(CLIENTS.len(), |at, command| {
        let target = format!("features/client-{}", CLIENTS[at].0);
        alone(&workspaces[at], &target, command, &["--package", PACKAGE], PACKAGE)
    })
}

/// The commands that are measured.
const COMMANDS: [&[&str]; 2] = [&["check"], &["build", "--release"]];

/// Returns the medians for each side and command, with the sides in turns.
fn in_turns(sides: usize, measure: impl Fn(usize, &[&str]) -> Result<Usage, String>) -> Vec<[Figure; 2]> {
    let by_command = COMMANDS.map(|command| {
        let mut figures: Vec<Vec<Figure>> = vec![Vec::new(); sides];
        for run in 1..=RUNS {
            for (at, side) in figures.iter_mut().enumerate() {
                eprintln!(
                    "bench: {}, run {run} of {RUNS}, {} of {sides}",
                    command.join(" "),
                    at + 1
                );
                side.push(measure(at, command).map(|usage| usage.cpu));
            }
        }
        figures
    });
    let middle = |figures: &Vec<Figure>| median(figures.iter().cloned().collect::<Result<_, _>>()?);
    let [checks, releases] = by_command.map(|figures| figures.iter().map(middle).collect::<Vec<_>>());
    checks
        .into_iter()
        .zip(releases)
        .map(|(check, release)| [check, release])
        .collect()
}

/// Measures rustc on one package, after its dependencies.
fn alone(
    workspace: &BenchWorkspace,
    target: &str,
    command: &[&str],
    arguments: &[&str],
    package: &str,
) -> Result<Usage, String> {
    let build = [command, arguments, &["--lib"]].concat();
    workspace.cargo(target, &build)?;
    let clean = [&["clean", "--package", package], &command[1..]].concat();
    workspace.cargo(target, &clean)?;
    workspace.metered_crate(target, &build, package)
}

/// Returns the number of crates of the runtime with a protocol, including itself.
fn crates_of(root: &BenchWorkspace, protocol: &str) -> Result<String, String> {
    let mut arguments = vec!["tree", "--edges", "normal", "--prefix", "none", "--package", RUNTIME];
    arguments.extend(["--no-default-features", "--features", protocol]);
    let text = root.cargo_output(&arguments)?;
    let lines = text.lines().map(|line| line.trim_end_matches(" (*)"));
    let crates: std::collections::BTreeSet<_> = lines.filter(|line| !line.is_empty()).collect();
    Ok(crates.len().to_string())
}

/// Generates the client in a protocol, and returns the folder of its workspace.
fn project(name: &str, protocol: &str) -> Result<PathBuf, Failure> {
    let root = output::workspace();
    let folder = root.join("target/bench/features/clients").join(name);
    let failed = |text: String| Failure::Input(format!("error: {}: {text}", output::shown(&folder)));
    let model = folder.join("model.json");
    let text = spoken(&root.join(MODEL), protocol).map_err(failed)?;
    write_if_new(&model, &text).map_err(|error| failed(error.to_string()))?;
    let client = ClientToGenerate {
        package: PACKAGE,
        model: &model,
        operations: &[],
        protocol: None,
        command: "cargo xtask bench features",
    };
    client.generate(&folder)?;
    let manifest = clients::manifest(&[PACKAGE], "../../../../..", "");
    write_if_new(&folder.join("Cargo.toml"), &manifest).map_err(|error| failed(error.to_string()))?;
    Ok(folder)
}

/// Returns the model with this protocol only. Each operation has an HTTP binding with all members
/// in the body.
fn spoken(model: &Path, protocol: &str) -> Result<String, String> {
    let text = fs::read_to_string(model).map_err(|error| error.to_string())?;
    let mut model: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let shapes = model["shapes"].as_object_mut().ok_or("the model has no shapes")?;
    for (id, shape) in shapes {
        let kind = shape["type"].as_str().unwrap_or_default().to_owned();
        if !matches!(&*kind, "operation" | "service") {
            continue;
        }
        let shape = shape.as_object_mut().ok_or("a shape is not an object")?;
        let traits = shape.entry("traits").or_insert_with(|| Value::Object(Map::new()));
        let traits = traits.as_object_mut().ok_or("traits are not an object")?;
        if kind == "service" {
            traits.retain(|name, _| !name.starts_with("aws.protocols#"));
            traits.insert(protocol.to_owned(), json!({}));
        } else {
            let name = id.rsplit('#').next().unwrap_or_default();
            traits.insert(
                "smithy.api#http".to_owned(),
                json!({"method": "POST", "uri": format!("/{name}")}),
            );
        }
    }
    Ok(format!("{model:#}\n"))
}

const EXPLANATION: &str = "
CPU of rustc for the one package, all that it depends on being built: medians of three, in turns. The runtime is built without its
default features, which are the HTTPS client and the sources of credentials. The client is made from one model, once with its own
protocol, and once with restJson1 and HTTP bindings. Run again with `cargo xtask bench features`.
";
