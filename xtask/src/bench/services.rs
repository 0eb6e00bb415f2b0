//! `cargo xtask bench services`: builds of the official clients and of ours for other services.

mod program;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;

use self::program::{Opponent, project};
use super::measure::{Figure, Unit};
use super::results::{Part, line_of};
use super::workspace::{BenchWorkspace, Usage};
use super::{build, comparison, machine, prepare};
use crate::failure::Failure;

/// Measure builds of S3, DynamoDB, EC2 and Bedrock Runtime.
///
/// Each is built by the official crate, by the official crate without its legacy HTTP stack, and by
/// ours, which is generated from the facts of botocore. A full run takes more than an hour on two
/// cores.
#[derive(clap::Args)]
pub(super) struct ServicesArguments {
    /// Only these services. Commas or spaces separate them.
    #[arg(long, value_name = "A,B,..", value_delimiter = ',', num_args = 1..,
          value_parser = PossibleValuesParser::new(SERVICES.map(|service| service.name)))]
    only: Vec<String>,
    /// Only these steps. Commas or spaces separate them.
    #[arg(long, value_name = "A,B,..", value_delimiter = ',', num_args = 1.., value_enum)]
    steps: Vec<Step>,
}

/// A build to measure.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Step {
    /// `cargo check` of the service crate alone.
    Check,
    /// The release build of the service crate alone.
    Release,
    /// The cold release build of a small program, and its binary.
    Cold,
}

/// A service, by the name that botocore, our package and the official crate have for it.
struct BenchService {
    name: &'static str,
    /// The call of the program.
    call: &'static str,
}

const SERVICES: [BenchService; 4] = [
    BenchService {
        name: "dynamodb",
        call: "list_tables()",
    },
    BenchService {
        name: "s3",
        call: "list_buckets()",
    },
    BenchService {
        name: "bedrock-runtime",
        call: "list_async_invokes()",
    },
    BenchService {
        name: "ec2",
        call: "describe_instances()",
    },
];

const OPPONENTS: [Opponent; 3] = [Opponent::Official, Opponent::Lean, Opponent::Ours];

const HEAD: &str = "| service | measure | official | lean | ours | ratio | ratio to lean | on |\n\
                    |---|---|---:|---:|---:|---:|---:|---|\n";

const EXPLANATION: &str = "
`lean` is the official crate with the features `default-https-client` and `rt-tokio` alone, which leaves out hyper 0.14 and its TLS
stack. The service crate alone is the same for both. Run again with `cargo xtask bench services`; `--only` and `--steps` choose, and
other rows stay.
";

/// A row of the table: service and measure, and a figure per opponent.
struct ServiceRow {
    name: String,
    unit: Unit,
    figures: [Option<Figure>; 3],
}

pub(super) fn run(arguments: &ServicesArguments) -> Result<(), Failure> {
    let workspace = BenchWorkspace::new();
    prepare(&workspace)?;
    let wanted =
        |service: &&BenchService| arguments.only.is_empty() || arguments.only.iter().any(|name| name == service.name);
    let steps = match &arguments.steps[..] {
        [] => &[Step::Check, Step::Release, Step::Cold],
        steps => steps,
    };
    let mut rows = Vec::new();
    for service in SERVICES.iter().filter(wanted) {
        let folders = OPPONENTS.map(|opponent| project(service, opponent));
        for step in steps {
            let new = measured(service, *step, &folders);
            for row in &new {
                eprintln!("  {}", row.line(""));
            }
            rows.extend(new);
        }
    }
    let file = workspace.results();
    let part = Part::Services.write(&file, |before| part(before, &rows))?;
    println!("{part}");
    comparison::print(&comparison::since_commit(
        &fs::read_to_string(&file).unwrap_or_default(),
    ));
    Ok(())
}

/// Returns the rows of a step.
fn measured(service: &BenchService, step: Step, folders: &[Result<PathBuf, String>; 3]) -> Vec<ServiceRow> {
    let usages = OPPONENTS.map(|opponent| {
        let is_same_crate = opponent == Opponent::Lean && step != Step::Cold;
        (!is_same_crate).then(|| {
            eprintln!("bench: {}: {}, {}", service.name, step.name(), opponent.name());
            let folder = folders[opponent as usize].clone()?;
            step.run(service, opponent, &BenchWorkspace::of(folder))
        })
    });
    let row = |what: &str, unit: Unit, pick: fn(&MeasuredBuild) -> f64| ServiceRow {
        name: format!("{} | {}{what}", service.name, step.name()),
        unit,
        figures: usages
            .clone()
            .map(|usage| usage.map(|usage| usage.map(|measured| pick(&measured)))),
    };
    let mut rows = vec![
        row(": wall", Unit::Seconds, |measured| measured.usage.wall),
        row(": CPU", Unit::Seconds, |measured| measured.usage.cpu),
    ];
    match step {
        Step::Check => {}
        Step::Release => rows.push(row(": peak memory", Unit::Megabytes, |measured| measured.usage.peak)),
        Step::Cold => rows.push(row(": binary, stripped", Unit::Megabytes, |measured| measured.binary)),
    }
    rows
}

