//! The values that endpoint rules get from settings, operations and inputs, shown by running a
//! generated client.

use crate::common;
use smithy_codegen::model::select::Filter;

/// Calls of the client itself, beside the model's own tests.
const CALLS: &str = r#"//! The client, called.
use harbour::config::{AccountIdEndpointMode, Builder, ClientContextParams as _, Credentials, http_client_fn};
use harbour::{Client, Config};
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

/// Returns the URL that a call of `Inspect` goes to, or the error.
fn called(set: impl FnOnce(Builder) -> Builder) -> String {
    let seen = Arc::new(Mutex::new(String::new()));
    let sees = Arc::clone(&seen);
    let config = set(Config::builder())
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "test"))
        .region(harbour::config::Region::new("us-east-1"))
        .http_client(http_client_fn(move |request| {
            *sees.lock().unwrap() = request.uri().to_string();
            http::Response::new("{}".into())
        }));
    let client = Client::from_conf(config.build());
    let mut call = pin!(client.load().send());
    let Poll::Ready(answer) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("nothing to wait for");
    };
    match answer {
        Ok(_) => seen.lock().unwrap().clone(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn settings_reach_the_rules() {
    assert_eq!(called(|config| config), "https://harbour.example/");
    assert_eq!(called(|config| config.quay("west")), "https://west.quay.example/");
    assert_eq!(called(|config| config.night_shift(true)), "https://night.example/");
    assert_eq!(called(|config| config.slow(true)), "https://slow.example/");
    let cleared = |mut config: Builder| {
        config.set_quay(None);
        config
    };
    assert_eq!(called(|config| cleared(config.quay("west"))), "https://harbour.example/");
    let refused = called(|config| config.account_id_endpoint_mode(AccountIdEndpointMode::Required));
    assert!(refused.contains("no account"), "{refused}");
}
"#;

#[test]
fn endpoint_parameters_come_from_settings_operations_and_inputs() {
    let sources = common::sources(&common::fixtures("accept").join("settings-and-paths-for-endpoint-rules.json"));
    let (generated, diagnostics) = common::generate(&sources, Filter::default());
    let mut generated = generated.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)));
    let cases = &generated.files["tests/endpoint_tests/cases.rs"];
    assert_eq!(cases.matches(".endpoint_params(").count(), 13);
    generated.files.insert("tests/calls.rs".to_owned(), CALLS.to_owned());
    // One build for both.
    common::run_tests("calls", &[generated, crate::weather::with_calls()]);
}
