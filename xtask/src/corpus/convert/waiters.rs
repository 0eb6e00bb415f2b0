//! `@waitable` from botocore's waiters.

use serde_json::{Value, json};

use super::{Facts, Object, entries};

/// The longest delay of a waiter, in seconds: the default of the trait.
const MAX_DELAY: u64 = 120;

/// Returns the value of `@waitable` for an operation, if it has waiters.
pub(super) fn convert(facts: &Facts<'_>, name: &str, operation: &Value) -> Option<Value> {
    let waiters = entries(facts.waiters).filter(|(_, waiter)| waiter["operation"] == name);
    let waiters: Object = waiters
        .filter_map(|(name, waiter)| Some((name.clone(), self::waiter(facts, operation, waiter)?)))
        .collect();
    (!waiters.is_empty()).then(|| waiters.into())
}

/// Converts a waiter; `None` if the trait cannot express one of its conditions.
fn waiter(facts: &Facts<'_>, operation: &Value, waiter: &Value) -> Option<Value> {
    let delay = waiter["delay"].as_u64()?;
    let acceptors = waiter["acceptors"].as_array()?.iter().map(|acceptor| {
        let matcher = matcher(facts, operation, acceptor)?;
        Some(json!({ "state": acceptor["state"], "matcher": matcher }))
    });
    Some(json!({
        "acceptors": acceptors.collect::<Option<Vec<_>>>()?,
        "minDelay": delay,
        "maxDelay": delay.max(MAX_DELAY),
    }))
}

fn matcher(facts: &Facts<'_>, operation: &Value, acceptor: &Value) -> Option<Value> {
    let expected = &acceptor["expected"];
    let path = |comparator: &str| {
        let expected = match expected {
            Value::Bool(expected) => expected.to_string(),
            expected => expected.as_str()?.to_owned(),
        };
        Some(json!({
            "output": { "path": acceptor["argument"], "comparator": comparator, "expected": expected },
        }))
    };
    match (acceptor["matcher"].as_str()?, expected) {
        ("path", Value::Bool(_)) => path("booleanEquals"),
        ("path", _) => path("stringEquals"),
        ("pathAll", Value::String(_)) => path("allStringEquals"),
        ("pathAny", Value::String(_)) => path("anyStringEquals"),
        ("error", Value::Bool(is_error)) => Some(json!({ "success": !is_error })),
        ("error", Value::String(code)) => Some(json!({ "errorType": code })),
        ("status", Value::Number(status)) if status.as_u64()? < 300 => Some(json!({ "success": true })),
        ("status", status) => Some(json!({ "errorType": error_of_status(facts, operation, status)? })),
        _ => None,
    }
}

/// Returns the error of an operation with an HTTP status. A response to HEAD only has the status as
/// its name.
fn error_of_status<'f>(facts: &Facts<'f>, operation: &'f Value, status: &Value) -> Option<&'f str> {
    let names = operation["errors"].as_array().into_iter().flatten();
    let mut names = names.filter_map(|error| error["shape"].as_str());
    let of_status = names.find(|name| facts.service["shapes"][name]["error"]["httpStatusCode"] == *status);
    of_status.or_else(|| match status.as_u64()? {
        301 => Some("PermanentRedirect"),
        403 => Some("Forbidden"),
        404 => Some("NotFound"),
        _ => None,
    })
}
