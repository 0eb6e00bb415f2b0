//! Measurements that run the two clients.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use super::load;
use super::measure::{self, Figure, Measure, MeasureRow, grouped, median};
use super::server::BenchServer;
use super::workspace::{BenchWorkspace, Side, both, figure, figures, run};

pub(super) const SIDES: [Side; 2] = [Side::Official, Side::Ours];

/// Builds the programs that call.
pub(super) fn build(workspace: &BenchWorkspace, side: Side) -> Result<(), String> {
    workspace.cargo(
        "warm",
        &["build", "--release", "--bins", "--package", &side.package("calls")],
    )
}

/// Measures both sides in turns, so that other load of the machine affects both equally. Returns
/// the medians.
pub(super) fn in_turns(rounds: usize, measure: impl Fn(Side) -> Figure) -> [Figure; 2] {
    all_in_turns(rounds, measure).map(|taken| taken.and_then(median))
}

/// Runs both sides in turns. A side that fails is not run again.
pub(super) fn all_in_turns<T>(rounds: usize, run: impl Fn(Side) -> Result<T, String>) -> [Result<Vec<T>, String>; 2] {
    let mut taken = [Ok(Vec::new()), Ok(Vec::new())];
    for _ in 0..rounds {
        for (side, taken) in SIDES.into_iter().zip(&mut taken) {
            if let Ok(results) = taken {
                match run(side) {
                    Ok(result) => results.push(result),
                    Err(reason) => *taken = Err(reason),
                }
            }
        }
    }
    taken
}

/// Measures both calls over a transport in memory: time, instructions, allocations.
pub(super) fn in_memory(workspace: &BenchWorkspace) -> Vec<MeasureRow> {
    let built = SIDES.map(|side| build(workspace, side));
    let is_built = |side: Side| built[side as usize].clone();
    let timed = |call: &'static str, measure: &'static Measure| {
        let [official, ours] = in_turns(3, |side| {
            is_built(side)?;
            figure(&figures(&calls(workspace, side), &["time", call])?, "ns")
        });
        measure.row(official, ours)
    };
    let counted = |call: &'static str, few: u32, measure: &'static Measure| {
        let [official, ours] = both(|side| {
            is_built(side)?;
            instructions(workspace, &calls(workspace, side), call, few)
        });
        measure.row(official, ours)
    };
    let allocated = SIDES.map(|side| {
        is_built(side)?;
        figures(&workspace.program("warm", &side.package("allocations")), &[])
    });
    let allocated = |name: &str, measure: &'static Measure| {
        let [official, ours] = [0, 1].map(|side: usize| figure(allocated[side].as_ref().map_err(String::clone)?, name));
        measure.row(official, ours)
    };
    vec![
        timed("invite", measure::INVITE_TIME),
        counted("invite", 20, measure::INVITE_INSTRUCTIONS),
        allocated("invite_allocations", measure::INVITE_ALLOCATIONS),
        allocated("invite_bytes", measure::INVITE_BYTES),
        timed("list", measure::LIST_TIME),
        counted("list", 4, measure::LIST_INSTRUCTIONS),
        allocated("list_allocations", measure::LIST_ALLOCATIONS),
        allocated("list_bytes", measure::LIST_BYTES),
    ]
}

pub(super) fn calls(workspace: &BenchWorkspace, side: Side) -> std::path::PathBuf {
    workspace.program("warm", &side.package("calls"))
}

/// Returns the instructions of a call, from the difference to six times as many calls.
fn instructions(workspace: &BenchWorkspace, program: &Path, call: &str, few: u32) -> Figure {
    let many = few * 6;
    let counts = [few, many].map(|number| callgrind(workspace, program, call, number));
    let [at_few, at_many] = counts;
    Ok((at_many? - at_few?) / f64::from(many - few))
}

