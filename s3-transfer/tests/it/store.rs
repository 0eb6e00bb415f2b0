//! Amazon S3 in memory, over HTTP on loopback, with faults on request. It does not check
//! signatures.

#[path = "store/respond.rs"]
mod respond;
#[path = "store/wire.rs"]
mod wire;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

use self::respond::{error, respond};
use self::wire::{Response, read};

/// A request as it was received, with its body decoded.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path without the query.
    pub(crate) path: String,
    pub(crate) query: BTreeMap<String, String>,
    /// The headers, with names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    fn param(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }
}

/// A fault that the store causes instead of its response.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// It responds with this status and code.
    Error(u16, &'static str),
    /// It sends so many bytes of the body, then closes the connection.
    Cut(usize),
    /// It closes the connection without a response.
    Close,
    /// It never responds.
    Stall,
}

#[derive(Clone, Debug, Default)]
struct Object {
    content: Vec<u8>,
    checksum: Option<(&'static str, String)>,
}

type Faults = Box<dyn FnMut(&Request) -> Option<Fault> + Send>;

#[derive(Default)]
struct State {
    objects: BTreeMap<String, Object>,
    /// The parts by id and number.
    uploads: BTreeMap<String, BTreeMap<u32, Vec<u8>>>,
    requests: Vec<Request>,
    sessions: u32,
    session_lifetime: Duration,
    faults: Option<Faults>,
}

/// A store on a free port of this machine; it ends when it is dropped.
pub(crate) struct Store {
    pub(crate) url: String,
    state: Arc<Mutex<State>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Store {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Store {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let state = Arc::new(Mutex::new(State {
            session_lifetime: Duration::from_secs(300),
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        let url = format!("http://{}", listener.local_addr().unwrap());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                // A client that leaves ends its connection.
                tokio::spawn(async move { drop(serve(stream, &state).await) });
            }
        });
        Self { url, state, task }
    }

    /// Returns a config of clients of this store.
    pub(crate) fn config(&self) -> s3::config::Builder {
        s3::Config::builder()
            .region(s3::config::Region::new("us-east-1"))
            .credentials_provider(s3::config::Credentials::new("AKID", "SECRET", None, None, "test"))
            .endpoint_url(&self.url)
            .retry_config(s3::config::retry::RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
    }

    pub(crate) fn client(&self) -> s3::Client {
        let mut config = self.config();
        config.set_force_path_style(Some(true));
        s3::Client::from_conf(config.build())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets the function that decides which requests fail.
    pub(crate) fn fail(&self, faults: impl FnMut(&Request) -> Option<Fault> + Send + 'static) {
        self.lock().faults = Some(Box::new(faults));
    }

    pub(crate) fn set_session_lifetime(&self, lifetime: Duration) {
        self.lock().session_lifetime = lifetime;
    }

    /// Returns the requests since the last call.
    pub(crate) fn take_requests(&self) -> Vec<Request> {
        std::mem::take(&mut self.lock().requests)
    }

    pub(crate) fn object(&self, path: &str) -> Option<Vec<u8>> {
        self.lock().objects.get(path).map(|object| object.content.clone())
    }

    pub(crate) fn put(&self, path: &str, content: Vec<u8>) {
        let object = Object {
            content,
            checksum: None,
        };
        self.lock().objects.insert(path.to_owned(), object);
    }

    /// Stores an object with the checksum of its whole content.
    pub(crate) fn put_with_checksum(&self, path: &str, content: Vec<u8>, name: &'static str, checksum: String) {
        let checksum = Some((name, checksum));
        self.lock()
            .objects
            .insert(path.to_owned(), Object { content, checksum });
    }

    /// Returns the numbers of the parts of each upload that is under way.
    pub(crate) fn uploads(&self) -> Vec<Vec<u32>> {
        let state = self.lock();
        state
            .uploads
            .values()
            .map(|parts| parts.keys().copied().collect())
            .collect()
    }
}

async fn serve(mut stream: TcpStream, state: &Mutex<State>) -> io::Result<()> {
    let mut buffer = Vec::new();
    while let Some(request) = read(&mut stream, &mut buffer).await? {
        let (response, fault) = {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            let fault = state.faults.as_mut().and_then(|faults| faults(&request));
            state.requests.push(request.clone());
            match fault {
                Some(Fault::Error(status, code)) => (error(status, code), None),
                Some(Fault::Stall) => (Response::new(200), fault),
                _ => (respond(&mut state, &request), fault),
            }
        };
        let mut head = format!("HTTP/1.1 {} \r\n", response.status);
        let length = response.length.unwrap_or(response.body.len());
        head += &format!("content-length: {length}\r\n");
        for (name, value) in &response.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += "\r\n";
        match fault {
            Some(Fault::Stall) => return std::future::pending().await,
            Some(Fault::Close) => return Ok(()),
            Some(Fault::Cut(count)) => {
                stream.write_all(head.as_bytes()).await?;
                stream
                    .write_all(&response.body[..count.min(response.body.len())])
                    .await?;
                return stream.flush().await;
            }
            _ => {
                stream.write_all(head.as_bytes()).await?;
                stream.write_all(&response.body).await?;
            }
        }
    }
    Ok(())
}

/// Returns a tag of this content.
pub(crate) fn e_tag(content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    // Hashing all of a large content would take a debug build seconds.
    content.len().hash(&mut hasher);
    content.iter().step_by(1021).for_each(|byte| byte.hash(&mut hasher));
    format!("\"{:016x}\"", hasher.finish())
}
