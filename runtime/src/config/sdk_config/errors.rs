//! Conversions between errors of calls and those of the AWS SDK.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse as SdkHttpResponse;
use aws_smithy_runtime_api::client::result::{ConnectorError as SdkConnectorError, SdkError as AwsSdkError};
use aws_smithy_types::retry::ErrorKind as SdkErrorKind;

use super::http_client::{body_from_sdk, body_to_sdk};
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
        let body = body_to_sdk(response.into_body());
        let mut converted = Self::new(status, body);
        for (name, value) in headers.iter() {
            let _ = converted.headers_mut().try_append(name.to_owned(), value.to_owned());
        }
        converted
    }
}

/// Converts an error of a call to that of the AWS SDK. The number of attempts and whether the call
/// may have taken effect are lost, because the SDK's errors do not have them.
impl<E> From<SdkError<E>> for AwsSdkError<E, SdkHttpResponse> {
    fn from(error: SdkError<E>) -> Self {
        converted(error, SdkHttpResponse::from)
    }
}

/// Returns an error as that of the SDK, with its raw response converted.
pub(super) fn converted<E, R, S>(error: SdkError<E, R>, response: impl FnOnce(R) -> S) -> AwsSdkError<E, S> {
    match error {
        SdkError::ConstructionFailure(context) => AwsSdkError::construction_failure(context.into_source()),
        SdkError::TimeoutError(context) => AwsSdkError::timeout_error(context.into_source()),
        SdkError::DispatchFailure(context) => {
            let source = context.into_source();
            AwsSdkError::dispatch_failure(of_kind(&source)(source.into()))
        }
        SdkError::ResponseError(context) => {
            let (source, raw) = context.into_parts();
            AwsSdkError::response_error(source, response(raw))
        }
        SdkError::ServiceError(context) => {
            let (error, raw) = context.into_parts();
            AwsSdkError::service_error(error, response(raw))
        }
    }
}

/// Returns an error of the SDK with the kind and the text of another one.
pub(crate) fn described(error: &ConnectorError) -> SdkConnectorError {
    of_kind(error)(error.to_string().into())
}

/// Returns the constructor for errors of this kind.
fn of_kind(error: &ConnectorError) -> impl FnOnce(BoxError) -> SdkConnectorError + use<> {
    let kind = error.as_other().map(|kind| match kind {
        ErrorKind::TransientError => SdkErrorKind::TransientError,
        ErrorKind::ThrottlingError => SdkErrorKind::ThrottlingError,
        ErrorKind::ServerError => SdkErrorKind::ServerError,
        ErrorKind::ClientError => SdkErrorKind::ClientError,
    });
    let (is_timeout, is_user, is_io) = (error.is_timeout(), error.is_user(), error.is_io());
    move |source| match (is_timeout, is_user, is_io) {
        (true, ..) => SdkConnectorError::timeout(source),
        (_, true, _) => SdkConnectorError::user(source),
        (.., true) => SdkConnectorError::io(source),
        _ => SdkConnectorError::other(source, kind),
    }
}
