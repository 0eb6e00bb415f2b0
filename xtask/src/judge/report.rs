//! The table of equal and different cases.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::cases::Cases;

/// The result of the comparison of a service.
#[derive(Default)]
pub(super) struct ServiceReport {
    protocol: String,
    operations: usize,
    /// The operations of the cases.
    tested: BTreeMap<String, String>,
    /// Operations that are not compared, with the reasons.
    left_out: BTreeMap<String, String>,
    /// Cases that differ, and how.
    different: BTreeMap<String, String>,
    /// Cases that differ for a reason that is listed.
    excepted: BTreeMap<String, String>,
}

impl ServiceReport {
    /// Counts the operations of a service; the cases that differ have their reasons.
    pub(super) fn of(protocol: String, cases: &Cases, different: BTreeMap<String, String>) -> Self {
        let mut verdict = Self {
            protocol,
            tested: cases
                .ids()
                .map(|(operation, id)| (id.to_owned(), operation.to_owned()))
                .collect(),
            different,
            ..Self::default()
        };
        for (name, skipped) in cases.operations() {
            verdict.operations += 1;
            verdict.left_out.extend(skipped.map(|reason| (name.to_owned(), reason)));
        }
        verdict
    }

    /// Creates the report of a service that could not be compared.
    pub(super) fn broken(reason: String) -> Self {
        Self {
            protocol: "none".to_owned(),
            different: BTreeMap::from([("-".to_owned(), reason)]),
            ..Self::default()
        }
    }

    /// Moves the cases that have a reason to the exceptions.
    pub(super) fn except(&mut self, reason: impl Fn(&str) -> Option<String>) {
        self.different.retain(|case, _| match reason(case) {
            Some(reason) => {
                self.excepted.insert(case.clone(), reason);
                false
            }
            None => true,
        });
    }

    /// Returns the number of cases that differ.
    pub(super) fn differences(&self) -> usize {
        self.different.len()
    }

    /// Returns the operations with a case that differs.
    fn different_operations(&self) -> usize {
        let operations = self.different.keys().map(|case| self.tested.get(case).unwrap_or(case));
        operations.collect::<BTreeSet<_>>().len()
    }

    /// Returns one line for the progress.
    pub(super) fn summary(&self) -> String {
        let (all, out) = (self.operations, self.left_out.len());
        format!(
            "{}: {all} operations, {} cases differ, {out} left out",
            self.protocol,
            self.different.len()
        )
    }
}

/// Returns the table, and below it each difference, each exception and each operation that was left
/// out, with the reason.
pub(super) fn table(verdicts: &BTreeMap<String, ServiceReport>) -> String {
    let mut text = format!(
        "{:20} {:>8} {:>10} {:>7} {:>9} {:>8}\n",
        "protocol", "services", "operations", "equal", "different", "left out"
    );
    let protocols: BTreeSet<_> = verdicts.values().map(|verdict| verdict.protocol.as_str()).collect();
    for protocol in protocols {
        let of = || verdicts.values().filter(|verdict| verdict.protocol == protocol);
        let sum = |count: fn(&ServiceReport) -> usize| of().map(count).sum::<usize>();
        let (all, out) = (sum(|verdict| verdict.operations), sum(|verdict| verdict.left_out.len()));
        let different = sum(ServiceReport::different_operations);
        let equal = all.saturating_sub(out + different);
        let services = of().count();
        let _ = writeln!(
            text,
            "{protocol:20} {services:8} {all:10} {equal:7} {different:9} {out:8}"
        );
    }
    for (title, cases) in [
        (
            "different",
            (|verdict| &verdict.different) as fn(&ServiceReport) -> &BTreeMap<String, String>,
        ),
        ("different for a listed reason", |verdict| &verdict.excepted),
        ("left out", |verdict| &verdict.left_out),
    ] {
        section(&mut text, title, verdicts, cases);
    }
    text
}

fn section(
    text: &mut String,
    title: &str,
    verdicts: &BTreeMap<String, ServiceReport>,
    cases: fn(&ServiceReport) -> &BTreeMap<String, String>,
) {
    if verdicts.values().all(|verdict| cases(verdict).is_empty()) {
        return;
    }
    let _ = writeln!(text, "\n{title}:");
    for (service, verdict) in verdicts {
        for (case, reason) in cases(verdict) {
            let _ = writeln!(text, "  {service} {case}: {}", reason.replace('\n', "; "));
        }
    }
}
