//! The rules of trait definitions about breaking changes: paths to values of the trait.

use super::Check;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Shape, ShapeKind};
use crate::model::node::Node;
use crate::model::traits::TRAIT;

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for shape in check.shapes() {
        let settings = shape.trait_value(TRAIT);
        let rules = settings.and_then(|settings| settings.get("breakingChanges")?.elements());
        for path in rules.into_iter().flatten().filter_map(|rule| rule.get("path")) {
            if let Some(problem) = problem(check, shape, path) {
                check.report(
                    Diagnostic::error("breaking-changes", problem)
                        .at(path.place(), "this path")
                        .and_at(shape.place, "the trait")
                        .shape(&shape.id)
                        .help("write a JSON pointer: `/member` of a structure or list, `/key` and `/value` of a map"),
                );
            }
        }
    }
}

/// Returns the reason for which a JSON pointer does not lead to a value of a trait.
fn problem(check: &Check<'_, '_, '_>, definition: &Shape<'_>, path: Node<'_>) -> Option<String> {
    let text = path.as_str()?;
    if text.is_empty() {
        return None;
    }
    let Some(names) = text.strip_prefix('/') else {
        return Some(format!("the path `{text}` does not begin with `/`"));
    };
    let mut holder = Some(definition);
    for name in names.split('/') {
        let shape = holder?;
        if matches!(shape.kind, ShapeKind::Document) {
            return None;
        }
        let Some(member) = shape.member(name) else {
            return Some(format!(
                "the path `{text}` leads nowhere: `{}` has no `{name}`",
                shape.id.name()
            ));
        };
        holder = check.definition(&member.target.id);
    }
    None
}
