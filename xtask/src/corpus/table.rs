//! The outcome of each service, as a table.

use std::fmt::Write;

/// The outcome of a service.
#[derive(Default)]
pub(super) struct CorpusRow {
    /// botocore's name of it.
    pub(super) name: String,
    /// The number of its operations.
    pub(super) operations: usize,
    /// The number of shapes in the model, those of the prelude included.
    pub(super) shapes: usize,
    /// The lines of all files of the crate.
    pub(super) lines: usize,
    /// The generator's time, without that of the disk.
    pub(super) milliseconds: f64,
    /// The generator's memory in megabytes, if the system reports it.
    pub(super) peak: Option<f64>,
    /// The generator's warnings.
    pub(super) findings: usize,
    /// The steps that cargo took without a warning.
    pub(super) passed: Vec<&'static str>,
    /// The failures.
    pub(super) failures: Vec<String>,
}

impl CorpusRow {
    /// Returns the outcome in a few words.
    pub(super) fn summary(&self) -> String {
        match self.failures.first() {
            Some(failure) => failure.clone(),
            None => format!("{} lines, {:.0} ms", self.lines, self.milliseconds),
        }
    }

    fn cells(&self) -> [String; 8] {
        let peak = self.peak.map_or("—".to_owned(), |peak| format!("{peak:.0} MB"));
        let result = match (self.failures.len(), self.passed.as_slice()) {
            (0, []) => "generated".to_owned(),
            (0, passed) => passed.join(", "),
            _ => "FAILED".to_owned(),
        };
        [
            self.name.clone(),
            self.operations.to_string(),
            self.shapes.to_string(),
            self.lines.to_string(),
            format!("{:.0} ms", self.milliseconds),
            peak,
            self.findings.to_string(),
            result,
        ]
    }
}

const HEAD: [&str; 8] = [
    "service",
    "operations",
    "shapes",
    "lines",
    "time",
    "peak",
    "findings",
    "result",
];

/// Returns a line per service, the sums and the failures.
pub(super) fn table(rows: &[CorpusRow]) -> String {
    let mut cells = vec![HEAD.map(str::to_owned)];
    cells.extend(rows.iter().map(CorpusRow::cells));
    cells.push(sums(rows));
    let width = |column: usize| {
        cells
            .iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<_> = (0..HEAD.len()).map(width).collect();
    let mut text = String::new();
    for row in &cells {
        let [name, numbers @ .., result] = row;
        let _ = write!(text, "{name:0$}", widths[0]);
        for (cell, width) in numbers.iter().zip(&widths[1..]) {
            let _ = write!(text, "  {cell:>width$}");
        }
        let _ = writeln!(text, "  {result}");
    }
    for (row, failure) in rows
        .iter()
        .flat_map(|row| row.failures.iter().map(move |failure| (row, failure)))
    {
        let _ = writeln!(text, "{}: {failure}", row.name);
    }
    text
}

/// Returns the sums, and the maximum of the memory.
fn sums(rows: &[CorpusRow]) -> [String; 8] {
    let failed = rows.iter().filter(|row| !row.failures.is_empty()).count();
    let peak = rows.iter().filter_map(|row| row.peak).reduce(f64::max);
    let mut sums = CorpusRow {
        name: format!("{} services", rows.len()),
        operations: rows.iter().map(|row| row.operations).sum(),
        shapes: rows.iter().map(|row| row.shapes).sum(),
        lines: rows.iter().map(|row| row.lines).sum(),
        milliseconds: rows.iter().map(|row| row.milliseconds).sum(),
        peak,
        findings: rows.iter().map(|row| row.findings).sum(),
        ..CorpusRow::default()
    }
    .cells();
    sums[7] = format!("{} good, {failed} failed", rows.len() - failed);
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_named_below_the_table() {
        let good = CorpusRow {
            name: "kiosk".to_owned(),
            lines: 90,
            peak: Some(12.0),
            passed: vec!["check"],
            ..CorpusRow::default()
        };
        let bad = CorpusRow {
            name: "pub".to_owned(),
            failures: vec!["check: 1 warning".to_owned()],
            ..CorpusRow::default()
        };
        let text = table(&[good, bad]);
        let lines: Vec<_> = text.lines().collect();
        assert!(lines[1].starts_with("kiosk") && lines[1].ends_with("check"), "{text}");
        assert!(lines[2].ends_with("FAILED"), "{text}");
        assert!(
            lines[3].starts_with("2 services") && lines[3].ends_with("1 good, 1 failed"),
            "{text}"
        );
        assert_eq!(lines[4], "pub: check: 1 warning");
    }
}
