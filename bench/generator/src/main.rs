//! `generator-time JOB ..`: the processor's time for each stage, the median of several runs; see
//! `job.rs` for a job.

mod job;

use std::error::Error;
use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

use crate::job::Job;

/// The number of runs; odd, so that one run is the median.
const RUNS: usize = 7;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let jobs = std::env::args().skip(1).map(|argument| Job::read(&argument));
    let jobs = jobs.collect::<Result<Vec<_>, _>>()?;
    for job in &jobs {
        let mut stages: Vec<(&str, Vec<Duration>)> = Vec::new();
        let mut lines = 0;
        for _ in 0..RUNS {
            let (made, report) = job.run(&now)?;
            lines = made.files.values().map(|text| text.lines().count()).sum();
            for (at, stage) in report.stages.iter().enumerate() {
                match stages.get_mut(at) {
                    Some((_, times)) => times.push(stage.time),
                    None => stages.push((stage.name, vec![stage.time])),
                }
            }
        }
        println!("model {} {} {lines}", job.name, bytes(job));
        for (name, times) in &mut stages {
            println!("stage {} {name} {}", job.name, median(times).as_secs_f64());
        }
    }
    Ok(())
}

/// Returns the size of the model in bytes; the last file is the partitions.
fn bytes(job: &Job) -> usize {
    let model = job.sources.len().saturating_sub(1);
    job.sources.iter().take(model).map(|source| source.text.len()).sum()
}

/// Returns the CPU time of this process, which does not grow while other processes run.
fn now() -> Duration {
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
