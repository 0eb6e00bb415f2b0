//! Proofs of the possession of a P-256 key (DPoP, RFC 9449): JSON Web Tokens signed with ES256.

mod der;
#[cfg(feature = "ring")]
#[path = "dpop/ring.rs"]
mod sign;
#[cfg(all(not(feature = "ring"), feature = "aws-lc-rs", feature = "https-client"))]
#[path = "dpop/rustls.rs"]
mod sign;
#[cfg(not(any(feature = "ring", all(feature = "aws-lc-rs", feature = "https-client"))))]
#[path = "dpop/unsigned.rs"]
mod sign;

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::HeaderValue;

use crate::auth::chain::http_source::secret_header;
use crate::error::BoxError;

const NOT_A_KEY: &str = "the dpopKey in the file is not a P-256 private key in PEM";

/// A private key. Not `Debug`.
pub(super) struct PrivateKey {
    key: sign::Key,
    /// The coordinates of the public key, 32 bytes each.
    x: Vec<u8>,
    y: Vec<u8>,
}

impl PrivateKey {
    /// Parses a key in PEM: `EC PRIVATE KEY` (SEC 1) or `PRIVATE KEY` (PKCS #8).
    ///
    /// # Errors
    /// The text has another form. The message shows nothing of it.
    pub(super) fn parse(pem: &str) -> Result<Self, BoxError> {
        let text: String = pem
            .lines()
            .filter(|line| !line.starts_with("-----"))
            .flat_map(|line| line.chars().filter(|character| !character.is_whitespace()))
            .collect();
        let bytes = STANDARD.decode(text).map_err(|_| NOT_A_KEY)?;
        let parts = der::private_key(&bytes).ok_or(NOT_A_KEY)?;
        // An uncompressed point: 4, x, y.
        let (x, y) = match parts.public {
            [4, coordinates @ ..] if coordinates.len() == 64 => coordinates.split_at(32),
            _ => return Err(NOT_A_KEY.into()),
        };
        Ok(Self {
            key: sign::Key::new(&bytes, &parts)?,
            x: x.to_vec(),
            y: y.to_vec(),
        })
    }

    /// Returns the proof for a `POST` to this URL at this time.
    pub(super) fn proof(&self, url: &str, time: SystemTime) -> Result<HeaderValue, BoxError> {
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let header = format!(
            r#"{{"typ":"dpop+jwt","alg":"ES256","jwk":{{"kty":"EC","x":"{}","y":"{}","crv":"P-256"}}}}"#,
            encode(&self.x),
            encode(&self.y)
        );
        let seconds = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let id: u128 = fastrand::u128(..);
        let claims = format!(r#"{{"htm":"POST","htu":"{url}","iat":{seconds},"jti":"{id:032x}"}}"#);
        let signed = format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()));
        let signature = encode(&self.key.sign(signed.as_bytes())?);
        let proof = secret_header(&format!("{signed}.{signature}"));
        proof.ok_or_else(|| "the proof of the login's key is not a header value".into())
    }
}

#[cfg(all(test, feature = "ring"))]
mod tests;
