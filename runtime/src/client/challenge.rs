//! Calls that a server refuses with a digest challenge: the request is repeated with the answer,
//! which does not count as an attempt.

use http::StatusCode;

use super::Inner;
use super::authorization::Authorization;
use super::outcome::{Failure, ServiceResponse};
use super::prepared_request::PreparedRequest;
use crate::auth::digest::{DigestChallenge, next_nonce};
use crate::box_error::BoxError;
use crate::http::ConnectorError;

/// The number of challenges that an attempt answers: one, and two more if a nonce expires on the
/// way.
const MAX_ANSWERS: u32 = 3;

const SPENT_BODY: &str = "the server asks for digest authentication, and the request cannot be repeated with it, \
    because its body is a stream that was read: send a body that can be read again (bytes or a file), \
    or call another operation first, so that the client knows the challenge";

impl Inner {
    /// Caches the challenge of a response. Returns whether the request is worth repeating with the
    /// answer.
    ///
    /// # Errors
    /// The challenge cannot be answered, or the request cannot be sent again.
    pub(super) fn accept_challenge(
        &self,
        prepared: &PreparedRequest,
        outcome: &Result<ServiceResponse, Failure>,
        answers: u32,
    ) -> Result<bool, BoxError> {
        let (Authorization::Digest(authorization), Ok(response)) = (&prepared.authorization, outcome) else {
            return Ok(false);
        };
        let headers = response.http.headers().as_map();
        if response.http.status() != StatusCode::UNAUTHORIZED {
            if let Some(next) = next_nonce(headers) {
                self.shared.digest_sessions.renew(authorization, next);
            }
            return Ok(false);
        }
        let Some(challenge) = DigestChallenge::strongest(headers)? else {
            return Ok(false);
        };
        let is_new = authorization.nonce.as_ref() != Some(&challenge.nonce);
        // Without `stale`, the login is wrong, unless the answer was to an old challenge.
        let is_worth_it = challenge.is_stale || answers == 0;
        let (server, login) = (&authorization.server, &authorization.login);
        self.shared.digest_sessions.insert(server, login, challenge);
        if !is_new || !is_worth_it || answers == MAX_ANSWERS {
            return Ok(false);
        }
        match prepared.is_replayable() {
            true => Ok(true),
            false => Err(SPENT_BODY.into()),
        }
    }
}

/// Returns the failure of a call whose challenge cannot be answered. The server refused the
/// request, so it had no effect.
pub(super) fn unanswered(problem: BoxError) -> Failure {
    Failure::Dispatch(ConnectorError::other(problem, None).unsent().permanent())
}
