//! Writes an input as an HTTP request.

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method, Uri};

use super::format::RestFormat;
use super::payload::Payload;
use super::uri;
use crate::codec::text::{TextLocation, TextSerializer};
use crate::http::HttpRequest;
use crate::operation::{HttpBinding, Operation, Service};
use crate::schema::{Location, Member, MemberRef, Schema};
use crate::serde::{Absent, SerializeError, SerializeShape, ShapeSerializer};

/// Writes each member of an input into the part of the request that it is bound to.
pub(super) struct RequestSerializer<'c> {
    codec: &'c dyn RestFormat,
    operation: &'static Operation,
    request: Result<HttpRequest, SerializeError>,
}

impl<'c> RequestSerializer<'c> {
    pub(super) fn new(codec: &'c dyn RestFormat, operation: &'static Operation) -> Self {
        Self {
            codec,
            operation,
            request: Err(SerializeError::new("the input is not a structure")),
        }
    }

    pub(super) fn finish(self) -> Result<HttpRequest, SerializeError> {
        self.request
    }
}

impl ShapeSerializer for RequestSerializer<'_> {
    fn structure(&mut self, _member: MemberRef, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        self.request = match &self.operation.http {
            Some(binding) => Parts::of(self.codec, self.operation.service, schema, values)
                .and_then(|parts| parts.into_request(binding)),
            None => Err(SerializeError::new(format!(
                "the operation {} has no HTTP binding",
                self.operation.name
            ))),
        };
    }

    fn unsupported(&mut self, _member: MemberRef, _kind: &'static str) {}
}

/// The parts of a request that members are bound to.
#[derive(Default)]
struct Parts {
    labels: Vec<(&'static str, String)>,
    query: Vec<(String, String)>,
    /// The entries of maps in the query.
    query_params: Vec<(String, String)>,
    headers: HeaderMap,
    /// The entries of maps in the headers.
    prefix_headers: Vec<(HeaderName, HeaderValue)>,
    payload: Payload,
}

impl Parts {
    fn of(
        codec: &dyn RestFormat,
        service: &'static Service,
        schema: &'static Schema,
        values: &[&dyn SerializeShape],
    ) -> Result<Self, SerializeError> {
        let mut parts = Self::default();
        let mut in_body: Vec<&dyn SerializeShape> = Vec::with_capacity(values.len());
        for (member, value) in schema.members().iter().zip(values) {
            let is_bound = match member.traits().location() {
                Location::Payload => {
                    parts.payload = Payload::of_member(codec, service, member, *value)?;
                    true
                }
                location => parts.bind(location, member, *value)?,
            };
            in_body.push(if is_bound { &Absent } else { *value });
        }
        parts.merge_maps();
        let has_body = |member: &Member| member.traits().location() == Location::Body;
        if schema.members().iter().any(has_body) {
            parts.payload = Payload::of_members(codec, service, schema, &in_body)?;
        }
        Ok(parts)
    }

    /// Writes a member to a part of the request. Returns false if the member belongs to the body.
    fn bind(
        &mut self,
        location: Location,
        member: MemberRef,
        value: &dyn SerializeShape,
    ) -> Result<bool, SerializeError> {
        match location {
            Location::Header(name) => {
                if let Some(text) = texts(member, value, TextLocation::Header).finish_joined()? {
                    let (name, value) = header(member, name, &text)?;
                    self.headers.insert(name, value);
                }
            }
            Location::PrefixHeaders(prefix) => {
                let texts = texts(member, value, TextLocation::Header).finish()?;
                for (name, text) in texts.into_iter().flatten() {
                    self.prefix_headers
                        .push(header(member, &[prefix, &name].concat(), &text)?);
                }
            }
            Location::Label => {
                let text = texts(member, value, TextLocation::Uri).finish_joined()?;
                self.labels.push((member.name, text.unwrap_or_default()));
            }
            Location::Query(name) => {
                let texts = texts(member, value, TextLocation::Uri).finish()?.into_iter().flatten();
                self.query.extend(texts.map(|(_, text)| (name.to_owned(), text)));
            }
            Location::QueryParams => {
                let texts = texts(member, value, TextLocation::Uri).finish()?;
                self.query_params.extend(texts.into_iter().flatten());
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Adds the entries of maps. Members that are bound by name take precedence over them.
    fn merge_maps(&mut self) {
        for (name, value) in std::mem::take(&mut self.prefix_headers) {
            self.headers.entry(name).or_insert(value);
        }
        let is_bound = |name: &String| self.query.iter().any(|(other, _)| other == name);
        self.query_params.retain(|(name, _)| !is_bound(name));
        self.query.append(&mut self.query_params);
    }

    fn into_request(self, binding: &HttpBinding) -> Result<HttpRequest, SerializeError> {
        let uri = uri::fill(binding.uri, &self.labels, &self.query)?;
        let method = Method::from_bytes(binding.method.as_bytes());
        let mut request = HttpRequest::new(self.payload.body);
        *request.method_mut() = method.map_err(|_| SerializeError::new("the HTTP method is not valid"))?;
        *request.uri_mut() = Uri::try_from(uri).map_err(|_| SerializeError::new("the URI pattern is not valid"))?;
        *request.headers_mut() = self.headers;
        if let Some(media_type) = self.payload.media_type {
            let media_type =
                HeaderValue::try_from(media_type).map_err(|_| SerializeError::new("the media type is not valid"))?;
            // A member that is bound to the header takes precedence.
            request.headers_mut().entry(CONTENT_TYPE).or_insert(media_type);
        }
        Ok(request)
    }
}

/// Writes a value as text.
fn texts(member: &'static Member, value: &dyn SerializeShape, place: TextLocation) -> TextSerializer {
    let mut serializer = TextSerializer::new(place);
    value.write(member, &mut serializer);
    serializer
}

fn header(member: &Member, name: &str, text: &str) -> Result<(HeaderName, HeaderValue), SerializeError> {
    let fail = |what: &str| SerializeError::new(format!("member {}: {what}", member.name));
    let name = HeaderName::try_from(name).map_err(|_| fail("the name cannot be that of a header"))?;
    let value = HeaderValue::try_from(text).map_err(|_| fail("the value cannot be in a header"))?;
    Ok((name, value))
}
