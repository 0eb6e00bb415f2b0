//! The public interface of a client in the types of the AWS SDK.

use aws_smithy_runtime_api::client::orchestrator::{HttpRequest as SdkHttpRequest, HttpResponse as SdkHttpResponse};
use aws_smithy_runtime_api::client::result::SdkError as AwsSdkError;

use aws_smithy_types::error::operation::BuildError as SdkBuildError;

use super::http_client::{request_from_sdk, request_to_sdk};
use crate::error::service::ServiceError;
use crate::error::{BoxError, Interface};
use crate::http::HttpRequest;

/// The types of the AWS SDK.
#[derive(Debug)]
pub struct SdkTypes(());

impl Interface for SdkTypes {
    type SdkError<E: ServiceError> = AwsSdkError<E, SdkHttpResponse>;
    type BuildError = SdkBuildError;
    type HttpRequest = SdkHttpRequest;

    fn shown_request(request: HttpRequest) -> Result<SdkHttpRequest, BoxError> {
        request_to_sdk(request)
    }

    fn changed_request(request: SdkHttpRequest) -> Result<HttpRequest, BoxError> {
        request_from_sdk(request)
    }
}
