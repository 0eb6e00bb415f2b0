//! Faults of the service and of the network, and repeated requests.

use std::time::Duration;

use partner_central_fake::{Fault, ServiceError};
use partnercentral_selling::Client;
use partnercentral_selling::config::retry::RetryConfig;
use partnercentral_selling::config::timeout::TimeoutConfig;
use partnercentral_selling::error::{ProvideErrorMetadata, SdkError};
use partnercentral_selling::operation::RequestId;
use partnercentral_selling::operation::create_engagement::CreateEngagementOutput;

use super::sdk::Error;
use super::{SANDBOX, start};

async fn create(client: &Client) -> Result<CreateEngagementOutput, SdkError<Error>> {
    client
        .create_engagement()
        .catalog(SANDBOX)
        .title("An engagement")
        .send()
        .await
}

#[tokio::test]
async fn a_lost_response_is_repeated_with_the_same_token_and_creates_nothing_twice() {
    let (fake, client) = start().await;
    fake.fail_next_of("CreateEngagement", Fault::LostResponse);
    let created = create(&client).await.unwrap();
    let listed = client.list_engagements().catalog(SANDBOX).send().await.unwrap();
    let ids: Vec<_> = listed
        .engagement_summary_list()
        .iter()
        .map(|summary| summary.id())
        .collect();
    assert_eq!(ids, [created.id()]);
    let requests = fake.requests();
    assert_eq!(requests.len(), 3);
    assert_eq!(requests[0].json(), requests[1].json());
}

#[tokio::test]
async fn faults_that_pass_are_retried() {
    let faults = [
        Fault::Reset,
        Fault::Cut(3),
        Fault::Status(503, "<html>unavailable</html>".to_owned()),
        Fault::Error(ServiceError::new("ThrottlingException", "slow down")),
        Fault::Error(ServiceError::new("InternalServerException", "try again")),
        Fault::Delay(Duration::from_millis(1)),
    ];
    for fault in faults {
        let (fake, client) = start().await;
        fake.fail_next(fault.clone());
        let result = client.list_solutions().catalog(SANDBOX).send().await;
        assert_eq!(result.unwrap().solution_summaries().len(), 3, "{fault:?}");
    }
}

#[tokio::test]
async fn errors_of_the_service_keep_their_form() {
    let rows = [
        ("AccessDeniedException", 403),
        ("ConflictException", 409),
        ("ResourceNotFoundException", 404),
        ("ServiceQuotaExceededException", 402),
        ("ThrottlingException", 429),
        ("InternalServerException", 500),
    ];
    let (fake, _) = start().await;
    let config = e2e::config(&fake.url()).retry_config(RetryConfig::disabled());
    let client = Client::from_conf(config.build());
    for (name, status) in rows {
        fake.fail_next(Fault::Error(ServiceError::new(name, "as asked for")));
        let error = create(&client).await.unwrap_err();
        let response = error.raw_response().map(|response| response.status().as_u16());
        assert_eq!(
            (error.code(), error.message(), response),
            (Some(name), Some("as asked for"), Some(status))
        );
        assert!(error.request_id().is_some());
    }
}

#[tokio::test]
async fn garbage_and_silence_are_errors() {
    let (fake, _) = start().await;
    let config = e2e::config(&fake.url()).retry_config(RetryConfig::disabled());
    fake.fail_next(Fault::Garbage);
    let error = create(&Client::from_conf(config.clone().build())).await.unwrap_err();
    assert!(!matches!(error, SdkError::ServiceError(_)), "{error:?}");
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_millis(200));
    let config = config.timeout_config(timeouts.build());
    fake.fail_next(Fault::Stall);
    let error = create(&Client::from_conf(config.build())).await.unwrap_err();
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
}

#[tokio::test]
async fn another_body_with_the_same_token_is_a_conflict() {
    let (_fake, client) = start().await;
    let call = client.create_engagement().catalog(SANDBOX).client_token("token-1");
    let first = call.clone().title("One").send().await.unwrap();
    let second = call.clone().title("One").send().await.unwrap();
    assert_eq!((first.id(), first.modified_at()), (second.id(), second.modified_at()));
    let error = call.title("Two").send().await.unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (
            Some("ConflictException"),
            Some("Conflicting client token submitted for a new request body.")
        )
    );
    // A token belongs to a catalog.
    let other = client
        .create_engagement()
        .catalog("AWS")
        .client_token("token-1")
        .title("Two");
    assert_ne!(other.send().await.unwrap().id(), first.id());
}

#[tokio::test]
async fn a_signature_of_unknown_keys_is_rejected() {
    let (fake, _) = start().await;
    let keys = partnercentral_selling::config::Credentials::new("AKIAOTHER", "other", None, None, "test");
    let config = e2e::config(&fake.url()).credentials_provider(keys);
    let error = create(&Client::from_conf(config.build())).await.unwrap_err();
    assert_eq!(error.code(), Some("UnrecognizedClientException"));
}
