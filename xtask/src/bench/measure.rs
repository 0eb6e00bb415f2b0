//! Measures: names, units, targets and the format of figures.

use std::fmt::Write;

/// A quantity that is measured on both sides.
pub(super) struct Measure {
    /// Its unique name in the table.
    pub(super) name: &'static str,
    unit: Unit,
    targets: &'static [Target],
}

/// The unit of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Count,
    Seconds,
    Milliseconds,
    Microseconds,
    Megabytes,
    PerSecond,
}

/// The target. Figures have the unit of the measurement: seconds, bytes, nanoseconds, calls.
#[derive(Clone, Copy)]
enum Target {
    AtMost(f64),
    AtLeast(f64),
    Ratio(f64),
}

/// A figure, or the reason for which there is none.
pub(super) type Figure = Result<f64, String>;

/// A measure with the figures of both sides.
pub(super) struct MeasureRow {
    /// The measured values.
    pub(super) measure: &'static Measure,
    /// The official client's figure.
    pub(super) official: Figure,
    /// Our figure.
    pub(super) ours: Figure,
}

macro_rules! measures {
    ($($constant:ident: $name:literal, $unit:ident, [$($target:expr),*];)*) => {
        $(pub(super) const $constant: &Measure = &Measure { name: $name, unit: Unit::$unit, targets: &[$($target),*] };)*

        /// All measures in the order of the table.
        pub(super) const ALL: &[&Measure] = &[$($constant),*];
    };
}

use Target::{AtLeast, AtMost, Ratio};

measures! {
    LINES: "generated lines", Count, [AtMost(36_000.0)];
    FILES: "generated files", Count, [];
    SERVICE_WALL: "release build of the service crate alone: wall", Seconds, [Ratio(20.0)];
    SERVICE_CPU: "release build of the service crate alone: CPU", Seconds, [Ratio(25.0)];
    SERVICE_PEAK: "release build of the service crate alone: peak memory", Megabytes, [Ratio(2.7)];
    CHECK: "`cargo check` of the service crate alone: wall", Seconds, [Ratio(4.0)];
    PROGRAM: "release build of a program that calls four operations, all else built: wall", Seconds, [AtMost(2.0)];
    COLD_WALL: "cold release build of that program, TLS and default chain: wall", Seconds, [Ratio(4.5)];
    COLD_CPU: "cold release build of that program, TLS and default chain: CPU", Seconds, [Ratio(4.5)];
    STATIC_WALL: "the same without the chain, explicit credentials: wall", Seconds, [Ratio(6.0)];
    STATIC_CPU: "the same without the chain, explicit credentials: CPU", Seconds, [Ratio(6.0)];
    CRATES: "crates in the tree", Count, [AtMost(110.0)];
    CRATES_STATIC: "crates in the tree without the chain", Count, [AtMost(75.0)];
    BINARY: "binary of that program, as built", Megabytes, [Ratio(5.0)];
    STRIPPED: "binary of that program, stripped", Megabytes, [Ratio(5.0)];
    INVITE_TIME: "`create_engagement_invitation`, in memory: time", Microseconds, [Ratio(6.0)];
    INVITE_INSTRUCTIONS: "`create_engagement_invitation`, in memory: instructions", Count, [Ratio(6.0)];
    INVITE_ALLOCATIONS: "`create_engagement_invitation`, in memory: allocations", Count, [Ratio(6.0)];
    INVITE_BYTES: "`create_engagement_invitation`, in memory: bytes allocated", Count, [Ratio(6.0)];
    LIST_TIME: "`list_opportunities`, 100 summaries, in memory: time", Microseconds, [Ratio(5.0)];
    LIST_INSTRUCTIONS: "`list_opportunities`, 100 summaries, in memory: instructions", Count, [Ratio(5.0)];
    LIST_ALLOCATIONS: "`list_opportunities`, 100 summaries, in memory: allocations", Count, [Ratio(5.0)];
    LIST_BYTES: "`list_opportunities`, 100 summaries, in memory: bytes allocated", Count, [Ratio(5.0)];
    LOAD_ONE: "calls per second over loopback HTTP, 1 at a time", PerSecond, [Ratio(2.0)];
    LOAD_MANY: "calls per second over loopback HTTP, 64 at a time", PerSecond, [Ratio(2.0), AtLeast(75_000.0)];
    LOAD_MEDIAN: "a call over loopback HTTP, 64 at a time: median", Milliseconds, [];
    LOAD_P99: "a call over loopback HTTP, 64 at a time: p99", Milliseconds, [AtMost(0.003)];
    LOAD_CPU: "a call over loopback HTTP, 64 at a time: CPU of the client", Microseconds, [Ratio(2.0)];
    LEAN_WALL: "cold release build of that program, the official one without its legacy HTTP stack: wall", Seconds, [];
    LEAN_CPU: "cold release build of that program, the official one without its legacy HTTP stack: CPU", Seconds, [];
    LEAN_CRATES: "crates in the tree, the official one without its legacy HTTP stack", Count, [];
    LEAN_STRIPPED: "binary of that program, stripped, the official one without its legacy HTTP stack", Megabytes, [];
    FIRST: "first call of a fresh process, TLS on loopback: wall", Milliseconds, [Ratio(2.0)];
}

impl Measure {
    /// Returns a row of this measurement.
    pub(super) fn row(&'static self, official: Figure, ours: Figure) -> MeasureRow {
        MeasureRow {
            measure: self,
            official,
            ours,
        }
    }

