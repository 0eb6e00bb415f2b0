//! The responses of STS, which are XML.

use std::borrow::Cow;

use bytes::Bytes;
use http::Response;

use crate::auth::Credentials;
use crate::auth::chain::profile::Role;
use crate::endpoint::parse_arn;
use crate::primitives::{DateTimeFormat, date_time};
use crate::text;

/// The number of characters that are shown of an error.
const SHOWN: usize = 300;

/// Returns the code of an error.
pub(super) fn code(response: &Response<Bytes>) -> Option<String> {
    let xml = std::str::from_utf8(response.body()).ok()?;
    element(xml, "Code").map(Cow::into_owned)
}

/// Reads the credentials of a role.
///
/// # Errors
/// The response is an error of the service, or lacks something; the text shows no key.
pub(super) fn read(response: &Response<Bytes>, role: &Role<'_>) -> Result<Credentials, String> {
    let status = response.status();
    let Ok(xml) = std::str::from_utf8(response.body()) else {
        return Err(format!("the response, of status {status}, is not UTF-8"));
    };
    if !status.is_success() {
        let text = match (element(xml, "Code"), element(xml, "Message")) {
            (Some(code), Some(message)) => format!("{code}: {message}"),
            (Some(text), None) | (None, Some(text)) => format!("{status}: {text}"),
            (None, None) => format!("the service responded with {status}"),
        };
        return Err(text.chars().take(SHOWN).collect());
    }
    if text::position(xml, "<Credentials>").is_none() {
        return Err("the response is not one of STS: it has no Credentials".to_owned());
    }
    let required = |name: &str| {
        element(xml, name)
            .filter(|text| !text.is_empty())
            .ok_or_else(|| format!("the response has no {name}"))
    };
    let expiry = date_time::parse(&required("Expiration")?, DateTimeFormat::DateTimeWithOffset)
        .ok()
        .and_then(|time| time.try_into().ok())
        .ok_or("the response has an Expiration that is not a time")?;
    let builder = Credentials::builder()
        .access_key_id(required("AccessKeyId")?)
        .secret_access_key(required("SecretAccessKey")?)
        .session_token(required("SessionToken")?)
        .expiry(expiry)
        .provider_name("AssumeRole");
    // The ARN of the session names the account for certain; that of the role is what was asked for.
    let session = element(xml, "Arn");
    let account = [session.as_deref(), Some(role.arn)]
        .into_iter()
        .flatten()
        .find_map(account_of);
    let account = account.or_else(|| role.account_id.map(ToOwned::to_owned));
    Ok(match account {
        Some(account) => builder.account_id(account),
        None => builder,
    }
    .build())
}

fn account_of(arn: &str) -> Option<String> {
    let account = parse_arn(arn)?.account_id;
    (!account.is_empty()).then_some(account)
}

/// The entities of XML. That of the ampersand is the last, so that no text is replaced twice.
const ENTITIES: [(&str, &str); 5] = [
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&amp;", "&"),
];

/// Returns the text of the first element of this name. STS has no attributes that matter and no
/// CDATA.
fn element<'a>(xml: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let (_, rest) = text::split_once(xml, &format!("<{name}>"))?;
    let (content, _) = text::split_once(rest, &format!("</{name}>"))?;
    let mut content = Cow::Borrowed(content.trim());
    if text::contains_any(&content, b"&") {
        for (entity, char) in ENTITIES {
            content = Cow::Owned(text::replace(&content, entity, char));
        }
    }
    Some(content)
}
