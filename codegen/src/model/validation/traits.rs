//! Traits: their values, the shapes that they can be applied to, and traits that exclude each
//! other.

use std::collections::BTreeMap;

use super::Check;
use super::graph::{GraphItem, ModelGraph};
use super::selections::Selections;
use super::values::ValueCheck;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Shape, ShapeId};
use crate::model::node::Node;
use crate::model::traits::{MIXIN, TRAIT};
use crate::suggest::did_you_mean;

/// Applications of each trait: the number of the item and the value.
type Applications<'m, 'a> = BTreeMap<&'m ShapeId, Vec<(usize, Node<'a>)>>;

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    let mut applications: Applications<'_, '_> = BTreeMap::new();
    for (number, item) in check.graph.items() {
        for (id, value) in item.traits() {
            applications.entry(id).or_default().push((number, *value));
        }
    }
    let graph = ModelGraph::with_definitions(check.model, check.definitions);
    let selections = Selections::new(&graph);
    for (id, applied) in &applications {
        match check.definition(id) {
            Some(definition) => {
                values(check, &selections, definition, applied);
                targets(check, &selections, definition, applied);
            }
            None => unknown(check, id, applied),
        }
    }
    for (_, item) in check.graph.items() {
        conflicts(check, item);
    }
    exclusive(check, &applications);
}

/// Checks the values of the traits of mixins, which the flattened model no longer has.
pub(in crate::model) fn check_mixins(check: &mut Check<'_, '_, '_>) {
    let graph = ModelGraph::with_definitions(check.model, check.definitions);
    let selections = Selections::new(&graph);
    for (number, item) in check.graph.items().filter(|(_, item)| item.shape.has_trait(MIXIN)) {
        for (id, value) in item.traits() {
            if let Some(definition) = check.definition(id) {
                values(check, &selections, definition, &[(number, *value)]);
            }
        }
        conflicts(check, item);
    }
}

/// Reports a trait that does not exist in a namespace whose traits are known: Smithy's own, or one
/// that the model defines.
fn unknown(check: &mut Check<'_, '_, '_>, id: &ShapeId, applied: &[(usize, Node<'_>)]) {
    let shapes = check.model.shapes.values().chain(check.definitions.shapes.values());
    let names: Vec<&str> = shapes
        .filter(|shape| shape.id.namespace() == id.namespace() && shape.has_trait(TRAIT))
        .map(|shape| shape.id.name())
        .collect();
    let problem = format!("the trait `{id}` does not exist");
    // The reader of the IDL has reported the names in IDL files.
    if names.is_empty() || check.diagnostics.iter().any(|known| known.problem() == problem) {
        return;
    }
    let help = did_you_mean(id.name(), names.into_iter());
    for (number, value) in applied {
        let error = Diagnostic::error("unknown-trait-id", problem.as_str())
            .at(value.place(), "the value of an unknown trait")
            .shape(check.graph.item(*number).id());
        let help = help.clone();
        let help = help.unwrap_or_else(|| "correct the id, or give the file that defines it as well".to_owned());
        check.report(error.help(help));
    }
}

