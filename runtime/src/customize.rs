//! Calls with overridden settings and additional interceptors.

use std::fmt;
use std::sync::Arc;

use http::{HeaderName, HeaderValue};

use crate::box_error::BoxError;
use crate::client::{Handle, PresigningFuture, ResponseFuture};
use crate::config::retry::RetryConfig;
use crate::config::timeout::TimeoutConfig;
use crate::config::{Builder, Config};
#[cfg(feature = "blocking")]
use crate::error::CallError;
use crate::error::Interface;
use crate::http::{HttpRequest, HttpResponse};
use crate::interceptor::{CallContext, Interceptor, SharedInterceptor};
use crate::mode::Async;
#[cfg(feature = "blocking")]
use crate::mode::Blocking;
use crate::operation::{OperationInput, ServiceError};
#[cfg(feature = "blocking")]
use crate::presigning::PresignedRequest;
use crate::presigning::PresigningConfig;

/// A call with overridden settings and additional interceptors, which `customize()` of a fluent
/// builder returns.
#[must_use = "nothing happens before `send`"]
pub struct CustomizableOperation<I, M = Async> {
    handle: Handle,
    input: I,
    #[cfg_attr(
        not(feature = "blocking"),
        expect(dead_code, reason = "only a call that blocks asks for it")
    )]
    mode: M,
    config: Option<Builder>,
    interceptors: Vec<SharedInterceptor>,
}

impl<I> CustomizableOperation<I> {
    /// Returns a call of the operation that the input belongs to.
    pub fn new(handle: Handle, input: I) -> Self {
        Self::with_mode(handle, input, Async)
    }
}

impl<I, M> CustomizableOperation<I, M> {
    /// Returns a call of the operation that the input belongs to, sent in this mode.
    pub fn with_mode(handle: Handle, input: I, mode: M) -> Self {
        Self {
            handle,
            input,
            mode,
            config: None,
            interceptors: Vec::new(),
        }
    }

    /// Sets settings for this call alone. Unset ones are those of the client.
    pub fn config_override(mut self, config: impl Into<Builder>) -> Self {
        self.config = Some(self.config.unwrap_or_default().with_overrides(config.into()));
        self
    }

    /// Sets timeouts for this call alone. Unset ones are those of the client.
    pub fn timeout_config(self, timeout_config: impl Into<TimeoutConfig>) -> Self {
        self.config_override(Config::builder().timeout_config(timeout_config))
    }

    /// Sets the retries of this call alone.
    pub fn retry_config(self, retry_config: impl Into<RetryConfig>) -> Self {
        self.config_override(Config::builder().retry_config(retry_config))
    }

    /// Sets the endpoint of this call alone.
    pub fn endpoint_url(self, endpoint_url: impl Into<String>) -> Self {
        self.config_override(Config::builder().endpoint_url(endpoint_url))
    }

    /// Sets a header for this call alone. It is signed, and replaces a header with this name.
    ///
    /// With an invalid name or value, `send` returns a construction failure.
    pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let header = HeaderName::try_from(name.as_ref())
            .map_err(BoxError::from)
            .and_then(|name| Ok((name, HeaderValue::try_from(value.as_ref())?)))
            .map_err(|error| format!("the header {:?}: {error}", name.as_ref()));
        self.modify_request(move |request| {
            let (name, value) = header.clone()?;
            request.headers_mut().insert(name, value);
            Ok(())
        })
    }

    /// Adds an interceptor, which runs at fixed points of this call alone.
    #[cfg(feature = "aws-config")]
    pub fn interceptor(self, interceptor: impl crate::config::Intercept + 'static) -> Self {
        self.config_override(Config::builder().interceptor(interceptor))
    }

    /// Inspects the response of each attempt before it is deserialized.
    pub fn inspect_response(mut self, inspect: impl Fn(&HttpResponse) + Send + Sync + 'static) -> Self {
        self.interceptors.push(Arc::new(InspectResponse(inspect)));
        self
    }

    fn modify_request(
        mut self,
        modify: impl Fn(&mut HttpRequest) -> Result<(), BoxError> + Send + Sync + 'static,
    ) -> Self {
        self.interceptors.push(Arc::new(ModifyRequest(modify)));
        self
    }
}

