//! Measures calls over loopback, and the exchange of their bytes without a client.

use std::collections::BTreeMap;

use super::calls::{SIDES, all_in_turns, build, calls};
use super::measure::{self, Figure, MeasureRow, median};
use super::server::BenchServer;
use super::workspace::{BenchWorkspace, figure, figures};

/// The number of measurements of each side.
const ROUNDS: usize = 3;

/// The seconds of one measurement.
const SECONDS: &str = "2";

/// The figures of one side, or the reason for which there are none.
type Runs = Result<Vec<BTreeMap<String, f64>>, String>;

/// Measures calls over loopback: the throughput and, for 64 concurrent calls, the latency and the
/// client's processor time.
pub(super) fn load(workspace: &BenchWorkspace) -> Vec<MeasureRow> {
    let built = SIDES.map(|side| build(workspace, side));
    let server = BenchServer::start(workspace);
    let measured = |at_once: &str| {
        all_in_turns(ROUNDS, |side| {
            built[side as usize].clone()?;
            let url = &server.as_ref().map_err(String::clone)?.http;
            figures(&calls(workspace, side), &["load", url, at_once, SECONDS])
        })
    };
    let (one, many) = (measured("1"), measured("64"));
    let row = |measure: &'static measure::Measure, runs: &[Runs; 2], name: &str, scale: f64| {
        let [official, ours] = [0, 1].map(|side: usize| middle(&runs[side], name).map(|figure| figure * scale));
        measure.row(official, ours)
    };
    vec![
        row(measure::LOAD_ONE, &one, "per_second", 1.0),
        row(measure::LOAD_MANY, &many, "per_second", 1.0),
        row(measure::LOAD_MEDIAN, &many, "median", 1e-9),
        row(measure::LOAD_P99, &many, "p99", 1e-9),
        row(measure::LOAD_CPU, &many, "cpu", 1.0),
    ]
}

/// Measures the bytes of a call over TCP: the time of one exchange, and the CPU of the process.
pub(super) fn exchange(workspace: &BenchWorkspace) -> Vec<(String, Figure, Figure)> {
    let server = BenchServer::start(workspace);
    let runs: Runs = (0..ROUNDS)
        .map(|_| {
            let url = &server.as_ref().map_err(String::clone)?.http;
            figures(
                &workspace.program("tools", "lower-bounds"),
                &["exchange", url, "64", SECONDS],
            )
        })
        .collect();
    let rows = [
        (
            "ns",
            "the bytes of an invitation over TCP on loopback, 64 at a time: time of one, with the server's",
        ),
        ("cpu", "the same: CPU of the process that sends them"),
    ];
    rows.map(|(figure, name)| (name.to_owned(), middle(&runs, figure), Err("—".to_owned())))
        .into()
}

/// Returns the median of one figure.
fn middle(runs: &Runs, name: &str) -> Figure {
    let runs = runs.as_ref().map_err(String::clone)?;
    let taken: Result<Vec<_>, _> = runs.iter().map(|run| figure(run, name)).collect();
    median(taken?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(per_second: f64) -> BTreeMap<String, f64> {
        BTreeMap::from([("per_second".to_owned(), per_second)])
    }

    #[test]
    fn each_figure_is_the_median_of_its_runs() {
        let runs = Ok(vec![run(3.0), run(1.0), run(2.0)]);
        assert_eq!(middle(&runs, "per_second"), Ok(2.0));
        assert_eq!(middle(&runs, "p99"), Err("`p99` was not printed".to_owned()));
    }
}
