//! `apply` statements: traits that one file adds to the shapes and members of another.

use crate::diagnostics::{Diagnostic, Diagnostics};

use super::ast::{Applied, Model, Traits};
use super::similar;

/// Adds the traits of all `apply` statements, in the order of the files. The last value of a trait
/// takes precedence.
///
/// Members that come from mixins do not exist yet. [`super::mixins`] applies the traits for them.
pub(super) fn apply(model: &mut Model<'_>, diagnostics: &mut Diagnostics) {
    let mut left = Vec::new();
    for statement in std::mem::take(&mut model.applied) {
        if !try_apply(model, &statement) {
            left.push(statement);
        }
    }
    let (for_mixins, unknown): (Vec<_>, Vec<_>) = left.into_iter().partition(|statement| has_mixins(model, statement));
    model.applied = for_mixins;
    for statement in unknown {
        report(model, &statement, diagnostics);
    }
}

/// Adds the remaining traits, to members from mixins.
pub(super) fn apply_rest(model: &mut Model<'_>, diagnostics: &mut Diagnostics) {
    for statement in std::mem::take(&mut model.applied) {
        if !try_apply(model, &statement) {
            report(model, &statement, diagnostics);
        }
    }
}

fn try_apply<'a>(model: &mut Model<'a>, statement: &Applied<'a>) -> bool {
    match traits_of(model, statement) {
        Some(traits) => {
            traits.extend(statement.traits.iter().map(|(id, value)| (id.clone(), *value)));
            true
        }
        None => false,
    }
}

fn traits_of<'m, 'a>(model: &'m mut Model<'a>, statement: &Applied<'a>) -> Option<&'m mut Traits<'a>> {
    match statement.target.member() {
        None => Some(&mut model.shapes.get_mut(&statement.target)?.traits),
        Some((shape, name)) => {
            let members = &mut model.shapes.get_mut(&shape)?.members;
            Some(&mut members.iter_mut().find(|member| member.name == name)?.traits)
        }
    }
}

fn has_mixins(model: &Model<'_>, statement: &Applied<'_>) -> bool {
    let shape = statement
        .target
        .member()
        .and_then(|(shape, _)| model.shapes.get(&shape));
    shape.is_some_and(|shape| !shape.mixins.is_empty())
}

fn report(model: &Model<'_>, statement: &Applied<'_>, diagnostics: &mut Diagnostics) {
    let otherwise = || "correct the id, or give the file that defines the shape with another --model".to_owned();
    diagnostics.push(
        Diagnostic::error(
            "unknown-apply-target",
            format!("`apply` names `{}`, which does not exist", statement.target),
        )
        .at(statement.place, "no such shape or member in any of the files")
        .shape(&statement.target)
        .help(similar::target(model, &statement.target).unwrap_or_else(otherwise)),
    );
}
