//! Credentials that a program prints, by a profile's `credential_process`.

mod run;
mod words;

use std::time::Duration;

use self::run::{Finished, KillOnDrop, Killer, RunError};
use self::words::{Rules, want_a_shell};
use super::secret_json::SecretJson;
use super::spawn_blocking::spawn_blocking;
use super::{ChainContext, SourceError};
use crate::auth::Credentials;
use crate::settings::{ConfigError, Value};
use crate::text;

/// The time within which the program has to end.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// The number of characters that are shown of the program's own error.
const SHOWN: usize = 300;

const SHELL_HINT: &str = "; the command runs without a shell, so that pipes, redirections, variables and assignments have \
    no effect: use `sh -c '..'` for them";

/// Runs the command and reads the credentials that it prints.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html>
pub(super) async fn run(command: &Value, context: &ChainContext) -> Result<Credentials, SourceError> {
    run_within(command, context, TIME_LIMIT).await
}

/// Runs the command within a time limit; a program that takes longer is killed. Errors show nothing
/// of the command, which may contain a secret.
async fn run_within(command: &Value, context: &ChainContext, limit: Duration) -> Result<Credentials, SourceError> {
    let failed = |problem: String| ConfigError::at("credential_process", &command.place, problem);
    let words = words::split(&command.text, Rules::CURRENT).map_err(|problem| failed(problem.to_owned()))?;
    if words.is_empty() {
        return Err(failed("the command is empty".to_owned()).into());
    }
    let killer = Killer::default();
    let _guard = KillOnDrop(killer.clone());
    let to_run = words.clone();
    let running = spawn_blocking(move || Ok(run::run(&to_run, &killer)));
    let finished = context.timeout(limit, running).await;
    let problem = match finished {
        Ok(Ok(Ok(finished))) => match read(&finished, &words) {
            Ok(credentials) => return Ok(credentials),
            Err(problem) => problem,
        },
        Ok(Ok(Err(error))) => not_run(&error),
        Ok(Err(error)) => format!("no thread can be started for the program: {error}"),
        Err(_) => format!("the program did not end within {limit:?} and was killed"),
    };
    let hint = if want_a_shell(&words) { SHELL_HINT } else { "" };
    Err(failed(format!("{problem}{hint}")).into())
}

fn not_run(error: &RunError) -> String {
    match error {
        RunError::Start(error) => format!("the program cannot be started: {error}"),
        RunError::Wait(error) => format!("the output of the program cannot be read: {error}"),
    }
}

fn read(finished: &Finished, words: &[String]) -> Result<Credentials, String> {
    if !finished.status.success() {
        let message = message(&finished.stderr, words);
        return Err(format!("the program ended with {}{message}", finished.status));
    }
    let bad = |problem: &str| format!("the output of the program {problem}");
    let secrets = SecretJson::parse(&finished.stdout).map_err(bad)?;
    let bad = |problem: String| bad(&problem);
    if secrets.integer("Version") != Some(1) {
        return Err(bad("has no `\"Version\": 1`, the only version that is known".to_owned()));
    }
    let mut builder = Credentials::builder()
        .access_key_id(secrets.required("AccessKeyId").map_err(bad)?)
        .secret_access_key(secrets.required("SecretAccessKey").map_err(bad)?)
        .provider_name("Process");
    builder.set_session_token(secrets.text("SessionToken").map(ToOwned::to_owned));
    builder.set_expiry(secrets.time("Expiration").map_err(bad)?);
    if let Some(account_id) = secrets.text("AccountId") {
        builder = builder.account_id(account_id);
    }
    Ok(builder.build())
}

/// Returns the program's own error, in which the words of the command are masked: programs repeat
/// arguments that they do not understand.
fn message(stderr: &[u8], words: &[String]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let mut text = text.trim().to_owned();
    let mut secrets: Vec<&str> = Vec::new();
    for word in words {
        secrets.push(word);
        secrets.extend(word.split(['=', ' ', ',', ':', '"', '\'', '{', '}']));
    }
    secrets.retain(|secret| secret.len() >= 4);
    // The longest first, because it may contain others.
    while let Some(longest) = secrets.iter().map(|secret| secret.len()).max() {
        for secret in &secrets {
            if secret.len() == longest {
                text = text::replace(&text, secret, "***");
            }
        }
        secrets.retain(|secret| secret.len() < longest);
    }
    let text: String = text.chars().take(SHOWN).collect();
    match text.is_empty() {
        true => String::new(),
        false => format!(": {text}"),
    }
}

#[cfg(all(test, unix))]
mod tests;
