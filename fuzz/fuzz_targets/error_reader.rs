//! Any status, headers and body: the outcome is an output or an error that can be shown, never a
//! panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use partnercentral_selling::error::ProvideErrorMetadata;
use smithy_fuzz::{client, ready};

/// Headers that readers look at, and one that they do not.
const NAMES: [&str; 8] = [
    "content-type",
    "x-amzn-errortype",
    "x-amzn-requestid",
    "x-amzn-query-error",
    "x-amz-request-id",
    "retry-after",
    "date",
    "x-any",
];

fuzz_target!(|data: &[u8]| {
    let [status, count, rest @ ..] = data else { return };
    let mut rest = rest;
    let status = 100 + u16::from(*status) * 2;
    let mut response = http::Response::builder().status(status);
    for _ in 0..count % 6 {
        let [name, length, tail @ ..] = rest else { break };
        let (value, tail) = tail.split_at(usize::from(*length).min(tail.len()));
        if let Ok(value) = http::HeaderValue::from_bytes(value) {
            response = response.header(NAMES[usize::from(*name) % NAMES.len()], value);
        }
        rest = tail;
    }
    let Ok(response) = response.body(rest.to_vec()) else {
        return;
    };
    let client = client(move |_| response.clone());
    let call = client.list_opportunities().catalog("Sandbox");
    if let Err(error) = ready(call.send()) {
        let _ = format!("{error} {error:?} {:?} {:?}", error.code(), error.message());
        if let Some(service) = error.as_service_error() {
            let _ = format!("{service} {service:?} {:?}", service.meta());
        }
        let _ = error.into_service_error().to_string();
    }
});
