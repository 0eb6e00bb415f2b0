//! Listens, checks signatures, records requests, and answers by a function.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use partnercentral_selling::config::{Builder, Credentials, Region};
use partnercentral_selling::{Client, Config};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};

use crate::answer::{Answer, End};
use crate::request::Request;
use crate::signature::{self, Keys, REGION, TEMPORARY};

/// A server on a free port of this machine; it ends when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    log: Arc<Log>,
    task: AbortHandle,
}

#[derive(Debug)]
struct Log {
    /// Whether requests are kept, or only answered.
    keeps: bool,
    requests: Mutex<Vec<Request>>,
    connections: AtomicUsize,
}

impl Server {
    /// A server that answers by this function all requests that are signed by keys that it knows, and refuses others.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn start(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> io::Result<Self> {
        Self::listen(true, answer).await
    }

    /// The same, without a record of the requests: for many of them.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn forgetful(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> io::Result<Self> {
        Self::listen(false, answer).await
    }

    async fn listen(keeps: bool, answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let log = Arc::new(Log {
            keeps,
            requests: Mutex::default(),
            connections: AtomicUsize::default(),
        });
        let task = tokio::spawn(accept(listener, Arc::clone(&log), Arc::new(answer))).abort_handle();
        Ok(Self { address, log, task })
    }

    /// A server that gives this answer to every request.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn always(answer: Answer) -> io::Result<Self> {
        Self::start(move |_| answer.clone()).await
    }

    /// A server that gives these answers, one after the other, and fails from then on.
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

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it was sent by now, refused requests included.
    pub fn requests(&self) -> Vec<Request> {
        self.log.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many connections were made to it by now.
    pub fn connections(&self) -> usize {
        self.log.connections.load(Ordering::SeqCst)
    }

    /// A config for this server, with keys that it knows.
    pub fn config(&self) -> Builder {
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
            .endpoint_url(self.url())
    }

    /// A client of this server.
    pub fn client(&self) -> Client {
        Client::from_conf(self.config().build())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept<F>(listener: TcpListener, log: Arc<Log>, answer: Arc<F>)
where
    F: Fn(&Request) -> Answer + Send + Sync + 'static,
{
    // Dropped with this task, which ends the connections too.
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        log.connections.fetch_add(1, Ordering::SeqCst);
        let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
        connections.spawn(async move {
            // A client that goes away is no fault of the server's.
            let _ = serve(stream, &log, &*answer).await;
        });
    }
}

async fn serve(mut stream: TcpStream, log: &Log, answer: &(impl Fn(&Request) -> Answer + Sync)) -> io::Result<()> {
    stream.set_nodelay(true)?;
    loop {
        let request = match Request::read(&mut stream).await {
            Ok(Some(request)) => request,
            Ok(None) => return Ok(()),
            Err(_) => return stream.write_all(b"HTTP/1.1 400 \r\ncontent-length: 0\r\n\r\n").await,
        };
        let Answer {
            bytes,
            end,
            together,
            pause,
        } = match signature::check(&request) {
            Ok(()) => answer(&request),
            Err(refusal) => refusal.answer(),
        };
        if log.keeps {
            let mut requests = log.requests.lock().unwrap_or_else(PoisonError::into_inner);
            requests.push(request);
        }
        if let Some(barrier) = together {
            barrier.wait().await;
        }
        for bytes in bytes {
            if !pause.is_zero() {
                tokio::time::sleep(pause).await;
            }
            stream.write_all(&bytes).await?;
        }
        match end {
            End::KeepAlive => {}
            End::Close => return stream.shutdown().await,
            End::Reset => return stream.set_zero_linger(),
            // Until the client goes away.
            End::Stall => return stream.read(&mut [0]).await.map(drop),
        }
    }
}
