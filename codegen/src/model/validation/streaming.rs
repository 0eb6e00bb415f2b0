//! Streams: the places where they are allowed, and the parts of their events.

use std::collections::BTreeSet;

use super::Check;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Member, Shape, ShapeId, ShapeKind};
use crate::model::traits::{DEFAULT, EVENT_HEADER, EVENT_PAYLOAD, REQUIRED, STREAMING};

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    let mut messages: BTreeSet<&ShapeId> = BTreeSet::new();
    for shape in check.shapes() {
        if let ShapeKind::Operation(operation) = &shape.kind {
            messages.extend(
                operation
                    .input
                    .iter()
                    .chain(&operation.output)
                    .map(|message| &message.id),
            );
        }
    }
    for shape in check.shapes() {
        match &shape.kind {
            ShapeKind::Union if shape.has_trait(STREAMING) => events(check, shape),
            ShapeKind::Structure => payload(check, shape),
            _ => {}
        }
        members(check, shape, messages.contains(&shape.id));
    }
}

fn report(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, member: &Member<'_>, problem: &str, help: &str) {
    check.report(
        Diagnostic::error("streaming", problem)
            .at(member.place, "this member")
            .shape(shape.id.with_member(&member.name))
            .help(help),
    );
}

/// Checks the members that target streams.
fn members(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, is_message: bool) {
    for member in &shape.members {
        let target = check.model.shape(&member.target.id);
        let Some(target) = target.filter(|target| target.has_trait(STREAMING)) else {
            continue;
        };
        if !is_message {
            report(
                check,
                shape,
                member,
                "only members of the input or output of an operation can target a stream",
                "move the member to the input or output, or target a shape without `@streaming`",
            );
        } else if matches!(target.kind, ShapeKind::Blob) && !member.has_trait(REQUIRED) && !member.has_trait(DEFAULT) {
            report(
                check,
                shape,
                member,
                "a member that targets a streaming blob must have a default or be required",
                "give the member `@required`, or the default \"\"",
            );
        }
    }
}

/// Checks that events are structures.
fn events(check: &mut Check<'_, '_, '_>, union: &Shape<'_>) {
    for member in &union.members {
        let target = check.model.shape(&member.target.id);
        if target.is_some_and(|target| !matches!(target.kind, ShapeKind::Structure)) {
            report(
                check,
                union,
                member,
                "the members of an event stream must target structures",
                "put the value into a structure",
            );
        }
    }
}

/// Checks that the other members of an event with a payload are headers.
fn payload(check: &mut Check<'_, '_, '_>, event: &Shape<'_>) {
    let Some(payload) = event.members.iter().find(|member| member.has_trait(EVENT_PAYLOAD)) else {
        return;
    };
    let is_bound = |member: &&Member<'_>| member.has_trait(EVENT_PAYLOAD) || member.has_trait(EVENT_HEADER);
    for member in event.members.iter().filter(|member| !is_bound(member)) {
        let problem = format!(
            "`{}` is the payload, so `{}` has no place in the event",
            payload.name, member.name
        );
        report(
            check,
            event,
            member,
            &problem,
            "give the member `@eventHeader`, or remove `@eventPayload`",
        );
    }
}
