//! The settings of clients: those that may be missing, and when and where each error is reported.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::{Credentials, ProvideCredentials, future};
use smithy_client_runtime::config::{Config, ConfigLoader, Env, Region, http_client_fn};

use crate::mini::{SERVICE, input, response};

fn keys() -> Credentials {
    Credentials::from_keys("AKID", "SECRET", None)
}

/// Returns a loader of these variables, and the URLs that are called.
fn loader(variables: &[(&str, &str)]) -> (ConfigLoader, Arc<Mutex<Vec<String>>>) {
    let urls = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&urls);
    let http = http_client_fn(move |request| {
        seen.lock().unwrap().push(request.uri().to_string());
        response(200, &[], r#"{"Id":"1"}"#)
    });
    let off = [("AWS_EC2_METADATA_DISABLED", "true")];
    let loader = Config::loader()
        .env(Env::from_slice(&[&off, variables].concat()))
        .http_client(http);
    (loader, urls)
}

async fn call(config: Config) -> Result<(), String> {
    let handle = Handle::new(&SERVICE, config);
    handle.call(input()).await.map(drop).map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_missing_profile_does_not_matter_where_code_gives_everything() {
    let missing = [("AWS_PROFILE", "nobody")];
    let loader = || loader(&missing).0;
    let everything = loader().region(Region::new("us-east-1")).credentials_provider(keys());
    call(everything.load().await.unwrap()).await.unwrap();
    for incomplete in [
        loader(),
        loader().region(Region::new("us-east-1")),
        loader().credentials_provider(keys()),
        loader().profile_name("somebody"),
    ] {
        let error = incomplete.load().await.unwrap_err().to_string();
        assert!(error.contains("create it with `aws configure --profile "), "{error}");
    }
}

#[tokio::test]
async fn a_bad_endpoint_url_is_found_at_load_and_names_its_variable_or_its_line() {
    let folder = std::env::temp_dir().join(format!("smithy-endpoint-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("config");
    let text = "[default]\nservices = local\n[services local]\nmini_service =\n  endpoint_url = SECRET\n";
    std::fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    for (variable, place) in [
        (
            ("AWS_ENDPOINT_URL_MINI_SERVICE", "SECRET"),
            "AWS_ENDPOINT_URL_MINI_SERVICE: ".to_owned(),
        ),
        // A config can be used for any service.
        (
            ("AWS_ENDPOINT_URL_OTHER", "SECRET"),
            "AWS_ENDPOINT_URL_OTHER: ".to_owned(),
        ),
        (
            ("AWS_CONFIG_FILE", file),
            format!("mini_service.endpoint_url ({file}:5): "),
        ),
    ] {
        let loaded = loader(&[variable]).0.load().await;
        let error = loaded.unwrap_err().to_string();
        assert!(error.starts_with(&place) && !error.contains("SECRET"), "{error}");
        // Settings that are not used are not checked.
        for unused in [
            loader(&[variable]).0.endpoint_url("http://127.0.0.1:1"),
            loader(&[variable, ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")]).0,
        ] {
            let unused = unused.region(Region::new("us-east-1")).credentials_provider(keys());
            call(unused.load().await.unwrap()).await.unwrap();
        }
    }
    // The URL of all services takes precedence over the profile.
    let set = [("AWS_CONFIG_FILE", file), ("AWS_ENDPOINT_URL", "http://127.0.0.1:1")];
    loader(&set).0.load().await.unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
}

#[derive(Clone, Debug, Default)]
struct Counting(Arc<AtomicUsize>);

impl ProvideCredentials for Counting {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        self.0.fetch_add(1, Ordering::SeqCst);
        future::ProvideCredentials::ready(Ok(keys()))
    }
}

#[tokio::test]
async fn the_region_is_checked_before_credentials_are_asked_for() {
    let provider = Counting::default();
    let (loader, urls) = loader(&[]);
    let config = loader.credentials_provider(provider.clone()).load().await.unwrap();
    let error = call(config.clone()).await.unwrap_err();
    assert!(error.contains("no region is set"), "{error}");
    assert_eq!(provider.0.load(Ordering::SeqCst), 0);
    assert!(urls.lock().unwrap().is_empty());
    call(config.to_builder().region(Region::new("us-east-1")).build())
        .await
        .unwrap();
    assert_eq!(provider.0.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_proxy_for_all_that_cannot_be_used_does_not_matter_where_none_is_needed() {
    for variables in [
        &[("ALL_PROXY", "socks5://127.0.0.1:1")][..],
        &[
            ("ALL_PROXY", "socks5://127.0.0.1:1"),
            ("HTTPS_PROXY", "http://127.0.0.1:1"),
        ],
    ] {
        let variables = [variables, &[("AWS_EC2_METADATA_DISABLED", "true")]].concat();
        Config::loader().env(Env::from_slice(&variables)).load().await.unwrap();
    }
}
