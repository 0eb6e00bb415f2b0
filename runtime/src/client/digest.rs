//! Digest authentication of requests: challenges are cached per server and realm.

use std::sync::{Mutex, MutexGuard, PoisonError};

use http::Uri;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::uri::PathAndQuery;

use super::uuid;
use crate::auth::Login;
use crate::auth::digest::{DigestChallenge, DigestInput};
use crate::box_error::BoxError;

/// The number of challenges that a client caches.
const MAX_SESSIONS: usize = 100;

/// The user and the password of digest authentication, and the state of the last request.
pub(super) struct DigestAuthorization {
    pub(super) login: Login,
    /// The server of the last request.
    pub(super) server: String,
    /// The server's nonce in the last request; unset if it was sent without `authorization`.
    pub(super) nonce: Option<Vec<u8>>,
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
    pub(super) fn insert(&self, server: &str, login: &Login, challenge: DigestChallenge) {
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
    pub(super) fn renew(&self, authorization: &DigestAuthorization, next: Vec<u8>) {
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
