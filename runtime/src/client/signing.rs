//! Signature Version 4, the one place that knows who computes it.

use bytes::Bytes;
use http::HeaderValue;
use http::request::Parts;
use reqsign_aws_v4::{Credential, RequestSigner};
use reqsign_core::hash::hex_sha256;
use reqsign_core::{Context, SignRequest};

use crate::config::Credentials;
use crate::error::{BoxError, Chain};

/// Signs a request whose URI is absolute; every header that it has by now is covered.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
pub(super) async fn sign(
    parts: &mut Parts,
    body: &Bytes,
    credentials: &Credentials,
    region: &str,
    name: &str,
) -> Result<(), BoxError> {
    // reqsign signs UNSIGNED-PAYLOAD where this header is not set.
    parts
        .headers
        .insert("x-amz-content-sha256", HeaderValue::try_from(hex_sha256(body))?);
    let credential = Credential {
        access_key_id: credentials.access_key_id().to_owned(),
        secret_access_key: credentials.secret_access_key().to_owned(),
        session_token: credentials.session_token().map(ToOwned::to_owned),
        // The service knows best whether they are still good; clocks differ.
        expires_in: None,
    };
    RequestSigner::new(name, region)
        .with_standard_session_token()
        .sign_request(&Context::new(), parts, Some(&credential), None)
        .await
        .map_err(|error| format!("the request cannot be signed: {}", Chain(&error)))?;
    Ok(())
}
