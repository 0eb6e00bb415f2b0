//! `generator-time JOB ..`: the time of each stage, each the median of several runs; see `job.rs` for a job.

mod job;

use std::error::Error;
use std::time::{Duration, Instant};

use crate::job::Job;

/// Odd, so that there is a middle one.
const RUNS: usize = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let jobs = std::env::args().skip(1).map(|argument| Job::read(&argument));
    let jobs = jobs.collect::<Result<Vec<_>, _>>()?;
    for job in &jobs {
        let mut stages: Vec<(&str, Vec<Duration>)> = Vec::new();
        let mut lines = 0;
        for _ in 0..RUNS {
            let started = Instant::now();
            let (made, report) = job.run(&|| started.elapsed())?;
            lines = made.files.values().map(|text| text.lines().count()).sum();
            for (at, stage) in report.stages.iter().enumerate() {
                match stages.get_mut(at) {
                    Some((_, times)) => times.push(stage.time),
                    None => stages.push((stage.name, vec![stage.time])),
                }
            }
        }
        println!("model {} {} {lines}", job.name, job.bytes());
        for (name, times) in &mut stages {
            println!("stage {} {name} {}", job.name, median(times).as_secs_f64());
        }
    }
    // Growth: the first job, the first two, and so on, in one process as `cargo xtask codegen` does it.
    for count in 1..=jobs.len() {
        let mut times = Vec::new();
        for _ in 0..3 {
            let started = Instant::now();
            for job in jobs.iter().take(count) {
                job.run(&|| started.elapsed())?;
            }
            times.push(started.elapsed());
        }
        println!("growth {count} {}", median(&mut times).as_secs_f64());
    }
    Ok(())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
