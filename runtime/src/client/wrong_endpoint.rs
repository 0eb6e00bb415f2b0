//! Calls whose discovered endpoint turns out to be wrong: it is discovered again.

use std::sync::Arc;

use super::Inner;
use super::outcome::{Failure, ServiceResponse};
use super::prepared_request::PreparedRequest;

/// The status of a request that reached the wrong server (RFC 9110, section 15.5.20).
const MISDIRECTED_REQUEST: u16 = 421;

impl Inner {
    /// Removes the endpoint of a request from the cache if the response shows that it is wrong.
    /// Returns whether it did.
    pub(super) fn forget_wrong_endpoint(
        &self,
        prepared: &PreparedRequest,
        outcome: &Result<ServiceResponse, Failure>,
    ) -> bool {
        let (Some(discovery), Ok(response)) = (&prepared.discovery, outcome) else {
            return false;
        };
        let Some((entry, _)) = &discovery.used else {
            return false;
        };
        let codes = response.error.as_ref().map(|error| error.codes());
        let is_wrong = response.http.status().as_u16() == MISDIRECTED_REQUEST
            || codes.is_some_and(|codes| codes.contains(&Some(discovery.facts.error)));
        if is_wrong {
            self.shared.discovered_endpoints.forget(entry);
        }
        is_wrong
    }

    /// Discovers the endpoint of a request again. Returns whether the request can be sent.
    pub(super) async fn discover_again(&self, prepared: &mut PreparedRequest) -> bool {
        let Some(mut discovery) = prepared.discovery.take() else {
            return false;
        };
        let Some((entry, path)) = discovery.used.take() else {
            return false;
        };
        let base = Arc::clone(&entry.key.base);
        let found = self
            .discover(&mut discovery, &prepared.authorization, base, path.as_ref())
            .await;
        prepared.discovery = Some(discovery);
        found.is_ok_and(|endpoint| prepared.set_endpoint(endpoint, path.as_ref()).is_ok())
    }
}
