//! The canonical form of a request, which client and service hash.

use std::ops::{Deref, Range};

use http::request::Parts;
use http::{HeaderMap, HeaderValue, Uri};

use super::scope::PathStyle;
use crate::box_error::BoxError;

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Returns whether a header is signed: not those that proxies and HTTP clients change, nor the
/// signature itself, nor those by which attempts differ.
pub(super) fn is_signed(name: &str) -> bool {
    // By length, so that few names are compared.
    let is_unsigned = match name.len() {
        2 => name == "te",
        6 => name == "expect",
        7 => matches!(name, "baggage" | "trailer" | "upgrade"),
        10 => matches!(name, "connection" | "keep-alive" | "tracestate" | "user-agent"),
        11 => name == "traceparent",
        13 => name == "authorization",
        15 => matches!(name, "amz-sdk-request" | "x-amzn-trace-id"),
        17 => name == "transfer-encoding",
        18 => name == "proxy-authenticate",
        19 => name == "proxy-authorization",
        21 => name == "amz-sdk-invocation-id",
        _ => false,
    };
    !is_unsigned
}

/// A header that is signed.
type SignedHeader<'h> = (&'h str, &'h HeaderValue);

/// The headers that are signed, by name. Values of one name keep their order. A small number of
/// headers needs no allocation.
pub(super) struct SignedHeaders<'h> {
    few: [SignedHeader<'h>; 16],
    many: Vec<SignedHeader<'h>>,
    length: usize,
}

impl<'h> SignedHeaders<'h> {
    fn new(room: usize) -> Self {
        static NONE: HeaderValue = HeaderValue::from_static("");
        let few = [("", &NONE); 16];
        let many = match room <= few.len() {
            true => Vec::new(),
            false => vec![("", &NONE); room],
        };
        Self { few, many, length: 0 }
    }

    /// Inserts a header in sorted order. Headers are few, and the sort of the standard library is 8
    /// KB of code.
    fn insert(&mut self, header: SignedHeader<'h>) {
        let length = self.length;
        let all = match self.many.is_empty() {
            true => &mut self.few[..],
            false => &mut self.many[..],
        };
        let before = all.iter().take(length).rposition(|(name, _)| *name <= header.0);
        let place = before.map_or(0, |before| before + 1);
        all.copy_within(place..length, place + 1);
        if let Some(slot) = all.get_mut(place) {
            *slot = header;
        }
        self.length += 1;
    }
}

impl<'h> Deref for SignedHeaders<'h> {
    type Target = [SignedHeader<'h>];

    fn deref(&self) -> &Self::Target {
        let all = match self.many.is_empty() {
            true => &self.few[..],
            false => &self.many[..],
        };
        all.get(..self.length).unwrap_or_default()
    }
}

/// Returns the signed headers.
pub(super) fn headers(headers: &HeaderMap) -> SignedHeaders<'_> {
    let mut signed = SignedHeaders::new(headers.len());
    for (name, value) in headers {
        let name = name.as_str();
        if is_signed(name) {
            signed.insert((name, value));
        }
    }
    signed
}

