//! The public items for endpoint discovery.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{DiscoveredEndpoint, Service};

use super::tokens::doc;

/// Returns whether operations need a discovered endpoint of the whole client.
fn discovers_endpoint(service: &Service) -> bool {
    let discovery = service.endpoint_discovery.as_ref();
    discovery.is_some_and(|discovery| discovery.of_client == Some(DiscoveredEndpoint::Required))
}

/// Returns the module of the official crates for endpoint discovery.
pub(super) fn module(service: &Service) -> Option<TokenStream> {
    discovers_endpoint(service).then(|| {
        quote! {
            /// The endpoint that the client discovers.
            pub mod endpoint_discovery {
                #[doc(inline)]
                pub use smithy_client_runtime::ReloadEndpoint;
            }
        }
    })
}

/// Returns the documentation of the function that prepares the first call.
pub(super) fn warm_up_docs(service: &Service) -> TokenStream {
    doc(match discovers_endpoint(service) {
        true => {
            "Discovers the endpoint, opens a connection to it and loads the identity, so that the first call waits for \
             none of them."
        }
        false => "Opens a connection to the service and loads the identity, so that the first call waits for neither.",
    })
}

/// Returns the function of the official crates that enables endpoint discovery.
pub(super) fn method(service: &Service) -> Option<TokenStream> {
    discovers_endpoint(service).then(|| {
        quote! {
            /// Discovers the endpoint of this client now, and returns the client with a handle that
            /// reloads the endpoint.
            ///
            /// A client discovers its endpoint and reloads it by itself. Only with an
            /// `endpoint_url`, this function is necessary: the endpoint is then discovered there.
            ///
            /// # Errors
            /// The endpoint is not discovered.
            #[inline]
            pub async fn with_endpoint_discovery_enabled(
                self,
            ) -> Result<(Self, crate::endpoint_discovery::ReloadEndpoint), error::BoxError> {
                let (handle, reload) = self.handle.with_endpoint_discovery_enabled().await?;
                Ok((Self { handle }, reload))
            }
        }
    })
}
