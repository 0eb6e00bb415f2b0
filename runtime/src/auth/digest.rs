//! HTTP digest authentication (RFC 7616): the hash functions, and the answer to a challenge.

mod challenge;

use std::fmt::Write as _;

use http::HeaderValue;
use md5::Digest as _;

pub(crate) use self::challenge::{DigestChallenge, next_nonce};
use super::Login;
use crate::box_error::BoxError;

/// A hash function of challenges, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum HashFunction {
    Md5,
    Sha256,
    Sha512Half,
}

impl HashFunction {
    /// Returns the hash function with this name in challenges.
    fn from_name(name: &[u8]) -> Option<Self> {
        let mut known = [Self::Md5, Self::Sha256, Self::Sha512Half].into_iter();
        known.find(|function| function.name().as_bytes().eq_ignore_ascii_case(name))
    }

    /// Returns the name in challenges.
    fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
            Self::Sha512Half => "SHA-512-256",
        }
    }

    /// Returns the hash of the parts, with colons between them, in hexadecimal digits.
    fn hash(self, parts: &[&[u8]]) -> String {
        let data = parts.join(&b':');
        match self {
            Self::Md5 => hexadecimal(&md5::Md5::digest(&data)),
            Self::Sha256 => hexadecimal(&sha2::Sha256::digest(&data)),
            Self::Sha512Half => hexadecimal(&sha2::Sha512_256::digest(&data)),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The parts of a request that its digest covers.
pub(crate) struct DigestInput<'a> {
    pub(crate) method: &'a str,
    /// The target of the request line.
    pub(crate) uri: &'a str,
    /// The number of requests with the server's nonce so far, with this one.
    pub(crate) count: u32,
    /// The nonce of the client.
    pub(crate) client_nonce: &'a str,
}

impl DigestChallenge {
    /// Returns the value of `authorization` that answers the challenge. `Debug` does not show it.
    pub(crate) fn answer(&self, login: &Login, input: &DigestInput<'_>) -> Result<HeaderValue, BoxError> {
        let count = format!("{:08x}", input.count);
        let response = self.response(login, input, count.as_bytes());
        let mut value = b"Digest ".to_vec();
        self.write_user(&mut value, login)?;
        value.extend_from_slice(b", ");
        write_quoted(&mut value, "realm", &self.realm);
        value.extend_from_slice(b", ");
        write_quoted(&mut value, "uri", input.uri.as_bytes());
        if let Some(name) = &self.algorithm_name {
            value.extend_from_slice(b", algorithm=");
            value.extend_from_slice(name);
        }
        value.extend_from_slice(b", ");
        write_quoted(&mut value, "nonce", &self.nonce);
        if self.has_quality {
            let text = format!(", nc={count}, cnonce=\"{}\", qop=auth", input.client_nonce);
            value.extend_from_slice(text.as_bytes());
        }
        value.extend_from_slice(b", ");
        write_quoted(&mut value, "response", response.as_bytes());
        if let Some(opaque) = &self.opaque {
            value.extend_from_slice(b", ");
            write_quoted(&mut value, "opaque", opaque);
        }
        if self.hashes_user {
            value.extend_from_slice(b", userhash=true");
        }
        let mut value = HeaderValue::from_bytes(&value).map_err(|_| INVALID_CHARACTER)?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// Returns the digest of user, password and request (RFC 7616, section 3.4.1).
    fn response(&self, login: &Login, input: &DigestInput<'_>, count: &[u8]) -> String {
        let (function, client_nonce) = (self.function, input.client_nonce.as_bytes());
        let mut secret = function.hash(&[login.user().as_bytes(), &self.realm, login.password().as_bytes()]);
        if self.is_session {
            secret = function.hash(&[secret.as_bytes(), &self.nonce, client_nonce]);
        }
        let request = function.hash(&[input.method.as_bytes(), input.uri.as_bytes()]);
        let (secret, request) = (secret.as_bytes(), request.as_bytes());
        match self.has_quality {
            true => function.hash(&[secret, &self.nonce, count, client_nonce, b"auth", request]),
            // RFC 2069, which servers still speak.
            false => function.hash(&[secret, &self.nonce, request]),
        }
    }

    /// Writes the user: hashed if the server asks for it, and encoded if a quoted string cannot
    /// have it (RFC 7616, sections 3.4 and 3.4.4).
    fn write_user(&self, value: &mut Vec<u8>, login: &Login) -> Result<(), BoxError> {
        let user = login.user();
        if self.hashes_user {
            let hash = self.function.hash(&[user.as_bytes(), &self.realm]);
            write_quoted(value, "username", hash.as_bytes());
        } else if user.is_ascii() {
            if user.contains(|character: char| character.is_ascii_control()) {
                return Err(INVALID_CHARACTER.into());
            }
            write_quoted(value, "username", user.as_bytes());
        } else {
            value.extend_from_slice(b"username*=UTF-8''");
            value.extend_from_slice(crate::endpoint::uri_encode(user).as_bytes());
        }
        Ok(())
    }
}

const INVALID_CHARACTER: &str =
    "the user of the login, or the target of the request, has a character that a header cannot have";

/// Writes a parameter as a quoted string.
fn write_quoted(value: &mut Vec<u8>, name: &str, text: &[u8]) {
    value.extend_from_slice(name.as_bytes());
    value.extend_from_slice(b"=\"");
    for byte in text {
        if matches!(byte, b'"' | b'\\') {
            value.push(b'\\');
        }
        value.push(*byte);
    }
    value.push(b'"');
}

#[cfg(test)]
mod tests;
