//! The runtime components for HTTP clients of the AWS SDK.

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_async::time::{SharedTimeSource, SystemTimeSource};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, AuthSchemeOptionResolverParams, AuthSchemeOptionsFuture,
    ResolveAuthSchemeOptions, Sign,
};
use aws_smithy_runtime_api::client::endpoint::{EndpointFuture, EndpointResolverParams, ResolveEndpoint};
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityFuture, ResolveCachedIdentity, ResolveIdentity, SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::retries::{RetryStrategy, ShouldAttempt};
use aws_smithy_runtime_api::client::runtime_components::{
    BuildError, GetIdentityResolver, RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_types::config_bag::ConfigBag;

/// Returns components with this timer and this clock. All others are those of [`Unavailable`].
pub(crate) fn components(
    sleep: Option<SharedAsyncSleep>,
    time: Option<SharedTimeSource>,
) -> Result<RuntimeComponents, BuildError> {
    RuntimeComponentsBuilder::new("smithy-client-runtime")
        .with_sleep_impl(Some(sleep.unwrap_or_else(|| SharedAsyncSleep::new(DefaultTimer))))
        .with_time_source(Some(
            time.unwrap_or_else(|| SharedTimeSource::new(SystemTimeSource::new())),
        ))
        .with_auth_scheme(Unavailable)
        .with_auth_scheme_option_resolver(Some(Unavailable))
        .with_endpoint_resolver(Some(Unavailable))
        .with_identity_cache(Some(Unavailable))
        .with_identity_resolver(UNAVAILABLE, Unavailable)
        .with_retry_strategy(Some(Unavailable))
        .build()
}

/// The timer of this crate.
#[derive(Debug)]
struct DefaultTimer;

impl AsyncSleep for DefaultTimer {
    fn sleep(&self, duration: std::time::Duration) -> Sleep {
        crate::time::timer::sleep(duration)
    }
}

const UNAVAILABLE: AuthSchemeId = AuthSchemeId::new("unavailable");

/// A component that belongs to the orchestrator of the AWS SDK, which does not run here. The SDK
/// requires one of each kind.
#[derive(Debug)]
struct Unavailable;

impl Unavailable {
    fn error() -> BoxError {
        "the component belongs to the orchestrator of the AWS SDK, which does not run this call".into()
    }
}

impl AuthScheme for Unavailable {
    fn scheme_id(&self) -> AuthSchemeId {
        UNAVAILABLE
    }

    fn identity_resolver(&self, _: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        None
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for Unavailable {
    fn sign_http_request(
        &self,
        _: &mut HttpRequest,
        _: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<(), BoxError> {
        Err(Self::error())
    }
}

impl ResolveAuthSchemeOptions for Unavailable {
    fn resolve_auth_scheme_options_v2<'a>(
        &'a self,
        _: &'a AuthSchemeOptionResolverParams,
        _: &'a ConfigBag,
        _: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        AuthSchemeOptionsFuture::ready(Err(Self::error()))
    }
}

impl ResolveEndpoint for Unavailable {
    fn resolve_endpoint<'a>(&'a self, _: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::ready(Err(Self::error()))
    }
}

impl ResolveCachedIdentity for Unavailable {
    fn resolve_cached_identity<'a>(
        &'a self,
        _: SharedIdentityResolver,
        _: &'a RuntimeComponents,
        _: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::ready(Err(Self::error()))
    }
}

impl ResolveIdentity for Unavailable {
    fn resolve_identity<'a>(&'a self, _: &'a RuntimeComponents, _: &'a ConfigBag) -> IdentityFuture<'a> {
        IdentityFuture::ready(Err(Self::error()))
    }
}

impl RetryStrategy for Unavailable {
    fn should_attempt_initial_request(&self, _: &RuntimeComponents, _: &ConfigBag) -> Result<ShouldAttempt, BoxError> {
        Err(Self::error())
    }

    fn should_attempt_retry(
        &self,
        _: &InterceptorContext,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        Err(Self::error())
    }
}
