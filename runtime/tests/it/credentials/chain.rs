//! The default chain, in processes with variables of their own.

use std::process::Command;
use std::sync::Arc;

use crate::mini::{self, input, response};
use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::config::{Region, http_client_fn};

/// The variable that is set when another test runs `child_process`.
const IS_CHILD: &str = "CHILD_PROCESS_OF_CREDENTIALS";

/// Returns a command that runs `child_process` without any of this process's variables.
fn child_command() -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "credentials::chain::child_process", "--nocapture"])
        .env_clear()
        .env(IS_CHILD, "1");
    command
}

/// Runs `child_process` with these variables and no others; returns its output.
fn child(variables: &[(&str, &str)]) -> String {
    let output = child_command()
        .env("HOME", "/nonexistent")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{text} {}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

/// Makes a call and prints the key that signed it, or the error. Does nothing unless a test below
/// runs it, in a process with an environment of its own.
#[tokio::test]
async fn child_process() {
    if std::env::var_os(IS_CHILD).is_none() {
        return;
    }
    let signer = Arc::new(std::sync::Mutex::new(String::new()));
    let kept = Arc::clone(&signer);
    let http = http_client_fn(move |request| match request.uri().path() {
        "/container" => response(
            200,
            &[],
            r#"{"AccessKeyId":"AKIDC","SecretAccessKey":"S","Token":"T","Expiration":"2099-01-01T00:00:00Z"}"#,
        ),
        path if path.starts_with("/latest") => response(404, &[], ""),
        _ => {
            let value = request.headers()["authorization"].to_str().unwrap().to_owned();
            *kept.lock().unwrap() = format!("{} {value}", request.uri());
            http::Response::new(Bytes::new())
        }
    });
    let client = Handle::from_env(&mini::SERVICE).await.unwrap();
    let config = client
        .config()
        .to_builder()
        .region(Region::new("us-east-1"))
        .http_client(http)
        .build();
    match Handle::new(&mini::SERVICE, config).call(input()).await {
        Ok(_) => println!("signed: {}", signer.lock().unwrap()),
        Err(error) => println!("failed: {error}"),
    }
}

#[test]
fn the_chain_takes_the_first_credentials() {
    let directory = std::env::temp_dir().join(format!("smithy-client-runtime-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let file = |name: &str, text: &str| {
        let path = directory.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    };
    let keys = file(
        "credentials",
        "[default]\naws_access_key_id = AKIDP\naws_secret_access_key = S\n",
    );
    let process = file(
        "config",
        "[default]\ncredential_process = /bin/echo '{\"Version\":1,\"AccessKeyId\":\"AKIDX\",\"SecretAccessKey\":\"S\"}'\n",
    );
    let container = "http://127.0.0.1/container";
    for (variables, expected) in [
        (
            &[("AWS_ACCESS_KEY_ID", "AKIDE"), ("AWS_SECRET_ACCESS_KEY", "S")][..],
            "Credential=AKIDE/",
        ),
        (&[("AWS_SHARED_CREDENTIALS_FILE", &keys)], "Credential=AKIDP/"),
        (&[("AWS_CONFIG_FILE", &process)], "Credential=AKIDX/"),
        (
            &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", container)],
            "Credential=AKIDC/",
        ),
    ] {
        let text = child(variables);
        assert!(text.contains(expected), "{variables:?}: {text}");
    }
    std::fs::remove_dir_all(directory).unwrap();
}

#[test]
fn a_chain_without_credentials_says_what_was_tried() {
    let text = child(&[]);
    assert!(
        text.contains("failed: CreateInvitation: nothing was sent: no credentials: no source of the default chain is configured (environment: AWS_ACCESS_KEY_ID is not set; profile: there is no profile \"default\" in "),
        "{text}"
    );
    assert!(text.contains("instance metadata: "), "{text}");
}

#[test]
fn the_endpoint_of_the_service_goes_before_that_of_all() {
    let keys = [("AWS_ACCESS_KEY_ID", "AKIDE"), ("AWS_SECRET_ACCESS_KEY", "S")];
    let all = ("AWS_ENDPOINT_URL", "http://all.example");
    let own = ("AWS_ENDPOINT_URL_MINI_SERVICE", "http://own.example");
    assert!(child(&[keys[0], keys[1], all]).contains("signed: http://all.example/"));
    assert!(child(&[keys[0], keys[1], all, own]).contains("signed: http://own.example/"));
}

#[test]
fn a_variable_that_is_not_text_is_no_panic() {
    use std::os::unix::ffi::OsStrExt;
    let output = child_command()
        .env("UNRELATED", std::ffi::OsStr::from_bytes(b"\xff"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
