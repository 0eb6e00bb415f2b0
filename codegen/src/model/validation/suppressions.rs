//! Suppressions: findings that a model or its user does not want to see.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ast::{Model, ShapeId};
use crate::model::node::Node;

/// A suppression of findings of a kind, in one namespace or all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The code of the kind, or Smithy's id of the event.
    pub id: String,
    /// The namespace; `None` for all.
    pub namespace: Option<String>,
}

impl Suppression {
    /// Parses `id` or `id@namespace`.
    pub fn parse(text: &str) -> Self {
        let (id, namespace) = match text.split_once('@') {
            Some((id, namespace)) => (id, Some(namespace)),
            None => (text, None),
        };
        Self {
            id: id.to_owned(),
            namespace: namespace.filter(|namespace| *namespace != "*").map(str::to_owned),
        }
    }

    fn of_metadata(node: Node<'_>) -> Option<Self> {
        let text = |key: &str| Some(node.get(key)?.as_str()?.into_owned());
        Some(Self {
            id: text("id")?,
            namespace: text("namespace").filter(|namespace| namespace != "*"),
        })
    }

    fn covers(&self, finding: &Diagnostic) -> bool {
        let shape = finding.shape_id().unwrap_or_default();
        let namespace = shape.split('#').next().unwrap_or_default();
        let fits = self.namespace.as_deref().is_none_or(|wanted| wanted == namespace);
        fits && is_id_of(&self.id, finding.code())
    }
}

/// Smithy's ids of validation events for our codes, which suppressions in models name.
const EVENTS: [(&str, &str); 8] = [
    ("SyntacticShapeIdTarget", "unknown-shape-id"),
    ("HttpUriConflict", "http-conflict"),
    ("ShapeIdConflict", "name-collision"),
    ("PaginatedTrait", "pagination"),
    ("ResourceLifecycle", "resource-lifecycle"),
    ("ResourceIdentifierBinding", "resource-identifiers"),
    ("WaitableTraitJmespathProblem", "waiter-path"),
    ("WaitableTraitInvalidErrorType", "waiter-error"),
];

fn is_id_of(id: &str, code: &str) -> bool {
    // An id includes those below it.
    let covers = code
        .strip_prefix(id)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    covers
        || EVENTS
            .iter()
            .any(|(event, of)| *of == code && id.split('.').next() == Some(event))
}

/// Removes findings that the user, the metadata `suppressions` or a trait `@suppress` suppresses.
/// Errors stay, except those with the severity DANGER in Smithy.
pub(in crate::model) fn apply(model: &Model<'_>, wanted: &[Suppression], diagnostics: &mut Diagnostics) {
    let metadata = model.metadata.get("suppressions").into_iter().flatten();
    let entries = metadata.filter_map(Node::elements).flatten();
    let mut all = wanted.to_vec();
    all.extend(entries.filter_map(Suppression::of_metadata));
    diagnostics.retain(|finding| {
        let is_suppressed = all.iter().any(|suppression| suppression.covers(finding)) || has_trait(model, finding);
        !(finding.can_be_suppressed() && is_suppressed)
    });
}

/// Returns whether the shape or member of a finding has a trait `@suppress` for it.
fn has_trait(model: &Model<'_>, finding: &Diagnostic) -> bool {
    let Some(id) = finding.shape_id().and_then(ShapeId::parse) else {
        return false;
    };
    let (shape, member) = match id.member() {
        Some((shape, member)) => (shape, Some(member)),
        None => (id.clone(), None),
    };
    let Some(shape) = model.shape(&shape) else {
        return false;
    };
    let on_member = member.and_then(|member| shape.member(member)?.trait_value("smithy.api#suppress"));
    let lists = on_member.into_iter().chain(shape.trait_value("smithy.api#suppress"));
    let mut ids = lists.filter_map(|list| list.elements()).flatten();
    ids.any(|id| id.as_str().is_some_and(|id| is_id_of(&id, finding.code())))
}
