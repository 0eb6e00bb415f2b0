//! The settings of IAM Identity Center (SSO) in profiles and `[sso-session]` sections.

use crate::auth::chain::SourceError;
use crate::settings::{ConfigError, Section, Sources, Value};

/// The role and the account whose credentials a session gives.
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "without the feature no requests are sent")
)]
pub(in crate::auth::chain) struct Sso<'a> {
    pub(in crate::auth::chain) profile: &'a str,
    pub(in crate::auth::chain) account_id: &'a str,
    pub(in crate::auth::chain) role_name: &'a str,
    pub(in crate::auth::chain) session: SsoSession<'a>,
}

/// The session whose token a login left in a file.
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "without the feature no requests are sent")
)]
pub(in crate::auth::chain) struct SsoSession<'a> {
    pub(in crate::auth::chain) region: &'a Value,
    pub(in crate::auth::chain) start_url: &'a Value,
    /// The name of the session, for profiles that have one.
    pub(in crate::auth::chain) name: Option<&'a Value>,
}

impl SsoSession<'_> {
    /// Returns the error that a session alone gives no credentials.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(in crate::auth::chain) fn without_role(&self) -> ConfigError {
        let (key, value) = match self.name {
            Some(name) => ("sso_session", name),
            None => ("sso_start_url", self.start_url),
        };
        let problem = "the profile has neither an sso_account_id nor an sso_role_name, so that the session gives bearer \
            tokens and no credentials";
        ConfigError::at(key, &value.place, problem)
    }
}

/// The keys that make a profile a source of SSO credentials.
const ACCOUNT_AND_ROLE: [&str; 2] = ["sso_account_id", "sso_role_name"];

/// The keys that a session and a profile may both have, and that then must agree.
const SHARED: [&str; 2] = ["sso_region", "sso_start_url"];

/// Returns whether the profile is a source of SSO credentials. A session or a start URL alone is
/// not one, as for the AWS command line.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(super) fn is_configured(profile: &Section) -> bool {
    ACCOUNT_AND_ROLE.into_iter().any(|key| profile.text(key).is_some())
}

/// Reads the settings of a profile that is a source of SSO credentials.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(super) fn of_profile<'a>(
    sources: &'a Sources,
    name: &'a str,
    profile: &'a Section,
) -> Result<Sso<'a>, SourceError> {
    let present = ACCOUNT_AND_ROLE
        .into_iter()
        .find_map(|key| Some((key, profile.set_value(key)?)));
    let missing = |missing: &str| {
        let problem = format!("profile {name:?} has no {missing}");
        match present {
            Some((key, value)) => ConfigError::at(key, &value.place, problem),
            None => ConfigError::variable("sso_account_id", problem),
        }
    };
    let [account_id, role_name] = ACCOUNT_AND_ROLE.map(|key| profile.text(key).ok_or_else(|| missing(key)));
    let session = match session(sources, profile)? {
        Some(session) => session,
        None => SsoSession {
            region: profile.set_value("sso_region").ok_or_else(|| missing("sso_region"))?,
            start_url: profile
                .set_value("sso_start_url")
                .ok_or_else(|| missing("sso_start_url"))?,
            name: None,
        },
    };
    Ok(Sso {
        profile: name,
        account_id: account_id?,
        role_name: role_name?,
        session,
    })
}

/// Reads the section that the profile's `sso_session` names; `None` if it names none.
///
/// # Errors
/// There is no such section, it lacks something, or the profile contradicts it.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(super) fn session<'a>(sources: &'a Sources, profile: &'a Section) -> Result<Option<SsoSession<'a>>, SourceError> {
    let Some(name) = profile.set_value("sso_session") else {
        return Ok(None);
    };
    let failed = |problem: String| ConfigError::at("sso_session", &name.place, problem);
    let section = sources.sso_session(&name.text).ok_or_else(|| {
        failed("expected the name of an [sso-session] section, and there is no such section".to_owned())
    })?;
    for key in SHARED {
        if let (Some(of_profile), Some(of_session)) = (profile.set_value(key), section.set_value(key))
            && of_profile.text != of_session.text
        {
            let problem = format!(
                "the value differs from that of the profile's sso_session ({}); remove it from the profile",
                of_session.place
            );
            return Err(ConfigError::at(key, &of_profile.place, problem).into());
        }
    }
    let required = |key: &str| {
        let value = section.set_value(key);
        value.ok_or_else(|| failed(format!("the section that it names has no {key}")))
    };
    Ok(Some(SsoSession {
        region: required("sso_region")?,
        start_url: required("sso_start_url")?,
        name: Some(name),
    }))
}
