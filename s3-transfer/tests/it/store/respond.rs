//! The responses of the store to the operations of Amazon S3.

use std::collections::BTreeMap;
use std::time::SystemTime;

use s3::primitives::{DateTime, DateTimeFormat};

use super::wire::Response;
use super::{Object, Request, State, e_tag};

pub(super) fn error(status: u16, code: &str) -> Response {
    Response::new(status).body(format!("<Error><Code>{code}</Code><Message>a fault</Message></Error>"))
}

pub(super) fn respond(state: &mut State, request: &Request) -> Response {
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
