//! Programs with a config of the AWS SDK, or with one of its credentials providers.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::SdkError as AwsSdkError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_types::SdkConfig;
use aws_types::origin::Origin;
use aws_types::region::Region;
use aws_types::sdk_config::{RetryConfig, TimeoutConfig};
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use e2e::LONG_TERM;
use partnercentral_selling::config::retry::RetryMode;
use partnercentral_selling::config::sdk_config::SdkCredentialsProvider;
use partnercentral_selling::error::{ErrorMetadata, SdkError};
use partnercentral_selling::{Config, Error};

use super::sources::{asked, server};
use crate::home::call;

fn keys() -> aws_credential_types::Credentials {
    aws_credential_types::Credentials::new(LONG_TERM.access_key_id, LONG_TERM.secret_access_key, None, None, "e2e")
}

#[tokio::test]
async fn an_sdk_config_makes_a_config() {
    let server = server().await;
    let sdk_config = SdkConfig::builder()
        .region(Region::new("us-east-1"))
        .endpoint_url(server.url())
        .credentials_provider(SharedCredentialsProvider::new(keys()))
        .app_name(aws_types::app_name::AppName::new("my-app").unwrap())
        .retry_config(RetryConfig::adaptive().with_max_attempts(7))
        .timeout_config(TimeoutConfig::builder().read_timeout(Duration::from_secs(9)).build())
        .use_dual_stack(true)
        .build();
    let config = Config::from(&sdk_config);
    let retries = config.retry_config().unwrap();
    assert_eq!((retries.mode(), retries.max_attempts()), (RetryMode::Adaptive, 7));
    let timeouts = config.timeout_config().unwrap();
    assert_eq!(timeouts.read_timeout(), Some(Duration::from_secs(9)));
    assert_eq!(timeouts.connect_timeout(), Some(Duration::from_millis(3_100)));
    assert_eq!((config.use_dual_stack(), config.use_fips()), (Some(true), None));
    call(config).await.unwrap();
    let requests = server.requests();
    assert_eq!(asked(&requests[0]), "ListOpportunities by AKIAEXAMPLE");
    let user_agent = requests[0].header("user-agent").unwrap();
    assert!(user_agent.ends_with(" m/F,N app/my-app"), "{user_agent}");

    // The same in one step, as with the AWS SDK's own clients.
    let client = partnercentral_selling::Client::new(&sdk_config);
    client.list_opportunities().catalog("AWS").send().await.unwrap();
    assert_eq!(asked(&server.requests()[1]), "ListOpportunities by AKIAEXAMPLE");
}

#[derive(Debug)]
struct Sections(String);

impl LoadServiceConfig for Sections {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let known = (key.service_id(), key.profile(), key.env())
            == ("PartnerCentral Selling", "endpoint_url", "AWS_ENDPOINT_URL");
        known.then(|| self.0.clone())
    }
}

#[tokio::test]
async fn the_endpoint_that_the_sdk_has_for_the_service_counts() {
    let server = server().await;
    let mut sdk_config = SdkConfig::builder()
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(keys()))
        .service_config(Sections(server.url()));
    sdk_config.insert_origin("endpoint_url", Origin::shared_profile_file());
    call(Config::from(&sdk_config.build())).await.unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_provider_of_the_sdk_is_a_provider() {
    let server = server().await;
    let config = server
        .config()
        .credentials_provider(SdkCredentialsProvider::new(keys()));
    call(config.build()).await.unwrap();
    assert_eq!(asked(&server.requests()[0]), "ListOpportunities by AKIAEXAMPLE");
}

/// An HTTP client in the form of tests for the AWS SDK: it responds in memory.
#[derive(Clone, Debug, Default)]
struct Memory {
    requests: Arc<Mutex<Vec<String>>>,
}

impl HttpConnector for Memory {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let body = request.body().bytes().unwrap_or_default();
        let seen = format!("{} {target} {}", request.uri(), String::from_utf8_lossy(body));
        self.requests.lock().unwrap().push(seen);
        let body = SdkBody::from(r#"{"OpportunitySummaries":[],"NextToken":"more"}"#);
        HttpConnectorFuture::ready(Ok(HttpResponse::new(200.try_into().unwrap(), body)))
    }
}

impl HttpClient for Memory {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        assert_eq!(settings.connect_timeout(), Some(Duration::from_millis(3_100)));
        assert!(components.sleep_impl().is_some() && components.time_source().is_some());
        SharedHttpConnector::new(self.clone())
    }
}

#[tokio::test]
async fn the_http_client_of_an_sdk_config_is_used() {
    let memory = Memory::default();
    let sdk_config = SdkConfig::builder()
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(keys()))
        .http_client(memory.clone())
        .build();
    let client = partnercentral_selling::Client::new(&sdk_config);
    let output = client.list_opportunities().catalog("AWS").send().await.unwrap();
    assert_eq!(output.next_token(), Some("more"));
    assert_eq!(
        *memory.requests.lock().unwrap(),
        [
            "https://partnercentral-selling.us-east-1.api.aws/ AWSPartnerCentralSelling.ListOpportunities {\"Catalog\":\"AWS\"}"
        ]
    );
}

#[tokio::test]
async fn a_config_takes_an_http_client_of_the_sdk() {
    let memory = Memory::default();
    let config = Config::builder()
        .with_test_defaults_v2()
        .http_client(memory.clone())
        .build();
    let client = partnercentral_selling::Client::from_conf(config);
    client.list_opportunities().catalog("AWS").send().await.unwrap();
    assert_eq!(memory.requests.lock().unwrap().len(), 1);
}

#[test]
fn timeouts_that_the_sdk_disables_stay_disabled() {
    let timeouts = TimeoutConfig::builder()
        .disable_read_timeout()
        .operation_timeout(Duration::from_secs(9))
        .build();
    let config = Config::builder().timeout_config(timeouts).build();
    let timeouts = config.timeout_config().unwrap();
    assert_eq!(timeouts.read_timeout(), None);
    assert_eq!(timeouts.operation_timeout(), Some(Duration::from_secs(9)));
    assert_eq!(timeouts.connect_timeout(), Some(Duration::from_millis(3_100)));
}

fn sdk_code<E: aws_smithy_types::error::metadata::ProvideErrorMetadata>(error: &E) -> Option<&str> {
    error.code()
}

#[tokio::test]
async fn errors_and_providers_go_both_ways() {
    let response = HttpResponse::new(503.try_into().unwrap(), SdkBody::from("down"));
    let error: SdkError<Error> =
        SdkError::service_error(Error::generic(ErrorMetadata::builder().code("X").build()), response);
    assert_eq!(error.raw_response().unwrap().status(), 503);
    assert_eq!(sdk_code(&error), Some("X"));
    let error = AwsSdkError::from(error);
    assert_eq!(error.raw_response().unwrap().body().bytes(), Some(b"down".as_slice()));
    assert_eq!(
        error.as_service_error().and_then(|error| error.meta().code()),
        Some("X")
    );

    let config = Config::builder().credentials_provider(keys()).build();
    let sdk_config = SdkConfig::builder()
        .credentials_provider(config.credentials_provider().unwrap())
        .build();
    let provider = sdk_config.credentials_provider().unwrap();
    let credentials = provider.provide_credentials().await.unwrap();
    assert_eq!(credentials.access_key_id(), LONG_TERM.access_key_id);
}
