//! Digest authentication of calls: challenges are cached per server and realm, and a refused
//! request is repeated with the answer to its challenge, which does not count as an attempt.

use std::sync::{Mutex, MutexGuard, PoisonError};

use http::header::AUTHORIZATION;
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{StatusCode, Uri};

use super::attempt::Attempt;
use super::authorization::Authorization;
use super::outcome::Failure;
use super::prepared_request::PreparedRequest;
use super::{Inner, uuid};
use crate::auth::Login;
use crate::auth::digest::{DigestChallenge, DigestInput, next_nonce};
use crate::box_error::BoxError;
use crate::http::ConnectorError;

/// The number of challenges that a client caches.
const MAX_SESSIONS: usize = 100;

/// The number of challenges that an attempt answers: one, and two more if a nonce expires on the
/// way.
const MAX_ANSWERS: u32 = 3;

const SPENT_BODY: &str = "the server asks for digest authentication, and the request cannot be repeated with it, \
    because its body is a stream that was read: send a body that can be read again (bytes or a file), \
    or call another operation first, so that the client knows the challenge";

/// The user and the password of digest authentication, and the state of the last request.
pub(super) struct DigestAuthorization {
    pub(super) login: Login,
    /// The server of the last request.
    server: String,
    /// The server's nonce in the last request; unset if it was sent without `authorization`.
    nonce: Option<Vec<u8>>,
}

impl DigestAuthorization {
    pub(super) fn new(login: Login) -> Self {
        Self {
            login,
            server: String::new(),
            nonce: None,
        }
    }

    /// Authenticates a request if the server's challenge is known.
    pub(super) fn add_to(&mut self, parts: &mut Parts, sessions: &DigestSessions) -> Result<(), BoxError> {
        self.server = server_of(&parts.uri);
        self.nonce = None;
        let target = parts.uri.path_and_query().map_or("/", PathAndQuery::as_str);
        if let Some((challenge, count, client_nonce)) = sessions.next(&self.server, &self.login) {
            let input = DigestInput {
                method: parts.method.as_str(),
                uri: target,
                count,
                client_nonce: &client_nonce,
            };
            let value = challenge.answer(&self.login, &input)?;
            parts.headers.insert(AUTHORIZATION, value);
            self.nonce = Some(challenge.nonce);
        }
        Ok(())
    }
}

/// Returns the scheme and the authority of a URI.
fn server_of(uri: &Uri) -> String {
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    format!("{}://{authority}", uri.scheme_str().unwrap_or_default())
}

/// The challenges that the calls of a client have received, the last one at the end.
#[derive(Default)]
pub(super) struct DigestSessions(Mutex<Vec<DigestSession>>);

struct DigestSession {
    server: String,
    login: Login,
    challenge: DigestChallenge,
    /// One for all requests: with `-sess` algorithms, it is a part of the key.
    client_nonce: String,
    count: u32,
}

impl DigestSession {
    fn is_of(&self, server: &str, login: &Login) -> bool {
        self.server == server && self.login == *login
    }
}

impl DigestSessions {
    fn lock(&self) -> MutexGuard<'_, Vec<DigestSession>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the last challenge of a server, the count of the next request, and the client's
    /// nonce.
    fn next(&self, server: &str, login: &Login) -> Option<(DigestChallenge, u32, String)> {
        let mut sessions = self.lock();
        let mut latest = sessions.iter_mut().rev();
        let session = latest.find(|session| session.is_of(server, login))?;
        session.count = session.count.wrapping_add(1);
        Some((session.challenge.clone(), session.count, session.client_nonce.clone()))
    }

    /// Caches a challenge in place of the last one of its realm. The count goes on if the nonce is
    /// the same.
    fn insert(&self, server: &str, login: &Login, challenge: DigestChallenge) {
        let mut sessions = self.lock();
        let is_replaced =
            |session: &DigestSession| session.is_of(server, login) && session.challenge.realm == challenge.realm;
        let replaced = match sessions.iter().position(is_replaced) {
            Some(index) => Some(sessions.remove(index)).filter(|old| old.challenge.nonce == challenge.nonce),
            None => None,
        };
        let (count, client_nonce) = match replaced {
            Some(session) => (session.count, session.client_nonce),
            None => (0, uuid::v4().replace('-', "")),
        };
        let surplus = (sessions.len() + 1).saturating_sub(MAX_SESSIONS);
        sessions.drain(..surplus);
        sessions.push(DigestSession {
            server: server.to_owned(),
            login: login.clone(),
            challenge,
            client_nonce,
            count,
        });
    }

    /// Replaces the nonce of the requests that follow. The key of `-sess` algorithms stays with the
    /// nonce of the challenge, so their nonce is left to expire.
    fn renew(&self, authorization: &DigestAuthorization, next: Vec<u8>) {
        let mut sessions = self.lock();
        let is_used = |session: &&mut DigestSession| {
            session.is_of(&authorization.server, &authorization.login)
                && Some(&session.challenge.nonce) == authorization.nonce.as_ref()
                && !session.challenge.is_session
        };
        if let Some(session) = sessions.iter_mut().find(is_used) {
            session.challenge.nonce = next;
            session.count = 0;
        }
    }
}

impl Inner {
    /// Caches the challenge of a response. Returns whether the request is worth repeating with the
    /// answer.
    ///
    /// # Errors
    /// The challenge cannot be answered, or the request cannot be sent again.
    pub(super) fn accept_challenge(
        &self,
        prepared: &PreparedRequest,
        attempt: &Attempt,
        answers: u32,
    ) -> Result<bool, BoxError> {
        let (Authorization::Digest(authorization), Ok(response)) = (&prepared.authorization, &attempt.outcome) else {
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
        // Without `stale`, the login is wrong, unless the challenge that was answered is an old one.
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
