//! The output of `--stats`.

use std::fs;
use std::time::Duration;

use smithy_codegen::GeneratedCrate;
use smithy_codegen::report::Report;

/// Prints files and lines, then the output and the time of each stage.
pub(super) fn print(generated: &GeneratedCrate, report: &Report) {
    let files = generated.files.len();
    let lines: usize = generated.files.values().map(|text| text.lines().count()).sum();
    println!("{}: {files} files, {lines} lines", generated.package);
    let mut total = Duration::ZERO;
    for stage in &report.stages {
        total += stage.time;
        println!(
            "  {:8} {:>8} {:8} {:>9.1} ms",
            stage.name,
            stage.count,
            stage.unit,
            stage.time.as_secs_f64() * 1e3
        );
    }
    println!(
        "  {:8} {:>8} {:8} {:>9.1} ms",
        "total",
        "",
        "",
        total.as_secs_f64() * 1e3
    );
    if let Some(peak) = peak() {
        println!("  {:8} {:>8} {:8} {peak:>9.1} MB", "peak", "", "");
    }
}

/// Returns the peak memory of this process in megabytes, if the system reports it.
fn peak() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}
