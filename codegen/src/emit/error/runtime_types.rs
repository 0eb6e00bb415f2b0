//! The error types of the runtime or of the AWS SDK, under the names that users expect.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Service;

/// Returns the error types that are not generated.
pub(super) fn reexports(service: &Service) -> TokenStream {
    match service.uses_sdk_types {
        true => quote! {
            pub use smithy_client_runtime::error::{UnknownVariantError, Unhandled};
            pub use smithy_client_runtime::sdk::error::{
                BoxError, BuildError, ConnectorError, DisplayErrorContext, ErrorMetadata, ProvideErrorMetadata, SdkError,
            };
        },
        false => quote! {
            pub use smithy_client_runtime::error::{
                BoxError, BuildError, ConnectorError, DisplayErrorContext, ErrorMetadata, ProvideErrorMetadata, SdkError,
                UnknownVariantError, Unhandled,
            };
        },
    }
}

/// Returns the conversions from errors of the AWS SDK that are not of an operation: of builders and
/// of event streams.
pub(super) fn from_sdk_errors() -> TokenStream {
    quote! {
        impl From<BuildError> for Error {
            #[inline]
            fn from(error: BuildError) -> Self {
                Self::Unhandled(Unhandled::from_source(error.into()))
            }
        }
        impl<R: fmt::Debug + Send + Sync + 'static> From<SdkError<Error, R>> for Error {
            #[inline]
            fn from(error: SdkError<Error, R>) -> Self {
                error.into_service_error()
            }
        }
        impl smithy_client_runtime::sdk::error::CreateUnhandledError for Error {
            #[inline]
            fn create_unhandled_error(source: BoxError, meta: Option<ErrorMetadata>) -> Self {
                Self::Unhandled(Unhandled::of_source(source, meta))
            }
        }
    }
}
