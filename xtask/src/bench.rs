//! `cargo xtask bench`

mod build;
mod calls;
mod chat;
mod comparison;
mod features;
mod generator;
mod growth;
mod load;
mod machine;
mod measure;
mod protocols;
mod results;
mod server;
mod services;
mod soak;
mod streaming;
mod workspace;

use std::time::Instant;

use self::measure::MeasureRow;
use self::results::{ClientPart, Part};
use self::workspace::BenchWorkspace;
use crate::failure::Failure;
use crate::output;

/// Measure this client and the official one, and the generator.
///
/// Builds and runs the programs in bench/, once with `aws-sdk-partnercentralselling` and once with
/// our client, and writes the figures into bench/RESULTS.md. It prints the figures of ours that are
/// better or worse than the committed ones. A full run takes about half an hour on two cores;
/// builds are in target/bench. If this machine cannot measure a row, for example because valgrind
/// is missing, the table says so, and the other rows are measured.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct BenchArguments {
    #[command(subcommand)]
    command: Option<BenchCommand>,
    /// Skip the cold builds, which take ten minutes on two cores.
    #[arg(long)]
    quick: bool,
    /// Measure only these; other rows of the table stay unchanged. Commas or spaces
    /// separate them.
    #[arg(long, value_name = "A,B,..", value_delimiter = ',', num_args = 1.., value_enum)]
    only: Vec<MeasurementGroup>,
}

#[derive(clap::Subcommand)]
enum BenchCommand {
    /// The generator: lines and megabytes of model per second, and memory, by stage.
    Codegen,
    /// One call of each protocol, compared with the official clients: S3, EC2, Lambda, CloudWatch.
    Protocols,
    /// Builds of the runtime with each protocol, and of one client in two protocols.
    Features,
    /// Builds of the example `bedrock_chat`, compared with the same program over the official
    /// client.
    Chat,
    Growth(growth::GrowthArguments),
    Services(services::ServicesArguments),
    Soak(soak::SoakArguments),
    Streaming(streaming::StreamingArguments),
}

/// Groups that can be measured separately.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum MeasurementGroup {
    /// Lines and files of the generated crates.
    Lines,
    /// Crates in the tree.
    Tree,
    /// Cold builds of a program, with the credential chain and without.
    Cold,
    /// The release build of the service crate alone.
    Service,
    /// Measures `cargo check` of the service crate alone.
    Check,
    /// The release build of a program, after its dependencies.
    Program,
    /// Sizes of the program's binary.
    Binary,
    /// Calls over a transport in memory: time, instructions, allocations.
    Calls,
    /// Calls over loopback: throughput, latency, the client's processor time.
    Load,
    /// The first call of a fresh process, over TLS.
    First,
    /// Lower bounds: hashing, copying, reading JSON, an exchange over TCP.
    Bound,
}

type Measurement = (MeasurementGroup, &'static str, fn(&BenchWorkspace) -> Vec<MeasureRow>);

/// The groups of measurements in order, except the lower bounds, which have no sides.
const STEPS: [Measurement; 10] = [
    (MeasurementGroup::Lines, "lines of the service crates", build::lines),
    (MeasurementGroup::Tree, "crates in the tree", build::tree),
    (MeasurementGroup::Cold, "cold builds, four of them", build::cold),
    (
        MeasurementGroup::Service,
        "release builds of the service crates",
        build::service,
    ),
    (MeasurementGroup::Program, "release builds of a program", build::program),
    (MeasurementGroup::Binary, "binaries", build::binary),
    (MeasurementGroup::Check, "checks of the service crates", build::check),
    (MeasurementGroup::Calls, "calls in memory", calls::in_memory),
    (MeasurementGroup::Load, "calls over loopback", load::load),
    (MeasurementGroup::First, "first calls", calls::first),
];

pub(crate) fn run(arguments: &BenchArguments) -> Result<(), Failure> {
    match &arguments.command {
        Some(BenchCommand::Codegen) => return generator::measure(),
        Some(BenchCommand::Protocols) => return protocols::run(),
        Some(BenchCommand::Features) => return features::run(),
        Some(BenchCommand::Chat) => return chat::run(),
        Some(BenchCommand::Growth(arguments)) => return growth::run(arguments),
        Some(BenchCommand::Services(arguments)) => return services::run(arguments),
        Some(BenchCommand::Soak(arguments)) => return soak::run(arguments),
        Some(BenchCommand::Streaming(arguments)) => return streaming::run(arguments),
        None => {}
    }
    let workspace = BenchWorkspace::new();
    let wanted = |group: MeasurementGroup| match &arguments.only[..] {
        [] => !(arguments.quick && group == MeasurementGroup::Cold),
        only => only.contains(&group),
    };
    let chosen: Vec<_> = STEPS.iter().filter(|(group, ..)| wanted(*group)).collect();
    let progress = Progress {
        started: Instant::now(),
        all: 1 + chosen.len() + usize::from(wanted(MeasurementGroup::Bound)),
    };
    progress.step(1, "tools, and what the programs depend on");
    prepare(&workspace)?;
    let mut rows = Vec::new();
    for (at, (_, name, measure)) in chosen.iter().enumerate() {
        progress.step(at + 2, name);
        let new = measure(&workspace);
        for row in &new {
            let [name, official, ours, ratio, ..] = row.cells();
            eprintln!("  {name}: official {official}, ours {ours}, ratio {ratio}");
            row.reasons().iter().for_each(|reason| eprintln!("  {reason}"));
        }
        rows.extend(new);
    }
    let lower_bounds = if wanted(MeasurementGroup::Bound) {
        progress.step(progress.all, "what no client can do without");
        calls::lower_bounds(&workspace)
    } else {
        Vec::new()
    };
    let client = ClientPart {
        rows,
        lower_bounds,
        machine: machine::machine(),
        versions: machine::versions(&workspace),
        today: machine::today(),
    };
    let file = workspace.results();
    let part = Part::Client.write(&file, |before| client.part(before))?;
    println!("{part}");
    comparison::print(&comparison::since_commit(
        &std::fs::read_to_string(&file).unwrap_or_default(),
    ));
    progress.end();
    println!("written to {}", output::shown(&file));
    Ok(())
}

/// Builds the tools, and fetches all crates, so that no measured build downloads any.
fn prepare(workspace: &BenchWorkspace) -> Result<(), Failure> {
    let failed = |text| Failure::Input(format!("error: {text}"));
    if let Err(text) = workspace.cargo("tools", &["fetch"]) {
        eprintln!("bench: {text}; continuing with the crates that were downloaded before");
    }
    workspace
        .cargo("tools", &["build", "--release", "--package", "rusage"])
        .map_err(failed)
}

/// Prints the step, and the time since the start.
struct Progress {
    started: Instant,
    all: usize,
}

impl Progress {
    fn step(&self, at: usize, name: &str) {
        eprintln!("bench: step {at} of {}: {name} ({} so far)", self.all, self.elapsed());
    }

    fn end(&self) {
        eprintln!("bench: done after {}", self.elapsed());
    }

    fn elapsed(&self) -> String {
        let seconds = self.started.elapsed().as_secs();
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }
}
