//! The plan that a profile describes: the source of the first credentials, and the roles that are
//! assumed with them.

mod sso;
#[cfg(test)]
mod suite;

use super::{Source, SourceError, static_keys};
use crate::auth::Credentials;
use crate::settings::{ConfigError, Section, Sources, Value};
use crate::text;

pub(super) use self::sso::{Sso, SsoSession};

/// The source of the first credentials, and the roles to assume one after the other.
pub(super) struct Plan<'a> {
    pub(super) base: Base<'a>,
    /// The account of the profile with the first credentials, for sources without one.
    pub(super) account_id: Option<&'a str>,
    pub(super) roles: Vec<Role<'a>>,
}

/// The source of the first credentials.
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "without the feature sources are only distinguished")
)]
pub(super) enum Base<'a> {
    Keys(Credentials),
    Source(Source),
    Process(&'a Value),
    Sso(Sso<'a>),
    /// A session that has bearer tokens and, without account and role, no credentials.
    SsoToken(SsoSession<'a>),
    Login {
        profile: &'a str,
        session: &'a Value,
    },
    WebIdentity {
        role: Role<'a>,
        token_file: TokenFile<'a>,
    },
}

/// The path of a file with a web identity token.
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "without the feature no file is read")
)]
pub(super) struct TokenFile<'a> {
    pub(super) path: &'a str,
    /// The setting and its place, for messages.
    pub(super) setting: String,
}

/// A role to assume.
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "without the feature no role is assumed")
)]
pub(super) struct Role<'a> {
    pub(super) arn: &'a str,
    /// The setting that names the role and its place, for messages.
    pub(super) setting: String,
    pub(super) session_name: Option<&'a str>,
    pub(super) external_id: Option<&'a str>,
    /// In seconds.
    pub(super) duration: Option<u32>,
    /// The account of the profile, for an ARN that has none.
    pub(super) account_id: Option<&'a str>,
}

/// Keys of a profile that only matter to a role or its source.
const ROLE_PARTS: [&str; 2] = ["source_profile", "credential_source"];

/// Returns the plan of the chosen profile.
///
/// # Errors
/// [`SourceError::NotConfigured`] if the profile names no source of credentials. Once it names one,
/// or a role, everything that is missing is [`SourceError::Failed`].
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(super) fn plan(sources: &Sources) -> Result<Plan<'_>, SourceError> {
    let name = sources.profile_name();
    sources.require_profile()?;
    let profile = sources.profile().ok_or_else(|| {
        let files = sources.searched();
        SourceError::NotConfigured(format!("there is no profile {name:?} in {files}"))
    })?;
    let mut walk = Walk {
        sources,
        visited: vec![name],
        roles: Vec::new(),
    };
    let (base, account_id) = match walk.follow(name, profile) {
        Err(SourceError::NotConfigured(reason)) if !walk.roles.is_empty() => {
            let path = text::join(walk.visited.iter().copied(), " -> ");
            return Err(format!("a role is to be assumed by way of the profiles {path}, and {reason}").into());
        }
        Ok((Base::SsoToken(session), _)) if !walk.roles.is_empty() => {
            return Err(session.without_role().into());
        }
        result => result?,
    };
    walk.roles.reverse();
    Ok(Plan {
        base,
        account_id,
        roles: walk.roles,
    })
}

/// Returns the session of the chosen profile, whose login has a bearer token.
///
/// # Errors
/// [`SourceError::NotConfigured`] if the profile names no session.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(super) fn token_session(sources: &Sources) -> Result<SsoSession<'_>, SourceError> {
    let name = sources.profile_name();
    let session = match sources.profile() {
        Some(profile) => sso::session(sources, profile)?,
        None => None,
    };
    let files = sources.searched();
    session.ok_or_else(|| SourceError::NotConfigured(format!("profile {name:?} in {files} names no sso_session")))
}

/// The path from profile to profile to the one with credentials.
struct Walk<'a> {
    sources: &'a Sources,
    visited: Vec<&'a str>,
    roles: Vec<Role<'a>>,
}

type Found<'a> = Result<(Base<'a>, Option<&'a str>), SourceError>;

