//! `src/error.rs`: the service's error enum, and the error types of the runtime under the names
//! that users expect.

mod runtime_types;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Service, Structure};
use crate::rust::{Item, MacroCall, Row, SourceFile, ident};

use self::runtime_types::{from_sdk_errors, reexports};
use super::tokens::{doc, docs};

/// Returns the file of the error enum.
pub(super) fn file(service: &Service) -> SourceFile {
    let exceptions = service.exceptions.iter().map(|shape| {
        let name = ident(&shape.name);
        quote!(#name: types::error::#name,)
    });
    let exceptions = MacroCall {
        path: "smithy_client_runtime::exceptions",
        head: quote!(Error),
        docs: Vec::new(),
        rows: exceptions.map(Row::from).collect(),
    };
    let mut items: Vec<Item> = [
        reexports(service),
        tasks(service),
        definition(service),
        methods(service),
        display(service),
        source(service),
        metadata(service),
        quote! {
            impl error::RequestId for Error {
                #[inline]
                fn request_id(&self) -> Option<&str> {
                    error::ProvideErrorMetadata::meta(self).request_id()
                }
            }
        },
        service_error(service),
        quote! {
            impl<R: fmt::Debug + Send + Sync + 'static> From<error::SdkError<Error, R>> for Error {
                #[inline]
                fn from(error: error::SdkError<Error, R>) -> Self {
                    error.into_service_error()
                }
            }
        },
        quote! {
            impl From<error::BuildError> for Error {
                #[inline]
                fn from(error: error::BuildError) -> Self {
                    Self::Unhandled(Unhandled::from(error))
                }
            }
        },
    ]
    .map(Item::from)
    .into();
    if service.uses_sdk_types {
        items.push(from_sdk_errors().into());
    }
    // The macro also implements the traits of the AWS SDK.
    if !service.exceptions.is_empty() || service.uses_sdk_types {
        items.push(exceptions.into());
    }
    SourceFile::new(
        "src/error.rs",
        "The errors of a call: the classes of failures, and the exceptions of the service.",
        items,
    )
}

/// Returns the errors of operations that start tasks.
fn tasks(service: &Service) -> TokenStream {
    let has_tasks = service.operations.iter().any(|operation| operation.task.is_some());
    if !has_tasks {
        return TokenStream::new();
    }
    quote! {
        pub use smithy_client_runtime::task::{
            TaskError, TaskFailed, TaskNotStarted, TaskReason, TaskTimedOut,
        };
    }
}

fn definition(service: &Service) -> TokenStream {
    // Titles are proper names without an article, except those that end in "API".
    let article = if service.title.ends_with("API") { "the " } else { "" };
    let docs = doc(&format!("An error returned by {article}{}.", service.title));
    let variants = service.exceptions.iter().map(|shape| {
        let name = ident(&shape.name);
        let summary = summary(shape);
        quote!(#summary #name(types::error::#name))
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum Error {
            #(#variants,)*
            /// An error that is not in the model, with its code, message and request id.
            Unhandled(Unhandled),
        }
    }
}

/// Returns the first paragraph of an exception's documentation.
fn summary(shape: &Structure) -> TokenStream {
    let paragraph: Vec<_> = shape.docs.lines.iter().take_while(|line| !line.is_empty()).collect();
    if paragraph.is_empty() {
        doc(&format!("The exception `{}`.", shape.name))
    } else {
        docs(paragraph)
    }
}

fn variants<'s>(
    service: &'s Service,
    arm: impl Fn(&proc_macro2::Ident) -> TokenStream + 's,
) -> impl Iterator<Item = TokenStream> + 's {
    service.exceptions.iter().map(move |shape| arm(&ident(&shape.name)))
}

