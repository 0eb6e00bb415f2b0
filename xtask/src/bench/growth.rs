//! `cargo xtask bench growth`: the growth of time and memory with the size of the work.

use std::fmt::Write as _;
use std::fs;

use super::measure::grouped;
use super::results::Part;
use super::server::BenchServer;
use super::workspace::{BenchWorkspace, figure, figures};
use super::{comparison, machine};
use crate::failure::Failure;

/// Measure the growth of time and memory: of the generator with the number of shapes, of the client
/// with the length of a list, the number of concurrent calls and the number of connections.
///
/// Exits with 1 if a curve grows faster than its size.
#[derive(clap::Args)]
pub(super) struct GrowthArguments {
    /// Only these curves; others stay unchanged.
    #[arg(value_enum)]
    only: Vec<CurveName>,
    /// Skip sizes above this one.
    #[arg(long, value_name = "N")]
    most: Option<u32>,
}

/// A curve.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum CurveName {
    /// The generator, over the shapes of a synthetic model.
    Shapes,
    /// A call, over the summaries in its response.
    List,
    /// Calls in memory, over the number of concurrent calls.
    Concurrency,
    /// Calls over loopback, over the number of connections.
    Connections,
}

/// The growth that counts as linear: caches and allocators add some to it.
const LINEAR: f64 = 1.15;

impl CurveName {
    const ALL: [Self; 4] = [Self::Shapes, Self::List, Self::Concurrency, Self::Connections];

    fn title(self) -> &'static str {
        match self {
            Self::Shapes => "shapes of the model, generator",
            Self::List => "summaries of the list, one call",
            Self::Concurrency => "calls under way, in memory",
            Self::Connections => "connections, loopback",
        }
    }

    fn sizes(self) -> &'static [u32] {
        match self {
            Self::Shapes => &[1, 10, 100, 1_000, 10_000, 100_000, 500_000],
            Self::List => &[1, 10, 100, 1_000, 10_000, 100_000],
            Self::Concurrency => &[1, 10, 100, 1_000, 10_000],
            Self::Connections => &[1, 8, 64, 256],
        }
    }

    /// Returns the processor time in seconds and the peak memory in bytes.
    fn measure(
        self,
        workspace: &BenchWorkspace,
        server: Option<&BenchServer>,
        size: u32,
    ) -> Result<(f64, f64), String> {
        let size = size.to_string();
        let (program, arguments) = match self {
            Self::Shapes => (workspace.program("tools", "generator-scale"), vec![size]),
            Self::List => (workspace.program("warm", "ours-growth"), vec!["list".to_owned(), size]),
            Self::Concurrency => (
                workspace.program("warm", "ours-growth"),
                vec!["concurrency".to_owned(), size],
            ),
            Self::Connections => {
                let url = server.map(|server| server.http.clone()).ok_or("there is no server")?;
                (
                    workspace.program("warm", "ours-growth"),
                    vec!["connections".to_owned(), size, url],
                )
            }
        };
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let figures = figures(&program, &arguments)?;
        Ok((figure(&figures, "cpu")?, figure(&figures, "peak")?))
    }
}

/// The points of a curve: size, seconds, bytes.
struct Curve {
    name: CurveName,
    points: Vec<(f64, f64, f64)>,
    reason: Option<String>,
}

pub(super) fn run(arguments: &GrowthArguments) -> Result<(), Failure> {
    let workspace = BenchWorkspace::new();
    let wanted: Vec<_> = CurveName::ALL
        .into_iter()
        .filter(|name| arguments.only.is_empty() || arguments.only.contains(name))
        .collect();
    let failed = |text| Failure::Input(format!("error: {text}"));
    let is_client = |name: &CurveName| *name != CurveName::Shapes;
    if wanted.contains(&CurveName::Shapes) {
        workspace
            .cargo("tools", &["build", "--release", "--package", "generator"])
            .map_err(failed)?;
    }
    if wanted.iter().any(is_client) {
        workspace
            .cargo("warm", &["build", "--release", "--package", "ours-calls"])
            .map_err(failed)?;
    }
    let curves: Vec<_> = wanted
        .into_iter()
        .map(|name| curve(&workspace, name, arguments.most))
        .collect();
    let file = workspace.results();
    let part = Part::Growth.write(&file, |before| part(before, &curves))?;
    println!("{part}");
    comparison::print(&comparison::since_commit(
        &fs::read_to_string(&file).unwrap_or_default(),
    ));
    let is_steep = |curve: &Curve| curve.exponents().iter().flatten().any(|exponent| *exponent > LINEAR);
    match curves.iter().any(is_steep) {
        true => Err(Failure::Tests),
        false => Ok(()),
    }
}

