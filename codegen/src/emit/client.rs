//! The crate's root, its client and its settings.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{ApiKeyLocation, AuthScheme, Operation, Protocol, Retryable, Service, XmlNamespace};
use crate::markdown;
use crate::names;

use super::tokens::{doc, docs, docs_or};
use super::{bound_members, context_params, endpoint_tests, rate_limits};
use super::{example, front_page, operation, permissions, update, waiters};
use crate::endpoint_rules::emit as endpoint;
use crate::rust::{Item, MacroCall, Row, SourceFile, ident};

/// Returns `src/lib.rs`.
pub(super) fn library(service: &Service, has_readme: bool, has_redaction: bool) -> SourceFile {
    let mut items = vec![
        quote! {
            pub use self::client::Client;
            pub use self::config::Config;
            pub use self::error::Error;
        },
        quote! {
            #[cfg(feature = "blocking")]
            #[rustfmt::skip]
            pub mod blocking;
            #[rustfmt::skip]
            pub mod client;
            #[rustfmt::skip]
            pub mod config;
            #[rustfmt::skip]
            pub mod error;
            /// Facts about this crate.
            pub mod meta {
                /// The version of this crate.
                pub static PKG_VERSION: &str = env!("CARGO_PKG_VERSION");
            }
            #[rustfmt::skip]
            pub mod operation;
            #[doc(inline)]
            pub use smithy_client_runtime::presigning;
            #[rustfmt::skip]
            pub mod primitives;
            #[cfg(feature = "test-util")]
            pub use smithy_client_runtime::test_util;
            #[rustfmt::skip]
            pub mod types;
        },
    ];
    if waiters::all(service).next().is_some() {
        items.push(quote! {
            #[rustfmt::skip]
            pub mod waiters;
        });
    }
    if has_redaction {
        items.push(quote! {
            #[cfg(test)]
            #[rustfmt::skip]
            mod redaction_tests;
        });
    }
    if has_readme {
        items.push(quote! {
            #[cfg(doctest)]
            #[doc = include_str!("../README.md")]
            struct Readme;
        });
    }
    SourceFile {
        docs: front_page::lines(service),
        ..SourceFile::new("src/lib.rs", "", items)
    }
}

/// Returns `src/client.rs`.
pub(super) fn client(service: &Service) -> SourceFile {
    let methods = service.operations.iter().map(|operation| method(service, operation));
    let bound = bound_members::methods(service, false);
    let updates = service.operations.iter().filter_map(update::method);
    let docs = doc(&format!("A client for {}; cheap to clone.", service.title));
    let from_aws = service.is_aws.then(|| from_aws_settings(service));
    let waiters = waiters::methods(service, false);
    let mut items = vec![
        quote! {
            #[doc(inline)]
            pub use smithy_client_runtime::customize;
        },
        service_facts(service),
        quote! {
            #docs
            #[derive(Clone, Debug)]
            pub struct Client {
                pub(crate) handle: smithy_client_runtime::Handle,
            }
        },
        quote! {
            impl Client {
                /// Returns a client with these settings.
                #[inline]
                pub fn from_conf(config: crate::Config) -> Self {
                    Self { handle: smithy_client_runtime::Handle::new(&SERVICE, config) }
                }
                #from_aws
                /// Returns the settings.
                #[inline]
                pub fn config(&self) -> &crate::Config {
                    self.handle.config()
                }
                /// Opens a connection to the service and loads the identity, so that the first call
                /// waits for neither.
                ///
                /// # Errors
                /// Returns the reason why no call could be sent, if there is one.
                #[inline]
                pub async fn warm_up(&self) -> Result<(), error::SdkError<std::convert::Infallible>> {
                    self.handle.warm_up().await
                }
            }
        },
        quote! {
            impl Client {
                #(#methods)*
                #(#bound)*
                #(#updates)*
                #(#waiters)*
            }
        },
    ];
    items.extend(waiters::client_trait(service));
    SourceFile::new("src/client.rs", "The client: a function for each operation.", items)
}