/// Appends the names of headers, each once, with semicolons between them.
pub(super) fn names(out: &mut Vec<u8>, headers: &[SignedHeader<'_>]) {
    let mut last = "";
    for (name, _) in headers {
        if last == *name {
            continue;
        }
        if !last.is_empty() {
            out.push(b';');
        }
        out.extend_from_slice(name.as_bytes());
        last = name;
    }
}

/// Appends the canonical form of a request, and returns the place of the names of its headers.
pub(super) fn request(
    out: &mut Vec<u8>,
    parts: &Parts,
    style: PathStyle,
    headers: &[SignedHeader<'_>],
    payload: &[u8],
) -> Range<usize> {
    out.extend_from_slice(parts.method.as_str().as_bytes());
    out.push(b'\n');
    path(out, parts.uri.path(), style);
    out.push(b'\n');
    if let Some(query) = parts.uri.query() {
        self::query(out, query);
    }
    let mut last = "";
    for (name, value) in headers {
        if last == *name {
            out.push(b',');
        } else {
            out.push(b'\n');
            out.extend_from_slice(name.as_bytes());
            out.push(b':');
        }
        trimmed(out, value.as_bytes());
        last = name;
    }
    out.extend_from_slice(b"\n\n");
    let start = out.len();
    names(out, headers);
    let end = out.len();
    out.push(b'\n');
    out.extend_from_slice(payload);
    start..end
}

/// Returns the `host` header: the authority of the URI, without the default port of the scheme.
pub(crate) fn host(uri: &Uri) -> Result<HeaderValue, BoxError> {
    let no_host = || format!("the URI {:?} to be signed has no host", uri.path());
    let authority = uri.authority().ok_or_else(no_host)?;
    let is_default = matches!(
        (uri.scheme_str(), authority.port_u16()),
        (Some("http"), Some(80)) | (Some("https"), Some(443))
    );
    let host = if is_default {
        authority.host()
    } else {
        authority.as_str()
    };
    Ok(HeaderValue::from_str(host)?)
}

/// Appends a trimmed value, with one space for each run of spaces.
fn trimmed(out: &mut Vec<u8>, value: &[u8]) {
    if !has_space(value) {
        out.extend_from_slice(value);
        return;
    }
    let start = out.len();
    for &byte in value {
        let after_space = out.len() == start || out.last() == Some(&b' ');
        if byte != b' ' || !after_space {
            out.push(byte);
        }
    }
    if out.len() > start && out.last() == Some(&b' ') {
        out.pop();
    }
}

/// Returns whether there is a space, eight bytes at a time.
fn has_space(value: &[u8]) -> bool {
    let is_in = |word: &[u8; 8]| {
        // Spaces become zeros, whose high bit the subtraction sets.
        let others = u64::from_le_bytes(*word) ^ 0x2020_2020_2020_2020;
        others.wrapping_sub(0x0101_0101_0101_0101) & !others & 0x8080_8080_8080_8080 != 0
    };
    let (words, tail) = value.as_chunks();
    words.iter().any(is_in)
        || match value.last_chunk() {
            Some(last) => is_in(last),
            None => tail.contains(&b' '),
        }
}

/// Appends the path in the form that the service hashes.
fn path(out: &mut Vec<u8>, path: &str, style: PathStyle) {
    // Nearly every request of an RPC protocol has this path.
    if path == "/" {
        out.push(b'/');
        return;
    }
    let append = |out: &mut Vec<u8>, segment: &str| {
        out.push(b'/');
        match style.double_encode {
            true => encode(out, segment.as_bytes()),
            false => out.extend_from_slice(segment.as_bytes()),
        }
    };
    if !style.normalize {
        let segments = path.strip_prefix('/').unwrap_or(path).split('/');
        segments.for_each(|segment| append(out, segment));
        return;
    }
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    for segment in &segments {
        append(out, segment);
    }
    let is_folder = matches!(path.rsplit('/').next(), Some("" | "." | ".."));
    if is_folder || segments.is_empty() {
        out.push(b'/');
    }
}

/// Appends the pairs of a query in the order of their encoded form.
fn query(out: &mut Vec<u8>, query: &str) {
    let mut pairs: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let pair = (encoded(name), encoded(value));
        let place = pairs.partition_point(|before| *before <= pair);
        pairs.insert(place, pair);
    }
    for (index, (name, value)) in pairs.iter().enumerate() {
        if index > 0 {
            out.push(b'&');
        }
        out.extend_from_slice(name);
        out.push(b'=');
        out.extend_from_slice(value);
    }
}

/// Returns a part of a query, form-decoded and encoded as SigV4 asks.
fn encoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        bytes.push(match (byte, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match (nibble(*high), nibble(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    high << 4 | low
                }
                _ => b'%',
            },
            _ => byte,
        });
    }
    let mut out = Vec::with_capacity(bytes.len());
    encode(&mut out, String::from_utf8_lossy(&bytes).as_bytes());
    out
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

/// Appends text percent-encoded, except letters, digits and `-._~`.
pub(super) fn encode(out: &mut Vec<u8>, text: &[u8]) {
    for &byte in text {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte),
            _ => out.extend_from_slice(&[b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 0xf)]]),
        }
    }
}
