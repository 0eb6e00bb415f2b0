//! The sources of a client's settings, and the example in a process of its own.

#[path = "../../examples/create_engagement_invitation.rs"]
#[expect(dead_code, reason = "the example's `main`")]
mod example;
mod shared;

use std::io::Write;
use std::process::Command;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use e2e::{Answer, Keys, LONG_TERM, REQUEST_ID, Server, TEMPORARY};
use partnercentral_selling::config::{Builder, Credentials, Region, http_client_fn};
use partnercentral_selling::{Client, Config};
use serde_json::json;

const ARN: &str = "arn:aws:partnercentral::123456789012:Sandbox/engagement-invitation/engi-from-the-server";

async fn server() -> Server {
    Server::always(Answer::json(200, &json!({ "Id": "engi-from-the-server", "Arn": ARN })))
        .await
        .unwrap()
}

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// The variable that holds the arguments of `example_process`, one per line.
const ARGUMENTS: &str = "ARGUMENTS_OF_THE_EXAMPLE";

/// The line that separates what libtest prints from the output of the example.
const START: &str = "---- output of the example ----\n";

/// Runs the example and exits with its code. Does nothing unless `run` starts it, in a process with
/// an environment of its own.
#[tokio::test]
async fn example_process() {
    let Ok(arguments) = std::env::var(ARGUMENTS) else {
        return;
    };
    print!("{START}");
    let code = example::run(arguments.lines().map(str::to_owned)).await;
    std::io::stdout().flush().unwrap();
    std::process::exit(code.into());
}

/// Runs the example in a process of its own, with these variables and no others.
async fn run(arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "settings::example_process", "--nocapture"])
        .env_clear()
        .env(ARGUMENTS, arguments.join("\n"))
        .envs(variables.iter().copied());
    // Profiles of this machine and instance metadata are not used.
    command.env("HOME", "/nowhere").env("AWS_EC2_METADATA_DISABLED", "true");
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    let output = tokio::task::spawn_blocking(move || command.output())
        .await
        .unwrap()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let stdout = text(output.stdout);
    Run {
        code: output.status.code(),
        stdout: stdout.split_once(START).expect("the example starts").1.to_owned(),
        stderr: text(output.stderr),
    }
}

/// Returns the variables that name these keys and the region.
fn environment(keys: &Keys) -> Vec<(&'static str, &'static str)> {
    let mut variables = vec![
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", keys.access_key_id),
        ("AWS_SECRET_ACCESS_KEY", keys.secret_access_key),
    ];
    variables.extend(keys.session_token.map(|token| ("AWS_SESSION_TOKEN", token)));
    variables
}

#[tokio::test]
async fn from_env_takes_region_keys_and_endpoint_of_the_environment() {
    for keys in [LONG_TERM, TEMPORARY] {
        let server = server().await;
        let url = server.url();
        let variables = [environment(&keys), vec![("AWS_ENDPOINT_URL", &url)]].concat();
        let run = run(&["--live", "--engagement", "eng-of-the-caller0"], &variables).await;
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        assert!(
            run.stdout.contains(ARN) && run.stdout.contains(REQUEST_ID),
            "{}",
            run.stdout
        );
        let request = &server.requests()[0];
        assert_eq!(request.json()["EngagementIdentifier"], "eng-of-the-caller0");
        assert_eq!(request.header("x-amz-security-token"), keys.session_token);
    }
}

#[tokio::test]
async fn an_endpoint_of_the_service_goes_before_one_of_all_services() {
    let server = server().await;
    let url = server.url();
    let endpoints = vec![
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
        ("AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING", &url),
    ];
    let run = run(&["--live"], &[environment(&LONG_TERM), endpoints].concat()).await;
    assert_eq!((run.code, server.requests().len()), (Some(0), 1), "{}", run.stderr);
}

