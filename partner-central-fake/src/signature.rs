//! Signature checks: the expected signature is the one that `aws-sigv4` computes.

use std::time::{Duration, SystemTime};

use aws_sigv4::http_request::{PayloadChecksumKind, SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use jiff::Timestamp;
use serde_json::json;

use crate::http::{Answer, Request};
use crate::time::http_date;

/// The region that requests must be signed for.
pub const REGION: &str = "us-east-1";

/// The signing name of operations; other signed requests are for the security token service.
const SERVICE: &str = "partnercentral-selling";

/// The clock skew that AWS accepts.
const MAX_CLOCK_SKEW: Duration = Duration::from_secs(5 * 60);

/// The credentials of a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// The access key id.
    pub access_key_id: &'static str,
    /// The secret key.
    pub secret_access_key: &'static str,
    /// The session token, for keys that expire.
    pub session_token: Option<&'static str>,
}

/// Keys that do not expire.
pub const LONG_TERM: Keys = Keys {
    access_key_id: "AKIAEXAMPLE",
    secret_access_key: "secret/of+the=long-term/keys",
    session_token: None,
};

/// Keys with a session token, as those of roles.
pub const TEMPORARY: Keys = Keys {
    access_key_id: "ASIAEXAMPLE",
    secret_access_key: "secret/of+the=temporary/keys",
    session_token: Some("token//of+the==temporary/keys"),
};

/// The reason why a request is rejected.
#[derive(Debug, PartialEq, Eq)]
pub struct SignatureError {
    code: &'static str,
    message: String,
}

impl SignatureError {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }

    /// Returns the response to the request at this time.
    pub fn answer(&self, now: Timestamp) -> Answer {
        let kind = format!("com.amazon.coral.service#{}", self.code);
        let body = json!({ "__type": kind, "message": self.message });
        Answer::with_headers(403, &[("date", &http_date(now))], body.to_string())
    }
}

/// The parts of an `authorization` header.
struct Authorization<'a> {
    access_key_id: &'a str,
    scope: &'a str,
    signed_headers: Vec<&'a str>,
}

impl<'a> Authorization<'a> {
    fn parse(header: &'a str) -> Option<Self> {
        let rest = header.strip_prefix("AWS4-HMAC-SHA256 Credential=")?;
        let (credential, rest) = rest.split_once(", SignedHeaders=")?;
        let (signed_headers, _) = rest.split_once(", Signature=")?;
        let (access_key_id, scope) = credential.split_once('/')?;
        Some(Self {
            access_key_id,
            scope,
            signed_headers: signed_headers.split(';').collect(),
        })
    }
}

/// Wraps a function so that it only receives requests whose signature is valid now.
pub fn checked(answer: impl Fn(&Request) -> Answer) -> impl Fn(&Request) -> Answer {
    move |request| {
        let now = Timestamp::now();
        match check(request, now) {
            Ok(()) => answer(request),
            Err(error) => error.answer(now),
        }
    }
}

