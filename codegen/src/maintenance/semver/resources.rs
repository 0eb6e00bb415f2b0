//! Items that a client has for its resources and its overlay: handles, ARNs, checks of constraints
//! and rate limits.

use crate::ir::{Arn, Resource, Service};

use super::{ChangeKind, Changes, Matched, Verdict, matched};

pub(super) fn compare(old: &Service, new: &Service, changes: &mut Changes) {
    let handles = matched(&old.resources, &new.resources, |handle| &handle.name, |_| None);
    for (old, new) in named(handles, "resources", "handle", |handle| &handle.name, changes) {
        handle(old, new, changes);
    }
    let arns = matched(&old.arns, &new.arns, |arn| &arn.name, |_| None);
    for (old, new) in named(arns, "types", "ARN", |arn| &arn.name, changes) {
        let form = |arn: &Arn| format!("{arn:?}");
        let path = format!("types::{}", new.name);
        changes.differ((&form(old), &form(new)), Verdict::Major, &path, &new.resource, || {
            "different form of ARNs".to_owned()
        });
    }
    let id = new.id.as_str();
    let (checks, limits) = (
        |service: &Service| !service.constraints.members.is_empty(),
        |service: &Service| !service.rate_limits.is_empty(),
    );
    setting("service_constraints", [checks(old), checks(new)], id, changes);
    setting("service_rate_limits", [limits(old), limits(new)], id, changes);
    if limits(old) && limits(new) {
        let values = (&old.rate_limits, &new.rate_limits);
        changes.differ(values, Verdict::Patch, "config::service_rate_limits", id, || {
            "other rate limits".to_owned()
        });
    }
}

/// Reports the items that only one version has, and returns the others.
fn named<'s, T>(
    found: Matched<'s, T>,
    module: &str,
    noun: &str,
    name: impl Fn(&T) -> &str,
    changes: &mut Changes,
) -> Vec<(&'s T, &'s T)> {
    let path = |item: &T| format!("{module}::{}", name(item));
    for item in found.added {
        changes.push(Verdict::Minor, ChangeKind::Added, path(item), "", format!("new {noun}"));
    }
    for item in found.removed {
        changes.push(
            Verdict::Major,
            ChangeKind::Removed,
            path(item),
            "",
            format!("removed {noun}"),
        );
    }
    found.both
}

fn handle(old: &Resource, new: &Resource, changes: &mut Changes) {
    let path = format!("resources::{}", new.name);
    let created = |handle: &Resource| (handle.method.clone(), handle.identifiers.clone());
    changes.differ(
        (&created(old), &created(new)),
        Verdict::Major,
        &path,
        &new.shape,
        || "another function or other identifiers create the handle".to_owned(),
    );
    let calls = matched(&old.calls, &new.calls, |call| &call.method, |_| None);
    for (old, new) in named(calls, &path, "call", |call| &call.method, changes) {
        let called = (&old.operation, &new.operation);
        changes.differ(called, Verdict::Major, &format!("{path}::{}", new.method), "", || {
            format!("it calls `{}` instead of `{}`", new.operation, old.operation)
        });
    }
}

/// Reports a function of `config` that only one version has.
fn setting(name: &str, [old, new]: [bool; 2], id: &str, changes: &mut Changes) {
    let path = format!("config::{name}");
    match (old, new) {
        (false, true) => changes.push(Verdict::Minor, ChangeKind::Added, path, id, "new setting"),
        (true, false) => changes.push(Verdict::Major, ChangeKind::Removed, path, id, "removed setting"),
        _ => {}
    }
}
