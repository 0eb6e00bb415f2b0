//! What operations ask of the bodies of their requests: compression and checksums.

use bytes::Bytes;
#[cfg(any(feature = "request-compression", feature = "request-checksum"))]
use http::HeaderValue;

use crate::config::Config;
use crate::operation::Operation;
use crate::serde::SerializeError;

/// Smaller bodies are not worth it: the default of all AWS SDKs, in bytes.
#[cfg(feature = "request-compression")]
const COMPRESS_FROM: u32 = 10_240;

/// Makes the request what goes out: compressed and with its checksum, where the operation asks for that.
///
/// Without the features `request-compression` and `request-checksum` bodies are sent as they are; services accept that for
/// the first and refuse it for the second.
pub(super) fn prepare(
    operation: &Operation,
    config: &Config,
    request: &mut http::Request<Bytes>,
) -> Result<(), SerializeError> {
    if operation.gzip && !config.disable_request_compression().unwrap_or_default() {
        compress(config, request)?;
    }
    if operation.checksum {
        add_checksum(request)?;
    }
    Ok(())
}

#[cfg(feature = "request-compression")]
fn compress(config: &Config, request: &mut http::Request<Bytes>) -> Result<(), SerializeError> {
    use std::io::Write;

    let from = config.request_min_compression_size_bytes().unwrap_or(COMPRESS_FROM);
    if request.body().len() < from as usize {
        return Ok(());
    }
    let failed = |error: std::io::Error| SerializeError::new(format!("the body cannot be compressed: {error}"));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(request.body()).map_err(failed)?;
    *request.body_mut() = Bytes::from(encoder.finish().map_err(failed)?);
    request
        .headers_mut()
        .append(http::header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    Ok(())
}

#[cfg(not(feature = "request-compression"))]
#[allow(clippy::unnecessary_wraps, reason = "with the feature it can fail")]
fn compress(_config: &Config, _request: &mut http::Request<Bytes>) -> Result<(), SerializeError> {
    Ok(())
}

/// `content-md5`, as `smithy.api#httpChecksumRequired` asks.
#[cfg(feature = "request-checksum")]
fn add_checksum(request: &mut http::Request<Bytes>) -> Result<(), SerializeError> {
    use base64::Engine as _;
    use md5::Digest as _;

    let sum = base64::engine::general_purpose::STANDARD.encode(md5::Md5::digest(request.body()));
    let value = HeaderValue::try_from(sum).map_err(|_| SerializeError::new("the checksum is no header"))?;
    request.headers_mut().insert("content-md5", value);
    Ok(())
}

#[cfg(not(feature = "request-checksum"))]
fn add_checksum(_request: &mut http::Request<Bytes>) -> Result<(), SerializeError> {
    Err(SerializeError::new(
        "the operation needs a checksum; switch on the feature `request-checksum` of smithy-client-runtime",
    ))
}
