//! Operations: methods of the client, their inputs, outputs, errors and paginators.

use crate::ir::{AuthScheme, Idempotency, Operation, Pagination, Service};
use crate::names;

use super::{ChangeKind, Changes, Verdict, matched, shapes};

pub(super) fn compare(old: &Service, new: &Service, changes: &mut Changes) {
    let id = |service: &Service, operation: &Operation| {
        let namespace = service.id.split('#').next().unwrap_or_default();
        format!("{namespace}#{}", operation.shape)
    };
    let found = matched(
        &old.operations,
        &new.operations,
        |operation| &operation.method,
        |_| None,
    );
    for operation in found.added {
        changes.push(
            Verdict::Minor,
            ChangeKind::Added,
            path(operation),
            &id(new, operation),
            "new operation",
        );
    }
    for operation in found.removed {
        changes.push(
            Verdict::Major,
            ChangeKind::Removed,
            path(operation),
            &id(old, operation),
            "removed operation",
        );
    }
    for (old, new_operation) in found.both {
        operation(old, new_operation, &id(new, new_operation), changes);
    }
}

fn path(operation: &Operation) -> String {
    format!("Client::{}", names::unraw(&operation.method))
}

fn operation(old: &Operation, new: &Operation, id: &str, changes: &mut Changes) {
    let path = path(new);
    changes.docs(&old.docs, &new.docs);
    changes.differ((&old.shape, &new.shape), Verdict::Major, &path, id, || {
        format!("the operation is `{}` in requests, before `{}`", new.shape, old.shape)
    });
    changes.differ((&old.http, &new.http), Verdict::Major, &path, id, || {
        let shown = |operation: &Operation| {
            let http = operation.http.as_ref();
            http.map_or_else(
                || "no HTTP binding".to_owned(),
                |http| format!("`{} {}` with status {}", http.method, http.uri, http.code),
            )
        };
        format!("{} instead of {}", shown(new), shown(old))
    });
    changes.differ((&old.idempotency, &new.idempotency), Verdict::Minor, &path, id, || {
        format!(
            "{} instead of {}, which decides about retries",
            idempotency(new.idempotency),
            idempotency(old.idempotency)
        )
    });
    let streams = |operation: &Operation| {
        let streaming = &operation.streaming;
        (streaming.output, streaming.events, streaming.sends_events)
    };
    changes.differ((&streams(old), &streams(new)), Verdict::Major, &path, id, || {
        "different streaming of the request or response".to_owned()
    });
    errors(old, new, &path, id, changes);
    auth(&old.auth_schemes, &new.auth_schemes, &path, id, changes);
    pagination(old, new, id, changes);
    let prefix = |operation: &Operation| format!("{:?}", operation.host_prefix);
    changes.differ((&prefix(old), &prefix(new)), Verdict::Minor, &path, id, || {
        "different host prefix".to_owned()
    });
    let quiet = |operation: &Operation| {
        let Operation {
            gzip,
            checksum,
            endpoint_params,
            endpoint_field,
            permissions,
            unsigned_payload,
            discovered_endpoint,
            ..
        } = operation;
        format!(
            "{gzip} {checksum} {endpoint_params:?} {endpoint_field:?} {permissions:?} {unsigned_payload} {discovered_endpoint:?}"
        )
    };
    changes.differ((&quiet(old), &quiet(new)), Verdict::Patch, &path, id, || {
        "different permissions, endpoint parameters, compression or checksums".to_owned()
    });
    let module = format!("operation::{}", new.method);
    for (old, new) in [(&old.input, &new.input), (&old.output, &new.output)] {
        shapes::structure(old, new, &format!("{module}::{}", new.name), changes);
    }
}

fn idempotency(idempotency: Idempotency) -> &'static str {
    match idempotency {
        Idempotency::ReadOnly => "read-only",
        Idempotency::Idempotent => "idempotent",
        Idempotency::NonIdempotent => "not idempotent",
    }
}

fn errors(old: &Operation, new: &Operation, path: &str, id: &str, changes: &mut Changes) {
    for error in new.errors.iter().filter(|error| !old.errors.contains(error)) {
        changes.changed(Verdict::Minor, path, id, format!("may fail with `{error}` too"));
    }
    for error in old.errors.iter().filter(|error| !new.errors.contains(error)) {
        changes.changed(Verdict::Minor, path, id, format!("no longer fails with `{error}`"));
    }
}

/// Returns the name of a scheme in Smithy.
fn scheme_name(scheme: AuthScheme) -> &'static str {
    match scheme {
        AuthScheme::SigV4 => "`@sigv4`",
        AuthScheme::SigV4a => "`@sigv4a`",
        AuthScheme::HttpBearer => "`@httpBearerAuth`",
        AuthScheme::HttpApiKey => "`@httpApiKeyAuth`",
        AuthScheme::HttpBasic => "`@httpBasicAuth`",
        AuthScheme::HttpDigest => "`@httpDigestAuth`",
        AuthScheme::NoAuth => "nothing",
    }
}

fn auth(old: &[AuthScheme], new: &[AuthScheme], path: &str, id: &str, changes: &mut Changes) {
    let missing = |these: &[AuthScheme], those: &[AuthScheme]| -> Vec<String> {
        let only = these.iter().filter(|scheme| !those.contains(scheme));
        only.map(|scheme| scheme_name(*scheme).to_owned()).collect()
    };
    let (added, removed) = (missing(new, old), missing(old, new));
    if !removed.is_empty() {
        let text = format!("can no longer be authenticated by {}", removed.join(", "));
        changes.changed(Verdict::Major, path, id, text);
    }
    if !added.is_empty() {
        let text = format!("can be authenticated by {} too", added.join(", "));
        changes.changed(Verdict::Minor, path, id, text);
    }
    if old != new && added.is_empty() && removed.is_empty() {
        changes.changed(Verdict::Patch, path, id, "different order of authentication schemes");
    }
}

fn pagination(old: &Operation, new: &Operation, id: &str, changes: &mut Changes) {
    let path = format!("operation::{}::paginator", new.method);
    let api = |pagination: &Pagination| {
        let items = pagination.items.as_ref().map(|items| items.collection.clone());
        (pagination.token.clone(), items)
    };
    match (&old.pagination, &new.pagination) {
        (None, None) => {}
        (None, Some(_)) => changes.push(Verdict::Minor, ChangeKind::Added, path, id, "new paginator"),
        (Some(_), None) => changes.push(Verdict::Major, ChangeKind::Removed, path, id, "removed paginator"),
        (Some(old), Some(new)) if api(old) != api(new) => match (api(old), api(new)) {
            ((old_token, None), (new_token, Some(_))) if old_token == new_token => {
                changes.changed(Verdict::Minor, &path, id, "has items too");
            }
            _ => changes.changed(Verdict::Major, &path, id, "another type of tokens or items"),
        },
        (Some(old), Some(new)) if format!("{old:?}") != format!("{new:?}") => {
            changes.changed(
                Verdict::Major,
                &path,
                id,
                "tokens, items or page sizes are in other members",
            );
        }
        _ => {}
    }
}
