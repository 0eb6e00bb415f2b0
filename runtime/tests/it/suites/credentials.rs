//! The credential chain and the profiles: each case has an environment, a home folder, recorded
//! HTTP traffic, and the expected credentials.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value;
use smithy_client_runtime::auth::{Credentials, ProvideCredentials};
use smithy_client_runtime::config::{AsyncSleep, Config, Env, Region, Sleep, TimeSource};

use super::replay::Replay;
use super::{TempFolder, folders, json, refused, report};

/// A timer that never waits.
#[derive(Debug)]
pub(super) struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::ready(()))
    }
}

/// A clock that stands still.
#[derive(Debug)]
pub(super) struct Clock(pub(super) SystemTime);

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        self.0
    }
}

#[tokio::test]
async fn the_default_chain() {
    run("default-credential-provider-chain").await;
}

#[tokio::test]
async fn profiles() {
    run("profile-provider").await;
}

async fn run(suite: &str) {
    let (mut cases, mut failures) = (0, Vec::new());
    for folder in folders(suite) {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let outcome = case(suite, &name, &folder).await;
        match (outcome, refused::reason(suite, &name)) {
            (Ok(()), None) => cases += 1,
            (Err(problem), None) => failures.push(format!("{name}: {problem}")),
            (Err(_), Some(reason)) => println!("{suite}/{name} is refused: {reason}"),
            (Ok(()), Some(_)) => failures.push(format!("{name} passes, and is listed as refused")),
        }
    }
    report(suite, cases, &failures);
}

async fn case(suite: &str, name: &str, folder: &Path) -> Result<(), String> {
    let expected = &json(&folder.join("test-case.json"))["result"];
    let root = TempFolder::new(&format!("{suite}-{name}"));
    let env = install(folder, root.path());
    let replay = match folder.join("http-traffic.json") {
        path if path.exists() => Replay::new(&json(&path)),
        _ => Replay::default(),
    };
    let mut loader = Config::loader()
        .env(env)
        .http_client(replay.clone())
        .sleep_impl(NoSleep)
        .time_source(Clock(UNIX_EPOCH + Duration::from_secs(1_000_000_000)));
    if suite == "profile-provider" {
        // The suite tests the profile alone, which comes first if code chooses it.
        let variables = json(&folder.join("env.json"));
        loader = loader.profile_name(variables["AWS_PROFILE"].as_str().unwrap_or("default"));
    }
    if !has_region(folder) {
        // The recordings have no request for the region of an instance.
        loader = loader.region(Region::new("us-east-1"));
    }
    let config = loader.load().await;
    let found = match config {
        Ok(config) => {
            let provider = config.cached_credentials_provider().expect("the default chain");
            provider.provide_credentials().await.map_err(|error| error.to_string())
        }
        Err(error) => Err(error.to_string()),
    };
    match (found, expected.get("Ok")) {
        (Ok(credentials), Some(expected)) => {
            let differences = [differences(&credentials, expected), replay.differences()].concat();
            match differences.is_empty() {
                true => Ok(()),
                false => Err(differences.join("; ")),
            }
        }
        (Err(_), None) => Ok(()),
        (Ok(credentials), None) => Err(format!("expected an error, found {credentials:?}")),
        (Err(error), Some(_)) => Err(error),
    }
}

fn has_region(folder: &Path) -> bool {
    let text = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap_or_default();
    text("env.json").contains("_REGION") || text("fs/home/.aws/config").to_lowercase().contains("region")
}

/// Copies the files of a case, and returns its environment. Absolute paths of the case are paths
/// below `root` here.
pub(super) fn install(folder: &Path, root: &Path) -> Env {
    let files = folder.join("fs");
    let mut roots = vec!["/home".to_owned()];
    for entry in std::fs::read_dir(&files).into_iter().flatten() {
        roots.push(format!("/{}", entry.unwrap().file_name().to_str().unwrap()));
    }
    let moved = |text: &str| {
        roots.iter().fold(text.to_owned(), |text, path| {
            let there = format!("{}{path}", root.display());
            match text.contains(&there) {
                true => text,
                false => text.replace(&format!("= {path}"), &format!("= {there}")),
            }
        })
    };
    copy(&files, root, &moved);
    let env = json(&folder.join("env.json"));
    let variables: Vec<(String, String)> = env
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| {
            let value = value.as_str().unwrap();
            let is_path = roots
                .iter()
                .any(|path| value == path || value.starts_with(&format!("{path}/")));
            let value = if is_path {
                format!("{}{value}", root.display())
            } else {
                value.to_owned()
            };
            (name.clone(), value)
        })
        .collect();
    let variables: Vec<_> = variables
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    Env::from_slice(&variables)
}

fn copy(from: &Path, to: &Path, moved: &dyn Fn(&str) -> String) {
    for entry in std::fs::read_dir(from).into_iter().flatten() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&path, &target, moved);
        } else {
            std::fs::write(&target, moved(&std::fs::read_to_string(&path).unwrap())).unwrap();
        }
    }
}

fn differences(credentials: &Credentials, expected: &Value) -> Vec<String> {
    let expiry = credentials
        .expiry()
        .map(|expiry| expiry.duration_since(UNIX_EPOCH).unwrap().as_secs());
    let text = |name: &str| expected[name].as_str();
    let mut differences = Vec::new();
    for (name, ours, theirs) in [
        (
            "access_key_id",
            Some(credentials.access_key_id()),
            text("access_key_id"),
        ),
        (
            "secret_access_key",
            Some(credentials.secret_access_key()),
            text("secret_access_key"),
        ),
        ("session_token", credentials.session_token(), text("session_token")),
        (
            "account_id",
            credentials.account_id().map(|id| id.as_str()),
            text("account_id"),
        ),
    ] {
        if ours != theirs {
            differences.push(format!("{name}: {ours:?}, expected {theirs:?}"));
        }
    }
    if expiry != expected["expiry"].as_u64() {
        differences.push(format!("expiry: {expiry:?}, expected {}", expected["expiry"]));
    }
    differences
}
