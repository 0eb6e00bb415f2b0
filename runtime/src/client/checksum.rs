//! The checksums of requests and responses (`aws.protocols#httpChecksum`): in a header if the body
//! is in memory, in a trailer if it is a stream.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};

use super::aws_chunked::AwsChunked;
use super::framing;
use crate::auth::sigv4::{CredentialScope, Payload, StreamSigner};
use crate::body::{Body, BodyMapper};
use crate::box_error::BoxError;
use crate::checksum::{Checksum, ChecksumAlgorithm};
use crate::config::{Config, RequestChecksumCalculation, ResponseChecksumValidation};
use crate::http::{Headers, HttpRequest, HttpResponse};
use crate::operation::{HttpChecksum, Operation};

const TRAILER: HeaderName = HeaderName::from_static("x-amz-trailer");
const DECODED_LENGTH: HeaderName = HeaderName::from_static("x-amz-decoded-content-length");
const CONTENT_HASH: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const ENABLED: &str = "ENABLED";

/// The algorithm if the input names none, as in all AWS SDKs.
const DEFAULT: ChecksumAlgorithm = ChecksumAlgorithm::Crc32;

/// Headers of checksums whose names do not contain the algorithm.
const NO_CHECKSUMS: [&str; 3] = ["x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type"];

/// Adds the checksum of a request, and asks for that of the response, as the operation and the
/// settings say. The checksum of a stream is announced as a trailer.
pub(super) fn prepare(operation: &Operation, config: &Config, request: &mut HttpRequest) -> Result<(), BoxError> {
    let Some(facts) = operation.http_checksum else {
        return Ok(());
    };
    ask_for_response(facts, config, request.headers_mut());
    let Some(algorithm) = algorithm(facts, config, request.headers_mut())? else {
        return Ok(());
    };
    let Some(bytes) = request.body().bytes() else {
        return announce(algorithm, request);
    };
    let value = HeaderValue::try_from(algorithm.checksum(bytes))?;
    request.headers_mut().insert(algorithm.header(), value);
    Ok(())
}

/// Returns the algorithm for a request: the one that its input names, or the default. A checksum
/// that the input has is sent as it is.
fn algorithm(
    facts: &HttpChecksum,
    config: &Config,
    headers: &mut HeaderMap,
) -> Result<Option<ChecksumAlgorithm>, BoxError> {
    let Some(header) = facts.algorithm_header else {
        return Ok(None);
    };
    let is_checksum = |name: &HeaderName| name.as_str().starts_with("x-amz-checksum-");
    if headers
        .keys()
        .any(|name| is_checksum(name) && !NO_CHECKSUMS.contains(&name.as_str()))
    {
        return Ok(None);
    }
    if let Some(name) = headers.get(header) {
        let name = name.to_str().unwrap_or_default();
        let known = ChecksumAlgorithm::from_name(name).ok_or_else(|| {
            let names: Vec<&str> = ChecksumAlgorithm::ALL.iter().map(|known| known.name()).collect();
            let names = names.join(", ");
            BoxError::from(format!(
                "the checksum algorithm {name:?} is not one of {names}: set the checksum itself"
            ))
        });
        return known.map(Some);
    }
    let calculation = config.request_checksum_calculation().unwrap_or_default();
    if !facts.is_required && calculation == RequestChecksumCalculation::WhenRequired {
        return Ok(None);
    }
    headers.insert(header, HeaderValue::from_static(DEFAULT.name()));
    Ok(Some(DEFAULT))
}

/// Asks for the checksum of the response, unless the settings or the input say otherwise.
fn ask_for_response(facts: &HttpChecksum, config: &Config, headers: &mut HeaderMap) {
    let validation = config.response_checksum_validation().unwrap_or_default();
    if let Some(header) = facts.mode_header
        && validation == ResponseChecksumValidation::WhenSupported
        && !headers.contains_key(header)
    {
        headers.insert(header, HeaderValue::from_static(ENABLED));
    }
}

/// Announces the checksum of a stream as a trailer.
fn announce(algorithm: ChecksumAlgorithm, request: &mut HttpRequest) -> Result<(), BoxError> {
    // The length of the data differs from that of the chunks.
    let claimed = request.headers_mut().remove(CONTENT_LENGTH);
    let length = framing::length_of(request.body_mut(), claimed.as_ref())?;
    let headers = request.headers_mut();
    headers.insert(TRAILER, HeaderValue::from_static(algorithm.header()));
    let encoding = match headers.get(CONTENT_ENCODING) {
        None => HeaderValue::from_static("aws-chunked"),
        Some(other) => HeaderValue::from_bytes(&[other.as_bytes(), b",aws-chunked"].concat())?,
    };
    headers.insert(CONTENT_ENCODING, encoding);
    headers.insert(DECODED_LENGTH, HeaderValue::from(length));
    Ok(())
}

/// The body of a request with a trailer.
#[derive(Clone, Copy)]
pub(super) struct Trailer {
    algorithm: ChecksumAlgorithm,
    /// The chunks are signed, because nothing else protects them.
    is_signed: bool,
}