/// The figures of a build.
#[derive(Clone)]
struct MeasuredBuild {
    usage: Usage,
    /// The bytes of the stripped program, if there is one.
    binary: f64,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::Check => "`cargo check` of the crate alone",
            Self::Release => "release build of the crate alone",
            Self::Cold => "cold release build of a program with one call",
        }
    }

    fn run(
        self,
        service: &BenchService,
        opponent: Opponent,
        workspace: &BenchWorkspace,
    ) -> Result<MeasuredBuild, String> {
        let target = format!("services/{}-{}", service.name, opponent.name());
        let package = opponent.package(service);
        let alone = |command: &[&str]| {
            let build = [command, &["--lib"]].concat();
            workspace.cargo(&target, &build)?;
            let clean = [&["clean", "--package", &package], &command[1..]].concat();
            workspace.cargo(&target, &clean)?;
            let usage = workspace.metered_crate(&target, &build, &package)?;
            Ok(MeasuredBuild { usage, binary: 0.0 })
        };
        match self {
            Self::Check => alone(&["check"]),
            Self::Release => alone(&["build", "--release"]),
            Self::Cold => {
                let target = format!("{target}-cold");
                let remove = || match fs::remove_dir_all(workspace.target(&target)) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.to_string()),
                    _ => Ok(()),
                };
                remove()?;
                workspace.cargo(&target, &["fetch"])?;
                let usage = workspace.metered(&target, &["build", "--release", "--bins"])?;
                let binary = build::strip(workspace, &workspace.program(&target, "program"))?;
                remove()?;
                Ok(MeasuredBuild { usage, binary })
            }
        }
    }
}

impl ServiceRow {
    /// Returns the line of the table, without the bars at both ends.
    fn line(&self, today: &str) -> String {
        let [official, lean, ours] = &self.figures;
        let shown = |figure: &Option<Figure>| match figure {
            Some(Ok(figure)) => self.unit.shown(*figure),
            Some(Err(_)) => "—".to_owned(),
            None => String::new(),
        };
        let ratio = |other: &Option<Figure>| match (other, ours) {
            (Some(Ok(other)), Some(Ok(ours))) if *ours > 0.0 => format!("{:.1}", other / ours),
            _ => String::new(),
        };
        let (name, cells) = (&self.name, [official, lean, ours].map(shown).join(" | "));
        format!("{name} | {cells} | {} | {} | {today}", ratio(official), ratio(lean))
    }
}

fn part(before: &str, rows: &[ServiceRow]) -> String {
    let machine = format!("Machine: {}.\n", machine::machine());
    let before = if before.contains(&machine) { before } else { "" };
    let mut text = format!("## Other services\n\n{machine}\n{HEAD}");
    let old = before.lines().filter(|line| {
        SERVICES
            .iter()
            .any(|service| line.starts_with(&format!("| {} | ", service.name)))
    });
    for line in old {
        if rows.iter().all(|row| line_of(line, &row.name).is_none()) {
            let _ = writeln!(text, "{line}");
        }
    }
    for row in rows {
        let _ = writeln!(text, "| {} |", row.line(&machine::today()));
    }
    let mut reasons = String::new();
    for row in rows {
        for (opponent, figure) in OPPONENTS.iter().zip(&row.figures) {
            if let Some(Err(reason)) = figure {
                let name = row.name.replace(" | ", ", ");
                let _ = write!(reasons, "\n\n- {name}, {}: not measured: {reason}", opponent.name());
            }
        }
    }
    format!(
        "{text}{}{EXPLANATION}",
        if reasons.is_empty() {
            reasons
        } else {
            format!("{reasons}\n")
        }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stay_until_they_are_measured_again() {
        let row = |ours: f64| ServiceRow {
            name: "s3 | check: wall".to_owned(),
            unit: Unit::Seconds,
            figures: [Some(Ok(10.0)), None, Some(Ok(ours))],
        };
        let first = part("", &[row(2.0)]);
        assert!(
            first.contains("| s3 | check: wall | 10.0 s |  | 2.0 s | 5.0 |  | 20"),
            "{first}"
        );
        assert!(part(&first, &[]).contains("| 10.0 s |  | 2.0 s | 5.0 |"));
        let second = part(&first, &[row(1.0)]);
        assert!(
            second.contains("| 1.0 s | 10.0 |") && !second.contains("| 2.0 s |"),
            "{second}"
        );
    }
}