/// Checks the caller, the scope, the time and the signature of a request.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
///
/// # Errors
/// The request is for an operation, and its signature is missing or invalid.
pub fn check(request: &Request, now: Timestamp) -> Result<(), SignatureError> {
    let header = request.header("authorization");
    let service = match request.header("x-amz-target") {
        Some(_) => SERVICE,
        None if header.is_some_and(|header| header.starts_with("AWS4")) => "sts",
        // Requests to sources of credentials are not signed.
        None => return Ok(()),
    };
    let header = header
        .ok_or_else(|| SignatureError::new("MissingAuthenticationTokenException", "the request is not signed"))?;
    let incomplete = |problem: &str| SignatureError::new("IncompleteSignatureException", problem);
    let authorization =
        Authorization::parse(header).ok_or_else(|| incomplete("the authorization header is malformed"))?;
    let unsigned = request.headers.iter().map(|(name, _)| name.as_str()).find(|name| {
        let must_be = matches!(*name, "host" | "content-type") || name.starts_with("x-amz-");
        must_be && !authorization.signed_headers.contains(name)
    });
    if let Some(name) = unsigned {
        return Err(incomplete(&format!("the header {name} is not signed")));
    }
    let date = request
        .header("x-amz-date")
        .ok_or_else(|| incomplete("there is no x-amz-date"))?;
    let time = time(date).ok_or_else(|| incomplete("x-amz-date is malformed"))?;
    let invalid = |problem: String| SignatureError::new("InvalidSignatureException", problem);
    let apart = SystemTime::from(now).duration_since(time);
    if apart.unwrap_or_else(|error| error.duration()) > MAX_CLOCK_SKEW {
        return Err(invalid(format!("{date} is too far from the time here")));
    }
    let scope = format!("{}/{REGION}/{service}/aws4_request", date.get(..8).unwrap_or_default());
    if authorization.scope != scope {
        return Err(invalid(format!(
            "the scope should be {scope}, not {}",
            authorization.scope
        )));
    }
    let keys = [LONG_TERM, TEMPORARY]
        .into_iter()
        .find(|keys| keys.access_key_id == authorization.access_key_id);
    let keys = keys.filter(|keys| keys.session_token == request.header("x-amz-security-token"));
    let keys = keys
        .ok_or_else(|| SignatureError::new("UnrecognizedClientException", "the access key id or token is not known"))?;
    let expected = authorize(request, service, &authorization.signed_headers, &keys, time).map_err(invalid)?;
    if header == expected {
        Ok(())
    } else {
        Err(invalid("the signature does not match the request".to_owned()))
    }
}

/// Parses a time such as `20260131T235959Z`.
fn time(date: &str) -> Option<SystemTime> {
    let part = |range| date.get(range);
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    let (hour, minute, second) = (part(9..11)?, part(11..13)?, part(13..15)?);
    let text = format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z");
    Some(text.parse::<Timestamp>().ok()?.into())
}

/// Returns the `authorization` header that the request should have.
fn authorize(
    request: &Request,
    service: &str,
    signed_headers: &[&str],
    keys: &Keys,
    time: SystemTime,
) -> Result<String, String> {
    // The signer adds these itself, from the keys, the time and the body.
    let added = ["x-amz-date", "x-amz-content-sha256", "x-amz-security-token"];
    let headers = request
        .headers
        .iter()
        .filter(|(name, _)| signed_headers.contains(&name.as_str()));
    let headers = headers.filter(|(name, _)| !added.contains(&name.as_str()));
    let mut settings = SigningSettings::default();
    if signed_headers.contains(&"x-amz-content-sha256") {
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    }
    let mut credentials = aws_credential_types::Credentials::builder()
        .access_key_id(keys.access_key_id)
        .secret_access_key(keys.secret_access_key)
        .provider_name("partner-central-fake");
    credentials.set_session_token(keys.session_token.map(str::to_owned));
    let identity = credentials.build().into();
    let params = SigningParams::builder()
        .identity(&identity)
        .region(REGION)
        .name(service)
        .time(time)
        .settings(settings)
        .build()
        .map_err(|error| error.to_string())?
        .into();
    let uri = format!(
        "http://{}{}",
        request.header("host").unwrap_or_default(),
        request.target
    );
    let headers = headers.map(|(name, value)| (name.as_str(), value.as_str()));
    let signable = SignableRequest::new(&request.method, uri, headers, SignableBody::Bytes(&request.body))
        .map_err(|error| error.to_string())?;
    let (instructions, _) = sign(signable, &params).map_err(|error| error.to_string())?.into_parts();
    let authorization = instructions.headers().find(|(name, _)| *name == "authorization");
    authorization
        .map(|(_, value)| value.to_owned())
        .ok_or_else(|| "nothing to compare with".to_owned())
}
