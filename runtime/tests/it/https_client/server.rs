//! Servers in a thread of their own, so that they respond or fall silent independent of the
//! client's runtime.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine;
use smithy_client_runtime::config::HttpClient;
use smithy_client_runtime::config::http::{HttpRequest, HttpsClient, TransportTimeouts};
use smithy_client_runtime::error::ConnectorError;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, crypto::ring};

pub const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

/// A server that handles each connection by a function, until the process ends.
pub struct Server {
    pub address: SocketAddr,
    pub log: Arc<Log>,
}

#[derive(Default)]
pub struct Log {
    requests: Mutex<Vec<String>>,
    opened: AtomicUsize,
    closed: AtomicUsize,
    most: AtomicUsize,
}

impl Server {
    pub fn start<F, Fut>(serve: F) -> Self
    where
        F: Fn(TcpStream, usize, Arc<Log>) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::new(Log::default());
        let theirs = Arc::clone(&log);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async move {
                let listener = TcpListener::from_std(listener).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    stream.set_nodelay(true).unwrap();
                    let number = theirs.opened.fetch_add(1, Ordering::SeqCst);
                    let open = number + 1 - theirs.closed.load(Ordering::SeqCst);
                    theirs.most.fetch_max(open, Ordering::SeqCst);
                    let serving = serve(stream, number, Arc::clone(&theirs));
                    let log = Arc::clone(&theirs);
                    tokio::spawn(async move {
                        serving.await;
                        log.closed.fetch_add(1, Ordering::SeqCst);
                    });
                }
            });
        });
        Self { address, log }
    }

    /// Starts a server that sends this response to each request.
    pub fn always(answer: &'static str) -> Self {
        Self::start(move |mut stream, _, log| async move {
            while log.request(&mut stream).await.is_some() {
                if stream.write_all(answer.as_bytes()).await.is_err() {
                    return;
                }
            }
        })
    }

    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }
}

impl Log {
    /// Reads one request, head and body; `None` where the client closed the connection.
    pub async fn request(&self, stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
        let request = read(stream).await?;
        self.note(&request);
        Some(request)
    }

    /// Adds a request that was read in another way.
    pub fn note(&self, request: &str) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.push(request.to_owned());
    }

    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn opened(&self) -> usize {
        self.opened.load(Ordering::SeqCst)
    }

    pub fn closed(&self) -> usize {
        self.closed.load(Ordering::SeqCst)
    }

    pub fn most_at_once(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

pub async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut text = Vec::new();
    let mut part = vec![0; 16 * 1024];
    loop {
        let read = stream.read(&mut part).await.ok().filter(|read| *read > 0)?;
        text.extend_from_slice(&part[..read]);
        let whole = String::from_utf8_lossy(&text).into_owned();
        let Some((head, body)) = whole.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        if body.len() >= length.unwrap_or("0").parse().unwrap() {
            return Some(whole);
        }
    }
}

/// Waits until a condition holds that another thread brings about.
pub fn until(what: &str, happened: impl Fn() -> bool) {
    let start = Instant::now();
    while !happened() {
        assert!(start.elapsed() < Duration::from_secs(60), "it never happened: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

pub fn request(url: &str) -> HttpRequest {
    http::Request::post(url).body("body".into()).unwrap()
}

pub fn timed(url: &str, connect: u64, read: u64) -> HttpRequest {
    let mut request = request(url);
    let millis = |millis| (millis > 0).then(|| Duration::from_millis(millis));
    request.extensions_mut().insert(TransportTimeouts {
        connect: millis(connect),
        read: millis(read),
    });
    request
}

pub async fn call(client: &HttpsClient, url: &str) -> Result<String, ConnectorError> {
    let response = tokio::time::timeout(Duration::from_secs(60), client.send(request(url)));
    let response = response.await.expect("the call hangs")?;
    Ok(String::from_utf8(response.body().bytes().unwrap().to_vec()).unwrap())
}

/// Creates the TLS settings of a server, and a file with its certificate.
pub fn identity(name: &str) -> (TlsAcceptor, PathBuf) {
    identity_for(name, &[])
}

/// Creates the TLS settings of a server that speaks these protocols, by their names in ALPN.
pub fn identity_for(name: &str, protocols: &[&str]) -> (TlsAcceptor, PathBuf) {
    let certified = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let mut tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)
        .unwrap();
    tls.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    let encoded = base64::engine::general_purpose::STANDARD.encode(certified.cert.der());
    let path = file(&format!(
        "-----BEGIN CERTIFICATE-----\n{encoded}\n-----END CERTIFICATE-----\n"
    ));
    (TlsAcceptor::from(Arc::new(tls)), path)
}

/// Writes a file of this content.
pub fn file(content: &str) -> PathBuf {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::SeqCst);
    let name = format!("https-client-{}-{number}.pem", std::process::id());
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

/// Starts a server that speaks TLS as this name.
pub fn secure(name: &str) -> (Server, PathBuf) {
    let (acceptor, path) = identity(name);
    let server = Server::start(move |stream, _, log| answer_securely(acceptor.clone(), stream, log));
    (server, path)
}

pub async fn answer_securely(acceptor: TlsAcceptor, stream: impl AsyncRead + AsyncWrite + Unpin, log: Arc<Log>) {
    let Ok(mut stream) = acceptor.accept(stream).await else {
        return;
    };
    while log.request(&mut stream).await.is_some() {
        if stream.write_all(OK.as_bytes()).await.is_err() || stream.flush().await.is_err() {
            return;
        }
    }
}