#[tokio::test]
async fn a_live_failure_says_what_is_wrong_and_exits_with_one() {
    let server = server().await;
    let url = server.url();
    let url = url.as_str();
    let wrong = Keys {
        secret_access_key: "SECRET-of-the-caller",
        ..LONG_TERM
    };
    let endpoint = |url| vec![("AWS_ENDPOINT_URL", url)];
    let region = vec![("AWS_REGION", "us-east-1")];
    for (variables, said) in [
        (
            [environment(&wrong), endpoint(url)].concat(),
            "CreateEngagementInvitation: InvalidSignatureException: ",
        ),
        (
            [environment(&LONG_TERM), endpoint("http://127.0.0.1:1")].concat(),
            "could not connect to 127.0.0.1:1: connection refused",
        ),
        (
            [region.clone(), endpoint(url)].concat(),
            "no credentials: no source of the default chain is configured (environment: AWS_ACCESS_KEY_ID is not set; ",
        ),
        (environment(&LONG_TERM)[1..].to_vec(), "no region is set"),
        (
            [region.clone(), endpoint("localhost")].concat(),
            "AWS_ENDPOINT_URL: expected an http or https URL",
        ),
        (
            [region, vec![("AWS_USE_FIPS_ENDPOINT", "maybe")]].concat(),
            "AWS_USE_FIPS_ENDPOINT: expected true or false",
        ),
    ] {
        let run = run(&["--live"], &variables).await;
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{}", run.stderr);
        assert!(
            run.stderr.starts_with("error: ") && run.stderr.contains(said),
            "{said}: {}",
            run.stderr
        );
        assert!(!run.stderr.contains("SECRET"), "{}", run.stderr);
    }
}

#[tokio::test]
async fn the_example_runs_without_an_account_and_shows_both_ways() {
    let run = run(&[], &[]).await;
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    for shown in [
        "POST / HTTP/1.1",
        "content-type: application/x-amz-json-1.0",
        "x-amz-target: AWSPartnerCentralSelling.CreateEngagementInvitation",
        "authorization: AWS4-HMAC-SHA256 Credential=",
        "\"Catalog\": \"Sandbox\"",
        "id          engi-0000005000005",
        "arn         arn:aws:partnercentral::111122223333:Sandbox/engagement-invitation/engi-0000005000005",
        "request id  00000000-",
    ] {
        assert!(run.stdout.contains(shown), "{shown} is not in {}", run.stdout);
    }
}

#[tokio::test]
async fn the_example_explains_itself() {
    for argument in ["--help", "-h"] {
        let run = run(&[argument], &[]).await;
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        assert!(
            run.stdout.contains("--live") && run.stdout.contains("AWS_REGION"),
            "{}",
            run.stdout
        );
    }
    for (arguments, problem) in [
        (&["--liv"][..], "unexpected argument '--liv'"),
        (&["--engagement"], "--engagement needs a value"),
    ] {
        let run = run(arguments, &[]).await;
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        assert!(run.stderr.contains(problem), "{}", run.stderr);
    }
}

/// Returns the URI of a call, or the error.
async fn destination(config: Builder) -> Result<String, String> {
    let uris = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&uris);
    let http = http_client_fn(move |request| {
        seen.lock().unwrap().push(request.uri().to_string());
        http::Response::new(Bytes::from_static(b"{}"))
    });
    let keys = Credentials::new(LONG_TERM.access_key_id, LONG_TERM.secret_access_key, None, None, "test");
    let client = Client::from_conf(config.credentials_provider(keys).http_client(http).build());
    let result = client.list_opportunities().catalog("AWS").send().await;
    let uri = uris.lock().unwrap().pop();
    result.map(|_| uri.unwrap()).map_err(|error| error.to_string())
}

#[tokio::test]
async fn the_endpoint_follows_from_the_region_unless_one_is_set() {
    let config = || Config::builder().region(Region::new("us-east-1"));
    for (config, expected) in [
        (config(), Ok("https://partnercentral-selling.us-east-1.api.aws/")),
        (
            config().use_fips(true),
            Ok("https://partnercentral-selling-fips.us-east-1.api.aws/"),
        ),
        (
            config().endpoint_url("http://127.0.0.1:1/base"),
            Ok("http://127.0.0.1:1/base/"),
        ),
        (Config::builder(), Err("no region is set")),
        (
            config().region(Region::new("evil.example/#")),
            Err("is not the name of a region"),
        ),
        (config().use_fips(true).endpoint_url("http://127.0.0.1:1"), Err("FIPS")),
        (
            config().endpoint_url("ftp://127.0.0.1"),
            Err("is not an http or https URL"),
        ),
    ] {
        match (destination(config).await, expected) {
            (Ok(uri), Ok(expected)) => assert_eq!(uri, expected),
            (Err(text), Err(expected)) => {
                assert!(
                    text.starts_with("ListOpportunities: nothing was sent: ") && text.contains(expected),
                    "{text}"
                );
            }
            (got, expected) => panic!("{got:?} instead of {expected:?}"),
        }
    }
}

#[tokio::test]
async fn a_client_without_credentials_says_so() {
    let server = server().await;
    let config = Config::builder()
        .region(Region::new("us-east-1"))
        .endpoint_url(server.url())
        .build();
    let error = Client::from_conf(config)
        .list_opportunities()
        .catalog("AWS")
        .send()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("the config has no credentials"), "{error}");
    assert_eq!(server.connections(), 0);
}
