//! `generator-memory JOB ..`: the peak of what is allocated in each stage; a program of its own,
//! since counting takes time.

#[path = "../job.rs"]
mod job;

use std::alloc::System;
use std::cell::RefCell;
use std::error::Error;
use std::time::Duration;

use peakmem_alloc::{PeakMemAlloc, PeakMemAllocTrait};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

use crate::job::Job;

/// The outer allocator records the peak since the last reading, the inner one the live bytes.
#[global_allocator]
static ALLOCATOR: PeakMemAlloc<&StatsAlloc<System>> = PeakMemAlloc::new(&INSTRUMENTED_SYSTEM);

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    for argument in std::env::args().skip(1) {
        let job = Job::read(&argument)?;
        let before = live();
        let peaks = RefCell::new(Vec::with_capacity(16));
        let start = RefCell::new(before);
        // The generator looks at its clock at the start and after each stage, which is when peaks
        // are wanted.
        let clock = || {
            let mut start = start.borrow_mut();
            let peak = ALLOCATOR.get_peak_memory() + start.saturating_sub(before);
            peaks.borrow_mut().push(peak);
            *start = live();
            ALLOCATOR.reset_peak_memory();
            Duration::ZERO
        };
        let (_, report) = job.run(&clock)?;
        for (stage, peak) in report.stages.iter().zip(peaks.borrow().iter().skip(1)) {
            println!("peak {} {} {peak}", job.name, stage.name);
        }
    }
    Ok(())
}

fn live() -> usize {
    let stats = INSTRUMENTED_SYSTEM.stats();
    stats.bytes_allocated.saturating_sub(stats.bytes_deallocated)
}
