//! Items of the official crates that programs name, by the paths under which they do.

#![allow(clippy::result_large_err, reason = "the size of the AWS SDK's own error")]

use std::time::Duration;

use aws_smithy_async::future::pagination_stream::PaginationStream;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError as AwsSdkError};
use aws_smithy_runtime_api::client::waiters::error::WaiterError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::operation::BuildError;
use aws_types::SdkConfig;
use aws_types::request_id::RequestId as _;

use super::orders::client::Waiters;
use super::orders::config::timeout::TimeoutConfig;
use super::orders::config::{
    AccountIdEndpointMode, BehaviorVersion, Credentials, IdentityCache, Region, SharedCredentialsProvider,
    StalledStreamProtectionConfig,
};
use super::orders::error::{DisplayErrorContext, ErrorMetadata, ProvideErrorMetadata, SdkError};
use super::orders::operation::get_order::{GetOrderError, GetOrderOutput};
use super::orders::operation::list_orders::{ListOrdersError, ListOrdersOutput};
use super::orders::operation::put_order::PutOrderError;
use super::orders::types::error::NoSuchOrder;
use super::orders::types::{Address, Order};
use super::orders::{Client, Config, Error};

#[derive(Debug)]
enum Failure {
    Get(SdkError<GetOrderError>),
    Put(AwsSdkError<PutOrderError, HttpResponse>),
    Build(BuildError),
    Any(Error),
}

impl From<SdkError<GetOrderError>> for Failure {
    fn from(error: SdkError<GetOrderError>) -> Self {
        Self::Get(error)
    }
}

impl From<SdkError<PutOrderError>> for Failure {
    fn from(error: SdkError<PutOrderError>) -> Self {
        Self::Put(error)
    }
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Any(error)
    }
}

fn response(status: u16) -> HttpResponse {
    let mut response = HttpResponse::new(StatusCode::try_from(status).unwrap(), SdkBody::from("body"));
    response.headers_mut().insert("x-amzn-requestid", "r-1");
    response
}

#[test]
fn errors_are_made_and_taken_apart() {
    let meta = ErrorMetadata::builder().code("NoSuchOrder").message("gone").build();
    let exception = NoSuchOrder::builder().message("gone").meta(meta.clone()).build();
    let error: SdkError<GetOrderError> = SdkError::service_error(GetOrderError::NoSuchOrder(exception), response(400));
    assert_eq!((error.code(), error.message()), (Some("NoSuchOrder"), Some("gone")));
    assert_eq!(error.request_id(), Some("r-1"));
    let SdkError::ServiceError(context) = &error else {
        panic!()
    };
    assert_eq!(context.raw().status().as_u16(), 400);
    assert_eq!(context.raw().body().bytes(), Some(b"body".as_slice()));
    assert!(error.as_service_error().unwrap().is_no_such_order());
    assert!(DisplayErrorContext(&error).to_string().contains("gone"));
    assert!(matches!(Error::from(error), Error::NoSuchOrder(_)));

    let generic = PutOrderError::generic(meta);
    assert_eq!(generic.meta().code(), Some("NoSuchOrder"));
    let timeout: SdkError<PutOrderError> = SdkError::timeout_error("late");
    assert!(matches!(timeout.into_service_error(), PutOrderError::Unhandled(_)));
    let io = ConnectorError::io("reset".into());
    let failure: SdkError<PutOrderError> = SdkError::dispatch_failure(io);
    assert!(matches!(&failure, SdkError::DispatchFailure(context) if context.is_io()));
    assert!(matches!(
        Failure::from(failure),
        Failure::Put(AwsSdkError::DispatchFailure(_))
    ));
    let unread: SdkError<PutOrderError> = SdkError::response_error("unreadable", response(200));
    assert!(unread.raw_response().is_some());
    let unmade: SdkError<PutOrderError> = SdkError::construction_failure("no city");
    assert!(unmade.into_source().is_ok());
    let mapped = SdkError::<GetOrderError>::timeout_error("late").map_service_error(Error::from);
    assert!(mapped.as_service_error().is_none());
}

