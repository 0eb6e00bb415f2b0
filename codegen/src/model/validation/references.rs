//! References to resources (`@references`), and the identifiers that they need.

use super::Check;
use super::graph::GraphItem;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{ResourceProps, ShapeId, ShapeKind};
use crate::model::node::Node;

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for (_, item) in check.graph.items() {
        let references = item
            .trait_value("smithy.api#references")
            .and_then(|value| value.elements());
        for reference in references.into_iter().flatten() {
            if let Some(problem) = problem(check, item, reference) {
                check.report(
                    Diagnostic::error("references", problem)
                        .at(reference.place(), "this reference")
                        .and_at(item.place(), "applied here")
                        .shape(item.id())
                        .help("correct `ids`: identifiers of the resource by the members that hold them"),
                );
            }
        }
    }
}

/// Returns the reason for which a reference does not identify a resource.
fn problem(check: &Check<'_, '_, '_>, item: GraphItem<'_, '_>, reference: Node<'_>) -> Option<String> {
    let target = reference.get("resource").and_then(|id| ShapeId::parse(&id.as_str()?))?;
    let ids = reference.get("ids").and_then(|ids| ids.entries()).unwrap_or_default();
    let shape = check.model.shape(&target)?;
    let ShapeKind::Resource(resource) = &shape.kind else {
        return Some(format!("`{target}` is not a resource"));
    };
    if !matches!(item.shape.kind, ShapeKind::Structure) {
        if !ids.is_empty() {
            return Some("a reference of a string has no `ids`".to_owned());
        }
        let count = resource.identifiers.len();
        return (count != 1).then(|| format!("a string holds one identifier, and `{}` has {count}", target.name()));
    }
    if ids.is_empty() {
        let is_collection = reference
            .get("rel")
            .is_some_and(|rel| rel.as_str().as_deref() == Some("collection"));
        let mut names = resource.identifiers.iter().map(|(name, _)| name);
        let missing = names
            .find(|name| item.shape.member(name).is_none())
            .filter(|_| !is_collection);
        return missing.map(|name| format!("no member holds the identifier `{name}` of `{}`", target.name()));
    }
    explicit(check, item, resource, &ids, target.name())
}

/// Returns the problem of a reference that maps identifiers to members.
fn explicit(
    check: &Check<'_, '_, '_>,
    item: GraphItem<'_, '_>,
    resource: &ResourceProps,
    ids: &[crate::model::node::NodeEntry<'_>],
    name: &str,
) -> Option<String> {
    for id in ids {
        if !resource.identifiers.iter().any(|(known, _)| *known == id.key) {
            return Some(format!("`{name}` has no identifier `{}`", id.key));
        }
        let held_by = id.value.as_str().unwrap_or_default();
        let Some(member) = item.shape.member(&held_by) else {
            return Some(format!("the structure has no member `{held_by}`"));
        };
        let target = check.model.shape(&member.target.id);
        if !target.is_some_and(|target| matches!(target.kind, ShapeKind::String | ShapeKind::Enum)) {
            return Some(format!("the member `{held_by}` does not target a string"));
        }
    }
    let mut names = resource.identifiers.iter().map(|(name, _)| name);
    let missing = names.find(|name| ids.iter().all(|id| id.key != **name));
    missing.map(|missing| format!("`ids` lacks the identifier `{missing}` of `{name}`"))
}
