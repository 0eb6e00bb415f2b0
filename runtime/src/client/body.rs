//! The compression and the checksums of request bodies.

#[cfg(any(feature = "request-compression", feature = "request-checksum"))]
use http::HeaderValue;

use crate::config::Config;
use crate::http::HttpRequest;
use crate::operation::Operation;
use crate::serde::SerializeError;

/// The size in bytes from which bodies are compressed: the default of all AWS SDKs.
#[cfg(feature = "request-compression")]
const COMPRESS_FROM: u32 = 10_240;

/// Compresses the body and adds its checksum, if the operation asks for either.
///
/// Without the feature `request-compression` the body is not compressed, which services accept.
/// Without `request-checksum` an operation that requires a checksum fails.
pub(super) fn prepare(operation: &Operation, config: &Config, request: &mut HttpRequest) -> Result<(), SerializeError> {
    if operation.gzip && !config.disable_request_compression().unwrap_or_default() {
        compress(config, request)?;
    }
    if operation.checksum {
        add_checksum(request)?;
    }
    Ok(())
}

#[cfg(feature = "request-compression")]
fn compress(config: &Config, request: &mut HttpRequest) -> Result<(), SerializeError> {
    use std::io::Write;

    let from = config.request_min_compression_size_bytes().unwrap_or(COMPRESS_FROM);
    // A stream is not compressed: its length would no longer be known.
    let Some(body) = request.body().bytes().filter(|body| body.len() >= from as usize) else {
        return Ok(());
    };
    let failed = |error: std::io::Error| SerializeError::new(format!("the body cannot be compressed: {error}"));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(body).map_err(failed)?;
    *request.body_mut() = encoder.finish().map_err(failed)?.into();
    request
        .headers_mut()
        .append(http::header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    Ok(())
}

#[cfg(not(feature = "request-compression"))]
#[allow(clippy::unnecessary_wraps, reason = "with the feature it can fail")]
fn compress(_config: &Config, _request: &mut HttpRequest) -> Result<(), SerializeError> {
    Ok(())
}

/// Adds `content-md5`, as `smithy.api#httpChecksumRequired` asks.
#[cfg(feature = "request-checksum")]
fn add_checksum(request: &mut HttpRequest) -> Result<(), SerializeError> {
    use base64::Engine as _;
    use md5::Digest as _;

    let Some(body) = request.body().bytes() else {
        return Err(SerializeError::new(
            "the checksum of a stream cannot be computed: pass the bytes",
        ));
    };
    let sum = base64::engine::general_purpose::STANDARD.encode(md5::Md5::digest(body));
    let value =
        HeaderValue::try_from(sum).map_err(|_| SerializeError::new("the checksum is not a valid header value"))?;
    request.headers_mut().insert("content-md5", value);
    Ok(())
}

#[cfg(not(feature = "request-checksum"))]
fn add_checksum(_request: &mut HttpRequest) -> Result<(), SerializeError> {
    Err(SerializeError::new(
        "the operation needs a checksum; enable the feature `request-checksum` of smithy-client-runtime",
    ))
}
