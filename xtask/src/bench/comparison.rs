//! The differences between two versions of the results: figures of ours that got better or worse.

use std::process::Command;

use crate::output;

/// Changes below this share are noise.
const NOTABLE: f64 = 0.03;

/// Columns with figures of ours, by their heads.
const COLUMNS: [&str; 6] = ["ours", "time", "CPU", "peak", "instructions", "bytes per call"];

/// Columns that name a row together, by their heads. In other tables the first column does.
const NAMES: [&str; 7] = ["measure", "model", "over", "part", "service", "services", "size"];

/// Returns a line per figure that differs between the committed results and the new ones.
pub(super) fn since_commit(now: &str) -> Vec<String> {
    let committed = Command::new("git")
        .args(["show", "HEAD:bench/RESULTS.md"])
        .current_dir(output::workspace())
        .output();
    match committed {
        Ok(output) if output.status.success() => changes(&String::from_utf8_lossy(&output.stdout), now),
        _ => Vec::new(),
    }
}

/// Prints these lines, or that there are none.
pub(super) fn print(changes: &[String]) {
    match changes {
        [] => println!("no figure of ours differs from the committed table by 3% or more"),
        changes => println!("since the committed table:\n{}", changes.join("\n")),
    }
}

fn changes(before: &str, now: &str) -> Vec<String> {
    let before = figures(before);
    let mut changes = Vec::new();
    for (name, cell) in figures(now) {
        let old = before.iter().find(|(known, _)| *known == name).map(|(_, old)| *old);
        let Some((old, old_figure, new_figure)) = old.and_then(|old| Some((old, figure(old)?, figure(cell)?))) else {
            continue;
        };
        let change = new_figure / old_figure - 1.0;
        if !change.is_finite() || change.abs() < NOTABLE {
            continue;
        }
        let is_better = (change < 0.0) != name.contains("per second");
        let word = if is_better { "better" } else { "WORSE" };
        changes.push(format!("{word}: {name}: {old} -> {cell} ({:+.0}%)", change * 100.0));
    }
    changes
}

/// Returns the figures of ours in all tables of a text, each with the name of its row and column.
fn figures(text: &str) -> Vec<(String, &str)> {
    let mut figures = Vec::new();
    let mut columns: Vec<&str> = Vec::new();
    let mut section = "";
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            section = title;
        }
        if line.starts_with("|-") {
            continue;
        }
        let Some(row) = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) else {
            columns.clear();
            continue;
        };
        let cells: Vec<_> = row.split(" | ").map(str::trim).collect();
        if columns.is_empty() {
            columns = cells;
            continue;
        }
        let names = columns
            .iter()
            .take_while(|column| NAMES.contains(column))
            .count()
            .max(1);
        let name = cells.get(..names).unwrap_or_default().join(", ");
        for (column, cell) in columns
            .iter()
            .zip(&cells)
            .filter(|(column, _)| COLUMNS.contains(column))
        {
            figures.push((format!("{section}: {name}, {column}"), *cell));
        }
    }
    figures
}

/// Parses a cell: a number with commas, and its unit.
fn figure(cell: &str) -> Option<f64> {
    let (number, unit) = cell.split_once(' ').unwrap_or((cell, ""));
    let number: f64 = number.replace(',', "").parse().ok()?;
    let scale = match unit {
        "" => 1.0,
        "µs" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        "MB" => 1e6,
        _ => return None,
    };
    Some(number * scale)
}

#[cfg(test)]
mod tests {
    use super::changes;

    fn table(list: &str, rate: &str) -> String {
        format!(
            "## Clients\n\n| measure | official | ours |\n|---|---:|---:|\n| list | 500.0 µs | {list} |\n\
             | calls per second | 5,000 | {rate} |\n"
        )
    }

    #[test]
    fn figures_of_ours_are_compared_by_row_and_unit() {
        let before = table("105.0 µs", "10,000");
        assert!(changes(&before, &before).is_empty());
        assert!(changes(&before, &table("106.0 µs", "10,100")).is_empty());
        assert_eq!(
            changes(&before, &table("0.2 ms", "12,000")),
            [
                "WORSE: Clients: list, ours: 105.0 µs -> 0.2 ms (+90%)",
                "better: Clients: calls per second, ours: 10,000 -> 12,000 (+20%)",
            ]
        );
        let call = |time: &str| {
            format!(
                "## Calls\n\n| call | official | ours |\n|---|---:|---:|\n| a | 9 ms | 1 ms |\n| b | 9 ms | {time} |\n"
            )
        };
        assert_eq!(
            changes(&call("2 ms"), &call("1 ms")),
            ["better: Calls: b, ours: 2 ms -> 1 ms (-50%)"]
        );
        assert!(changes("", &before).is_empty());
        assert!(changes(&table("—", "—"), &before).is_empty());
    }
}
