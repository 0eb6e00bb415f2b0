//! Programs that print credentials, programs that do not, and their errors.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::time::Duration;

use super::*;
use crate::auth::chain::test_context;
use crate::settings::Env;

const KEYS: &str = r#"{"Version": 1, "AccessKeyId": "AKID", "SecretAccessKey": "SECRET", "AccountId": "123456789012"}"#;

async fn load(command: &str, limit: Duration) -> Result<Credentials, String> {
    let context = test_context(Env::from_slice(&[]));
    let value = Value::for_tests(command, "/aws/config", 3);
    run_within(&value, &context, limit)
        .await
        .map_err(|error| error.to_string())
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(future)
}

#[test]
fn credentials_are_read() {
    let credentials = block_on(load(&format!("printf %s '{KEYS}'"), TIME_LIMIT)).unwrap();
    assert_eq!(credentials.access_key_id(), "AKID");
    assert_eq!(credentials.account_id().map(|id| id.as_str()), Some("123456789012"));
}

#[test]
fn errors_say_what_was_expected_and_show_nothing_of_the_command() {
    for (command, expected) in [
        ("", "the command is empty"),
        ("'PASSWORD", "a quote is not closed"),
        ("PASSWORD=1 tool", "the program cannot be started: "),
        ("/does/not/exist/PASSWORD", "the program cannot be started: "),
        ("sh -c 'exit 3' PASSWORD", "the program ended with exit status: 3"),
        ("ls /PASSWORD", "the program ended with exit status: "),
        ("ls --PASSWORD=1", "***"),
        ("echo PASSWORD", "the output of the program is not JSON"),
        ("printf {}", "has no `\"Version\": 1`"),
        (
            r#"printf %s '{"Version": 1, "AccessKeyId": "PASSWORD"}'"#,
            "the output of the program has no SecretAccessKey",
        ),
    ] {
        let error = block_on(load(command, TIME_LIMIT)).unwrap_err();
        assert!(error.contains(expected), "{command}: {error}");
        assert!(error.starts_with("credential_process (/aws/config:3): "), "{error}");
        assert!(!error.contains("PASSWORD"), "{error}");
    }
}

#[test]
fn a_command_for_a_shell_gets_a_hint() {
    let error = block_on(load(&format!("echo '{KEYS}' | cat"), TIME_LIMIT)).unwrap_err();
    assert!(error.contains("use `sh -c '..'`"), "{error}");
    let error = block_on(load("echo no", TIME_LIMIT)).unwrap_err();
    assert!(!error.contains("sh -c"), "{error}");
}

#[test]
fn a_program_that_hangs_is_killed() {
    let folder = std::env::temp_dir().join(format!("smithy-process-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let pid_file = folder.join("pid");
    let command = format!("sh -c 'echo $$ > {} && exec sleep 600'", pid_file.display());
    let error = block_on(load(&command, Duration::from_millis(700))).unwrap_err();
    assert!(error.contains("did not end within 700ms and was killed"), "{error}");
    let pid = std::fs::read_to_string(&pid_file).unwrap();
    let status = format!("/proc/{}/stat", pid.trim());
    // The process is gone, or waits for its parent to notice.
    for _ in 0..200 {
        match std::fs::read_to_string(&status) {
            Ok(text) if !text.contains(") Z ") => std::thread::sleep(Duration::from_millis(20)),
            _ => return drop(std::fs::remove_dir_all(&folder)),
        }
    }
    panic!("the process still runs");
}
