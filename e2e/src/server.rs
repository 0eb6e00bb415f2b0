//! A server that responds by a function to requests whose signature is valid, and clients of it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

use partner_central_fake::http::{Answer, Request};
use partner_central_fake::signature::{Keys, REGION, TEMPORARY, checked};
use partner_central_fake::{Fake, http};
use partnercentral_selling::config::{Builder, Credentials, Region};
use partnercentral_selling::{Client, Config};
use serde_json::json;

/// A free port of loopback.
const ANY_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// A server on a free port of this machine; it ends when it is dropped.
#[derive(Debug)]
pub struct Server(http::Server);

impl Server {
    /// Starts a server that responds by this function to all requests that are signed with known
    /// keys, and rejects others.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn start(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> io::Result<Self> {
        http::Server::bind(ANY_PORT, true, checked(answer)).await.map(Self)
    }

    /// Starts a server that does not record requests: for many of them.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn forgetful(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> io::Result<Self> {
        http::Server::bind(ANY_PORT, false, checked(answer)).await.map(Self)
    }

    /// Starts a server that responds with this to every request.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn always(answer: Answer) -> io::Result<Self> {
        Self::start(move |_| answer.clone()).await
    }

    /// Starts a server that sends these responses, one after the other, and fails from then on.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn script(answers: impl IntoIterator<Item = Answer>) -> io::Result<Self> {
        let answers = Mutex::new(answers.into_iter().collect::<std::collections::VecDeque<_>>());
        Self::start(move |_| {
            let next = answers.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            next.unwrap_or_else(|| Answer::json(500, &json!({"__type": "EndOfScript"})))
        })
        .await
    }

    /// Returns a config for this server, with keys that it knows.
    pub fn config(&self) -> Builder {
        config(&self.url())
    }

    /// Returns a client of this server.
    pub fn client(&self) -> Client {
        Client::from_conf(self.config().build())
    }
}

impl Deref for Server {
    type Target = http::Server;

    fn deref(&self) -> &http::Server {
        &self.0
    }
}

/// Returns a config for a server at this URL, with keys that it knows.
pub fn config(url: &str) -> Builder {
    let Keys {
        access_key_id,
        secret_access_key,
        session_token,
    } = TEMPORARY;
    Config::builder()
        .region(Region::new(REGION))
        .credentials_provider(Credentials::new(
            access_key_id,
            secret_access_key,
            session_token.map(str::to_owned),
            None,
            "e2e",
        ))
        .endpoint_url(url)
}

/// Returns a client of a fake service.
pub fn client(fake: &Fake) -> Client {
    Client::from_conf(config(&fake.url()).build())
}
