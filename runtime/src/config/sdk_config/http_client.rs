//! An HTTP client of this crate that wraps one of the AWS SDK.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_async::rt::sleep::SharedAsyncSleep;
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::client::http::{
    HttpClient as SdkHttpInterface, HttpConnector, HttpConnectorSettings, SharedHttpClient as SharedSdkHttpClient,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest as SdkHttpRequest, HttpResponse as SdkHttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError as SdkConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::retry::ErrorKind as SdkErrorKind;
use bytes::Bytes;

use super::components::components;
use crate::box_error::BoxError;
use crate::future::BoxFuture;
use crate::http::{
    Body, BodyStream, ConnectorError, ErrorKind, HttpClient, HttpRequest, HttpResponse, IntoHttpClient,
    SharedHttpClient, TransportTimeouts,
};

/// The kind of clients that implement the AWS SDK's `HttpClient`.
#[derive(Debug)]
pub struct SdkInterface(());

impl<C: SdkHttpInterface + 'static> IntoHttpClient<SdkInterface> for C {
    fn into_http_client(self) -> SharedHttpClient {
        SharedSdkHttpClient::new(self).into()
    }
}

impl From<SharedSdkHttpClient> for SharedHttpClient {
    fn from(client: SharedSdkHttpClient) -> Self {
        Self::new(SdkHttpClient::new(client, None, None))
    }
}

/// An HTTP client of the AWS SDK, which enforces its timeouts with a timer and a clock.
pub(super) struct SdkHttpClient {
    client: SharedSdkHttpClient,
    /// The error if the SDK asks for a component that this crate does not know.
    components: Result<RuntimeComponents, String>,
}

impl SdkHttpClient {
    pub(super) fn new(
        client: SharedSdkHttpClient,
        sleep: Option<SharedAsyncSleep>,
        time: Option<SharedTimeSource>,
    ) -> Self {
        let components = components(sleep, time).map_err(|error| error.to_string());
        Self { client, components }
    }
}

impl HttpClient for SdkHttpClient {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Body>, ConnectorError>> {
        let timeouts = request.extensions().get().copied().unwrap_or_default();
        self.send_within(request, timeouts)
    }

    fn send_within(
        &self,
        request: HttpRequest,
        timeouts: TransportTimeouts,
    ) -> BoxFuture<'_, Result<http::Response<Body>, ConnectorError>> {
        let mut settings = HttpConnectorSettings::builder();
        settings.set_connect_timeout(timeouts.connect);
        settings.set_read_timeout(timeouts.read);
        let settings = settings.build();
        Box::pin(async move {
            let components = self
                .components
                .as_ref()
                .map_err(|error| ConnectorError::user(error.clone().into()))?;
            // Clients of the SDK cache their connectors.
            let connector = self.client.http_connector(&settings, components);
            let request = request_to_sdk(request).map_err(ConnectorError::user)?;
            let response = connector.call(request).await.map_err(connector_error)?;
            from_sdk(response).map_err(ConnectorError::io)
        })
    }
}

impl fmt::Debug for SdkHttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

/// Returns the request in the type of the SDK.
pub(crate) fn request_to_sdk(request: HttpRequest) -> Result<SdkHttpRequest, BoxError> {
    Ok(SdkHttpRequest::try_from(request.map(body_to_sdk))?)
}

/// Returns a request of the SDK in the type of this crate.
pub(crate) fn request_from_sdk(request: SdkHttpRequest) -> Result<HttpRequest, BoxError> {
    Ok(request.try_into_http1x()?.map(body_from_sdk))
}

fn from_sdk(response: SdkHttpResponse) -> Result<http::Response<Body>, BoxError> {
    Ok(response.try_into_http1x()?.map(body_from_sdk))
}

/// Returns a response of the SDK in the type of this crate. Its body is left in place if it is in
/// memory, and is taken if it is a stream.
pub(crate) fn response_from_sdk(response: &mut SdkHttpResponse) -> HttpResponse {
    let body = match response.body().bytes() {
        Some(bytes) => SdkBody::from(bytes),
        None => response.take_body(),
    };
    let mut copy = SdkHttpResponse::new(response.status(), body);
    copy.headers_mut().clone_from(response.headers());
    copy.into()
}

/// Returns a body in the type of the SDK. It can be replayed if this one can.
pub(super) fn body_to_sdk(body: Body) -> SdkBody {
    match body.try_into_bytes() {
        Ok(bytes) => SdkBody::from(bytes),
        Err(stream) if stream.try_clone().is_some() => SdkBody::retryable(move || match stream.try_clone() {
            Some(replayed) => SdkBody::from_body_1_x(Frames(replayed)),
            None => SdkBody::taken(),
        }),
        Err(stream) => SdkBody::from_body_1_x(Frames(stream)),
    }
}

/// Returns a body of the SDK in the type of this crate. It can be replayed if that one can.
pub(super) fn body_from_sdk(body: SdkBody) -> Body {
    match body.bytes() {
        Some(bytes) => Body::from(Bytes::copy_from_slice(bytes)),
        None => Body::from_stream(SdkStream::new(body)),
    }
}

fn connector_error(error: SdkConnectorError) -> ConnectorError {
    let other = error.as_other().map(|kind| match kind {
        SdkErrorKind::ThrottlingError => ErrorKind::ThrottlingError,
        SdkErrorKind::ServerError => ErrorKind::ServerError,
        SdkErrorKind::ClientError => ErrorKind::ClientError,
        _ => ErrorKind::TransientError,
    });
    let (is_timeout, is_user, is_io) = (error.is_timeout(), error.is_user(), error.is_io());
    let source = error.into_source();
    match (is_timeout, is_user, is_io) {
        (true, ..) => ConnectorError::timeout(source),
        (_, true, _) => ConnectorError::user(source),
        (.., true) => ConnectorError::io(source),
        _ => ConnectorError::other(source, other),
    }
}

/// The body of a request, frame by frame.
struct Frames(Body);

impl http_body::Body for Frames {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, BoxError>>> {
        let data = self.0.poll_data(context);
        data.map(|data| data.map(|data| data.map(http_body::Frame::data)))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        match self.0.content_length() {
            Some(length) => http_body::SizeHint::with_exact(length),
            None => http_body::SizeHint::default(),
        }
    }
}

/// The data of a body of the SDK.
struct SdkStream {
    length: Option<u64>,
    data: Pin<Box<ByteStream>>,
    /// The body from its start, if it can be replayed.
    original: Option<SdkBody>,
}

impl SdkStream {
    fn new(body: SdkBody) -> Self {
        Self {
            length: body.content_length(),
            original: body.try_clone(),
            data: Box::pin(ByteStream::new(body)),
        }
    }
}

impl BodyStream for SdkStream {
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let data = self.data.as_mut().poll_next(context);
        data.map(|data| data.map(|data| data.map_err(BoxError::from)))
    }

    fn content_length(&self) -> Option<u64> {
        self.length
    }

    fn replay(&self) -> Option<Box<dyn BodyStream>> {
        let original = self.original.as_ref()?.try_clone()?;
        Some(Box::new(Self::new(original)))
    }
}
