//! The table of passed and failed cases, and the names of those that failed.

use std::fmt::Write;

use smithy_codegen::conformance::{Kind, ProtocolTests};

use super::run::TestResults;

const KINDS: [(Kind, &str); 4] = [
    (Kind::Request, "requests"),
    (Kind::Response, "responses"),
    (Kind::Error, "errors"),
    (Kind::Event, "event streams"),
];

/// The outcome of the cases of a service.
pub(crate) struct SuiteOutcome {
    file: String,
    service: String,
    counts: [Count; 4],
    failures: Vec<Failed>,
}

#[derive(Clone, Copy, Default)]
struct Count {
    passed: usize,
    failed: usize,
}

struct Failed {
    id: String,
    kind: &'static str,
    reason: String,
}

impl SuiteOutcome {
    /// Counts the cases by the results of their tests.
    pub(super) fn of(file: &str, service: &ProtocolTests, results: &TestResults) -> Self {
        let mut outcome = Self {
            file: file.to_owned(),
            service: service.service.clone(),
            counts: [Count::default(); 4],
            failures: Vec::new(),
        };
        for case in &service.cases {
            let failure = results.failure(&case.test);
            let Some(at) = KINDS.iter().position(|(kind, _)| *kind == case.kind) else {
                continue;
            };
            match failure {
                None => outcome.counts[at].passed += 1,
                Some(reason) => {
                    outcome.counts[at].failed += 1;
                    outcome.failures.push(Failed {
                        id: case.id.clone(),
                        kind: KINDS[at].1,
                        reason,
                    });
                }
            }
        }
        outcome
    }

    /// Returns the cases that failed: their ids and the reasons.
    pub(crate) fn failed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.failures
            .iter()
            .map(|failed| (failed.id.as_str(), failed.reason.as_str()))
    }

    /// Returns whether any case failed.
    pub(super) fn has_failures(&self) -> bool {
        !self.failures.is_empty()
    }
}

/// Returns the table as text, and below it the cases that failed with their reasons.
pub(super) fn table(outcomes: &[SuiteOutcome]) -> String {
    let name = |outcome: &SuiteOutcome| format!("  {}", outcome.service);
    let names = outcomes
        .iter()
        .flat_map(|outcome| [name(outcome).chars().count(), outcome.file.chars().count()]);
    let width = names.max().unwrap_or_default();
    let mut text = format!("{:width$}", "");
    for (_, kind) in KINDS {
        let _ = write!(text, "  {kind:20}");
    }
    text.truncate(text.trim_end().len());
    let _ = writeln!(text, "\n{:width$}{}", "", "  passed failed  total".repeat(KINDS.len()));
    let mut file = "";
    let mut sum = [Count::default(); 4];
    for outcome in outcomes {
        if outcome.file != file {
            file = &outcome.file;
            let _ = writeln!(text, "{file}");
        }
        row(&mut text, &name(outcome), width, &outcome.counts);
        for (sum, count) in sum.iter_mut().zip(&outcome.counts) {
            sum.passed += count.passed;
            sum.failed += count.failed;
        }
    }
    if outcomes.len() > 1 {
        row(&mut text, "all", width, &sum);
    }
    failures(&mut text, outcomes);
    text
}

fn row(text: &mut String, name: &str, width: usize, counts: &[Count]) {
    let _ = write!(text, "{name:width$}");
    for Count { passed, failed } in counts {
        let _ = write!(text, "  {passed:6} {failed:6} {:6}", passed + failed);
    }
    text.push('\n');
}

fn failures(text: &mut String, outcomes: &[SuiteOutcome]) {
    for outcome in outcomes.iter().filter(|outcome| outcome.has_failures()) {
        let _ = writeln!(text, "\nfailed of {}:", outcome.service);
        for Failed { id, kind, reason } in &outcome.failures {
            let _ = writeln!(text, "  {id} ({kind})");
            for line in reason.lines() {
                let _ = writeln!(text, "    {line}");
            }
        }
    }
}
