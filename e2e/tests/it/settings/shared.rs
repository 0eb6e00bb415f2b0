//! The shared config files and the loader: each setting that a client uses, and its effect.

use std::time::Duration;

use bytes::Bytes;
use partnercentral_selling::config::retry::{RetryConfig, RetryMode};
use partnercentral_selling::config::timeout::TimeoutConfig;
use partnercentral_selling::config::{AppName, Config, ConfigLoader, Credentials, Region, http_client_fn};

use crate::home::{Home, call};

/// Returns the URI and the user agent of a request of this loader's client.
async fn sent(loader: ConfigLoader) -> (String, String) {
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Default::default()));
    let kept = std::sync::Arc::clone(&seen);
    let http = http_client_fn(move |request| {
        let user_agent = request.headers()["user-agent"].to_str().unwrap().to_owned();
        *kept.lock().unwrap() = (request.uri().to_string(), user_agent);
        http::Response::new(Bytes::from_static(br#"{"OpportunitySummaries":[]}"#))
    });
    let keys = Credentials::from_keys("AKID", "SECRET", None);
    let config = loader
        .credentials_provider(keys)
        .http_client(http)
        .load()
        .await
        .unwrap();
    call(config).await.unwrap();
    seen.lock().unwrap().clone()
}

#[tokio::test]
async fn the_endpoint_of_the_service_in_the_nearest_source_counts() {
    const SERVICES: &str = "[default]\nregion = us-east-1\nservices = local\nendpoint_url = http://profile.example\n\
        [services local]\npartnercentral_selling =\n  endpoint_url = http://section.example\n";
    const ALL: &str = "[default]\nregion = us-east-1\nendpoint_url = http://profile.example\n";
    const OWN: (&str, &str) = ("AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING", "http://own.example");
    const OTHER: (&str, &str) = ("AWS_ENDPOINT_URL_S3", "http://other.example");
    const EVERY: (&str, &str) = ("AWS_ENDPOINT_URL", "http://all.example");
    const IGNORE: (&str, &str) = ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    for (config, variables, expected) in [
        (SERVICES, &[OWN, EVERY][..], "http://own.example/"),
        (SERVICES, &[EVERY, OTHER], "http://all.example/"),
        (SERVICES, &[], "http://section.example/"),
        (ALL, &[], "http://profile.example/"),
        (
            SERVICES,
            &[OWN, EVERY, IGNORE],
            "https://partnercentral-selling.us-east-1.api.aws/",
        ),
    ] {
        let home = Home::new();
        home.file(".aws/config", config);
        assert_eq!(sent(home.loader(variables)).await.0, expected, "{variables:?}");
        let code = home.loader(variables).endpoint_url("http://code.example");
        assert_eq!(sent(code).await.0, "http://code.example/");
    }
}

#[tokio::test]
async fn code_goes_before_the_environment_and_that_before_the_profile() {
    let home = Home::new();
    home.file(
        ".aws/config",
        "[profile p]\nregion = eu-west-1\nmax_attempts = 4\nretry_mode = adaptive\ndefaults_mode = mobile\n\
         use_fips_endpoint = true\nsdk_ua_app_id = APN_1.1/pc_file$\nrequest_min_compression_size_bytes = 1\n",
    );
    let shown = |config: &Config| {
        let retries = config.retry_config().unwrap();
        let timeouts = config.timeout_config().unwrap();
        (
            config.region().map(ToString::to_string).unwrap(),
            (retries.mode(), retries.max_attempts()),
            timeouts.connect_timeout().unwrap().as_millis(),
            config.use_fips(),
            config.app_name().map(ToString::to_string).unwrap(),
        )
    };
    let profile = [("AWS_PROFILE", "p")];
    let config = home.loader(&profile).load().await.unwrap();
    let of_profile = (
        "eu-west-1".to_owned(),
        (RetryMode::Adaptive, 4),
        30_000,
        Some(true),
        "APN_1.1/pc_file$".to_owned(),
    );
    assert_eq!(shown(&config), of_profile);
    assert_eq!(config.request_min_compression_size_bytes(), Some(1));
    let environment = [
        ("AWS_PROFILE", "nobody"),
        ("AWS_DEFAULT_REGION", "eu-west-2"),
        ("AWS_MAX_ATTEMPTS", "5"),
        ("AWS_RETRY_MODE", "standard"),
        ("AWS_DEFAULTS_MODE", "in-region"),
        ("AWS_USE_FIPS_ENDPOINT", "false"),
        ("AWS_SDK_UA_APP_ID", "APN_1.1/pc_env$"),
    ];
    let config = home.loader(&environment).profile_name("p").load().await.unwrap();
    let of_environment = (
        "eu-west-2".to_owned(),
        (RetryMode::Standard, 5),
        1_100,
        Some(false),
        "APN_1.1/pc_env$".to_owned(),
    );
    assert_eq!(shown(&config), of_environment);
    let second = Duration::from_secs(1);
    let loader = home
        .loader(&environment)
        .profile_name("p")
        .region(Region::new("eu-west-3"))
        .retry_config(RetryConfig::standard().with_max_attempts(6))
        .timeout_config(TimeoutConfig::builder().connect_timeout(second).build())
        .use_fips(true)
        .app_name(AppName::new("code").unwrap());
    let of_code = (
        "eu-west-3".to_owned(),
        (RetryMode::Standard, 6),
        1_000,
        Some(true),
        "code".to_owned(),
    );
    assert_eq!(shown(&loader.load().await.unwrap()), of_code);
}

#[tokio::test]
async fn the_user_agent_names_the_program_and_where_it_runs() {
    let home = Home::new();
    let variables = [
        ("AWS_REGION", "us-east-1"),
        ("AWS_SDK_UA_APP_ID", "APN_1.1/pc_0123abc$"),
        ("AWS_EXECUTION_ENV", "AWS_ECS_FARGATE (odd)"),
    ];
    let (_, user_agent) = sent(home.loader(&variables)).await;
    let parts: Vec<_> = user_agent.split(' ').collect();
    let expected = [
        "smithy-client-runtime/",
        "ua/2.1",
        "api/partnercentral_selling#2022-07-26",
        "os/",
        "lang/rust#1.",
        "exec-env/AWS_ECS_FARGATE_-odd-",
        "m/E",
        "app/APN_1.1/pc_0123abc$",
    ];
    assert_eq!(parts.len(), expected.len(), "{user_agent}");
    for (part, expected) in parts.iter().zip(expected) {
        assert!(part.starts_with(expected), "{user_agent}");
    }
}

#[tokio::test]
async fn auto_defaults_go_by_the_environment_and_ask_nobody() {
    let home = Home::new();
    for (variables, milliseconds) in [
        (&[("AWS_REGION", "us-east-1")][..], 3_100),
        (&[("AWS_REGION", "us-east-1"), ("AWS_EXECUTION_ENV", "AWS_ECS")], 1_100),
        (&[("AWS_REGION", "eu-west-1"), ("AWS_EXECUTION_ENV", "AWS_ECS")], 3_100),
    ] {
        let variables = [variables, &[("AWS_DEFAULTS_MODE", "auto")]].concat();
        let config = home
            .loader(&variables)
            .region(Region::new("us-east-1"))
            .load()
            .await
            .unwrap();
        let connect = config.timeout_config().unwrap().connect_timeout();
        assert_eq!(connect, Some(Duration::from_millis(milliseconds)), "{variables:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_used_is_an_error_that_names_its_place() {
    let home = Home::new();
    home.file(".aws/config", "[default]\nregion = us-east-1\nmax_attempts = none\n");
    home.file("broken", "[default]\nregion\n");
    home.file("endpoint", "[default]\nservices = nobody\n");
    let path = home.path().display().to_string();
    for (variables, expected) in [
        (
            &[][..],
            "max_attempts ({home}/.aws/config:3): expected a number of attempts, at least 1",
        ),
        (
            &[("AWS_CONFIG_FILE", "~/broken")],
            "{home}/broken:2: expected `name = value`",
        ),
        (&[("AWS_CONFIG_FILE", "{home}")], "{home}: the file cannot be read: "),
        (
            &[("AWS_CONFIG_FILE", "~/endpoint")],
            "services ({home}/endpoint:2): expected the name of a [services] section, and there is no such section",
        ),
        (
            &[("AWS_PROFILE", "me")],
            "AWS_PROFILE: there is no profile \"me\" in {home}/.aws/config and {home}/.aws/credentials; create it with `aws configure --profile me`",
        ),
        (
            &[
                ("AWS_CONFIG_FILE", "none"),
                ("HTTPS_PROXY", "socks5://user:SECRET@proxy:1"),
            ],
            "HTTPS_PROXY: expected the URL of a proxy",
        ),
    ] {
        let error = home.loader(variables).load().await.unwrap_err().to_string();
        assert!(error.starts_with(&expected.replace("{home}", &path)), "{error}");
        assert!(!error.contains("SECRET"), "{error}");
    }
    let missing = [("AWS_CONFIG_FILE", "~/none"), ("AWS_SHARED_CREDENTIALS_FILE", "~/none")];
    assert!(home.loader(&missing).load().await.is_ok());
}

#[tokio::test]
async fn a_bundle_of_certificates_that_cannot_be_used_is_named_at_load() {
    let home = Home::new();
    home.file("empty.pem", "SECRET");
    home.file(
        "broken.pem",
        "-----BEGIN CERTIFICATE-----\nSECRET\n-----END CERTIFICATE-----\n",
    );
    let config = "[default]\nca_bundle = ~/empty.pem\n";
    home.file(".aws/config", config);
    let error = home.loader(&[]).load().await.unwrap_err().to_string();
    assert!(
        error.starts_with("ca_bundle (") && error.contains("/.aws/config:2): the CA bundle "),
        "{error}"
    );
    for (file, problem) in [
        ("~/no-bundle.pem", "cannot be read: "),
        ("~/broken.pem", "can be used"),
        ("~/empty.pem", "holds no certificate"),
    ] {
        let error = home
            .loader(&[("AWS_CA_BUNDLE", file)])
            .load()
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("AWS_CA_BUNDLE: ") && error.contains(problem),
            "{error}"
        );
        assert!(!error.contains("SECRET"), "{error}");
    }
}