impl<'a> Walk<'a> {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn follow(&mut self, name: &'a str, profile: &'a Section) -> Found<'a> {
        let account_id = profile.text("aws_account_id");
        let arn = profile
            .set_value("role_arn")
            .filter(|_| profile.text("web_identity_token_file").is_none());
        let Some(arn) = arn else {
            return Ok((leaf(self.sources, name, profile)?, account_id));
        };
        // A source profile of other profiles gives its keys, even if it has a role itself.
        if self.visited.len() > 1
            && let Some(credentials) = static_keys::of_profile(name, profile)
        {
            return Ok((Base::Keys(credentials?), account_id));
        }
        if let Some(serial) = profile.set_value("mfa_serial") {
            let problem = format!(
                "profile {name:?} assumes its role with an MFA device, whose code cannot be requested here; get the \
                 credentials with the AWS command line, for example by \
                 `credential_process = aws configure export-credentials --profile {name}`"
            );
            return Err(ConfigError::at("mfa_serial", &serial.place, problem).into());
        }
        self.roles.push(role(arn, profile)?);
        match (
            profile.set_value("source_profile"),
            profile.set_value("credential_source"),
        ) {
            (Some(_), Some(source)) => {
                let problem = format!("profile {name:?} has a source_profile too; remove one of them");
                Err(ConfigError::at("credential_source", &source.place, problem).into())
            }
            (None, None) => {
                let problem = format!(
                    "profile {name:?} has neither a source_profile nor a credential_source to assume the role with"
                );
                Err(ConfigError::at("role_arn", &arn.place, problem).into())
            }
            (None, Some(source)) => Ok((credential_source(source)?, None)),
            (Some(source), None) => self.source_profile(name, profile, source),
        }
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn source_profile(&mut self, name: &'a str, profile: &'a Section, source: &'a Value) -> Found<'a> {
        let failed = |problem: String| ConfigError::at("source_profile", &source.place, problem);
        if source.text == name {
            return match static_keys::of_profile(name, profile) {
                Some(credentials) => Ok((Base::Keys(credentials?), profile.text("aws_account_id"))),
                None => Err(failed(format!("profile {name:?} is its own source, and has no keys")).into()),
            };
        }
        if self.visited.contains(&source.text.as_str()) {
            let path = text::join(self.visited.iter().copied(), " -> ");
            return Err(failed(format!("the profiles form a cycle: {path} -> {}", source.text)).into());
        }
        let next = self.sources.named_profile(&source.text).ok_or_else(|| {
            let files = self.sources.searched();
            failed(format!(
                "expected the name of a profile, and there is no such profile in {files}"
            ))
        })?;
        self.visited.push(&source.text);
        self.follow(&source.text, next)
    }
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn credential_source<'a>(source: &Value) -> Result<Base<'a>, SourceError> {
    let known = [
        ("Environment", Source::Environment),
        ("EcsContainer", Source::Container),
        ("Ec2InstanceMetadata", Source::Imds),
    ];
    let found = known
        .into_iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(&source.text));
    found.map(|(_, source)| Base::Source(source)).ok_or_else(|| {
        let problem = "expected Environment, EcsContainer or Ec2InstanceMetadata";
        ConfigError::at("credential_source", &source.place, problem).into()
    })
}

/// Finds the source within one profile, in the order of the AWS command line.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn leaf<'a>(sources: &'a Sources, name: &'a str, profile: &'a Section) -> Result<Base<'a>, SourceError> {
    if let Some(file) = profile.set_value("web_identity_token_file") {
        let arn = profile.set_value("role_arn").ok_or_else(|| {
            let problem = format!("profile {name:?} has no role_arn to assume with the token");
            ConfigError::at("web_identity_token_file", &file.place, problem)
        })?;
        return Ok(Base::WebIdentity {
            role: role(arn, profile)?,
            token_file: TokenFile {
                path: &file.text,
                setting: setting("web_identity_token_file", file),
            },
        });
    }
    if sso::is_configured(profile) {
        return sso::of_profile(sources, name, profile).map(Base::Sso);
    }
    let keys = static_keys::of_profile(name, profile);
    let keys_first = static_keys::are_in_credentials_file(profile);
    match (
        keys,
        profile.set_value("login_session"),
        profile.set_value("credential_process"),
    ) {
        (Some(keys), _, _) if keys_first => Ok(Base::Keys(keys?)),
        (_, Some(session), _) => Ok(Base::Login { profile: name, session }),
        (_, None, Some(command)) => Ok(Base::Process(command)),
        (Some(keys), None, None) => Ok(Base::Keys(keys?)),
        (None, None, None) => rest(sources, name, profile),
    }
}

/// Handles a profile without a complete source of credentials, and reports an incomplete one.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn rest<'a>(sources: &'a Sources, name: &'a str, profile: &'a Section) -> Result<Base<'a>, SourceError> {
    if let Some((key, value)) = ROLE_PARTS
        .into_iter()
        .find_map(|key| Some((key, profile.set_value(key)?)))
    {
        let problem = format!("profile {name:?} has no role_arn to assume, and no credentials of its own");
        return Err(ConfigError::at(key, &value.place, problem).into());
    }
    match sso::session(sources, profile)? {
        Some(session) => Ok(Base::SsoToken(session)),
        None => Err(SourceError::NotConfigured(format!(
            "profile {name:?} names no source of credentials"
        ))),
    }
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn role<'a>(arn: &'a Value, profile: &'a Section) -> Result<Role<'a>, SourceError> {
    let duration = profile.set_value("duration_seconds").map(|value| {
        let expected = || ConfigError::at("duration_seconds", &value.place, "expected a number of seconds");
        value.text.parse().map_err(|_| expected())
    });
    Ok(Role {
        arn: &arn.text,
        setting: setting("role_arn", arn),
        session_name: profile.text("role_session_name"),
        external_id: profile.text("external_id"),
        duration: duration.transpose()?,
        account_id: profile.text("aws_account_id"),
    })
}

/// Returns the name of a setting with its place, for messages.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn setting(key: &str, value: &Value) -> String {
    format!("{key} ({})", value.place)
}