    fn shown(&self, figure: f64) -> String {
        self.unit.shown(figure)
    }
}

impl Unit {
    /// Returns a figure in the form of the tables.
    pub(super) fn shown(self, figure: f64) -> String {
        match self {
            Self::Count | Self::PerSecond => grouped(figure),
            Self::Seconds => format!("{figure:.1} s"),
            Self::Milliseconds => format!("{:.1} ms", figure * 1e3),
            Self::Microseconds => format!("{:.1} µs", figure / 1e3),
            Self::Megabytes => format!("{:.1} MB", figure / 1e6),
        }
    }
}

impl MeasureRow {
    /// Returns the factor by which our figure is better.
    fn ratio(&self) -> Option<f64> {
        let (official, ours) = (self.official.as_ref().ok()?, self.ours.as_ref().ok()?);
        let (larger, smaller) = match self.measure.unit {
            Unit::PerSecond => (ours, official),
            _ => (official, ours),
        };
        (*smaller > 0.0).then(|| larger / smaller)
    }

    /// Returns the cells of the table, without the day.
    pub(super) fn cells(&self) -> [String; 6] {
        let shown = |figure: &Figure| {
            figure
                .as_ref()
                .map_or("—".to_owned(), |figure| self.measure.shown(*figure))
        };
        let ratio = self.ratio();
        let mut target = String::new();
        let mut met = Some(true);
        for wanted in self.measure.targets {
            let separator = if target.is_empty() { "" } else { ", " };
            let is_met = match wanted {
                Target::AtMost(most) => {
                    let _ = write!(target, "{separator}at most {}", self.measure.shown(*most));
                    self.ours.as_ref().ok().map(|ours| ours <= most)
                }
                Target::AtLeast(least) => {
                    let _ = write!(target, "{separator}at least {}", self.measure.shown(*least));
                    self.ours.as_ref().ok().map(|ours| ours >= least)
                }
                Target::Ratio(least) => {
                    let _ = write!(target, "{separator}ratio {least}");
                    ratio.map(|ratio| ratio >= *least)
                }
            };
            met = met.zip(is_met).map(|(all, this)| all && this);
        }
        let met = match met {
            _ if target.is_empty() => "",
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "—",
        };
        [
            self.measure.name.to_owned(),
            shown(&self.official),
            shown(&self.ours),
            ratio.map_or("—".to_owned(), |ratio| format!("{ratio:.1}")),
            target,
            met.to_owned(),
        ]
    }

    /// Returns the reasons for which figures are missing.
    pub(super) fn reasons(&self) -> Vec<String> {
        let sides = [("official", &self.official), ("ours", &self.ours)];
        let missing = sides.into_iter().filter_map(|(side, figure)| {
            let reason = figure.as_ref().err()?;
            Some(format!("{}, {side}: not measured: {reason}", self.measure.name))
        });
        missing.collect()
    }
}

/// Returns a whole number with commas.
pub(super) fn grouped(figure: f64) -> String {
    let digits = format!("{figure:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns the middle of some figures.
pub(super) fn median(mut figures: Vec<f64>) -> Figure {
    figures.sort_by(f64::total_cmp);
    figures
        .get(figures.len() / 2)
        .copied()
        .ok_or_else(|| "nothing was measured".to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn targets_are_judged() {
        let table: [(&'static Measure, Figure, Figure, [&str; 5]); 8] = [
            (
                LINES,
                Ok(101_541.0),
                Ok(35_000.0),
                ["101,541", "35,000", "2.9", "at most 36,000", "yes"],
            ),
            (
                LINES,
                Ok(101_541.0),
                Ok(36_001.0),
                ["101,541", "36,001", "2.8", "at most 36,000", "**no**"],
            ),
            (
                LINES,
                Err("no network".into()),
                Ok(5.0),
                ["—", "5", "—", "at most 36,000", "yes"],
            ),
            (
                SERVICE_WALL,
                Ok(70.0),
                Ok(3.6),
                ["70.0 s", "3.6 s", "19.4", "ratio 20", "**no**"],
            ),
            (
                LOAD_ONE,
                Ok(1_000.0),
                Ok(2_500.0),
                ["1,000", "2,500", "2.5", "ratio 2", "yes"],
            ),
            (
                LOAD_MANY,
                Ok(20_000.0),
                Ok(74_000.0),
                ["20,000", "74,000", "3.7", "ratio 2, at least 75,000", "**no**"],
            ),
            (
                LOAD_P99,
                Ok(0.009),
                Ok(0.002),
                ["9.0 ms", "2.0 ms", "4.5", "at most 3.0 ms", "yes"],
            ),
            (
                INVITE_TIME,
                Ok(110_000.0),
                Err("it failed".into()),
                ["110.0 µs", "—", "—", "ratio 6", "—"],
            ),
        ];
        for (measure, official, ours, expected) in table {
            assert_eq!(measure.row(official, ours).cells()[1..], expected, "{}", measure.name);
        }
    }

    #[test]
    fn what_is_missing_is_told() {
        let row = FIRST.row(Ok(1.0), Err("no server".into()));
        assert_eq!(
            row.reasons(),
            [format!("{}, ours: not measured: no server", FIRST.name)]
        );
    }

    #[test]
    fn names_are_unique() {
        let names: std::collections::BTreeSet<_> = ALL.iter().map(|measure| measure.name).collect();
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(vec![9.0, 1.0, 2.0]), Ok(2.0));
        assert!(median(vec![]).is_err());
    }
}
