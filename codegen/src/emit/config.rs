//! The modules of a crate for settings and for values that are not generated.

use quote::quote;

use crate::endpoint_rules::emit as endpoint;
use crate::endpoint_rules::ir::Rules;
use crate::ir::Service;
use crate::rust::{Item, SourceFile, ident};

use super::{constraints, context_params, endpoint_cases, rate_limits};

/// Returns `src/config.rs` and the files below it.
pub(super) fn files(service: &Service) -> Vec<SourceFile> {
    let endpoint_module = service.endpoint.as_ref().map(|_| {
        quote!(
            pub mod endpoint;
        )
    });
    let partitions = service
        .endpoint
        .as_ref()
        .map(endpoint::partition_items)
        .unwrap_or_default();
    let partition_module = (!partitions.is_empty()).then(|| {
        quote!(
            mod partitions;
        )
    });
    let sdk_types = service.uses_sdk_types.then(|| {
        quote!(
            pub use smithy_client_runtime::sdk::config::{
                AccountIdEndpointMode, AppName, HttpClient, SharedHttpClient, http, retry, timeout,
            };
        )
    });
    let mut items = vec![
        quote!(
            pub use smithy_client_runtime::config::*;
        ),
        quote!(#sdk_types #endpoint_module #partition_module),
    ];
    items.extend(context_params::settings(&service.client_params));
    items.extend(rate_limits::item(&service.rate_limits));
    items.extend(constraints::setting(&service.constraints));
    let mut files = vec![SourceFile::new(
        "src/config.rs",
        match service.is_aws {
            true => "Settings of the client: region, credentials, endpoint, transport.",
            false => "Settings of the client: identity, endpoint, transport.",
        },
        items,
    )];
    if let Some(rules) = &service.endpoint {
        let docs = "The endpoint rules of the service, which determine the endpoint of a request.";
        files.push(SourceFile::new("src/config/endpoint.rs", docs, endpoint::items(rules)));
        if !partitions.is_empty() {
            files.push(SourceFile::new(
                "src/config/partitions.rs",
                "The partitions of AWS and their regions.",
                partitions,
            ));
        }
        files.extend(test_files(service, rules));
    }
    files
}

/// Returns the files of the crate's endpoint tests, if the model has any.
fn test_files(service: &Service, rules: &Rules) -> Vec<SourceFile> {
    // For a client that is a module, this name is a path, and there are no tests.
    let crate_ident = ident(service.crate_name.rsplit("::").next().unwrap_or_default());
    let tests = endpoint_cases::items(rules, &service.endpoint_calls, &crate_ident);
    if tests.is_empty() {
        return Vec::new();
    }
    let with_values = !service.endpoint_calls.is_empty();
    let allow = with_values.then(|| quote!(#[allow(clippy::unwrap_used, reason = "tests")]));
    let cases = quote! {
        #allow
        #[rustfmt::skip]
        #[path = "endpoint_tests/cases.rs"]
        mod cases;
    };
    vec![
        SourceFile::new(
            "tests/endpoint_tests.rs",
            "The endpoint tests of the model.",
            vec![cases],
        ),
        SourceFile {
            path: "tests/endpoint_tests/cases.rs".to_owned(),
            docs: vec!["A test for each case of the model.".to_owned()],
            items: tests.into_iter().map(Item::from).collect(),
        },
    ]
}

/// Returns `src/primitives.rs`.
pub(super) fn primitives(service: &Service) -> SourceFile {
    let has_events = service.unions.iter().any(|union| union.events.is_some());
    let events = has_events.then(|| {
        quote!(
            pub use smithy_client_runtime::event_stream;
        )
    });
    let sdk_types = service.uses_sdk_types.then(|| {
        quote!(
            pub use smithy_client_runtime::sdk::primitives::SdkBody;
        )
    });
    let items = vec![quote!(
        #events
        pub use smithy_client_runtime::primitives::*;
        #sdk_types
    )];
    SourceFile::new(
        "src/primitives.rs",
        "Values that are not generated: timestamps, blobs, documents, big numbers.",
        items,
    )
}
