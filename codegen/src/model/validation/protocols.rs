//! Protocols that cannot carry documents.

use super::Check;
use super::names::shapes_of;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Shape, ShapeId, ShapeKind};

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for service in check.shapes() {
        if !matches!(service.kind, ShapeKind::Service(_)) {
            continue;
        }
        for (id, value) in &service.traits {
            if excludes_documents(check, id) {
                for shape in shapes_of(check, service) {
                    documents(check, service, shape, id, value.place());
                }
            }
        }
    }
}

fn excludes_documents(check: &Check<'_, '_, '_>, id: &ShapeId) -> bool {
    let definition = check.definition(id);
    let protocol = definition.and_then(|definition| definition.trait_value("smithy.api#protocolDefinition"));
    let setting = protocol.and_then(|protocol| protocol.get("noInlineDocumentSupport"));
    setting.is_some_and(|setting| setting.as_bool() == Some(true))
}

fn documents(
    check: &mut Check<'_, '_, '_>,
    service: &Shape<'_>,
    shape: &Shape<'_>,
    protocol: &ShapeId,
    place: crate::source::Place,
) {
    for member in &shape.members {
        let target = check.model.shape(&member.target.id);
        if target.is_some_and(|target| matches!(target.kind, ShapeKind::Document)) {
            check.report(
                Diagnostic::error("document", format!("the protocol `{protocol}` has no documents"))
                    .at(member.place, "targets a document")
                    .and_at(place, format!("the protocol of `{}`", service.id.name()))
                    .shape(shape.id.with_member(&member.name))
                    .help("target another shape, or use another protocol"),
            );
        }
    }
}
