//! Credentials whose keys are in the environment, in a profile, or in a response.

use super::SourceError;
#[cfg(feature = "credentials-chain")]
use super::secret_json::SecretJson;
use crate::auth::Credentials;
#[cfg(feature = "credentials-chain")]
use crate::auth::CredentialsBuilder;
use crate::settings::{ConfigError, Env, Section};

const ACCESS_KEY_ID: &str = "AWS_ACCESS_KEY_ID";
const SECRET_ACCESS_KEY: &str = "AWS_SECRET_ACCESS_KEY";

/// The variables of the session token. Tools from before 2014 use the second name.
const SESSION_TOKENS: [&str; 2] = ["AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"];

/// Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and the optional session token and account.
///
/// # Errors
/// None of them is set, or only some are: an incomplete key pair never leads to other credentials.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(super) fn of_environment(env: &Env) -> Result<Credentials, SourceError> {
    let mut token = None;
    for name in SESSION_TOKENS {
        if token.is_none() {
            token = env.get(name)?.map(|token| (name, token));
        }
    }
    let half = |missing: &str, present: &str| {
        let problem = format!("it is unset or empty, and {present} is set");
        SourceError::from(ConfigError::variable(missing, problem))
    };
    let (id, secret) = match (env.get(ACCESS_KEY_ID)?, env.get(SECRET_ACCESS_KEY)?, &token) {
        (Some(id), Some(secret), _) => (id, secret),
        (Some(_), None, _) => return Err(half(SECRET_ACCESS_KEY, ACCESS_KEY_ID)),
        (None, Some(_), _) => return Err(half(ACCESS_KEY_ID, SECRET_ACCESS_KEY)),
        (None, None, Some((name, _))) => return Err(half(ACCESS_KEY_ID, name)),
        (None, None, None) => {
            return Err(SourceError::NotConfigured(format!("{ACCESS_KEY_ID} is not set")));
        }
    };
    let mut builder = Credentials::builder()
        .access_key_id(id)
        .secret_access_key(secret)
        .provider_name("Environment");
    builder.set_session_token(token.map(|(_, token)| token));
    if let Some(account_id) = env.get("AWS_ACCOUNT_ID")? {
        builder = builder.account_id(account_id);
    }
    Ok(builder.build())
}

/// The keys of a key pair in a profile, in the order in which they are looked for.
const PROFILE_KEYS: [&str; 4] = [
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "aws_security_token",
];

/// Reads `aws_access_key_id` and the keys that belong to it; `None` if the profile has none of
/// them.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(super) fn of_profile(name: &str, profile: &Section) -> Option<Result<Credentials, SourceError>> {
    let [id_key, secret_key, token_key, legacy_token_key] = PROFILE_KEYS;
    let text = |key: &str| profile.text(key).map(ToOwned::to_owned);
    let (id, secret) = match (text(id_key), text(secret_key)) {
        (Some(id), Some(secret)) => (id, secret),
        (id, _) => {
            let present = PROFILE_KEYS
                .into_iter()
                .find_map(|key| Some((key, profile.set_value(key)?)));
            let (present, value) = present?;
            let missing = if id.is_some() { secret_key } else { id_key };
            let problem = format!("profile {name:?} has no {missing}, or an empty one");
            return Some(Err(ConfigError::at(present, &value.place, problem).into()));
        }
    };
    let mut builder = Credentials::builder()
        .access_key_id(id)
        .secret_access_key(secret)
        .provider_name("Profile");
    builder.set_session_token(text(token_key).or_else(|| text(legacy_token_key)));
    Some(Ok(builder.build()))
}

/// Returns whether the keys of a profile are in the credentials file.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(super) fn are_in_credentials_file(profile: &Section) -> bool {
    let value = profile.set_value(PROFILE_KEYS[0]);
    value.is_some_and(|value| value.place.is_in_credentials_file())
}

/// Reads keys from the response of a service within a machine or a container.
///
/// # Errors
/// The response lacks something; the text is the rest of a sentence.
#[cfg(feature = "credentials-chain")]
pub(super) fn of_response(response: &SecretJson, provider_name: &'static str) -> Result<CredentialsBuilder, String> {
    if let Some(code) = response
        .text("Code")
        .filter(|code| !code.eq_ignore_ascii_case("Success"))
    {
        let message = response.text("Message").unwrap_or("no reason is given");
        return Err(format!("is a failure: {code}: {message}"));
    }
    let mut builder = Credentials::builder()
        .access_key_id(response.required("AccessKeyId")?)
        .secret_access_key(response.required("SecretAccessKey")?)
        .provider_name(provider_name);
    builder.set_session_token(response.text("Token").map(ToOwned::to_owned));
    builder.set_expiry(response.time("Expiration")?);
    if let Some(account_id) = response.text("AccountId") {
        builder = builder.account_id(account_id);
    }
    Ok(builder)
}