fn curve(workspace: &BenchWorkspace, name: CurveName, most: Option<u32>) -> Curve {
    let server = (name == CurveName::Connections)
        .then(|| BenchServer::start(workspace).ok())
        .flatten();
    let mut curve = Curve {
        name,
        points: Vec::new(),
        reason: None,
    };
    for size in name
        .sizes()
        .iter()
        .filter(|size| most.is_none_or(|most| **size <= most))
    {
        eprintln!("bench: {}: {size}", name.title());
        match name.measure(workspace, server.as_ref(), *size) {
            Ok((seconds, bytes)) => curve.points.push((f64::from(*size), seconds, bytes)),
            Err(reason) => curve.reason = Some(format!("{size}: not measured: {reason}")),
        }
    }
    curve
}

impl Curve {
    /// Returns the exponents of time and memory: 1 is linear growth.
    fn exponents(&self) -> [Option<f64>; 2] {
        let points = || self.points.iter();
        [
            exponent(points().map(|point| (point.0, point.1))),
            exponent(points().map(|point| (point.0, point.2))),
        ]
    }
}

/// Returns the slope of the points on logarithmic scales, by least squares, over the upper two
/// decades. Below them, the fixed cost of a run hides the growth.
fn exponent(points: impl Iterator<Item = (f64, f64)> + Clone) -> Option<f64> {
    let most = points.clone().map(|(size, _)| size).fold(0.0, f64::max);
    let upper: Vec<_> = points
        .filter(|(size, figure)| *size >= most / 100.0 && *figure > 0.0)
        .map(|(size, figure)| (size.ln(), figure.ln()))
        .collect();
    let count = upper.len() as f64;
    let mean = |pick: fn(&(f64, f64)) -> f64| upper.iter().map(pick).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let covariance: f64 = upper.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let variance: f64 = upper.iter().map(|point| (point.0 - x).powi(2)).sum();
    (variance > 0.0).then(|| covariance / variance)
}

fn part(before: &str, curves: &[Curve]) -> String {
    let machine = format!("Machine: {}.\n", machine::machine());
    let before = if before.contains(&machine) { before } else { "" };
    let mut text = format!(
        "## Growth\n\n{machine}\n| over | size | CPU | peak | CPU per unit | exponents: CPU, memory | on |\n\
         |---|---:|---:|---:|---:|---|---|\n"
    );
    for name in CurveName::ALL {
        match curves.iter().find(|curve| curve.name == name) {
            Some(curve) => lines(&mut text, curve),
            None => {
                let start = format!("| {} | ", name.title());
                for line in before.lines().filter(|line| line.starts_with(&start)) {
                    let _ = writeln!(text, "{line}");
                }
            }
        }
    }
    text + EXPLANATION
}

const EXPLANATION: &str = "
Exponents: the slope on logarithmic scales over the upper two decades; 1 is linear. CPU: of all threads. Peak: of what is allocated. Run
again with `cargo xtask bench growth`, which fails if an exponent is above 1.15.
";

fn lines(text: &mut String, curve: &Curve) {
    let today = machine::today();
    let exponents = curve
        .exponents()
        .map(|exponent| exponent.map_or("—".to_owned(), |exponent| format!("{exponent:.2}")))
        .join(", ");
    for (at, (size, seconds, bytes)) in curve.points.iter().enumerate() {
        let fit = if at + 1 == curve.points.len() {
            exponents.as_str()
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "| {} | {} | {:.2} ms | {:.2} MB | {:.2} µs | {fit} | {today} |",
            curve.name.title(),
            grouped(*size),
            seconds * 1e3,
            bytes / 1e6,
            seconds * 1e6 / size,
        );
    }
    if let Some(reason) = &curve.reason {
        eprintln!("bench: {}: {reason}", curve.name.title());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_are_of_the_upper_decades() {
        let linear = [(1.0, 50.0), (100.0, 100.0), (1_000.0, 1_000.0), (10_000.0, 10_000.0)];
        assert_eq!(
            exponent(linear.into_iter()).map(|slope| (slope * 100.0).round()),
            Some(100.0)
        );
        let quadratic = [(10.0, 1.0), (100.0, 100.0), (1_000.0, 10_000.0)];
        assert_eq!(
            exponent(quadratic.into_iter()).map(|slope| (slope * 100.0).round()),
            Some(200.0)
        );
        assert_eq!(exponent([(1.0, 1.0)].into_iter()), None);
    }

    #[test]
    fn curves_that_are_not_measured_stay() {
        let curve = Curve {
            name: CurveName::List,
            points: vec![(1.0, 0.001, 1e6), (10.0, 0.01, 1e7)],
            reason: None,
        };
        let first = part("", &[curve]);
        assert!(
            first.contains("| 10 | 10.00 ms | 10.00 MB | 1000.00 µs | 1.00, 1.00 |"),
            "{first}"
        );
        assert!(part(&first, &[]).contains("| 10 | 10.00 ms |"));
    }
}
