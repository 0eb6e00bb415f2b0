//! The properties of the service as a whole.

use crate::ir::{ClientParam, Service};

use super::{ChangeKind, Changes, Verdict, matched};

pub(super) fn compare(old: &Service, new: &Service, changes: &mut Changes) {
    let id = new.id.as_str();
    changes.differ((&old.package, &new.package), Verdict::Major, "", id, || {
        format!("the package is `{}` instead of `{}`", new.package, old.package)
    });
    changes.differ((&old.protocol, &new.protocol), Verdict::Major, "", id, || {
        format!("the protocol is {:?} instead of {:?}", new.protocol, old.protocol)
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
        "the service has other settings, because it belongs to AWS or no longer does".to_owned()
    });
    changes.differ((&old.shape, &new.shape), Verdict::Major, "", id, || {
        format!("the service shape is `{}` instead of `{}`", new.shape, old.shape)
    });
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
        "the form of all requests or errors is another".to_owned()
    });
    changes.differ((&old.version, &new.version), Verdict::Patch, "", id, || {
        format!("the version of the API is {} instead of {}", new.version, old.version)
    });
    let retries = |service: &Service| (service.retryable.clone(), service.statuses.clone());
    changes.differ((&retries(old), &retries(new)), Verdict::Patch, "error", id, || {
        "other exceptions are retried, or have other HTTP statuses".to_owned()
    });
    let rules = |service: &Service| format!("{:?} {:?}", service.endpoint, service.endpoint_discovery);
    changes.differ(
        (&rules(old), &rules(new)),
        Verdict::Patch,
        "config::endpoint",
        id,
        || "the endpoint rules are others".to_owned(),
    );
    changes.docs(&old.docs, &new.docs);
    settings(old, new, changes);
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
