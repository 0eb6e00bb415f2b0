//! A call with settings and hooks of its own.

use std::fmt;

use http::{HeaderName, HeaderValue};

use crate::Handle;
use crate::client::Hooks;
use crate::config::retry::RetryConfig;
use crate::config::timeout::TimeoutConfig;
use crate::config::{Builder, Config};
use crate::error::BoxError;
#[cfg(feature = "blocking")]
use crate::error::SdkError;
use crate::fluent::Async;
use crate::http::{HttpRequest, HttpResponse};
use crate::operation::{OperationInput, ResponseFuture};

/// A call with settings and hooks of its own; what `customize()` on a fluent builder returns.
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
    hooks: Hooks,
}

impl<I> CustomizableOperation<I> {
    /// A call of the operation that the input belongs to.
    pub fn new(handle: Handle, input: I) -> Self {
        Self::with_mode(handle, input, Async)
    }
}

impl<I, M> CustomizableOperation<I, M> {
    /// A call of the operation that the input belongs to, sent in this way.
    pub fn with_mode(handle: Handle, input: I, mode: M) -> Self {
        Self {
            handle,
            input,
            mode,
            config: None,
            hooks: Hooks::default(),
        }
    }

    /// Settings for this call alone; what the builder leaves unset is as the client has it.
    pub fn config_override(mut self, config: impl Into<Builder>) -> Self {
        self.config = Some(self.config.unwrap_or_default().with_overrides(config.into()));
        self
    }

    /// Timeouts for this call alone; what they leave open is as the client has it.
    pub fn timeout_config(self, timeout_config: TimeoutConfig) -> Self {
        self.config_override(Config::builder().timeout_config(timeout_config))
    }

    /// Retries for this call alone.
    pub fn retry_config(self, retry_config: RetryConfig) -> Self {
        self.config_override(Config::builder().retry_config(retry_config))
    }

    /// The endpoint for this call alone.
    pub fn endpoint_url(self, endpoint_url: impl Into<String>) -> Self {
        self.config_override(Config::builder().endpoint_url(endpoint_url))
    }

    /// A header for this call alone; it is signed, and takes the place of one of the same name.
    ///
    /// A name or a value that cannot be a header is a construction failure of `send`.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let header = HeaderName::try_from(name.as_ref())
            .map_err(BoxError::from)
            .and_then(|name| Ok((name, HeaderValue::try_from(value.as_ref())?)))
            .map_err(|error| format!("the header {:?}: {error}", name.as_ref()));
        self.hooks.before_signing(move |request| {
            let (name, value) = header.clone()?;
            request.headers_mut().insert(name, value);
            Ok(())
        });
        self
    }

    /// Changes the request of each attempt before it is signed.
    pub fn mutate_request(mut self, mutate: impl Fn(&mut HttpRequest) + Send + Sync + 'static) -> Self {
        self.hooks.before_signing(move |request| {
            mutate(request);
            Ok(())
        });
        self
    }

    /// Replaces the request of each attempt before it is signed; an error ends the call as a construction failure.
    pub fn map_request<F, E>(mut self, map: F) -> Self
    where
        F: Fn(HttpRequest) -> Result<HttpRequest, E> + Send + Sync + 'static,
        E: Into<BoxError>,
    {
        self.hooks.before_signing(move |request| {
            *request = map(std::mem::take(request)).map_err(Into::into)?;
            Ok(())
        });
        self
    }

    /// Looks at the response of each attempt, before it is read.
    pub fn inspect_response(mut self, inspect: impl Fn(&HttpResponse) + Send + Sync + 'static) -> Self {
        self.hooks.after_response(inspect);
        self
    }
}

impl<I: OperationInput> CustomizableOperation<I> {
    /// Sends the request and returns the response.
    ///
    /// # Errors
    /// As those of the call without settings of its own; and what [`map_request`](Self::map_request) returns, and a header
    /// that cannot be one.
    pub fn send(self) -> ResponseFuture<I::Output, I::Error> {
        let handle = client(self.handle, self.config);
        handle.call_with(self.input, self.hooks)
    }
}

#[cfg(feature = "blocking")]
impl<I: OperationInput> CustomizableOperation<I, crate::blocking::Blocking> {
    /// Sends the request and waits for the response.
    ///
    /// # Errors
    /// As those of a call that is awaited.
    pub fn send(self) -> Result<I::Output, SdkError<I::Error>> {
        let handle = client(self.handle, self.config);
        let call = handle.call_with(self.input, self.hooks);
        self.mode.finish(I::OPERATION.name, call)
    }
}

fn client(handle: Handle, overrides: Option<Builder>) -> Handle {
    match overrides {
        Some(overrides) => handle.with_overrides(overrides),
        None => handle,
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
