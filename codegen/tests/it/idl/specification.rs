//! Small models, each with the findings that the specification requires, in the folder
//! `fixtures/idl/specification`.
//!
//! A line `//= valid: title`, `//= warning CODE: title` or `//= error CODE ..: title` begins a
//! model of the namespace `a`, unless the model has its own `$version` or is JSON.

use std::collections::BTreeSet;
use std::fs;

use smithy_codegen::diagnostics::{Diagnostic, Diagnostics, Severity};
use smithy_codegen::source::Source;

use super::check;
use crate::common;

/// Returns the distinct codes of the findings of a severity.
fn codes(findings: &Diagnostics, severity: Severity) -> BTreeSet<&str> {
    let sorted = findings.sorted();
    let wanted = sorted.into_iter().filter(|finding| finding.severity() == severity);
    wanted.map(Diagnostic::code).collect()
}

/// Returns the difference between the findings of a model and the expected ones.
fn difference(expected: &str, model: &str) -> Option<String> {
    let text = model.trim_start();
    let is_whole = text.starts_with(['$', '{']);
    let text = if is_whole {
        text.to_owned()
    } else {
        format!("$version: \"2.0\"\nnamespace a\n{model}")
    };
    let name = if text.starts_with('{') { "a.json" } else { "a.smithy" };
    let sources = [Source::new(name, text)];
    let findings = check(&sources);
    let (errors, warnings) = (codes(&findings, Severity::Error), codes(&findings, Severity::Warning));
    let fits = match expected.split_once(' ') {
        None => expected == "valid" && errors.is_empty(),
        Some(("warning", codes)) => errors.is_empty() && warnings == codes.split(' ').collect(),
        Some((_, codes)) => errors == codes.split(' ').collect(),
    };
    (!fits).then(|| findings.render(&sources, false))
}

#[test]
fn models_are_judged_as_the_specification_says() {
    let mut differences = Vec::new();
    let mut count = 0;
    for path in common::entries(&common::workspace().join("codegen/tests/fixtures/idl/specification")) {
        let text = fs::read_to_string(&path).unwrap();
        for section in text.split("//= ").skip(1) {
            let (head, model) = section.split_once('\n').unwrap();
            let (expected, title) = head.split_once(": ").unwrap();
            count += 1;
            if let Some(found) = difference(expected, model) {
                differences.push(format!("{title}: expected {expected}, found:\n{found}"));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(count > 400, "{count} models");
}