#[test]
fn builders_fail_with_the_sdks_error() {
    fn order() -> Result<Order, Failure> {
        Ok(Order::builder()
            .address(Address::builder().city("Bern").build()?)
            .build()?)
    }
    let Err(Failure::Build(error)) = order() else { panic!() };
    assert_eq!(error.to_string(), "id was missing: it is required");
    // Only scalar members are required: structures are optional.
    assert!(GetOrderOutput::builder().build().order().is_none());
}

#[tokio::test]
async fn configs_take_everything_that_programs_set() {
    let sdk_config = SdkConfig::builder()
        .region(Region::new("eu-west-1"))
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(SharedCredentialsProvider::new(Credentials::for_tests()))
        .build();
    assert_eq!(Config::new(&sdk_config).region().map(AsRef::as_ref), Some("eu-west-1"));
    let config = super::orders::config::Builder::from(&sdk_config)
        .identity_cache(IdentityCache::lazy().load_timeout(Duration::from_secs(5)).build())
        .identity_cache(IdentityCache::no_cache())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .account_id_endpoint_mode(AccountIdEndpointMode::Disabled)
        .timeout_config(
            TimeoutConfig::builder()
                .operation_timeout(Duration::from_secs(1))
                .build(),
        )
        .retry_config(super::orders::config::retry::RetryConfig::standard().with_max_attempts(1))
        .endpoint_url("http://127.0.0.1:1")
        .build();
    let client = Client::from_conf(config);
    assert!(!super::orders::meta::PKG_VERSION.is_empty());

    let error = client.get_order().id("1").send().await.unwrap_err();
    assert!(matches!(&error, SdkError::DispatchFailure(_)), "{error:?}");
    let pages = client.list_orders().into_paginator().page_size(2).items().send();
    let items: Result<Vec<_>, _> = pages.collect().await;
    assert!(items.is_err());
    let mut pages: PaginationStream<Result<ListOrdersOutput, SdkError<ListOrdersError>>> =
        client.list_orders().into_paginator().send();
    assert!(pages.try_next().await.is_err());
    let waited = client
        .wait_until_order_shipped()
        .id("1")
        .wait(Duration::from_secs(1))
        .await;
    assert!(matches!(waited, Err(WaiterError::OperationFailed(_))), "{waited:?}");
}

#[test]
fn unions_of_errors_convert_with_the_question_mark() {
    fn get(result: Result<GetOrderOutput, SdkError<GetOrderError>>) -> Result<GetOrderOutput, Failure> {
        Ok(result?)
    }
    fn any(result: Result<GetOrderOutput, SdkError<GetOrderError>>) -> Result<GetOrderOutput, Error> {
        Ok(result?)
    }
    let failure = || Err(SdkError::construction_failure("x"));
    assert!(matches!(
        get(failure()),
        Err(Failure::Get(SdkError::ConstructionFailure(_)))
    ));
    let error = any(failure()).unwrap_err();
    assert!(matches!(Failure::from(error), Failure::Any(Error::Unhandled(_))));
}

/// Programs return the service's error from functions that build structures.
#[test]
fn the_error_of_a_builder_is_an_error_of_the_service() {
    fn built() -> Result<Order, Error> {
        Ok(Order::builder().build()?)
    }
    let error = built().unwrap_err();
    assert!(matches!(&error, Error::Unhandled(_)), "{error:?}");
    // Programs store it, and compare its value.
    let error: BuildError = Order::builder().build().unwrap_err();
    assert!(!error.to_string().is_empty());
    fn takes(_: Option<super::orders::config::SharedHttpClient>, _: Option<super::orders::primitives::SdkBody>) {}
    takes(None::<SharedHttpClient>, None::<SdkBody>);
}
