//! Models other than that of Partner Central Selling, with the traits of overlays.

mod constraints;
mod siblings;
mod updates;

use std::sync::{Arc, Mutex};

use partnercentral_selling::config::{SharedHttpClient, http_client_fn};
use serde_json::Value;

/// A client of a model with our own traits.
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
pub mod depot {
    smithy_client_runtime::include_client!("depot");
}

/// A service that responds with texts, and the requests that it received.
#[derive(Clone, Default)]
struct Service {
    requests: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Service {
    /// Returns a transport to the service. Each operation has its responses: the last one is
    /// repeated. A response with a type is an error.
    fn transport(&self, responses: &'static [(&str, &[&str])]) -> SharedHttpClient {
        let requests = Arc::clone(&self.requests);
        http_client_fn(move |request| {
            let target = request.headers()["x-amz-target"].to_str().unwrap();
            let operation = target.rsplit('.').next().unwrap().to_owned();
            let mut requests = requests.lock().unwrap();
            let count = requests.iter().filter(|(name, _)| *name == operation).count();
            requests.push((operation.clone(), serde_json::from_slice(request.body()).unwrap()));
            let found = responses.iter().find(|(name, _)| *name == operation);
            let (_, texts) = found.unwrap_or_else(|| panic!("{operation}"));
            let text = texts[count.min(texts.len() - 1)];
            let mut response = http::Response::new(text.as_bytes().to_vec().into());
            if text.contains("__type") {
                *response.status_mut() = http::StatusCode::BAD_REQUEST;
            }
            response
        })
    }

    /// Returns the bodies of the requests of an operation.
    fn bodies(&self, operation: &str) -> Vec<Value> {
        let requests = self.requests.lock().unwrap();
        let of_operation = requests.iter().filter(|(name, _)| name == operation);
        of_operation.map(|(_, body)| body.clone()).collect()
    }
}

/// Returns a client of a crate over a transport.
macro_rules! client {
    ($client:ident, $transport:expr) => {{
        let keys = $client::config::Credentials::new("AKID", "SECRET", None, None, "test");
        let config = $client::Config::builder()
            .region($client::config::Region::new("us-east-1"))
            .credentials_provider(keys)
            .endpoint_url("http://service.example")
            .http_client($transport);
        $client::Client::from_conf(config.build())
    }};
}
use client;
