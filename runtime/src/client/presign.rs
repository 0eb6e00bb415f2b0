//! Presigns the request of a call: the signature is in its URL, and nothing is sent.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use http::header::CONTENT_TYPE;
use http::uri::PathAndQuery;
use http::{HeaderMap, Method};

use super::authorization::Authorization;
use super::interception::Interception;
use super::outcome::{Failure, TimedOut};
use super::{Handle, Inner, failed};
use crate::auth::sigv4::Payload;
use crate::box_error::BoxError;
use crate::endpoint::{EndpointRequest, Params};
use crate::error::CallError;
use crate::future::BoxFuture;
use crate::http::{Body, HttpRequest};
use crate::interceptor::SharedInterceptor;
use crate::operation::{Operation, OperationInput, ServiceError};
use crate::presigning::{PresignedRequest, PresigningConfig};
use crate::time::{Elapsed, timeout};

const FORM: &str = "application/x-www-form-urlencoded";

impl Handle {
    /// Presigns a call of the operation that the input belongs to.
    ///
    /// # Errors
    /// A construction failure: a required member is unset, or credentials or endpoint cannot be
    /// found. The only requests that are sent are those for credentials and, if the operation has
    /// endpoint discovery, for the endpoint.
    pub fn presign<I: OperationInput>(&self, input: I, config: PresigningConfig) -> PresigningFuture<I::Error> {
        self.presign_with(input, Vec::new(), config)
    }

    /// Presigns a call of an operation that is known at run time only, in place of the one that the
    /// input belongs to.
    ///
    /// # Errors
    /// As [`presign`](Self::presign).
    pub fn presign_operation<I: OperationInput>(
        &self,
        operation: &'static Operation,
        input: I,
        config: PresigningConfig,
    ) -> PresigningFuture<I::Error> {
        self.presign_operation_with(operation, input, Vec::new(), config)
    }

    pub(crate) fn presign_with<I: OperationInput>(
        &self,
        input: I,
        interceptors: Vec<SharedInterceptor>,
        config: PresigningConfig,
    ) -> PresigningFuture<I::Error> {
        self.presign_operation_with(I::OPERATION, input, interceptors, config)
    }

    fn presign_operation_with<I: OperationInput>(
        &self,
        operation: &'static Operation,
        mut input: I,
        interceptors: Vec<SharedInterceptor>,
        config: PresigningConfig,
    ) -> PresigningFuture<I::Error> {
        let mut interception = Interception::new(operation, &self.inner.config, interceptors);
        let prepared = input.prepare(&mut || interception.generate_token());
        let started = match prepared {
            Ok(()) => interception.start(&self.inner.config, input),
            Err(error) => Err(error.into()),
        };
        let serialized = started.and_then(|input| {
            let params = |request: &mut EndpointRequest<'_>| input.endpoint_params(request);
            self.serialize(operation, Ok(()), &input, &params, &interception)
        });
        PresigningFuture {
            operation,
            result: presign(Arc::clone(&self.inner), operation, serialized, interception, config),
            fails_as: PhantomData,
        }
    }
}

/// Presigns the request. It is not generic, so that it is compiled once.
#[inline]
fn presign(
    inner: Arc<Inner>,
    operation: &'static Operation,
    serialized: Result<(HttpRequest, Params), BoxError>,
    interception: Interception,
    config: PresigningConfig,
) -> BoxFuture<'static, Result<PresignedRequest, Failure>> {
    Box::pin(async move {
        let (request, params) = serialized?;
        let limit = inner.config.timeouts().operation_timeout();
        let run = pin!(inner.presign(operation, request, params, &interception, config));
        match timeout(&|duration| inner.config.sleep(duration), limit, None, run).await {
            Ok(result) => result.map_err(Failure::Construction),
            Err(Elapsed(limit)) => Err(Failure::Timeout(TimedOut {
                what: "presigning, which waited for credentials,",
                limit,
                is_unsent: true,
            })),
        }
    })
}

impl Inner {
    #[inline]
    async fn presign(
        &self,
        operation: &'static Operation,
        mut request: HttpRequest,
        mut params: Params,
        interception: &Interception,
        config: PresigningConfig,
    ) -> Result<PresignedRequest, BoxError> {
        interception.after_serialization(&mut request)?;
        let mut prepared = self.prepare_request(operation, &mut request, &mut params).await?;
        let mut request = prepared.bare_request();
        form_to_query(&mut request)?;
        interception.modify_before_signing(&mut request)?;
        let (mut parts, body) = request.into_parts();
        if let Some((credentials, scope)) = prepared.authorization.signing(&prepared.endpoint) {
            let now = || self.shared.clock_skew.at_service(self.config.now());
            let time = config.start_time().unwrap_or_else(now);
            let (signer, payload) = (&self.shared.signer, Payload::of(&body));
            signer.presign(&mut parts, payload, credentials, scope, time, config.expires())?;
        } else if !matches!(prepared.authorization, Authorization::Anonymous) {
            return Err("only requests that are signed can be presigned: give the config credentials".into());
        }
        let body = body.try_into_bytes().unwrap_or_default();
        Ok(PresignedRequest::new(parts.method, &parts.uri, parts.headers, body))
    }
}

/// Moves a form from the body into the query, so that the URL alone is the whole request.
#[inline]
fn form_to_query(request: &mut HttpRequest) -> Result<(), BoxError> {
    let is_form = |headers: &HeaderMap| headers.get(CONTENT_TYPE).is_some_and(|value| value == FORM);
    let Some(form) = request.body().bytes().filter(|_| is_form(request.headers())) else {
        return Ok(());
    };
    let path = request.uri().path().as_bytes();
    let path = PathAndQuery::try_from([path, b"?", form].concat())?;
    let mut uri = request.uri().clone().into_parts();
    uri.path_and_query = Some(path);
    *request.uri_mut() = http::Uri::from_parts(uri)?;
    *request.method_mut() = Method::GET;
    *request.body_mut() = Body::empty();
    request.headers_mut().remove(CONTENT_TYPE);
    Ok(())
}

/// A request that is being presigned: awaited, it is `Result<PresignedRequest, SdkError<Error>>`.
#[must_use = "nothing is signed before it is awaited"]
pub struct PresigningFuture<Error> {
    operation: &'static Operation,
    result: BoxFuture<'static, Result<PresignedRequest, Failure>>,
    fails_as: PhantomData<fn() -> Error>,
}

impl<E: ServiceError> Future for PresigningFuture<E> {
    type Output = Result<PresignedRequest, CallError<E>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let operation = self.operation.name;
        let result = self.result.as_mut().poll(context);
        result.map_err(|failure| failed::<E>(failure).with_operation(operation).into())
    }
}

impl<E> fmt::Debug for PresigningFuture<E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PresigningFuture").field(&self.operation.name).finish()
    }
}
