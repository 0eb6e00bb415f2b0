//! What a profile says of credentials: where the first ones come from, and which roles are taken on with them.

use super::{Refusal, Source, keys};
use crate::auth::Credentials;
use crate::settings::{Section, Sources, Value};

/// Credentials, and the roles to take on one after the other.
pub(super) struct Plan<'a> {
    pub(super) base: Base<'a>,
    pub(super) roles: Vec<Role<'a>>,
}

/// Where the first credentials come from.
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "without the feature they are only told apart")
)]
pub(super) enum Base<'a> {
    Keys(Credentials),
    Source(Source),
    Process(&'a str),
    Sso(Sso<'a>),
    WebIdentity { role: Role<'a>, token_file: &'a str },
}

/// A role to take on.
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "without the feature no role is taken on")
)]
pub(super) struct Role<'a> {
    pub(super) arn: &'a str,
    pub(super) session_name: Option<&'a str>,
    pub(super) external_id: Option<&'a str>,
    /// In seconds.
    pub(super) duration: Option<&'a str>,
}

/// What to ask IAM Identity Center for, with a token that a login left in a file.
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "without the feature nobody is asked")
)]
pub(super) struct Sso<'a> {
    pub(super) profile: &'a str,
    pub(super) account_id: &'a str,
    pub(super) role_name: &'a str,
    pub(super) region: &'a Value,
    pub(super) start_url: &'a str,
    /// The session's name, for profiles that have one.
    pub(super) session: Option<&'a str>,
}

/// The plan of the chosen profile.
pub(super) fn plan(sources: &Sources) -> Result<Plan<'_>, Refusal> {
    let name = sources.profile_name();
    let profile = sources
        .profile()
        .ok_or_else(|| Refusal::Unset(sources.no_profile(name)))?;
    let mut visited = vec![name];
    let mut roles = Vec::new();
    let base = follow(sources, name, profile, &mut visited, &mut roles)?;
    roles.reverse();
    Ok(Plan { base, roles })
}

/// Goes from profile to profile down to the one with credentials; what roles are passed is appended.
fn follow<'a>(
    sources: &'a Sources,
    name: &'a str,
    profile: &'a Section,
    visited: &mut Vec<&'a str>,
    roles: &mut Vec<Role<'a>>,
) -> Result<Base<'a>, Refusal> {
    let get = |key: &str| text(profile, key);
    let Some(arn) = get("role_arn").filter(|_| get("web_identity_token_file").is_none()) else {
        return leaf(sources, name, profile);
    };
    // A profile that others build on gives its keys, whatever role it has for itself.
    if visited.len() > 1
        && let Some(credentials) = keys::of_profile(name, profile)
    {
        return credentials.map(Base::Keys);
    }
    if get("mfa_serial").is_some() {
        return Err(format!(
            "profile {name:?} takes on its role with a code of a device (mfa_serial), which cannot be asked for here; take \
             the profile's credentials on the command line and hand them over, for instance by \
             `credential_process = aws configure export-credentials --profile {name}`"
        )
        .into());
    }
    roles.push(role(arn, profile));
    match (get("source_profile"), get("credential_source")) {
        (Some(_), Some(_)) => {
            Err(format!("profile {name:?} has both source_profile and credential_source; one of them has to go").into())
        }
        (None, None) => Err(format!(
            "profile {name:?} has a role_arn, and neither a source_profile nor a credential_source to take it on with"
        )
        .into()),
        (None, Some(source)) => credential_source(name, source),
        (Some(source), None) if source == name => keys::of_profile(name, profile)
            .unwrap_or_else(|| Err(format!("profile {name:?} is its own source_profile, and has no keys").into()))
            .map(Base::Keys),
        (Some(source), None) if visited.contains(&source) => Err(format!(
            "the source_profile of profiles goes round in a circle: {} -> {source}",
            visited.join(" -> ")
        )
        .into()),
        (Some(source), None) => {
            let next = sources
                .named_profile(source)
                .ok_or_else(|| format!("the source_profile of {name:?}: {}", sources.no_profile(source)))?;
            visited.push(source);
            follow(sources, source, next, visited, roles)
        }
    }
}

fn credential_source<'a>(name: &str, source: &str) -> Result<Base<'a>, Refusal> {
    Ok(Base::Source(match source {
        "Environment" => Source::Environment,
        "EcsContainer" => Source::Container,
        "Ec2InstanceMetadata" => Source::Metadata,
        _ => {
            return Err(format!(
                "the credential_source of profile {name:?} is {source:?}; Environment, EcsContainer and \
                 Ec2InstanceMetadata are known"
            )
            .into());
        }
    }))
}

fn leaf<'a>(sources: &'a Sources, name: &'a str, profile: &'a Section) -> Result<Base<'a>, Refusal> {
    let get = |key: &str| text(profile, key);
    if let Some(token_file) = get("web_identity_token_file") {
        let arn = get("role_arn").ok_or_else(|| {
            format!("profile {name:?} has a web_identity_token_file, and no role_arn to take on with it")
        })?;
        return Ok(Base::WebIdentity {
            role: role(arn, profile),
            token_file,
        });
    }
    if get("sso_session").is_some() || get("sso_account_id").is_some() || get("sso_start_url").is_some() {
        return sso(sources, name, profile).map(Base::Sso);
    }
    if let Some(command) = get("credential_process") {
        return Ok(Base::Process(command));
    }
    match keys::of_profile(name, profile) {
        Some(credentials) => credentials.map(Base::Keys),
        None => Err(Refusal::Unset(format!("profile {name:?} says nothing of credentials"))),
    }
}

fn role<'a>(arn: &'a str, profile: &'a Section) -> Role<'a> {
    Role {
        arn,
        session_name: text(profile, "role_session_name"),
        external_id: text(profile, "external_id"),
        duration: text(profile, "duration_seconds"),
    }
}

fn sso<'a>(sources: &'a Sources, name: &'a str, profile: &'a Section) -> Result<Sso<'a>, Refusal> {
    let session = text(profile, "sso_session");
    let (start, what) = match session {
        Some(session) => {
            let section = sources.sso_session(session).ok_or_else(|| {
                format!("the sso_session of profile {name:?}: there is no section [sso-session {session}]")
            })?;
            (section, format!("sso-session {session:?}"))
        }
        None => (profile, format!("profile {name:?}")),
    };
    let required = |section: &'a Section, what: &str, key: &str| {
        value(section, key).ok_or_else(|| Refusal::Failed(format!("{what} has no {key}").into()))
    };
    let start_url = required(start, &what, "sso_start_url")?;
    let this = format!("profile {name:?}");
    Ok(Sso {
        profile: name,
        account_id: &required(profile, &this, "sso_account_id")?.text,
        role_name: &required(profile, &this, "sso_role_name")?.text,
        region: required(start, &what, "sso_region")?,
        start_url: &start_url.text,
        session,
    })
}

fn text<'a>(section: &'a Section, key: &str) -> Option<&'a str> {
    value(section, key).map(|value| value.text.as_str())
}

fn value<'a>(section: &'a Section, key: &str) -> Option<&'a Value> {
    section.get(key).filter(|value| !value.text.is_empty())
}
