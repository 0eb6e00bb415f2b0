//! The requests that the server reads.

use std::io;

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt};

/// The maximum number of headers of a request.
const HEADERS: usize = 64;

/// A request as it was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The request target: path and query.
    pub target: String,
    /// Names in lower case and values, in the order in which they were received.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// Returns the value of the first header of this name, which is given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(header, _)| header == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns the name of the requested operation.
    pub fn operation(&self) -> &str {
        self.header("x-amz-target")
            .and_then(|target| target.rsplit_once('.'))
            .map_or("", |(_, operation)| operation)
    }

    /// Returns the body as JSON, or null if it is not JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Reads the next request of a connection; returns `None` if the client closed it.
    pub(super) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        let (mut request, end) = loop {
            if let Some(parsed) = Self::parse(&bytes)? {
                break parsed;
            }
            if stream.read_buf(&mut bytes).await? == 0 {
                return Ok(None);
            }
        };
        let length = request
            .header("content-length")
            .unwrap_or("0")
            .parse::<usize>()
            .map_err(io::Error::other)?;
        request.body = bytes.split_off(end);
        while request.body.len() < length {
            if stream.read_buf(&mut request.body).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(Some(request))
    }

    /// Returns the head of a request and its length, or `None` if it is not complete.
    fn parse(bytes: &[u8]) -> io::Result<Option<(Self, usize)>> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut head = httparse::Request::new(&mut headers);
        let httparse::Status::Complete(end) = head.parse(bytes).map_err(io::Error::other)? else {
            return Ok(None);
        };
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let pair = |header: &httparse::Header<'_>| {
            (
                header.name.to_ascii_lowercase(),
                String::from_utf8_lossy(header.value).into_owned(),
            )
        };
        let request = Self {
            method: text(head.method),
            target: text(head.path),
            headers: head.headers.iter().map(pair).collect(),
            body: Vec::new(),
        };
        Ok(Some((request, end)))
    }
}
