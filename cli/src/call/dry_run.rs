//! A dry run: it sends nothing and records the request.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{Config, http_client_fn};

/// The header that requests of operations have, and those for credentials do not.
const INVOCATION: &str = "amz-sdk-invocation-id";

/// The request that a call would have sent.
#[derive(Default)]
pub(super) struct DryRun {
    request: Arc<Mutex<Option<Request<Bytes>>>>,
    refused: Arc<AtomicBool>,
}

impl DryRun {
    /// Returns settings with which nothing is sent: the request of the operation is recorded, and
    /// requests for credentials are refused.
    pub(super) fn config(&self, config: &Config) -> Config {
        let (kept, refused) = (Arc::clone(&self.request), Arc::clone(&self.refused));
        let client = http_client_fn(move |request| {
            let mut response = Response::new(Bytes::new());
            if request.headers().contains_key(INVOCATION) {
                if let Ok(mut kept) = kept.lock() {
                    *kept = Some(request);
                }
            } else {
                refused.store(true, Ordering::Relaxed);
                *response.status_mut() = StatusCode::FORBIDDEN;
            }
            response
        });
        config
            .to_builder()
            .http_client(client)
            .retry_config(RetryConfig::disabled())
            .build()
    }

    /// Returns the request of the operation, if there was one.
    pub(super) fn request(&self) -> Option<Request<Bytes>> {
        self.request.lock().ok()?.take()
    }

    /// Returns whether credentials would have needed a request.
    pub(super) fn has_refused(&self) -> bool {
        self.refused.load(Ordering::Relaxed)
    }
}
