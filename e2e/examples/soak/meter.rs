//! Memory and descriptors of this process, where the system tells.

use std::fmt;

/// A reading; `None` where the system does not tell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub(crate) kilobytes: Option<u64>,
    pub(crate) descriptors: Option<usize>,
}

pub(crate) fn read() -> Reading {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    Reading {
        kilobytes: line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()),
        descriptors: std::fs::read_dir("/proc/self/fd").ok().map(Iterator::count),
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kilobytes, self.descriptors) {
            (Some(kilobytes), Some(descriptors)) => write!(f, "{} MB, {descriptors} descriptors", kilobytes / 1024),
            _ => f.write_str("not told by this system"),
        }
    }
}
