//! Recursion detection: the trace id of a Lambda invocation.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::Credentials;
use smithy_client_runtime::config::{Config, Env, Region, http_client_fn};
use smithy_client_runtime::customize::CustomizableOperation;

use super::{data, report};
use crate::mini::{self, input, response};

#[tokio::test]
async fn trace_ids() {
    let Some(path) = data("recursion-detection.json") else {
        return;
    };
    let suite = super::json(&path);
    let (mut cases, mut failures) = (0, Vec::new());
    for case in suite.as_array().unwrap() {
        cases += 1;
        let (found, expected) = (sent(case).await, header(&case["requestHeadersAfter"]));
        if found != expected {
            failures.push(format!("{found:?}, expected {expected:?}"));
        }
    }
    report("recursion-detection", cases, &failures);
}

/// Returns the value of the only header of a list.
fn header(headers: &Value) -> Option<String> {
    let header = headers.as_array().unwrap().first()?.as_str().unwrap();
    Some(header.split_once(": ").unwrap().1.to_owned())
}

async fn sent(case: &Value) -> Option<String> {
    let variables: Vec<_> = case["env"].as_object().unwrap().iter().collect();
    let variables: Vec<_> = variables
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
        .collect();
    let sent = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&sent);
    let http = http_client_fn(move |request| {
        let id = request.headers().get("x-amzn-trace-id");
        *seen.lock().unwrap() = id.map(|id| id.to_str().unwrap().to_owned());
        let authorization = request.headers()["authorization"].to_str().unwrap();
        assert!(!authorization.contains("x-amzn-trace-id"), "{authorization}");
        response(200, &[], r#"{"Id": "1"}"#)
    });
    let config = Config::loader()
        .env(Env::from_slice(&variables))
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::from_keys("AKID", "SECRET", None))
        .http_client(http)
        .load()
        .await
        .unwrap();
    let handle = Handle::new(&mini::SERVICE, config);
    let before = header(&case["requestHeadersBefore"]);
    let call = CustomizableOperation::new(handle, input()).mutate_request(move |request| {
        if let Some(before) = &before {
            request.headers_mut().insert("x-amzn-trace-id", before.parse().unwrap());
        }
    });
    let _ = call.send().await;
    sent.lock().unwrap().clone()
}
