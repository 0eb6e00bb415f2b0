//! The crate's root, its client and its settings.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Operation, Service};
use crate::markdown;
use crate::names;

use super::bound_members;
use super::service_facts::service_facts;
use super::tokens::{doc, docs, docs_or};
use super::{discovery, example, front_page, operation, permissions, rate_limits, resource, task, update, waiters};
use crate::rust::{Item, MacroCall, Row, SourceFile, ident};

/// Returns `src/lib.rs`.
pub(super) fn library(service: &Service, has_readme: bool, has_redaction: bool) -> SourceFile {
    let mut items = modules();
    items.extend(optional_modules(service, has_readme, has_redaction));
    SourceFile {
        docs: front_page::lines(service),
        ..SourceFile::new("src/lib.rs", "", items)
    }
}

/// Returns the modules that every client has.
fn modules() -> Vec<TokenStream> {
    vec![
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
            mod serde_impls;
            #[rustfmt::skip]
            pub mod types;
        },
    ]
}

/// Returns the modules that only some clients have.
fn optional_modules(service: &Service, has_readme: bool, has_redaction: bool) -> Vec<TokenStream> {
    let mut items = Vec::new();
    items.extend(discovery::module(service));
    if !service.constraints.members.is_empty() {
        items.push(quote! {
            #[rustfmt::skip]
            mod constraints;
        });
    }
    if !service.resources.is_empty() {
        items.push(quote! {
            #[rustfmt::skip]
            pub mod resources;
        });
    }
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
    items
}

/// Returns `src/client.rs`.
pub(super) fn client(service: &Service) -> SourceFile {
    let methods = service.operations.iter().map(|operation| method(service, operation));
    let bound = bound_members::methods(service, false);
    let updates = service
        .operations
        .iter()
        .filter_map(|operation| update::method(operation, false));
    let docs = doc(&format!("A client for {}. Cheap to clone.", service.title));
    let waiters = waiters::methods(service, false);
    let resources = resource::methods(service, false);
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
        constructors(service),
        quote! {
            impl Client {
                #(#methods)*
                #(#bound)*
                #(#updates)*
                #(#waiters)*
                #(#resources)*
            }
        },
    ];
    items.extend(waiters::client_trait(service));
    SourceFile::new("src/client.rs", "The client, with a function per operation.", items)
}

/// Returns the constructors of a client, and the functions for its settings and connections.
fn constructors(service: &Service) -> TokenStream {
    let from_aws = service.is_aws.then(|| from_aws_settings(service));
    let warm_up = discovery::warm_up_docs(service);
    let discovery = discovery::method(service);
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
            #warm_up
            ///
            /// # Errors
            /// Returns the reason for which no call could be sent, if there is one.
            #[inline]
            pub async fn warm_up(&self) -> Result<(), error::SdkError<std::convert::Infallible>> {
                self.handle.warm_up().await
            }
            #discovery
        }
    }
}

/// Returns the constructors that use the settings that all AWS tools share.
fn from_aws_settings(service: &Service) -> TokenStream {
    let quotas = rate_limits::paragraph(&service.rate_limits);
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
        #quotas
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
        quote!(#method: #fluent;)
    });
    let call = MacroCall {
        path: "smithy_client_runtime::blocking_client",
        head: quote!(service = crate::client::SERVICE, operations = operations),
        docs: Vec::new(),
        rows: rows.map(Row::from).collect(),
    };
    let mut items = Vec::new();
    if !service.operations.is_empty() {
        items.push(Item::from(quote!(
            use crate::operation as operations;
        )));
    }
    items.push(Item::from(call));
    let mut methods = bound_members::methods(service, true);
    let operations = service.operations.iter();
    methods.extend(operations.filter_map(|operation| update::method(operation, true)));
    methods.extend(waiters::methods(service, true));
    methods.extend(resource::methods(service, true));
    if !methods.is_empty() {
        items.push(Item::from(quote! {
            impl Client {
                #(#methods)*
            }
        }));
    }
    SourceFile::new(
        "src/blocking.rs",
        "The client for programs without `async`: it has the same functions and builders, and its calls block.",
        items,
    )
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

/// Returns the documentation, the trait summary, the exceptions and an example.
fn method_docs(service: &Service, operation: &Operation) -> TokenStream {
    let text = docs_or(&operation.docs, &format!("Calls `{}`.", operation.shape));
    let mut lines = vec![String::new()];
    lines.extend(markdown::fill(&operation.trait_summary, markdown::WIDTH));
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
    lines.extend(task::method_lines(operation));
    let example = example::lines(service, operation);
    if !example.is_empty() {
        lines.extend([String::new(), "# Example".to_owned()]);
        lines.extend(example);
    }
    let rest = docs(&lines);
    quote!(#text #rest)
}
