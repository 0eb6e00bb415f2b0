//! Memory, descriptors and tasks of this process, where the system reports them.

use std::fmt;

/// A reading; `None` where the system does not report it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub(crate) kilobytes: Option<u64>,
    pub(crate) descriptors: Option<usize>,
    pub(crate) tasks: usize,
}

pub(crate) fn read() -> Reading {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    Reading {
        kilobytes: line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()),
        descriptors: std::fs::read_dir("/proc/self/fd").ok().map(Iterator::count),
        tasks: tokio::runtime::Handle::current().metrics().num_alive_tasks(),
    }
}

/// Returns whether nothing grew from the second quarter of the readings to the last: by a tenth
/// and, for those that come and go with the calls under way, a few more.
pub(crate) fn is_flat(readings: &[Reading]) -> bool {
    let quarter = readings.len() / 4;
    let (Some(early), Some(late)) = (readings.get(quarter..2 * quarter), readings.get(3 * quarter..)) else {
        return true;
    };
    let grew = |of: fn(&Reading) -> u64, by: u64| {
        let largest = |readings: &[Reading]| readings.iter().map(of).max().unwrap_or_default();
        let smallest = |readings: &[Reading]| readings.iter().map(of).min().unwrap_or_default();
        // The memory between the calls grows if something leaks.
        smallest(late) > largest(early) * 11 / 10 + by
    };
    !grew(|reading| reading.kilobytes.unwrap_or_default(), 4096)
        && !grew(|reading| reading.descriptors.unwrap_or_default() as u64, 8)
        && !grew(|reading| reading.tasks as u64, 8)
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kilobytes, self.descriptors) {
            (Some(kilobytes), Some(descriptors)) => {
                let megabytes = kilobytes as f64 / 1024.0;
                write!(f, "{megabytes:.1} MB, {descriptors} descriptors, {} tasks", self.tasks)
            }
            _ => write!(f, "{} tasks", self.tasks),
        }
    }
}
