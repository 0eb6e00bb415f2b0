//! Amazon S3 in memory, over HTTP on loopback, with faults on request. It does not check
//! signatures.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use s3::primitives::{DateTime, DateTimeFormat};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

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

/// Reads the next request; `None` if the client closed the connection.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Request>> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    };
    let body = buffer.split_off(end + 4);
    let head = String::from_utf8_lossy(buffer).into_owned();
    *buffer = body;
    let mut lines = head.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let headers: BTreeMap<_, _> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    if headers.get("expect").is_some_and(|value| value == "100-continue") {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
    }
    let length = headers
        .get("content-length")
        .map_or(0, |length| length.parse().unwrap());
    while buffer.len() < length {
        if stream.read_buf(buffer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    let rest = buffer.split_off(length);
    let mut body = std::mem::replace(buffer, rest);
    if headers
        .get("content-encoding")
        .is_some_and(|value| value.contains("aws-chunked"))
    {
        body = decode(&body);
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let query = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    Ok(Some(Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        headers,
        body,
    }))
}

/// Returns the data of a body in chunks.
fn decode(mut body: &[u8]) -> Vec<u8> {
    let mut data = Vec::new();
    while let Some(end) = body.windows(2).position(|bytes| bytes == b"\r\n") {
        let line = String::from_utf8_lossy(&body[..end]).into_owned();
        let size = line.split(';').next().unwrap_or_default();
        let size = usize::from_str_radix(size, 16).unwrap();
        if size == 0 {
            break;
        }
        data.extend_from_slice(&body[end + 2..end + 2 + size]);
        body = &body[end + 2 + size + 2..];
    }
    data
}

struct Response {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    /// The length of a body that is left out.
    length: Option<usize>,
}

impl Response {
    fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            length: None,
        }
    }

    fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }
}

fn error(status: u16, code: &str) -> Response {
    Response::new(status).body(format!("<Error><Code>{code}</Code><Message>a fault</Message></Error>"))
}

/// Returns a tag of this content.
pub(crate) fn e_tag(content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    // Hashing all of a large content would take a debug build seconds.
    content.len().hash(&mut hasher);
    content.iter().step_by(1021).for_each(|byte| byte.hash(&mut hasher));
    format!("\"{:016x}\"", hasher.finish())
}

fn respond(state: &mut State, request: &Request) -> Response {
    let upload = request.param("uploadId").map(str::to_owned);
    match (request.method.as_str(), upload) {
        ("GET", _) if request.param("session").is_some() => session(state),
        ("POST", None) if request.param("uploads").is_some() => {
            let id = format!("upload-{}", state.requests.len());
            state.uploads.insert(id.clone(), BTreeMap::new());
            Response::new(200).body(format!(
                "<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"
            ))
        }
        (method, Some(id)) => match (state.uploads.contains_key(&id), method) {
            (false, _) => error(404, "NoSuchUpload"),
            (true, "PUT") => part(state, &id, request),
            (true, "GET") => list(&state.uploads[&id]),
            (true, "DELETE") => {
                state.uploads.remove(&id);
                Response::new(204)
            }
            (true, _) => complete(state, &id, request),
        },
        ("PUT", None) => {
            let tag = e_tag(&request.body);
            let content = request.body.clone();
            let object = Object {
                content,
                checksum: None,
            };
            state.objects.insert(request.path.clone(), object);
            Response::new(200).header("etag", tag)
        }
        (method, None) => match state.objects.get(&request.path) {
            Some(object) => get(object, request, method == "HEAD"),
            None if method == "HEAD" => Response::new(404),
            None => error(404, "NoSuchKey"),
        },
    }
}

fn session(state: &mut State) -> Response {
    state.sessions += 1;
    let number = state.sessions;
    let expiry = DateTime::from(SystemTime::now() + state.session_lifetime);
    let expiry = expiry.fmt(DateTimeFormat::DateTime).unwrap();
    Response::new(200).body(format!(
        "<CreateSessionResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Credentials>\
         <SessionToken>token-{number}</SessionToken><SecretAccessKey>secret-{number}</SecretAccessKey>\
         <AccessKeyId>key-{number}</AccessKeyId><Expiration>{expiry}</Expiration></Credentials></CreateSessionResult>"
    ))
}

fn part(state: &mut State, id: &str, request: &Request) -> Response {
    let number = request
        .param("partNumber")
        .and_then(|number| number.parse().ok())
        .unwrap();
    let tag = e_tag(&request.body);
    state.uploads.get_mut(id).unwrap().insert(number, request.body.clone());
    Response::new(200).header("etag", tag)
}

fn list(parts: &BTreeMap<u32, Vec<u8>>) -> Response {
    let mut body = "<ListPartsResult><IsTruncated>false</IsTruncated>".to_owned();
    for (number, content) in parts {
        let (tag, size) = (e_tag(content), content.len());
        body += &format!("<Part><PartNumber>{number}</PartNumber><ETag>{tag}</ETag><Size>{size}</Size></Part>");
    }
    Response::new(200).body(body + "</ListPartsResult>")
}

/// Makes an object of the parts that the request names, in its order.
fn complete(state: &mut State, id: &str, request: &Request) -> Response {
    let body = String::from_utf8_lossy(&request.body).replace("&quot;", "\"");
    let parts = state.uploads[id].clone();
    let mut content = Vec::new();
    let (mut numbers, mut tags) = (texts(&body, "PartNumber"), texts(&body, "ETag"));
    while let (Some(number), Some(tag)) = (numbers.next(), tags.next()) {
        match parts.get(&number.parse().unwrap()) {
            Some(part) if e_tag(part) == tag => content.extend_from_slice(part),
            _ => return error(400, "InvalidPart"),
        }
    }
    state.uploads.remove(id);
    let tag = e_tag(&content);
    let object = Object {
        content,
        checksum: None,
    };
    state.objects.insert(request.path.clone(), object);
    Response::new(200).body(format!(
        "<CompleteMultipartUploadResult><ETag>{tag}</ETag></CompleteMultipartUploadResult>"
    ))
}

/// Returns the texts of all elements of this name.
fn texts<'a>(xml: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let (start, end) = (format!("<{name}>"), format!("</{name}>"));
    let pieces: Vec<_> = xml.split(&start).skip(1).collect();
    pieces.into_iter().filter_map(move |piece| piece.split(&end).next())
}

fn get(object: &Object, request: &Request, is_head: bool) -> Response {
    let tag = e_tag(&object.content);
    if request.headers.get("if-match").is_some_and(|expected| *expected != tag) {
        return error(412, "PreconditionFailed");
    }
    let size = object.content.len();
    let range = request.header("range").strip_prefix("bytes=").and_then(|range| {
        let (start, end) = range.split_once('-')?;
        let start: usize = start.parse().ok()?;
        Some((start, end.parse::<usize>().map_or(size, |end| (end + 1).min(size))))
    });
    let mut response = Response::new(200).header("etag", tag);
    if let (Some((name, value)), None) = (&object.checksum, range) {
        response = response
            .header(name, value)
            .header("x-amz-checksum-type", "FULL_OBJECT");
    }
    match range {
        Some((start, _)) if start >= size => error(416, "InvalidRange"),
        Some((start, end)) => {
            response.status = 206;
            let range = format!("bytes {start}-{}/{size}", end - 1);
            response
                .header("content-range", range)
                .body(&object.content[start..end])
        }
        None if is_head => Response {
            length: Some(size),
            ..response
        },
        None => response.body(object.content.clone()),
    }
}