fn methods(service: &Service) -> TokenStream {
    let predicates = service.exceptions.iter().map(|shape| {
        let name = ident(&shape.name);
        let function = format_ident!("is_{}", shape.snake_name);
        let docs = doc(&format!("Returns whether it is [`{0}`](Self::{0}).", shape.name));
        quote! {
            #docs
            #[inline]
            pub fn #function(&self) -> bool {
                matches!(self, Self::#name(_))
            }
        }
    });
    quote! {
        impl Error {
            #(#predicates)*
            /// Returns an error that wraps another one, without a code.
            #[inline]
            pub fn unhandled(source: impl Into<error::BoxError>) -> Self {
                Self::Unhandled(Unhandled::from_source(source.into()))
            }
            /// Returns an error that has only metadata.
            #[inline]
            pub fn generic(meta: impl Into<error::ErrorMetadata>) -> Self {
                Self::Unhandled(Unhandled::new(meta.into()))
            }
            /// Returns the code, the message and the request id, if the service sent them.
            #[inline]
            pub fn meta(&self) -> &ErrorMetadata {
                <Self as ProvideErrorMetadata>::meta(self)
            }
        }
    }
}

fn display(service: &Service) -> TokenStream {
    let arms = variants(
        service,
        |name| quote!(Self::#name(error) => fmt::Display::fmt(error, f),),
    );
    quote! {
        impl fmt::Display for Error {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    #(#arms)*
                    Self::Unhandled(error) => fmt::Display::fmt(error, f),
                }
            }
        }
    }
}

fn source(service: &Service) -> TokenStream {
    let others = (!service.exceptions.is_empty()).then(|| quote!(_ => None,));
    quote! {
        impl std::error::Error for Error {
            #[inline]
            fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
                match self {
                    Self::Unhandled(error) => std::error::Error::source(error),
                    #others
                }
            }
        }
    }
}

fn metadata(service: &Service) -> TokenStream {
    let arms = variants(
        service,
        |name| quote!(Self::#name(error) => error::ProvideErrorMetadata::meta(error),),
    );
    quote! {
        impl error::ProvideErrorMetadata for Error {
            #[inline]
            fn meta(&self) -> &error::ErrorMetadata {
                match self {
                    #(#arms)*
                    Self::Unhandled(error) => error::ProvideErrorMetadata::meta(error),
                }
            }
        }
    }
}

fn service_error(service: &Service) -> TokenStream {
    let arms = service.exceptions.iter().map(|shape| {
        let name = ident(&shape.name);
        let codes = std::iter::once(shape.shape.as_str()).chain(shape.query_code.as_deref());
        quote!(#(#codes)|* => Self::#name(types::error::#name::read(meta, deserializer)?))
    });
    let body = if service.exceptions.is_empty() {
        quote! {
            let _ = (code, deserializer);
            Ok(Self::Unhandled(Unhandled::new(meta)))
        }
    } else {
        quote! {
            Ok(match code {
                #(#arms,)*
                _ => Self::Unhandled(Unhandled::new(meta)),
            })
        }
    };
    let names = service.statuses.iter().map(|(name, _)| ident(name));
    let statuses = service
        .statuses
        .iter()
        .map(|(_, status)| proc_macro2::Literal::u16_unsuffixed(*status));
    let interface = match service.uses_sdk_types {
        true => quote!(smithy_client_runtime::sdk::SdkTypes),
        false => quote!(error::OwnTypes),
    };
    quote! {
        #[doc(hidden)]
        impl operation::ServiceError for Error {
            type Interface = #interface;
            #[inline]
            fn read(
                code: &str,
                meta: error::ErrorMetadata,
                deserializer: &mut dyn serde::ShapeDeserializer,
            ) -> Result<Self, serde::DeserializeError> {
                #body
            }
            #[inline]
            fn unhandled(meta: error::ErrorMetadata) -> Self {
                Self::Unhandled(Unhandled::new(meta))
            }
            #[inline]
            fn status(&self) -> Option<u16> {
                match self {
                    #(Self::#names(_) => Some(#statuses),)*
                    Self::Unhandled(_) => None,
                }
            }
        }
    }
}
