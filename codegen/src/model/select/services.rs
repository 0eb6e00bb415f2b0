//! The choice of a service.

use super::Filter;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ast::{Model, Shape, ShapeKind};
use crate::suggest::known_names;

/// Returns the service that the filter names, or the only one of the model.
pub(crate) fn service<'m, 'a>(
    model: &'m Model<'a>,
    filter: &Filter,
    diagnostics: &mut Diagnostics,
) -> Option<&'m Shape<'a>> {
    let services: Vec<_> = model
        .shapes
        .values()
        .filter(|shape| matches!(shape.kind, ShapeKind::Service(_)))
        .collect();
    let names = || services.iter().map(|shape| shape.id.as_str());
    match (&filter.service, services.as_slice()) {
        (Some(wanted), _) => {
            let found = services
                .iter()
                .find(|shape| shape.id.as_str() == wanted || shape.id.name() == wanted);
            if found.is_none() {
                diagnostics.push(no_service(wanted, names()));
            }
            found.copied()
        }
        (None, [only]) => Some(only),
        (None, []) => {
            if !diagnostics.has_errors() {
                diagnostics.push(
                    Diagnostic::error("no-service", "the model has no service")
                        .help("give the file that defines it with another --model"),
                );
            }
            None
        }
        (None, [first, ..]) => {
            diagnostics.push(
                Diagnostic::error("ambiguous-service", "the model has more than one service")
                    .at(first.place, "the first of them")
                    .help(format!("choose one with --service: {}", list(names()))),
            );
            None
        }
    }
}

fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Returns an error that lists the existing services, the closest first.
pub fn no_service<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Diagnostic {
    let mut names = names.peekable();
    let help = match names.peek() {
        None => "the model has no service at all".to_owned(),
        Some(_) => known_names(wanted, "the services are", names),
    };
    Diagnostic::error("no-service", format!("there is no service `{wanted}`")).help(help)
}