/// The public types of the client of an operation.
type InterfaceOf<I> = <<I as OperationInput>::Error as ServiceError>::Interface;

/// A request of an operation as the program sees it.
type RequestOf<I> = <InterfaceOf<I> as Interface>::HttpRequest;

impl<I: OperationInput, M> CustomizableOperation<I, M> {
    /// Changes the request of each attempt before it is signed.
    pub fn mutate_request(self, mutate: impl Fn(&mut RequestOf<I>) + Send + Sync + 'static) -> Self {
        self.map_request(move |mut request| {
            mutate(&mut request);
            Ok::<_, BoxError>(request)
        })
    }

    /// Replaces the request of each attempt before it is signed; an error ends the call as a
    /// construction failure.
    pub fn map_request<F, E>(self, map: F) -> Self
    where
        F: Fn(RequestOf<I>) -> Result<RequestOf<I>, E> + Send + Sync + 'static,
        E: Into<BoxError>,
    {
        self.modify_request(move |request| {
            let shown = InterfaceOf::<I>::shown_request(std::mem::take(request))?;
            *request = InterfaceOf::<I>::changed_request(map(shown).map_err(Into::into)?)?;
            Ok(())
        })
    }
}

impl<I: OperationInput> CustomizableOperation<I> {
    /// Sends the request and returns the response.
    ///
    /// # Errors
    /// Those of the call without customization, an error of [`map_request`](Self::map_request), and
    /// an invalid header.
    pub fn send(self) -> ResponseFuture<I::Output, I::Error> {
        let handle = client(self.handle, self.config);
        handle.call_with(self.input, self.interceptors)
    }

    /// Presigns the request instead of sending it. The signature covers the headers of this call.
    ///
    /// # Errors
    /// A construction failure.
    pub fn presigned(self, presigning_config: PresigningConfig) -> PresigningFuture<I::Error> {
        let handle = client(self.handle, self.config);
        handle.presign_with(self.input, self.interceptors, presigning_config)
    }
}

#[cfg(feature = "blocking")]
impl<I: OperationInput> CustomizableOperation<I, Blocking> {
    /// Sends the request and waits for the response.
    ///
    /// # Errors
    /// Errors of an awaited call.
    pub fn send(self) -> Result<I::Output, CallError<I::Error>> {
        let handle = client(self.handle, self.config);
        let call = handle.call_with(self.input, self.interceptors);
        self.mode.finish::<_, I::Error, _>(I::OPERATION.name, call)
    }

    /// Presigns the request instead of sending it. The signature covers the headers of this call.
    ///
    /// # Errors
    /// A construction failure.
    pub fn presigned(self, presigning_config: PresigningConfig) -> Result<PresignedRequest, CallError<I::Error>> {
        let handle = client(self.handle, self.config);
        let request = handle.presign_with(self.input, self.interceptors, presigning_config);
        self.mode.finish::<_, I::Error, _>(I::OPERATION.name, request)
    }
}

#[inline]
fn client(handle: Handle, overrides: Option<Builder>) -> Handle {
    match overrides {
        Some(overrides) => handle.with_overrides(overrides),
        None => handle,
    }
}

/// Changes the request of each attempt before it is signed.
struct ModifyRequest<F>(F);

impl<F> Interceptor for ModifyRequest<F>
where
    F: Fn(&mut HttpRequest) -> Result<(), BoxError> + Send + Sync,
{
    fn modify_before_signing(&self, _: &CallContext, request: &mut HttpRequest) -> Result<(), BoxError> {
        (self.0)(request)
    }
}

/// Reads the response of each attempt.
struct InspectResponse<F>(F);

impl<F: Fn(&HttpResponse) + Send + Sync> Interceptor for InspectResponse<F> {
    fn read_before_deserialization(&self, _: &CallContext, response: &HttpResponse) {
        (self.0)(response);
    }
}

impl<I, M> fmt::Debug for CustomizableOperation<I, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomizableOperation")
            .field("handle", &self.handle)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
