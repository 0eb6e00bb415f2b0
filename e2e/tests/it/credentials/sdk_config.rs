//! A program that has a config of the AWS SDK already, or one of its providers of credentials.

use std::time::Duration;

use aws_credential_types::provider::SharedCredentialsProvider;
use aws_types::SdkConfig;
use aws_types::origin::Origin;
use aws_types::sdk_config::{RetryConfig, TimeoutConfig};
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use e2e::LONG_TERM;
use partnercentral_selling::Config;
use partnercentral_selling::config::retry::RetryMode;
use partnercentral_selling::config::sdk_config::SdkCredentialsProvider;

use super::sources::{asked, server};
use crate::home::call;

fn keys() -> aws_credential_types::Credentials {
    aws_credential_types::Credentials::new(LONG_TERM.access_key_id, LONG_TERM.secret_access_key, None, None, "e2e")
}

#[tokio::test]
async fn an_sdk_config_makes_a_config() {
    let server = server().await;
    let sdk_config = SdkConfig::builder()
        .region(aws_types::region::Region::new("us-east-1"))
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
        .region(aws_types::region::Region::new("us-east-1"))
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
