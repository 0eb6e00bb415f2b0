//! Credentials that stand as they are in the environment, in a profile, or in what a service answers.

use super::Refusal;
#[cfg(feature = "credentials-chain")]
use super::secrets::Secrets;
use crate::auth::Credentials;
#[cfg(feature = "credentials-chain")]
use crate::auth::CredentialsBuilder;
use crate::settings::{Env, Section};

/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and what may go with them.
pub(super) fn of_environment(env: &Env) -> Result<Credentials, Refusal> {
    let required = |name: &str| {
        env.get(name)?
            .ok_or_else(|| Refusal::Unset(format!("{name} is not set")))
    };
    let mut builder = Credentials::builder()
        .access_key_id(required("AWS_ACCESS_KEY_ID")?)
        .secret_access_key(required("AWS_SECRET_ACCESS_KEY")?)
        .provider_name("Environment");
    builder.set_session_token(env.get("AWS_SESSION_TOKEN")?);
    if let Some(account_id) = env.get("AWS_ACCOUNT_ID")? {
        builder = builder.account_id(account_id);
    }
    Ok(builder.build())
}

/// `aws_access_key_id` and what goes with it; nothing where the profile has none.
pub(super) fn of_profile(name: &str, profile: &Section) -> Option<Result<Credentials, Refusal>> {
    let text = |key: &str| {
        profile
            .get(key)
            .map(|value| value.text.clone())
            .filter(|text| !text.is_empty())
    };
    let (id, secret) = match (text("aws_access_key_id"), text("aws_secret_access_key")) {
        (Some(id), Some(secret)) => (id, secret),
        (None, None) => return None,
        (id, _) => {
            let lacking = if id.is_some() {
                "aws_secret_access_key"
            } else {
                "aws_access_key_id"
            };
            return Some(Err(Refusal::Failed(
                format!("profile {name:?} has no {lacking}").into(),
            )));
        }
    };
    let mut builder = Credentials::builder()
        .access_key_id(id)
        .secret_access_key(secret)
        .provider_name("Profile");
    builder.set_session_token(text("aws_session_token"));
    if let Some(account_id) = text("aws_account_id") {
        builder = builder.account_id(account_id);
    }
    Some(Ok(builder.build()))
}

/// The keys as the services within machines and containers write them.
///
/// # Errors
/// What the answer lacks, as the rest of a sentence.
#[cfg(feature = "credentials-chain")]
pub(super) fn of_answer(answer: &Secrets, provider_name: &'static str) -> Result<CredentialsBuilder, String> {
    let mut builder = Credentials::builder()
        .access_key_id(answer.required("AccessKeyId")?)
        .secret_access_key(answer.required("SecretAccessKey")?)
        .provider_name(provider_name);
    builder.set_session_token(answer.text("Token").map(ToOwned::to_owned));
    builder.set_expiry(answer.time("Expiration")?);
    if let Some(account_id) = answer.text("AccountId") {
        builder = builder.account_id(account_id);
    }
    Ok(builder)
}
