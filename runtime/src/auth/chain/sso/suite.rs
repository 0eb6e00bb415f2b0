//! The suite of bearer tokens.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::Path;

use crate::auth::ProvideToken as _;
use crate::auth::chain::secret_json::shown_time;
use crate::auth::chain::{test_context, token_chain};
use crate::settings::Env;
use crate::suite_data::{self, TempFolder};

#[tokio::test]
async fn bearer_tokens() {
    let Some(suite) = suite_data::path("default-token-provider-chain") else {
        return;
    };
    let (mut cases, mut failures) = (0, Vec::new());
    for entry in std::fs::read_dir(suite).unwrap() {
        let folder = entry.unwrap().path();
        cases += 1;
        let found = run(&folder).await;
        let case = read(&folder.join("test-case.json"));
        let expected = &case["result"];
        let is_right = match &found {
            Ok((token, expiry)) => {
                expected["Ok"]["token"] == token.as_str() && expected["Ok"]["expiration"] == expiry.as_str()
            }
            Err(_) => expected.get("Ok").is_none(),
        };
        if !is_right {
            failures.push(format!("{}: {found:?}, expected {expected}", folder.display()));
        }
    }
    suite_data::report("default-token-provider-chain", cases, &failures);
}

fn read(path: &Path) -> serde_json::Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

async fn run(folder: &Path) -> Result<(String, String), String> {
    let root = TempFolder::new("tokens");
    copy(&folder.join("fs"), &root.0);
    let variables = read(&folder.join("env.json"));
    let variables: Vec<_> = variables
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| match (name.as_str(), value.as_str().unwrap()) {
            ("HOME", home) => ("HOME", format!("{}{home}", root.0.display())),
            (name, value) => (name, value.to_owned()),
        })
        .collect();
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let chain = token_chain(test_context(Env::from_slice(&variables)));
    let token = chain.provide_token().await.map_err(|error| error.to_string())?;
    let expiry = token.expiration().map(shown_time);
    Ok((token.token().to_owned(), expiry.unwrap_or_default()))
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
