//! `bench/RESULTS.md`: each command writes its part; the rest is written by hand.

use std::fmt::Write;
use std::path::Path;

use super::measure::{self, Figure, MeasureRow, grouped};
use crate::failure::Failure;
use crate::output;
use crate::sync::write_whole;

const HEAD: &str = "| measure | official | ours | ratio | target | met | on |\n|---|---:|---:|---:|---|---|---|\n";

/// The initial file, without measurements.
const TEMPLATE: &str = "# Results

`cargo xtask bench` and its subcommands write the parts between the comments; all else is kept.

<!-- client -->
<!-- /client -->

<!-- protocols -->
<!-- /protocols -->

<!-- services -->
<!-- /services -->

<!-- features -->
<!-- /features -->

<!-- streaming -->
<!-- /streaming -->

<!-- chat -->
<!-- /chat -->

<!-- generator -->
<!-- /generator -->

<!-- growth -->
<!-- /growth -->

## What brought what
";

/// The measurements of the clients.
pub(super) struct ClientPart {
    /// The measured values.
    pub(super) rows: Vec<MeasureRow>,
    /// Lower bounds: name, nanoseconds, instructions.
    pub(super) lower_bounds: Vec<(String, Figure, Figure)>,
    /// The machine.
    pub(super) machine: String,
    /// The versions.
    pub(super) versions: String,
    /// The day.
    pub(super) today: String,
}

impl ClientPart {
    /// Returns the part of the file; a row that was not measured now is taken from `before`, if
    /// that is of the same machine.
    pub(super) fn part(&self, before: &str) -> String {
        let mut text = format!(
            "## Clients\n\nMachine: {}.\n\nVersions: {}.\n\n{HEAD}",
            self.machine, self.versions
        );
        let same = before.contains(&format!("Machine: {}.\n", self.machine));
        let before = if same { before } else { "" };
        for measure in measure::ALL {
            let row = self.rows.iter().find(|row| row.measure.name == measure.name);
            match (row, line_of(before, measure.name)) {
                (Some(row), _) => {
                    let _ = writeln!(text, "| {} | {} |", row.cells().join(" | "), self.today);
                }
                (None, Some(line)) => {
                    let _ = writeln!(text, "{line}");
                }
                (None, None) => {
                    let _ = writeln!(text, "| {} | — | — | — | | — | not yet |", measure.name);
                }
            }
        }
        let reasons: Vec<_> = self.rows.iter().flat_map(MeasureRow::reasons).collect();
        if !reasons.is_empty() {
            let _ = writeln!(text, "\n- {}", reasons.join("\n- "));
        }
        text + &self.bound_table(before) + EXPLANATION
    }

    fn bound_table(&self, before: &str) -> String {
        const HEAD: &str =
            "\nFor reference, what no client can do without:\n\n| part | time | instructions |\n|---|---:|---:|\n";
        if self.lower_bounds.is_empty() {
            let old = before.split_once(HEAD).and_then(|(_, rest)| rest.split("\n\n").next());
            return old.map_or(String::new(), |old| format!("{HEAD}{old}\n"));
        }
        let mut text = HEAD.to_owned();
        for (name, time, count) in &self.lower_bounds {
            let time = time
                .as_ref()
                .map_or_else(String::clone, |time| format!("{:.2} µs", time / 1e3));
            let count = count.as_ref().map_or_else(String::clone, |count| grouped(*count));
            let _ = writeln!(text, "| {name} | {time} | {count} |");
        }
        text
    }
}

const EXPLANATION: &str = "
`ratio`: how many times ours is better. Run again with `cargo xtask bench` (with `--quick` the cold builds are left out, `--only`
chooses; other rows stay as they are). Builds: the default release profile; downloads are not part of a build. The service crate alone:
what rustc takes for it, the median of three. CPU: user and system time of all cores; peak memory: that of the largest process. Calls in
memory: medians of three processes with 501 samples each, both sides in turns; instructions by callgrind, as the difference of two
numbers of calls; allocations by a counting allocator, growing a buffer being one. Loopback: a server in a process of its own, which
shares the cores; medians of three runs of 2 seconds, both sides in turns. CPU of the client: user and system time of its process for a
call, which a busy machine changes least. First call: 21 processes a side, from start to end, each trusting the server's certificate
only.
";

/// Wraps the paragraphs of Markdown that have a line of more than 100 columns. Tables stay.
fn wrapped(markdown: &str) -> String {
    const WIDTH: usize = 100;
    let mut text = String::with_capacity(markdown.len());
    for paragraph in markdown.split("\n\n") {
        let is_wide = paragraph.lines().any(|line| line.chars().count() > WIDTH);
        let mut column = 0;
        if !text.is_empty() {
            text.push('\n');
        }
        if !is_wide || paragraph.trim_start().starts_with('|') {
            text.push_str(paragraph);
            text.push('\n');
            continue;
        }
        for word in paragraph.split_whitespace() {
            let length = word.chars().count();
            if column > 0 {
                let fits = column + 1 + length <= WIDTH;
                text.push(if fits { ' ' } else { '\n' });
                column = if fits { column + 1 } else { 0 };
            }
            text.push_str(word);
            column += length;
        }
        text.push('\n');
    }
    text
}

/// Returns the line of a table that begins with this cell.
pub(super) fn line_of<'t>(table: &'t str, name: &str) -> Option<&'t str> {
    let start = format!("| {name} | ");
    table
        .lines()
        .find(|line| line.starts_with(&start) && !line.ends_with("| not yet |"))
}

