//! A server that records requests and responds to each with a function.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};

use super::answer::{Answer, End};
use super::request::Request;

/// A server that ends when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    log: Arc<Log>,
    task: AbortHandle,
}

#[derive(Debug)]
struct Log {
    /// Whether requests are recorded, or only responded to.
    records: bool,
    requests: Mutex<Vec<Request>>,
    connections: AtomicUsize,
}

impl Server {
    /// Starts a server on this address that responds by this function and, if asked to, records its
    /// requests.
    ///
    /// # Errors
    /// The address cannot be bound.
    pub async fn bind(
        address: SocketAddr,
        records: bool,
        answer: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let log = Arc::new(Log {
            records,
            requests: Mutex::default(),
            connections: AtomicUsize::default(),
        });
        let task = tokio::spawn(accept(listener, Arc::clone(&log), Arc::new(answer))).abort_handle();
        Ok(Self { address, log, task })
    }

    /// Returns the address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns its URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the requests that were received so far, rejected ones included.
    pub fn requests(&self) -> Vec<Request> {
        self.log.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns the number of connections that were accepted so far.
    pub fn connections(&self) -> usize {
        self.log.connections.load(Ordering::SeqCst)
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
    // The set is dropped with this task, which also ends the connections.
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        log.connections.fetch_add(1, Ordering::SeqCst);
        let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
        connections.spawn(async move {
            // A client that disconnects is not an error of the server.
            let _ = serve(stream, &log, &*answer).await;
        });
        // Connections that ended are removed.
        while connections.try_join_next().is_some() {}
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
            delay,
            pause,
        } = answer(&request);
        if log.records {
            let mut requests = log.requests.lock().unwrap_or_else(PoisonError::into_inner);
            requests.push(request);
        }
        if let Some(barrier) = together {
            barrier.wait().await;
        }
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
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
            // The read ends when the client disconnects.
            End::Stall => return stream.read(&mut [0]).await.map(drop),
        }
    }
}