/// Returns the functions that make a client of the settings that all AWS tools share.
fn from_aws_settings(service: &Service) -> TokenStream {
    let feature = (!service.uses_sdk_types).then(|| quote!(#[cfg(feature = "aws-config")]));
    quote! {
        /// Returns a client with the settings of an `aws_types::SdkConfig`, which `aws_config`
        /// loads.
        #feature
        #[inline]
        pub fn new<C>(sdk_config: &C) -> Self
        where
            crate::Config: for<'c> From<&'c C>,
        {
            Self::from_conf(sdk_config.into())
        }
        /// Returns a client with the settings and credentials of the environment.
        ///
        /// # Errors
        /// A setting has an invalid value.
        #[inline]
        pub async fn from_env() -> Result<Self, config::ConfigError> {
            Ok(Self { handle: smithy_client_runtime::Handle::from_env(&SERVICE).await? })
        }
    }
}

/// Returns `src/blocking.rs`: the client without `async`, one row per operation.
pub(super) fn blocking(service: &Service) -> SourceFile {
    let rows = service.operations.iter().map(|operation| {
        let method = ident(&operation.method);
        let fluent = ident(&operation.fluent_builder);
        quote!(#method: crate::operation::#method::builders::#fluent;)
    });
    let call = MacroCall {
        path: "smithy_client_runtime::blocking_client",
        head: quote!(crate::client::SERVICE),
        docs: Vec::new(),
        rows: rows.map(Row::from).collect(),
    };
    let mut items = vec![Item::from(call)];
    let mut methods = bound_members::methods(service, true);
    methods.extend(waiters::methods(service, true));
    if !methods.is_empty() {
        items.push(Item::from(quote! {
            impl Client {
                #(#methods)*
            }
        }));
    }
    SourceFile::new(
        "src/blocking.rs",
        "The client for programs without `async`: the same functions and builders, and nothing is awaited.",
        items,
    )
}

fn service_facts(service: &Service) -> TokenStream {
    let Service {
        shape,
        sdk_id,
        version,
        signing_name,
        retryable,
        ..
    } = service;
    let retryable = retryable.iter().map(|(name, kind)| {
        let kind = match kind {
            Retryable::Transient => quote!(Transient),
            Retryable::Throttling => quote!(Throttling),
        };
        quote!((#name, operation::Retryable::#kind))
    });
    let protocol = match service.protocol {
        Protocol::RpcV2Cbor => quote!(RPC_V2_CBOR),
        Protocol::RpcV2Json => quote!(RPC_V2_JSON),
        Protocol::AwsJson10 => quote!(AWS_JSON_1_0),
        Protocol::AwsJson11 => quote!(AWS_JSON_1_1),
        Protocol::RestJson1 => quote!(REST_JSON_1),
        Protocol::RestXml => quote!(REST_XML),
        Protocol::AwsQuery => quote!(AWS_QUERY),
        Protocol::Ec2Query => quote!(EC2_QUERY),
    };
    let traits = service_traits(service);
    let resolve = match service.endpoint {
        Some(_) => quote!(crate::config::endpoint::resolve),
        None => quote!(endpoint::custom_only),
    };
    quote! {
        pub(crate) static SERVICE: operation::Service = operation::Service {
            name: #shape,
            sdk_id: #sdk_id,
            version: #version,
            signing_name: #signing_name,
            traits: #traits,
            retryable_errors: &[#(#retryable),*],
            protocol: &smithy_client_runtime::protocol::#protocol,
            resolve_endpoint: #resolve,
        };
    }
}

/// Returns the further traits of the service.
fn service_traits(service: &Service) -> TokenStream {
    let auth_schemes = (service.auth_schemes != [AuthScheme::SigV4]).then(|| {
        let schemes = operation::auth_schemes(&service.auth_schemes);
        quote!(auth_schemes: #schemes,)
    });
    let api_key = service.api_key.as_ref().map(|location| {
        let location = match location {
            ApiKeyLocation::Header { name, scheme } => {
                let scheme = option(scheme.as_deref());
                quote!(Header { name: #name, scheme: #scheme })
            }
            ApiKeyLocation::Query { name } => quote!(Query { name: #name }),
        };
        quote!(api_key: Some(operation::ApiKeyLocation::#location),)
    });
    let query_compatible = service.query_compatible.then(|| quote!(query_compatible: true,));
    let xml_namespace = service.xml_namespace.as_ref().map(|XmlNamespace { prefix, uri }| {
        let prefix = prefix.as_deref().unwrap_or_default();
        quote!(xml_namespace: Some(schema::XmlNamespace { prefix: #prefix, uri: #uri }),)
    });
    let headers = (!service.headers.is_empty()).then(|| {
        let headers = service.headers.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(headers: &[#(#headers),*],)
    });
    let no_error_wrapping = service.no_error_wrapping.then(|| quote!(no_error_wrapping: true,));
    let traits = quote!(#auth_schemes #api_key #query_compatible #xml_namespace #headers #no_error_wrapping);
    match traits.is_empty() {
        true => quote!(operation::ServiceTraits::NONE),
        false => quote!(operation::ServiceTraits { #traits ..operation::ServiceTraits::NONE }),
    }
}

fn option(text: Option<&str>) -> TokenStream {
    text.map_or(quote!(None), |text| quote!(Some(#text)))
}

fn method(service: &Service, operation: &Operation) -> TokenStream {
    let (method, fluent) = (ident(&operation.method), ident(&operation.fluent_builder));
    let docs = method_docs(service, operation);
    let shape = &operation.shape;
    let alias = if names::unraw(&operation.method) == shape {
        TokenStream::new()
    } else {
        quote!(#[doc(alias = #shape)])
    };
    let module = ident(&operation.method);
    quote! {
        #docs
        #alias
        #[inline]
        pub fn #method(&self) -> crate::operation::#module::builders::#fluent {
            crate::operation::#module::builders::#fluent::new(fluent::BoundClient::new(&self.handle, fluent::Async))
        }
    }
}

/// Returns the text, the facts, the exceptions and an example.
fn method_docs(service: &Service, operation: &Operation) -> TokenStream {
    let text = docs_or(&operation.docs, &format!("Calls `{}`.", operation.shape));
    let mut lines = vec![String::new(), operation.trait_summary.clone()];
    lines.extend(
        operation
            .permissions
            .as_ref()
            .map(permissions::lines)
            .unwrap_or_default(),
    );
    if let Some(listed) = operation::listed_errors(operation) {
        lines.extend([String::new(), "# Errors".to_owned()]);
        lines.extend(markdown::wrap(&format!("{listed}."), markdown::WIDTH));
    }
    let example = example::lines(service, operation);
    if !example.is_empty() {
        lines.extend([String::new(), "# Example".to_owned()]);
        lines.extend(example);
    }
    let rest = docs(&lines);
    quote!(#text #rest)
}

/// Returns `src/config.rs` and the files below it.
pub(super) fn config(service: &Service) -> Vec<SourceFile> {
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
    let mut items = vec![
        quote!(
            pub use smithy_client_runtime::config::*;
        ),
        quote!(#endpoint_module #partition_module),
    ];
    items.extend(context_params::settings(&service.client_params));
    items.extend(rate_limits::item(&service.rate_limits));
    let mut files = vec![SourceFile::new(
        "src/config.rs",
        match service.is_aws {
            true => "Settings of the client: region, credentials, endpoint, transport.",
            false => "Settings of the client: identity, endpoint, transport.",
        },
        items,
    )];
    if let Some(rules) = &service.endpoint {
        let docs = "The endpoint rules of the service, which decide where requests go.";
        files.push(SourceFile::new("src/config/endpoint.rs", docs, endpoint::items(rules)));
        if !partitions.is_empty() {
            files.push(SourceFile::new(
                "src/config/partitions.rs",
                "The partitions of AWS and their regions.",
                partitions,
            ));
        }
        // A client that is a module has a path here, and no tests.
        let crate_ident = ident(service.crate_name.rsplit("::").next().unwrap_or_default());
        let tests = endpoint_tests::items(rules, &service.endpoint_calls, &crate_ident);
        if !tests.is_empty() {
            let with_values = !service.endpoint_calls.is_empty();
            let allow = with_values.then(|| quote!(#[allow(clippy::unwrap_used, reason = "tests")]));
            let cases = quote! {
                #allow
                #[rustfmt::skip]
                #[path = "endpoint_tests/cases.rs"]
                mod cases;
            };
            files.push(SourceFile::new(
                "tests/endpoint_tests.rs",
                "The endpoint tests of the model.",
                vec![cases],
            ));
            files.push(SourceFile {
                path: "tests/endpoint_tests/cases.rs".to_owned(),
                docs: vec!["A test for each case of the model.".to_owned()],
                items: tests.into_iter().map(Item::from).collect(),
            });
        }
    }
    files
}

/// Returns `src/primitives.rs`.
pub(super) fn primitives(service: &Service) -> SourceFile {
    let has_events = service.unions.iter().any(|union| union.events.is_some());
    let events = has_events.then(|| {
        quote!(
            pub use smithy_client_runtime::event_stream;
        )
    });
    let items = vec![quote!(
        #events
        pub use smithy_client_runtime::primitives::*;
    )];
    SourceFile::new(
        "src/primitives.rs",
        "Values that are not generated: timestamps, blobs, documents, big numbers.",
        items,
    )
}
