//! Calls whose config lacks a required setting.

use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::{Credentials, CredentialsError};
use smithy_client_runtime::config::{Config, Region, http_client_fn};
use smithy_client_runtime::error::SdkError;

use crate::mini::{self, input};

#[tokio::test]
async fn what_the_config_lacks_is_said() {
    let keys = || Credentials::from_keys("AKID", "SECRET", None);
    let region = || Region::new("us-east-1");
    let http = || http_client_fn(|_| http::Response::new(Bytes::new()));
    for (config, expected) in [
        (
            Config::builder().credentials_provider(keys()),
            "no region is set: set `region` in the config, AWS_REGION, or `region` in the profile",
        ),
        (
            Config::builder()
                .credentials_provider(keys())
                .endpoint_url("http://127.0.0.1:1"),
            "no region is set: set `region` in the config, AWS_REGION, or `region` in the profile",
        ),
        (
            Config::builder()
                .region(Region::new("evil.example/?"))
                .credentials_provider(keys()),
            "\"evil.example/?\" is not the name of a region",
        ),
        (
            Config::builder().region(region()),
            "the config has no credentials: set `credentials_provider`, or load those of the environment with `from_env`",
        ),
        (
            Config::builder().region(region()).credentials_provider(Failing),
            "no credentials: the vault is sealed",
        ),
        (
            Config::builder()
                .region(region())
                .credentials_provider(keys())
                .endpoint_url("ftp://example.com"),
            "the endpoint \"ftp://example.com\" is not an http or https URL without a user and without a query",
        ),
        (
            Config::builder()
                .region(region())
                .credentials_provider(keys())
                .endpoint_url("http://a")
                .use_fips(true),
            "no endpoint: Invalid Configuration: FIPS and custom endpoint are not supported",
        ),
    ] {
        let client = Handle::new(&mini::SERVICE, config.http_client(http()).build());
        let error = client.call(input()).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("CreateInvitation: nothing was sent: {expected}")
        );
        assert!(matches!(error, SdkError::ConstructionFailure(_)));
    }
}

#[derive(Debug)]
struct Failing;

impl smithy_client_runtime::auth::ProvideCredentials for Failing {
    fn provide_credentials<'a>(&'a self) -> smithy_client_runtime::auth::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        smithy_client_runtime::auth::future::ProvideCredentials::ready(Err(CredentialsError::not_loaded(
            "the vault is sealed",
        )))
    }
}
