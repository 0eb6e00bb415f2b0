//! The conditions of a measurement: machine, versions, date.

use std::fs;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use super::measure::grouped;
use super::workspace::BenchWorkspace;
use crate::output;

/// Returns the processor, its cores, the memory and the system.
pub(super) fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = memory().map_or(String::new(), |bytes| format!(", {} MB memory", grouped(bytes / 1e6)));
    let (system, architecture) = (std::env::consts::OS, std::env::consts::ARCH);
    format!("{}, {cores} cores{memory}, {system} {architecture}", processor())
}

fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = value(&info, "model name").map(str::to_owned);
    let model = model.or_else(|| said("sysctl", &["-n", "machdep.cpu.brand_string"]));
    model.unwrap_or_else(|| "unknown processor".to_owned())
}

fn memory() -> Option<f64> {
    let info = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    match value(&info, "MemTotal") {
        Some(kilobytes) => kilobytes
            .trim_end_matches(" kB")
            .parse::<f64>()
            .ok()
            .map(|figure| figure * 1024.0),
        None => said("sysctl", &["-n", "hw.memsize"])?.parse().ok(),
    }
}

/// Returns the value of a line `name : value`.
fn value<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim())
}

fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(output::workspace())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// Returns the compiler, the official crates as locked, and our commit.
pub(super) fn versions(workspace: &BenchWorkspace) -> String {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let mut versions = vec![said(&rustc, &["--version"]).unwrap_or_else(|| "rustc of unknown version".to_owned())];
    let lock = fs::read_to_string(workspace.folder.join("Cargo.lock")).unwrap_or_default();
    for package in ["aws-sdk-partnercentralselling", "aws-config", "partnercentral-selling"] {
        let entry = lock.split_once(&format!("name = \"{package}\"\nversion = \""));
        let version = entry.and_then(|(_, rest)| rest.split('"').next());
        versions.push(format!("{package} {}", version.unwrap_or("of unknown version")));
    }
    versions.extend(commit());
    versions.join(", ")
}

/// Returns our commit, such as `commit 0123456789`.
pub(super) fn commit() -> Option<String> {
    said("git", &["rev-parse", "--short=10", "HEAD"]).map(|commit| format!("commit {commit}"))
}

/// Returns today's date in UTC, such as `2026-11-23`.
pub(super) fn today() -> String {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs());
    date(seconds / 86_400)
}

/// Returns the date this number of days after 1970-01-01, by Hinnant's "days to civil": years start
/// in March, so leap days are last.
fn date(days: u64) -> String {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_right() {
        let table = [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
        ];
        for (days, expected) in table
            .into_iter()
            .chain([(20_780, "2026-11-23"), (47_540, "2100-02-28")])
        {
            assert_eq!(date(days), expected);
        }
    }

    #[test]
    fn values_are_found_by_name() {
        assert_eq!(
            value("processor\t: 0\nmodel name\t: A CPU\n", "model name"),
            Some("A CPU")
        );
        assert_eq!(value("", "model name"), None);
    }
}
