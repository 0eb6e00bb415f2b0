//! The description of the service for the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{
    ApiKeyLocation, AuthScheme, DiscoveredEndpoint, EndpointDiscovery, Protocol, Retryable, Service, XmlNamespace,
};

use super::operation;
use crate::rust::ident;

pub(super) fn service_facts(service: &Service) -> TokenStream {
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

/// Returns the other traits of the service.
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
    let create_session = service.create_session.as_ref().map(|method| {
        let operation = operation_of(service, method);
        quote!(create_session: Some(#operation),)
    });
    let endpoint_discovery = service.endpoint_discovery.as_ref().map(|discovery| {
        let EndpointDiscovery {
            method,
            error,
            takes_identifiers,
            of_client,
        } = discovery;
        let operation = operation_of(service, method);
        let of_client = match of_client {
            None => quote!(None),
            Some(DiscoveredEndpoint::Optional) => quote!(Some(operation::DiscoveredEndpoint::Optional)),
            Some(DiscoveredEndpoint::Required) => quote!(Some(operation::DiscoveredEndpoint::Required)),
        };
        quote! {
            endpoint_discovery: Some(&operation::EndpointDiscovery {
                operation: #operation,
                error: #error,
                takes_identifiers: #takes_identifiers,
                of_client: #of_client,
            }),
        }
    });
    let traits = quote!(
        #auth_schemes #api_key #query_compatible #xml_namespace #headers #no_error_wrapping #create_session
        #endpoint_discovery
    );
    match traits.is_empty() {
        true => quote!(operation::ServiceTraits::NONE),
        false => quote!(operation::ServiceTraits { #traits ..operation::ServiceTraits::NONE }),
    }
}

/// Returns the function that returns an operation.
fn operation_of(service: &Service, method: &str) -> Option<TokenStream> {
    let mut operations = service.operations.iter();
    let operation = operations.find(|operation| operation.method == method)?;
    let (module, input) = (ident(&operation.method), ident(&operation.input.name));
    Some(quote!(|| {
        type Input = crate::operation::#module::#input;
        <Input as operation::OperationInput>::OPERATION
    }))
}

fn option(text: Option<&str>) -> TokenStream {
    text.map_or(quote!(None), |text| quote!(Some(#text)))
}