impl Trailer {
    /// Returns the trailer that the headers of a request with a stream announce.
    pub(super) fn of(parts: &http::request::Parts, body: &Body, is_authenticated: bool) -> Option<Self> {
        if body.bytes().is_some() {
            return None;
        }
        let name = parts.headers.get(TRAILER)?;
        let mut all = ChecksumAlgorithm::ALL.into_iter();
        Some(Self {
            algorithm: all.find(|algorithm| name == algorithm.header())?,
            is_signed: is_authenticated && parts.uri.scheme_str() != Some("https"),
        })
    }

    /// Returns the payload to sign for a request with this trailer.
    pub(super) fn payload(self, scope: &CredentialScope) -> Payload<'static> {
        Payload::Streaming(match (self.is_signed, scope.is_asymmetric()) {
            (false, _) => "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            (true, false) => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            (true, true) => "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER",
        })
    }

    /// Marks a request without a signature as one whose body has a trailer.
    pub(super) fn mark_unsigned(headers: &mut HeaderMap) {
        headers.insert(
            CONTENT_HASH,
            HeaderValue::from_static("STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        );
    }

    /// Returns the body in chunks, with the checksum in its trailer.
    pub(super) fn encode(self, body: Body, signer: Option<StreamSigner>) -> Body {
        let algorithm = self.algorithm;
        let signer = signer.filter(|_| self.is_signed);
        body.map_data(move || Box::new(AwsChunked::new(algorithm, signer.clone())))
    }
}

/// The validation of a response's checksum.
#[derive(Clone, Copy)]
pub(super) struct Validation {
    facts: &'static HttpChecksum,
}

impl Validation {
    /// Returns the validation of the response to a request, if the request asks for a checksum.
    pub(super) fn of(operation: &Operation, request: &HeaderMap) -> Option<Self> {
        let facts = operation.http_checksum?;
        let mode = request.get(facts.mode_header?)?;
        mode.as_bytes()
            .eq_ignore_ascii_case(ENABLED.as_bytes())
            .then_some(Self { facts })
    }

    /// Returns the algorithm and the checksum of a response; `None` if it has none, or that of an
    /// object that was uploaded in parts, which is a checksum of checksums.
    fn expected(self, headers: &Headers) -> Option<(ChecksumAlgorithm, String)> {
        let mut all = ChecksumAlgorithm::ALL.into_iter();
        all.find_map(|algorithm| {
            let is_listed = self
                .facts
                .response_algorithms
                .iter()
                .any(|name| name.eq_ignore_ascii_case(algorithm.name()));
            let value = headers.get(algorithm.header()).filter(|_| is_listed)?;
            (!value.contains('-')).then(|| (algorithm, value.to_owned()))
        })
    }

    /// Returns the response, whose body is verified while it is read.
    ///
    /// # Errors
    /// A body in memory does not match its checksum.
    pub(super) fn verified(self, response: HttpResponse) -> Result<HttpResponse, ChecksumMismatch> {
        let Some((algorithm, expected)) = self.expected(response.headers()) else {
            return Ok(response);
        };
        if let Some(bytes) = response.body().bytes() {
            let found = algorithm.checksum(bytes);
            return match found == expected {
                true => Ok(response),
                false => Err(ChecksumMismatch {
                    algorithm,
                    expected,
                    found,
                }),
            };
        }
        Ok(response.map_body(|body| {
            body.map_data(move || {
                Box::new(Verified {
                    algorithm,
                    expected: expected.clone(),
                    checksum: Some(Checksum::new(algorithm)),
                })
            })
        }))
    }
}

/// A stream whose checksum is compared at its end.
struct Verified {
    algorithm: ChecksumAlgorithm,
    expected: String,
    checksum: Option<Checksum>,
}

impl BodyMapper for Verified {
    fn map(&mut self, data: Bytes) -> Result<Bytes, BoxError> {
        if let Some(checksum) = &mut self.checksum {
            checksum.update(&data);
        }
        Ok(data)
    }

    fn finish(&mut self) -> Result<Option<Bytes>, BoxError> {
        let found = self.checksum.take().map(Checksum::finish).unwrap_or_default();
        match found == self.expected {
            true => Ok(None),
            false => Err(ChecksumMismatch {
                algorithm: self.algorithm,
                expected: self.expected.clone(),
                found,
            }
            .into()),
        }
    }

    fn content_length(&self, original: Option<u64>) -> Option<u64> {
        original
    }
}

/// The error of a response that does not match its checksum.
#[derive(Debug)]
pub(super) struct ChecksumMismatch {
    algorithm: ChecksumAlgorithm,
    expected: String,
    found: String,
}

impl fmt::Display for ChecksumMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            algorithm,
            expected,
            found,
        } = self;
        let name = algorithm.name();
        write!(
            f,
            "the response does not match its checksum: {name} expected {expected}, found {found}"
        )
    }
}

impl std::error::Error for ChecksumMismatch {}
