//! Credentials that a program prints, by a profile's `credential_process`.

use std::io;
use std::process::{Command, Output, Stdio};

use super::Refusal;
use super::off_thread::off_thread;
use super::secrets::Secrets;
use crate::auth::Credentials;

/// How much of what a program says of its failure is shown, in characters.
const SHOWN: usize = 300;

/// Runs the command and reads what it prints.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html>
pub(super) async fn run(command: &str) -> Result<Credentials, Refusal> {
    let [program, arguments @ ..] = &words(command)?[..] else {
        return Err("credential_process has no command".into());
    };
    let mut process = Command::new(program);
    process.args(arguments).stdin(Stdio::null());
    let output = off_thread(move || process.output())
        .await
        .map_err(|error| not_run(program, &error))?;
    read(program, &output).map_err(Refusal::from)
}

fn not_run(program: &str, error: &io::Error) -> String {
    format!("credential_process: {program:?} cannot be run: {error}")
}

fn read(program: &str, output: &Output) -> Result<Credentials, String> {
    let said = String::from_utf8_lossy(&output.stderr);
    let said: String = said.trim().chars().take(SHOWN).collect();
    if !output.status.success() {
        return Err(format!(
            "credential_process: {program:?} ended with {}: {said}",
            output.status
        ));
    }
    let bad = |problem: &str| format!("credential_process: what {program:?} printed {problem}");
    let secrets = Secrets::read(&output.stdout).map_err(bad)?;
    let bad = |problem: String| bad(&problem);
    if secrets.integer("Version") != Some(1) {
        return Err(bad("is not of version 1, the one that is known".to_owned()));
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

/// The command's words: separated by spaces, with quotes around those that have some, and no other magic of a shell. A
/// backslash is kept, as it stands in paths, unless it stands before a quote within quotes.
fn words(command: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word = None::<String>;
    let mut quote = None;
    let mut characters = command.chars().peekable();
    while let Some(character) = characters.next() {
        match quote {
            Some(open) if character == open => quote = None,
            Some('"') if character == '\\' && characters.peek() == Some(&'"') => {
                characters.next();
                word.get_or_insert_default().push('"');
            }
            None if matches!(character, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            None if character.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    if quote.is_some() {
        return Err("credential_process: a quote is not closed".to_owned());
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn words_are_separated_by_spaces_outside_of_quotes() {
        for (command, expected) in [
            ("", &[][..]),
            ("  one\ttwo  ", &["one", "two"]),
            (
                r#""C:\Program Files\tool.exe" --name 'a b' x"y z"w"#,
                &["C:\\Program Files\\tool.exe", "--name", "a b", "xy zw"],
            ),
            (
                r#"tool '{"a":"b c"}' "say \"hi\"" '' "#,
                &["tool", r#"{"a":"b c"}"#, "say \"hi\"", ""],
            ),
        ] {
            assert_eq!(words(command).unwrap(), expected, "{command}");
        }
        assert!(words("tool 'open").is_err());
    }
}