fn callgrind(workspace: &BenchWorkspace, program: &Path, call: &str, number: u32) -> Figure {
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!(
            "--callgrind-out-file={}",
            workspace.target("callgrind.out").display()
        ))
        .arg(program)
        .args(["count", call, &number.to_string()])
        .output()
        .map_err(|error| format!("cannot run valgrind, which counts instructions: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        let last = said.trim().lines().last().unwrap_or_default();
        return Err(format!("valgrind failed: {last}"));
    }
    let collected = said.lines().find_map(|line| line.split_once("Collected :"));
    let count = collected.and_then(|(_, count)| count.trim().parse().ok());
    count.ok_or_else(|| "valgrind does not say how many instructions it has counted".to_owned())
}

/// Measures a process that makes one call over TLS, from its start to its end.
pub(super) fn first(workspace: &BenchWorkspace) -> Vec<MeasureRow> {
    let built = SIDES.map(|side| build(workspace, side));
    let server = BenchServer::start(workspace);
    let [official, ours] = in_turns(21, |side| {
        built[side as usize].clone()?;
        let server = server.as_ref().map_err(String::clone)?;
        let program = calls(workspace, side);
        let started = Instant::now();
        run(
            &program,
            &["first", &server.https, &server.certificate.to_string_lossy()],
        )?;
        Ok(started.elapsed().as_secs_f64())
    });
    vec![measure::FIRST.row(official, ours)]
}

/// Measures the work that every client must do: time and instructions.
pub(super) fn lower_bounds(workspace: &BenchWorkspace) -> Vec<(String, Figure, Figure)> {
    let built = workspace.cargo("tools", &["build", "--release", "--package", "lower-bounds"]);
    let program = workspace.program("tools", "lower-bounds");
    let table = [
        (
            "sha256",
            100,
            "SHA-256 of 1,000 bytes, about the body of the invitation",
        ),
        ("hmacs", 100, "the four HMACs of a signing key"),
        ("copy", 100, "one copy of the list's 95 KB"),
        ("value", 4, "the list's 95 KB into a `serde_json::Value`"),
    ];
    let measured = table.map(|(what, few, name)| {
        let time = built
            .clone()
            .and_then(|()| figure(&figures(&program, &["time", what])?, "ns"));
        let count = built
            .clone()
            .and_then(|()| instructions(workspace, &program, what, few));
        (name.to_owned(), time, count)
    });
    let exchange = load::exchange(workspace);
    measured.into_iter().chain([value(workspace)]).chain(exchange).collect()
}

/// Measures a copy of the deserialized list: the strings and vectors that every reader has to
/// allocate.
fn value(workspace: &BenchWorkspace) -> (String, Figure, Figure) {
    let built = build(workspace, Side::Ours);
    let program = calls(workspace, Side::Ours);
    let allocations = workspace.program("warm", &Side::Ours.package("allocations"));
    let allocated = built.clone().and_then(|()| figures(&allocations, &[]));
    let allocated = |name| {
        let figures = allocated.as_ref().map_err(String::clone)?;
        Ok::<_, String>(grouped(figure(figures, name)?))
    };
    let (times, bytes) = (allocated("value_allocations"), allocated("value_bytes"));
    let [times, bytes] = [times, bytes].map(|count| count.unwrap_or_else(|reason| reason));
    (
        format!("a copy of what the list is read into, {times} allocations of {bytes} bytes, and its end"),
        built
            .clone()
            .and_then(|()| figure(&figures(&program, &["time", "value"])?, "ns")),
        built.and_then(|()| instructions(workspace, &program, "value", 4)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_that_fails_leaves_the_other() {
        let official = std::cell::Cell::new(0);
        let [of_official, of_ours] = in_turns(3, |side| match side {
            Side::Official => {
                official.set(official.get() + 1);
                Err("it cannot be built".to_owned())
            }
            Side::Ours => Ok(2.0),
        });
        assert_eq!((of_official, of_ours), (Err("it cannot be built".to_owned()), Ok(2.0)));
        assert_eq!(official.get(), 1, "what failed once is not run again");
    }
}