fn values<'m, 'a>(
    check: &mut Check<'_, 'm, 'a>,
    selections: &Selections<'_, 'm, 'a>,
    definition: &Shape<'a>,
    applied: &[(usize, Node<'a>)],
) {
    let subject = format!("the trait `{}`", definition.id);
    for (number, value) in applied {
        let holder = check.graph.item(*number).id();
        ValueCheck {
            model: check.model,
            definitions: check.definitions,
            subject: &subject,
            holder: &holder,
            has_limits: true,
            has_formats: true,
            selections: Some(selections),
            diagnostics: check.diagnostics,
        }
        .check(*value, &definition.id);
    }
}

fn targets(
    check: &mut Check<'_, '_, '_>,
    selections: &Selections<'_, '_, '_>,
    definition: &Shape<'_>,
    applied: &[(usize, Node<'_>)],
) {
    let Some(value) = definition.trait_value(TRAIT) else {
        if check.model.shape(&definition.id).is_some() {
            not_a_trait(check, definition, applied);
        }
        return;
    };
    let Some(text) = value.get("selector").and_then(|selector| selector.as_str()) else {
        return;
    };
    if text == "*" {
        return;
    }
    let Some(selected) = selections.select(&text) else {
        return;
    };
    for (number, value) in applied.iter().filter(|(number, _)| !selected[*number]) {
        let item = check.graph.item(*number);
        // A trait of a mixin may only fit the shapes that it is mixed into.
        check.report(
            Diagnostic::error(
                "trait-target",
                format!("the trait `{}` cannot be applied to `{}`", definition.id, item.id()),
            )
            .at(value.place(), "the value of the trait")
            .and_at(item.place(), "does not fit the selector of the trait")
            .shape(item.id())
            .help(format!("the trait is for shapes that match `{}`", text.trim())),
        );
    }
}

fn not_a_trait(check: &mut Check<'_, '_, '_>, definition: &Shape<'_>, applied: &[(usize, Node<'_>)]) {
    for (number, value) in applied {
        let item = check.graph.item(*number);
        check.report(
            Diagnostic::error("not-a-trait", format!("`{}` is not a trait", definition.id))
                .at(value.place(), "applied as a trait")
                .and_at(definition.place, "this shape")
                .shape(item.id())
                .help("give the shape the trait `@trait`, or remove it here"),
        );
    }
}

/// Reports traits of one shape or member that exclude each other.
fn conflicts<'m, 'a>(check: &mut Check<'_, 'm, 'a>, item: GraphItem<'m, 'a>) {
    for (id, value) in item.traits() {
        let definition = check.definition(id);
        let settings = definition.and_then(|definition| definition.trait_value(TRAIT));
        let list = settings.and_then(|settings| settings.get("conflicts")?.elements());
        for other in list.into_iter().flatten().filter_map(|other| other.as_str()) {
            let Some(other_value) = item.trait_value(&other) else {
                continue;
            };
            if id.as_str() > other.as_ref() && excludes(check, &other, id) {
                // The conflict is already reported at the other trait.
                continue;
            }
            check.report(
                Diagnostic::error(
                    "trait-conflict",
                    format!("the traits `{id}` and `{other}` exclude each other"),
                )
                .at(value.place(), format!("`{id}`"))
                .and_at(other_value.place(), format!("`{other}`"))
                .shape(item.id())
                .help("remove one of the two"),
            );
        }
    }
}

/// Returns whether a trait lists another one as a conflict.
fn excludes(check: &Check<'_, '_, '_>, id: &str, other: &ShapeId) -> bool {
    let definition = ShapeId::parse(id).and_then(|id| check.definition(&id));
    let settings = definition.and_then(|definition| definition.trait_value(TRAIT));
    let list = settings.and_then(|settings| settings.get("conflicts")?.elements());
    let mut conflicts = list.into_iter().flatten().filter_map(|conflict| conflict.as_str());
    conflicts.any(|conflict| conflict == other.as_str())
}

/// Reports traits that only one member of a structure may have, or only one member that targets a
/// shape with it.
fn exclusive(check: &mut Check<'_, '_, '_>, applications: &Applications<'_, '_>) {
    for (id, applied) in applications {
        let definition = check.definition(id);
        let exclusivity =
            definition.and_then(|definition| definition.trait_value(TRAIT)?.get("structurallyExclusive")?.as_str());
        let by_target = match exclusivity.as_deref() {
            Some("member") => false,
            Some("target") => true,
            _ => continue,
        };
        let is_exclusive = |number: usize| applied.iter().any(|(applied, _)| *applied == number);
        let mut seen: Option<(&ShapeId, &str)> = None;
        for (number, item) in check.graph.items() {
            let Some(member) = item.member else { continue };
            let has = is_exclusive(number)
                || (by_target
                    && check
                        .graph
                        .shape(&member.target.id)
                        .is_some_and(|target| target.trait_value(id.as_str()).is_some()));
            if !has || !matches!(item.shape.kind, crate::model::ast::ShapeKind::Structure) {
                continue;
            }
            if let Some((_, first)) = seen.filter(|(shape, _)| **shape == item.shape.id) {
                check.report(
                    Diagnostic::error(
                        "trait-conflict",
                        format!("only one member of a structure can have the trait `{id}`"),
                    )
                    .at(member.place, format!("`{first}` has it already"))
                    .shape(item.id())
                    .help("remove the trait from all but one of the members"),
                );
            }
            seen = Some((&item.shape.id, &member.name));
        }
    }
}
