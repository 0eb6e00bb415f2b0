//! Prints a comparison as text, as entries of a changelog, and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Change, ChangeKind, Comparison, Verdict};

impl Change {
    fn kind_name(&self) -> &'static str {
        match self.kind {
            ChangeKind::Added => "added",
            ChangeKind::Changed => "changed",
            ChangeKind::Removed => "removed",
        }
    }

    fn is_about_item(&self) -> bool {
        !self.path.is_empty()
    }
}

impl Comparison {
    /// Returns the verdict and the changes as lines, those that break programs first.
    pub fn text(&self) -> String {
        let Some(verdict) = self.verdict() else {
            return "no changes\n".to_owned();
        };
        let count = |verdict| self.changes.iter().filter(|change| change.verdict == verdict).count();
        let counts = [Verdict::Major, Verdict::Minor, Verdict::Patch]
            .map(|verdict| format!("{} {}", count(verdict), verdict.name()))
            .join(", ");
        let mut text = format!("{}: {counts}\n", verdict.name());
        for group in self.changes.chunk_by(|one, other| one.verdict == other.verdict) {
            let _ = writeln!(text, "\n{}", group.first().map_or("", |change| change.verdict.name()));
            for change in group {
                let sign = match change.kind {
                    ChangeKind::Added => '+',
                    ChangeKind::Changed => '~',
                    ChangeKind::Removed => '-',
                };
                let item = if change.is_about_item() {
                    format!("{}: ", change.path)
                } else {
                    String::new()
                };
                let _ = writeln!(text, "{sign} {item}{}", change.text);
            }
        }
        text
    }

    /// Returns the entries of a changelog in the format of Keep a Changelog, without the heading of
    /// the version.
    pub fn changelog(&self) -> String {
        let mut text = String::new();
        let sections = [
            ("Added", ChangeKind::Added),
            ("Changed", ChangeKind::Changed),
            ("Removed", ChangeKind::Removed),
        ];
        for (title, kind) in sections {
            let changes: Vec<_> = self.changes.iter().filter(|change| change.kind == kind).collect();
            if changes.is_empty() {
                continue;
            }
            let blank = if text.is_empty() { "" } else { "\n" };
            let _ = write!(text, "{blank}### {title}\n\n");
            for change in changes {
                let breaks = if change.verdict == Verdict::Major {
                    "**Breaking:** "
                } else {
                    ""
                };
                let line = if change.is_about_item() {
                    format!("{breaks}`{}`: {}.", change.path, change.text)
                } else {
                    format!("{breaks}{}.", upper_first(&change.text))
                };
                text.push_str(&wrapped(&line));
            }
        }
        text
    }

    /// Returns the verdict and the changes as JSON.
    pub fn json(&self) -> Value {
        let change = |change: &Change| {
            json!({
                "verdict": change.verdict.name(),
                "kind": change.kind_name(),
                "path": change.path,
                "shape": change.shape,
                "text": change.text,
            })
        };
        let mut report = json!({
            "verdict": self.verdict().map(Verdict::name),
            "changes": self.changes.iter().map(change).collect::<Vec<_>>(),
        });
        // The order of members does not depend on the features of `serde_json`.
        report.sort_all_objects();
        report
    }
}

fn upper_first(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The columns of a line.
const WIDTH: usize = 100;

/// Returns an entry of a list, with lines of a limited width.
fn wrapped(entry: &str) -> String {
    let mut text = String::from("-");
    let mut column = 1;
    for word in entry.split(' ') {
        let width = word.chars().count();
        if column + 1 + width > WIDTH && column > 2 {
            text.push_str("\n ");
            column = 1;
        }
        text.push(' ');
        text.push_str(word);
        column += 1 + width;
    }
    text.push('\n');
    text
}
