//! Interceptors with the interface of the AWS SDK: code of a program that runs at fixed points of
//! each call.
//!
//! ```
//! use smithy_client_runtime::config::interceptors::BeforeTransmitInterceptorContextMut;
//! use smithy_client_runtime::config::{Config, ConfigBag, Intercept, RuntimeComponents};
//! use smithy_client_runtime::error::BoxError;
//!
//! #[derive(Debug)]
//! struct Tenant;
//!
//! impl Intercept for Tenant {
//!     fn name(&self) -> &'static str {
//!         "Tenant"
//!     }
//!
//!     fn modify_before_signing(
//!         &self,
//!         context: &mut BeforeTransmitInterceptorContextMut<'_>,
//!         _components: &RuntimeComponents,
//!         _config: &mut ConfigBag,
//!     ) -> Result<(), BoxError> {
//!         context.request_mut().headers_mut().insert("x-tenant", "blue");
//!         Ok(())
//!     }
//! }
//!
//! let config = Config::builder().interceptor(Tenant).build();
//! assert_eq!(config.interceptors().count(), 1);
//! ```

pub use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
    BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
    FinalizerInterceptorContextMut, FinalizerInterceptorContextRef, InterceptorContext,
};
pub use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
pub use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
pub use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};

use super::{Builder, Config, sdk_config};
use crate::box_error::BoxError;

impl Config {
    /// Returns the interceptors of the program.
    pub fn interceptors(&self) -> impl Iterator<Item = SharedInterceptor> + '_ {
        self.inner.interceptors.sdk.iter().cloned()
    }

    /// Returns the timer and the clock for interceptors.
    pub(crate) fn runtime_components(&self) -> Result<RuntimeComponents, BoxError> {
        Ok(sdk_config::components(self.sleep_impl(), self.time_source())?)
    }
}

impl Builder {
    /// Adds an interceptor, which runs at fixed points of each call.
    #[must_use]
    pub fn interceptor(mut self, interceptor: impl Intercept + 'static) -> Self {
        self.push_interceptor(SharedInterceptor::new(interceptor));
        self
    }

    /// Adds an interceptor that is shared.
    pub fn push_interceptor(&mut self, interceptor: SharedInterceptor) -> &mut Self {
        self.settings.interceptors.sdk.push(interceptor);
        self
    }

    /// Replaces all interceptors.
    pub fn set_interceptors(&mut self, interceptors: impl IntoIterator<Item = SharedInterceptor>) -> &mut Self {
        self.settings.interceptors.sdk = interceptors.into_iter().collect();
        self
    }
}
