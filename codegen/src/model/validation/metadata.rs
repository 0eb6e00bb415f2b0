//! Metadata that the specification defines: suppressions, validators and severities.

use super::Check;
use crate::diagnostics::Diagnostic;
use crate::model::node::{Node, NodeKind};

/// The severities that a model can give to events.
const OVERRIDES: &[&str] = &["WARNING", "DANGER"];
const SEVERITIES: &[&str] = &["NOTE", "WARNING", "DANGER", "ERROR"];

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    entries(check, "suppressions", &["id", "namespace"], None);
    entries(
        check,
        "severityOverrides",
        &["id", "namespace", "severity"],
        Some(OVERRIDES),
    );
    // The other settings of validators are checked where they are read.
    entries(check, "validators", &[], Some(SEVERITIES));
}

/// Checks that the values of a key are lists of objects with the required texts.
fn entries(check: &mut Check<'_, '_, '_>, key: &str, required: &[&str], severities: Option<&[&str]>) {
    let values = check.model.metadata.get(key).into_iter().flatten();
    for value in values {
        let Some(entries) = value.elements() else {
            report(check, *value, format!("`{key}` must be a list, found {}", value.kind()));
            continue;
        };
        for entry in entries {
            if let Some(problem) = problem(entry, required, severities) {
                report(check, entry, format!("an entry of `{key}` {problem}"));
            }
        }
    }
}

fn problem(entry: Node<'_>, required: &[&str], severities: Option<&[&str]>) -> Option<String> {
    if entry.kind() != NodeKind::Object {
        return Some(format!("must be an object, found {}", entry.kind()));
    }
    let is_text = |name: &&&str| entry.get(name).is_some_and(|value| value.kind() == NodeKind::String);
    if let Some(missing) = required.iter().find(|name| !is_text(name)) {
        return Some(format!("needs the text `{missing}`"));
    }
    let severity = entry.get("severity")?;
    let name = severity.as_str().unwrap_or_default();
    let severities = severities.filter(|known| !known.contains(&&*name))?;
    Some(format!(
        "has the severity {}; expected {}",
        severity.text(),
        severities.join(", ")
    ))
}

fn report(check: &mut Check<'_, '_, '_>, node: Node<'_>, problem: String) {
    check.report(
        Diagnostic::error("metadata", problem)
            .at(node.place(), "not valid")
            .help("correct the metadata, or remove it"),
    );
}
