//! The challenges in the headers of responses (RFC 9110, section 11.6.1).

use http::HeaderMap;
use http::header::{HeaderName, WWW_AUTHENTICATE};

use super::HashFunction;
use crate::box_error::BoxError;

/// The header in which a server gives the nonce of the next request (RFC 7616, section 3.5).
const AUTHENTICATION_INFO: HeaderName = HeaderName::from_static("authentication-info");

/// A challenge of a server that can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DigestChallenge {
    pub(crate) realm: Vec<u8>,
    pub(crate) nonce: Vec<u8>,
    pub(super) opaque: Option<Vec<u8>>,
    pub(super) function: HashFunction,
    /// The name of the algorithm as the server wrote it, if it did.
    pub(super) algorithm_name: Option<Vec<u8>>,
    /// The secret is a hash of both nonces, too (`MD5-sess` and the like).
    pub(crate) is_session: bool,
    /// The digest covers a count and the client's nonce (`qop=auth`).
    pub(super) has_quality: bool,
    pub(super) hashes_user: bool,
    /// The last request was refused for its nonce alone.
    pub(crate) is_stale: bool,
}

impl DigestChallenge {
    /// Returns the strongest challenge among those of a response, the first of equals; `None` if
    /// there is no digest challenge.
    ///
    /// # Errors
    /// There are digest challenges, but none that can be answered.
    pub(crate) fn strongest(headers: &HeaderMap) -> Result<Option<Self>, BoxError> {
        let mut strongest: Option<Self> = None;
        let mut problem = None;
        for value in headers.get_all(WWW_AUTHENTICATE) {
            for challenge in challenges(value.as_bytes()) {
                if !challenge.scheme.eq_ignore_ascii_case(b"digest") {
                    continue;
                }
                match Self::of(&challenge.parameters) {
                    Ok(found) if strongest.as_ref().is_none_or(|other| other.function < found.function) => {
                        strongest = Some(found);
                    }
                    Ok(_) => {}
                    Err(error) => problem = problem.or(Some(error)),
                }
            }
        }
        match (strongest, problem) {
            (None, Some(problem)) => Err(problem.into()),
            (strongest, _) => Ok(strongest),
        }
    }

    fn of(parameters: &Parameters) -> Result<Self, String> {
        let lacking = |name: &str| format!("the digest challenge of the server lacks `{name}`");
        let realm = parameters.get("realm").ok_or_else(|| lacking("realm"))?;
        let nonce = parameters.get("nonce").ok_or_else(|| lacking("nonce"))?;
        let algorithm_name = parameters.get("algorithm");
        let algorithm = algorithm_name.unwrap_or(b"MD5");
        let (name, is_session) = match algorithm.len().checked_sub("-sess".len()) {
            Some(end) if algorithm[end..].eq_ignore_ascii_case(b"-sess") => (&algorithm[..end], true),
            _ => (algorithm, false),
        };
        let function = HashFunction::from_name(name).ok_or_else(|| {
            let name = String::from_utf8_lossy(algorithm);
            format!("the server asks for digests by {name:?}, which is not supported: MD5, SHA-256 and SHA-512-256 are")
        })?;
        let qualities = parameters.get("qop").filter(|text| !text.trim_ascii().is_empty());
        let mut listed = qualities.into_iter().flat_map(|text| text.split(|byte| *byte == b','));
        let has_quality = listed.any(|quality| quality.trim_ascii().eq_ignore_ascii_case(b"auth"));
        if let Some(qualities) = qualities.filter(|_| !has_quality) {
            let qualities = String::from_utf8_lossy(qualities);
            return Err(format!(
                "the server asks for digests with qop={qualities:?}, which is not supported: only `auth` is"
            ));
        }
        if is_session && !has_quality {
            return Err(lacking("qop"));
        }
        Ok(Self {
            realm: realm.to_vec(),
            nonce: nonce.to_vec(),
            opaque: parameters.get("opaque").map(<[u8]>::to_vec),
            function,
            algorithm_name: algorithm_name.map(<[u8]>::to_vec),
            is_session,
            has_quality,
            hashes_user: parameters.is_true("userhash"),
            is_stale: parameters.is_true("stale"),
        })
    }
}

