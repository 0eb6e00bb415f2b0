//! Errors of calls and their responses as those of the AWS SDK, and the reverse.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse as SdkHttpResponse;
use aws_smithy_runtime_api::client::result::{ConnectorError as SdkConnectorError, SdkError as AwsSdkError};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::ErrorKind as SdkErrorKind;

use super::http_client::body_from_sdk;
use crate::error::{BoxError, ConnectorError, ErrorKind, IntoRawResponse, SdkError};
use crate::http::HttpResponse;

impl IntoRawResponse<HttpResponse> for SdkHttpResponse {
    fn into_raw_response(self) -> HttpResponse {
        self.into()
    }
}

impl From<SdkHttpResponse> for HttpResponse {
    fn from(response: SdkHttpResponse) -> Self {
        let mut converted = http::Response::new(());
        *converted.status_mut() = response.status().into();
        for (name, value) in response.headers() {
            if let (Ok(name), Ok(value)) = (name.parse(), value.parse()) {
                let _: bool = converted.headers_mut().append::<http::HeaderName>(name, value);
            }
        }
        converted.map(|()| body_from_sdk(response.into_body())).into()
    }
}

/// Converts everything except headers that are not text.
impl From<HttpResponse> for SdkHttpResponse {
    fn from(response: HttpResponse) -> Self {
        let headers = response.headers().clone();
        let status = response.status().into();
        let body = match response.into_body().try_into_bytes() {
            Ok(bytes) => SdkBody::from(bytes),
            Err(stream) => super::http_client::body_to_sdk(stream),
        };
        let mut converted = Self::new(status, body);
        for (name, value) in headers.iter() {
            let _ = converted.headers_mut().try_append(name.to_owned(), value.to_owned());
        }
        converted
    }
}

/// Converts an error of a call for functions that take the AWS SDK's. The number of attempts and
/// whether the call may have taken effect are lost, because the SDK's errors have no place for
/// them.
impl<E> From<SdkError<E>> for AwsSdkError<E, SdkHttpResponse> {
    fn from(error: SdkError<E>) -> Self {
        match error {
            SdkError::ConstructionFailure(context) => Self::construction_failure(context.into_source()),
            SdkError::TimeoutError(context) => Self::timeout_error(context.into_source()),
            SdkError::DispatchFailure(context) => Self::dispatch_failure(connector_error(context.into_source())),
            SdkError::ResponseError(context) => {
                let (source, raw) = context.into_parts();
                Self::response_error(source, raw.into())
            }
            SdkError::ServiceError(context) => {
                let (error, raw) = context.into_parts();
                Self::service_error(error, raw.into())
            }
        }
    }
}

fn connector_error(error: ConnectorError) -> SdkConnectorError {
    let kind = error.as_other().map(|kind| match kind {
        ErrorKind::TransientError => SdkErrorKind::TransientError,
        ErrorKind::ThrottlingError => SdkErrorKind::ThrottlingError,
        ErrorKind::ServerError => SdkErrorKind::ServerError,
        ErrorKind::ClientError => SdkErrorKind::ClientError,
    });
    let (is_timeout, is_user, is_io) = (error.is_timeout(), error.is_user(), error.is_io());
    let source: BoxError = error.into();
    match (is_timeout, is_user, is_io) {
        (true, ..) => SdkConnectorError::timeout(source),
        (_, true, _) => SdkConnectorError::user(source),
        (.., true) => SdkConnectorError::io(source),
        _ => SdkConnectorError::other(source, kind),
    }
}
