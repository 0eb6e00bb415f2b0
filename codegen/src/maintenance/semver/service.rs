//! The properties of the service as a whole.

use std::collections::BTreeSet;

use crate::ir::{ClientParam, Protocol, Service};

use super::{ChangeKind, Changes, Verdict, matched};

pub(super) fn compare(old: &Service, new: &Service, changes: &mut Changes) {
    let id = new.id.as_str();
    changes.differ((&old.package, &new.package), Verdict::Major, "", id, || {
        format!("the package is `{}` instead of `{}`", new.package, old.package)
    });
    changes.differ((&old.protocol, &new.protocol), Verdict::Major, "", id, || {
        let [new, old] = [new, old].map(|service| protocol_name(service.protocol));
        format!("the protocol is `@{new}` instead of `@{old}`")
    });
    changes.differ((&old.signing_name, &new.signing_name), Verdict::Major, "", id, || {
        format!(
            "requests are signed for `{}` instead of `{}`",
            new.signing_name, old.signing_name
        )
    });
    let schemes = |service: &Service| (service.auth_schemes.clone(), service.api_key.clone());
    changes.differ((&schemes(old), &schemes(new)), Verdict::Patch, "", id, || {
        "other authentication schemes, see the operations".to_owned()
    });
    changes.differ((&old.is_aws, &new.is_aws), Verdict::Major, "", id, || {
        "different settings, because the service became or is no longer a service of AWS".to_owned()
    });
    changes.differ((&old.shape, &new.shape), Verdict::Major, "", id, || {
        format!("the service shape is `{}` instead of `{}`", new.shape, old.shape)
    });
    wire_form(old, new, changes);
    changes.differ((&old.version, &new.version), Verdict::Patch, "", id, || {
        format!("the version of the API is {} instead of {}", new.version, old.version)
    });
    let retries = |service: &Service| (service.retryable.clone(), service.statuses.clone());
    changes.differ((&retries(old), &retries(new)), Verdict::Patch, "error", id, || {
        let names = exceptions(old, new);
        let names: Vec<String> = names.into_iter().collect();
        format!("different retries or HTTP status: {}", names.join(", "))
    });
    let rules = |service: &Service| format!("{:?} {:?}", service.endpoint, service.endpoint_discovery);
    changes.differ(
        (&rules(old), &rules(new)),
        Verdict::Patch,
        "config::endpoint",
        id,
        || "the endpoint rules changed".to_owned(),
    );
    changes.docs(&old.docs, &new.docs);
    settings(old, new, changes);
}

/// Compares the form of all requests and errors.
fn wire_form(old: &Service, new: &Service, changes: &mut Changes) {
    let id = new.id.as_str();
    let wire = |service: &Service| {
        let Service {
            xml_namespace,
            headers,
            no_error_wrapping,
            query_compatible,
            ..
        } = service;
        (
            xml_namespace.clone(),
            headers.clone(),
            *no_error_wrapping,
            *query_compatible,
        )
    };
    changes.differ((&wire(old), &wire(new)), Verdict::Major, "", id, || {
        "the form of all requests or errors changed".to_owned()
    });
}

/// Returns the name of the trait of a protocol.
fn protocol_name(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::RpcV2Cbor => "rpcv2Cbor",
        Protocol::RpcV2Json => "rpcv2Json",
        Protocol::AwsJson10 => "awsJson1_0",
        Protocol::AwsJson11 => "awsJson1_1",
        Protocol::RestJson1 => "restJson1",
        Protocol::RestXml => "restXml",
        Protocol::AwsQuery => "awsQuery",
        Protocol::Ec2Query => "ec2Query",
    }
}

/// Returns the exceptions whose retries or HTTP status differ.
fn exceptions(old: &Service, new: &Service) -> BTreeSet<String> {
    let retried = differing(&old.retryable, &new.retryable);
    retried.chain(differing(&old.statuses, &new.statuses)).collect()
}

/// Returns the names of the entries that only one of two lists has.
fn differing<'s, T: PartialEq>(
    old: &'s [(String, T)],
    new: &'s [(String, T)],
) -> impl Iterator<Item = String> + use<'s, T> {
    let only =
        |these: &'s [(String, T)], those: &'s [(String, T)]| these.iter().filter(move |entry| !those.contains(entry));
    only(old, new)
        .chain(only(new, old))
        .map(|(name, _)| format!("`{name}`"))
}

fn settings(old: &Service, new: &Service, changes: &mut Changes) {
    let path = |param: &ClientParam| format!("config::Builder::{}", param.setter);
    let found = matched(&old.client_params, &new.client_params, |param| &param.setter, |_| None);
    for param in found.added {
        changes.push(Verdict::Minor, ChangeKind::Added, path(param), &new.id, "new setting");
    }
    for param in found.removed {
        changes.push(
            Verdict::Major,
            ChangeKind::Removed,
            path(param),
            &new.id,
            "removed setting",
        );
    }
    for (old, new_param) in found.both {
        let kinds = [old, new_param].map(|param| format!("{:?}", param.kind));
        changes.differ(
            (&kinds[0], &kinds[1]),
            Verdict::Major,
            &path(new_param),
            &new.id,
            || "another type of value".to_owned(),
        );
        changes.docs(&old.docs, &new_param.docs);
    }
}