/// Returns the nonce that a successful response gives for the next request.
pub(crate) fn next_nonce(headers: &HeaderMap) -> Option<Vec<u8>> {
    let value = headers.get(AUTHENTICATION_INFO)?;
    let mut reader = HeaderReader(value.as_bytes());
    let mut parameters = Parameters::default();
    while let Some(name) = reader.item() {
        parameters.0.push((name.to_vec(), reader.value()?));
    }
    parameters.get("nextnonce").map(<[u8]>::to_vec)
}

/// A challenge of any scheme.
struct Challenge<'a> {
    scheme: &'a [u8],
    parameters: Parameters,
}

/// The names and the values of parameters.
#[derive(Default)]
struct Parameters(Vec<(Vec<u8>, Vec<u8>)>);

impl Parameters {
    fn get(&self, name: &str) -> Option<&[u8]> {
        let mut all = self.0.iter();
        let (_, value) = all.find(|(known, _)| known.eq_ignore_ascii_case(name.as_bytes()))?;
        Some(value)
    }

    fn is_true(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| value.eq_ignore_ascii_case(b"true"))
    }
}

/// Returns the challenges of a header, up to the first that cannot be read.
fn challenges(value: &[u8]) -> Vec<Challenge<'_>> {
    let mut reader = HeaderReader(value);
    let mut challenges: Vec<Challenge<'_>> = Vec::new();
    while let Some(token) = reader.item() {
        if let Some(challenge) = challenges.last_mut()
            && reader.is_at_equals()
        {
            let Some(value) = reader.value() else {
                break;
            };
            challenge.parameters.0.push((token.to_vec(), value));
        } else {
            challenges.push(Challenge {
                scheme: token,
                parameters: Parameters::default(),
            });
            reader.skip_token68();
        }
    }
    challenges
}

/// The rest of a header.
struct HeaderReader<'a>(&'a [u8]);

impl<'a> HeaderReader<'a> {
    /// Reads the next token of a list; `None` at the end, or if there is something else.
    fn item(&mut self) -> Option<&'a [u8]> {
        self.skip(|byte| matches!(byte, b' ' | b'\t' | b','));
        let token = self.take_while(is_token);
        (!token.is_empty()).then_some(token)
    }

    fn is_at_equals(&mut self) -> bool {
        self.skip(is_blank);
        self.0.first() == Some(&b'=')
    }

    /// Reads `=` and a token or a quoted string.
    fn value(&mut self) -> Option<Vec<u8>> {
        if !self.is_at_equals() {
            return None;
        }
        self.0 = &self.0[1..];
        self.skip(is_blank);
        match self.0.strip_prefix(b"\"") {
            Some(rest) => {
                self.0 = rest;
                self.quoted()
            }
            None => Some(self.take_while(|byte| !matches!(byte, b',' | b' ' | b'\t')).to_vec()),
        }
    }

    /// Reads the rest of a quoted string.
    fn quoted(&mut self) -> Option<Vec<u8>> {
        let mut text = Vec::new();
        loop {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            match byte {
                b'"' => return Some(text),
                b'\\' => {
                    let (byte, rest) = self.0.split_first()?;
                    self.0 = rest;
                    text.push(*byte);
                }
                byte => text.push(*byte),
            }
        }
    }

    /// Skips the credentials that some schemes have in place of parameters, such as `YWJj==`.
    fn skip_token68(&mut self) {
        let mut ahead = HeaderReader(self.0);
        ahead.skip(is_blank);
        ahead.skip(|byte| is_token(byte) || byte == b'/');
        ahead.skip(|byte| byte == b'=');
        ahead.skip(is_blank);
        if matches!(ahead.0.first(), None | Some(b',')) {
            self.0 = ahead.0;
        }
    }

    fn skip(&mut self, is_skipped: impl Fn(u8) -> bool) {
        self.take_while(is_skipped);
    }

    fn take_while(&mut self, is_taken: impl Fn(u8) -> bool) -> &'a [u8] {
        let length = self.0.iter().take_while(|byte| is_taken(**byte)).count();
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Returns whether a token may have this character (RFC 9110, section 5.6.2).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
