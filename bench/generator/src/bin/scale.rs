//! `generator-scale SHAPES`: the processor's time, the wall's, and the peak of memory for a
//! synthetic model with so many shapes. One process per size, because the peak is that of the
//! process.

#[path = "../job.rs"]
mod job;

use std::alloc::System;
use std::error::Error;
use std::fmt::Write;
use std::time::{Duration, Instant};

use nix::time::{ClockId, clock_gettime};
use peakmem_alloc::{INSTRUMENTED_SYSTEM, PeakMemAlloc, PeakMemAllocTrait};
use smithy_codegen::source::Source;

use crate::job::Job;

#[global_allocator]
static ALLOCATOR: &PeakMemAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The shapes of one part of the model: an operation with input and output, two structures, an
/// enum, a union, a list and a map.
const SHAPES_PER_PART: usize = 9;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let shapes: usize = std::env::args().nth(1).ok_or("name the number of shapes")?.parse()?;
    let job = Job {
        name: "synthetic".to_owned(),
        sources: vec![
            Source::new("model.json", model(shapes)),
            Source::new("partitions.json", "{}"),
        ],
    };
    let (wall, started) = (Instant::now(), now());
    ALLOCATOR.reset_peak_memory();
    let (made, report) = job.run(&now)?;
    let (cpu, peak) = (now().saturating_sub(started), ALLOCATOR.get_peak_memory());
    let lines: usize = made.files.values().map(|text| text.lines().count()).sum();
    println!(
        "lines {lines}\ncpu {}\nwall {}\npeak {peak}",
        cpu.as_secs_f64(),
        wall.elapsed().as_secs_f64()
    );
    for stage in &report.stages {
        println!("{} {}", stage.name, stage.time.as_secs_f64());
    }
    Ok(())
}

fn now() -> Duration {
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}

/// Returns a service of awsJson1_0 with so many shapes, give or take a part.
fn model(shapes: usize) -> String {
    let parts = shapes.div_ceil(SHAPES_PER_PART);
    let mut operations = String::new();
    let mut text = String::from(r#"{"smithy":"2.0","shapes":{"#);
    for part in 0..parts {
        let _ = write!(
            operations,
            "{}{{\"target\":\"x#Op{part}\"}}",
            if part > 0 { "," } else { "" }
        );
        text.push_str(
            &PART
                .replace("@next@", &((part + 1) % parts).to_string())
                .replace('@', &part.to_string()),
        );
    }
    let _ = write!(
        text,
        r#""x#S":{{"type":"service","version":"1","operations":[{operations}],"traits":{{"aws.protocols#awsJson1_0":{{}},"aws.auth#sigv4":{{"name":"x"}}}}}}}}}}"#
    );
    text
}

/// A part of the model; `@` is its number.
const PART: &str = concat!(
    r##""x#Op@":{"type":"operation","input":{"target":"x#Op@Request"},"output":{"target":"x#Op@Response"},"##,
    r##""traits":{"smithy.api#documentation":"Does the work of part @. See `Thing@`, and the member `Name` of it."}},"##,
    r##""x#Op@Request":{"type":"structure","members":{"Name":{"target":"smithy.api#String","traits":{"smithy.api#required":{},"##,
    r##""smithy.api#documentation":"The name."}},"Thing":{"target":"x#Thing@"},"Mood":{"target":"x#Mood@"}},"traits":{"smithy.api#input":{}}},"##,
    r##""x#Op@Response":{"type":"structure","members":{"Things":{"target":"x#Things@"},"Choice":{"target":"x#Choice@"}},"traits":{"smithy.api#output":{}}},"##,
    r##""x#Thing@":{"type":"structure","members":{"Name":{"target":"smithy.api#String"},"Count":{"target":"smithy.api#Integer"},"##,
    r##""Tags":{"target":"x#Tags@"},"Detail":{"target":"x#Detail@"}},"traits":{"smithy.api#documentation":"A thing of part @."}},"##,
    r##""x#Detail@":{"type":"structure","members":{"When":{"target":"smithy.api#Timestamp"},"Next":{"target":"x#Detail@next@"}}},"##,
    r##""x#Mood@":{"type":"enum","members":{"GOOD":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":"GOOD"}},"##,
    r##""BAD":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":"BAD"}}}},"##,
    r##""x#Choice@":{"type":"union","members":{"Text":{"target":"smithy.api#String"},"Thing":{"target":"x#Thing@"}}},"##,
    r##""x#Things@":{"type":"list","member":{"target":"x#Thing@"}},"##,
    r##""x#Tags@":{"type":"map","key":{"target":"smithy.api#String"},"value":{"target":"smithy.api#String"}},"##,
);