/// A part of the file.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// `cargo xtask bench`
    Client,
    /// `cargo xtask bench protocols`
    Protocols,
    /// `cargo xtask bench codegen`
    Generator,
    /// `cargo xtask bench growth`
    Growth,
    /// `cargo xtask bench services`
    Services,
    /// `cargo xtask bench features`
    Features,
    /// `cargo xtask bench streaming`
    Streaming,
    /// `cargo xtask bench chat`
    Chat,
}

impl Part {
    fn markers(self) -> (&'static str, &'static str) {
        match self {
            Self::Client => ("<!-- client -->\n", "<!-- /client -->\n"),
            Self::Protocols => ("<!-- protocols -->\n", "<!-- /protocols -->\n"),
            Self::Generator => ("<!-- generator -->\n", "<!-- /generator -->\n"),
            Self::Growth => ("<!-- growth -->\n", "<!-- /growth -->\n"),
            Self::Services => ("<!-- services -->\n", "<!-- /services -->\n"),
            Self::Features => ("<!-- features -->\n", "<!-- /features -->\n"),
            Self::Streaming => ("<!-- streaming -->\n", "<!-- /streaming -->\n"),
            Self::Chat => ("<!-- chat -->\n", "<!-- /chat -->\n"),
        }
    }

    /// Replaces this part by a new text, which is derived from the one before.
    fn replace(self, file: &str, new: impl FnOnce(&str) -> String) -> Option<String> {
        let (start, end) = self.markers();
        let (before, rest) = file.split_once(start)?;
        let (old, after) = rest.split_once(end)?;
        let new = wrapped(new(old).trim_end());
        Some(format!("{before}{start}{new}{end}{after}"))
    }

    /// Writes this part of the file, and returns its new text.
    pub(super) fn write(self, file: &Path, new: impl FnOnce(&str) -> String) -> Result<String, Failure> {
        let shown = output::shown(file);
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => TEMPLATE.to_owned(),
            Err(error) => return Err(Failure::Input(format!("error: cannot read {shown}: {error}"))),
        };
        let mut now = String::new();
        let replaced = self.replace(&text, |before| {
            now = new(before);
            now.clone()
        });
        let (start, end) = self.markers();
        let replaced = replaced.ok_or_else(|| {
            let (start, end) = (start.trim_end(), end.trim_end());
            Failure::Input(format!(
                "error: {shown} lacks the lines `{start}` and `{end}`, between which figures go\n  = help: put them back, or remove the file"
            ))
        })?;
        write_whole(file, &replaced)
            .map_err(|error| Failure::Input(format!("error: cannot write {shown}: {error}")))?;
        Ok(now)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn client(machine: &str, today: &str, rows: Vec<MeasureRow>) -> ClientPart {
        ClientPart {
            rows,
            lower_bounds: Vec::new(),
            machine: machine.to_owned(),
            versions: "v".to_owned(),
            today: today.to_owned(),
        }
    }

    #[test]
    fn paragraphs_are_wrapped_and_tables_are_not() {
        let table = format!("| {} |\n|---|", "x".repeat(120));
        let prose = "word ".repeat(30);
        let text = wrapped(&format!("# Title\n\n{table}\n\n{prose}"));
        let line = "word ".repeat(20);
        let rest = "word ".repeat(10);
        assert_eq!(
            text,
            format!("# Title\n\n{table}\n\n{}\n{}\n", line.trim_end(), rest.trim_end())
        );
    }

    #[test]
    fn rows_that_are_not_measured_stay() {
        let full = client("m", "2026-01-01", vec![measure::COLD_WALL.row(Ok(300.0), Ok(60.0))]);
        let part = full.part("");
        let quick = |machine| client(machine, "2026-02-02", vec![measure::FILES.row(Ok(600.0), Ok(300.0))]).part(&part);
        let line = line_of(&part, measure::COLD_WALL.name).unwrap();
        assert!(
            line.ends_with("| 300.0 s | 60.0 s | 5.0 | ratio 4.5 | yes | 2026-01-01 |"),
            "{line}"
        );
        assert!(quick("m").contains(line));
        assert!(
            quick("m").contains("| 600 | 300 | 2.0 |  |  | 2026-02-02 |"),
            "{}",
            quick("m")
        );
        assert_eq!(line_of(&quick("another"), measure::COLD_WALL.name), None);
    }

    #[test]
    fn the_bound_stays_until_it_is_measured_again() {
        let mut first = client("m", "d", Vec::new());
        first.lower_bounds = vec![("one copy".to_owned(), Ok(2_000.0), Err("no valgrind".to_owned()))];
        let second = client("m", "d", Vec::new()).part(&first.part(""));
        assert!(second.contains("| one copy | 2.00 µs | no valgrind |\n"), "{second}");
        assert_eq!(client("m", "d", Vec::new()).part(&second), second);
    }

    #[test]
    fn what_people_write_is_kept() {
        let file = format!("{TEMPLATE}\nA note.\n");
        let once = Part::Generator.replace(&file, |_| "one\n".to_owned()).unwrap();
        let twice = Part::Generator
            .replace(&once, |before| format!("two after {before}"))
            .unwrap();
        assert!(
            twice.contains("<!-- generator -->\ntwo after one\n<!-- /generator -->\n"),
            "{twice}"
        );
        assert!(twice.ends_with("A note.\n"));
        assert_eq!(Part::Client.replace("nothing", |_| String::new()), None);
    }
}
