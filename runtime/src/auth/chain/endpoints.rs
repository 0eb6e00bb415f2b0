//! The endpoints of the services that the chain asks, by the endpoint rules of each.
//!
//! The rules are compiled from `model/endpoint-rules` by `cargo xtask codegen`.

#[rustfmt::skip]
mod partitions;
#[allow(unreachable_pub, reason = "generated")]
#[rustfmt::skip]
mod signin;
#[allow(unreachable_pub, reason = "generated")]
#[rustfmt::skip]
mod sso;
#[allow(unreachable_pub, reason = "generated")]
#[rustfmt::skip]
mod sso_oidc;
#[allow(unreachable_pub, reason = "generated")]
#[rustfmt::skip]
mod sts;

use super::{ChainContext, SourceError};
use crate::endpoint::{Endpoint, EndpointError, EndpointRequest};
use crate::settings::{Region, Sources, endpoint_url, table};

/// A service that the chain asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AwsService {
    Sts,
    Sso,
    SsoOidc,
    Signin,
}

impl AwsService {
    /// Returns the name by which settings know the service.
    fn sdk_id(self) -> &'static str {
        match self {
            Self::Sts => "STS",
            Self::Sso => "SSO",
            Self::SsoOidc => "SSO OIDC",
            Self::Signin => "Signin",
        }
    }

    fn resolve(self, request: &EndpointRequest<'_>) -> Result<Endpoint, EndpointError> {
        match self {
            Self::Sts => sts::resolve(request),
            Self::Sso => sso::resolve(request),
            Self::SsoOidc => sso_oidc::resolve(request),
            Self::Signin => signin::resolve(request),
        }
    }
}

/// The URL of a service, and the region that requests to it are signed for.
pub(super) struct AwsEndpoint {
    url: String,
    signing_region: String,
}

impl AwsEndpoint {
    /// Returns the URL with a path below it.
    pub(super) fn with_path(&self, path: &str) -> String {
        format!("{}{path}", self.url.trim_end_matches('/'))
    }

    pub(super) fn signing_region(&self) -> &str {
        &self.signing_region
    }
}

impl ChainContext {
    /// Returns the region: that of the client, else that of the settings.
    pub(super) fn region(&self, sources: &Sources) -> Result<Option<Region>, SourceError> {
        match &self.region {
            Some(region) => Ok(Some(region.clone())),
            None => Ok(table::region_of(sources)?),
        }
    }

    /// Returns the endpoint of a service, by the settings of the client where it has some.
    pub(super) fn endpoint(
        &self,
        service: AwsService,
        region: Option<&Region>,
        sources: &Sources,
    ) -> Result<AwsEndpoint, SourceError> {
        let switch = |of_client: Option<bool>, setting: &table::Setting<bool>| match of_client {
            Some(switch) => Ok(switch),
            None => setting.get(sources).map(Option::unwrap_or_default),
        };
        let url = endpoint_url(sources, service.sdk_id())?;
        let region = region.map(AsRef::as_ref);
        let mut request = EndpointRequest {
            region,
            use_fips: switch(self.settings.use_fips, &table::USE_FIPS)?,
            use_dual_stack: switch(self.settings.use_dual_stack, &table::USE_DUAL_STACK)?,
            endpoint: url.as_deref(),
            ..EndpointRequest::default()
        };
        if service == AwsService::Sts
            && table::STS_REGIONAL_ENDPOINTS.get(sources)? == Some(table::StsEndpoints::Legacy)
        {
            request.set_boolean("UseGlobalEndpoint", true);
        }
        let hint = match region {
            Some(_) => "",
            None => ": set a region in code, AWS_REGION, or `region` in the profile",
        };
        let endpoint = service
            .resolve(&request)
            .map_err(|error| format!("the endpoint of {}: {error}{hint}", service.sdk_id()))?;
        let scheme = endpoint.auth_schemes().iter().find(|scheme| scheme.name() == "sigv4");
        let signing_region = scheme.and_then(|scheme| scheme.signing_region()).or(region);
        // A custom endpoint needs no region, but the signature does.
        let signing_region = signing_region.unwrap_or("us-east-1");
        Ok(AwsEndpoint {
            url: endpoint.url().to_owned(),
            signing_region: signing_region.to_owned(),
        })
    }
}
