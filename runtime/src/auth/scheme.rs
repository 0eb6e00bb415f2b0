//! The selection of the auth scheme of a request: the schemes of the model or the endpoint, the
//! preference of the config, and the identities that the config has.

use std::borrow::Cow;

use crate::endpoint;
use crate::operation::AuthScheme;

/// The name of an auth scheme: the name of its trait without the namespace, for example `sigv4` or
/// `httpBearerAuth`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AuthSchemeId(Cow<'static, str>);

impl AuthSchemeId {
    /// Returns the id with this name.
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether this is the name of a scheme, with or without its namespace.
    fn is_name_of(&self, scheme: AuthScheme) -> bool {
        self.0.rsplit('#').next() == Some(scheme.name())
    }
}

impl AsRef<AuthSchemeId> for AuthSchemeId {
    fn as_ref(&self) -> &AuthSchemeId {
        self
    }
}

impl From<&'static str> for AuthSchemeId {
    fn from(name: &'static str) -> Self {
        Self::new(name)
    }
}

impl From<String> for AuthSchemeId {
    fn from(name: String) -> Self {
        Self(Cow::Owned(name))
    }
}

impl From<Cow<'static, str>> for AuthSchemeId {
    fn from(name: Cow<'static, str>) -> Self {
        Self(name)
    }
}

/// The auth schemes that take precedence over the order of the model, the best one first. Schemes
/// that a service does not support, or that the config has no identity for, are skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthSchemePreference(Vec<AuthSchemeId>);

impl AuthSchemePreference {
    /// Parses a list of names, separated by commas.
    pub(crate) fn parse(text: &str) -> Self {
        let mut ids = Vec::new();
        for name in text.split(',') {
            let name = name.trim();
            if !name.is_empty() {
                ids.push(AuthSchemeId::from(name.to_owned()));
            }
        }
        Self(ids)
    }
}

impl<T: AsRef<[AuthSchemeId]>> From<T> for AuthSchemePreference {
    fn from(schemes: T) -> Self {
        Self(schemes.as_ref().to_vec())
    }
}

impl IntoIterator for AuthSchemePreference {
    type Item = AuthSchemeId;
    type IntoIter = std::vec::IntoIter<AuthSchemeId>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// A function that returns the first scheme of a request that a test accepts.
pub(crate) type FindScheme<'f> = dyn Fn(&dyn Fn(AuthScheme) -> bool) -> Option<AuthScheme> + 'f;

/// Returns the scheme of a request: the first that has an identity, those of the preference first.
pub(crate) fn select(
    find: &FindScheme<'_>,
    preference: Option<&AuthSchemePreference>,
    has_identity: &dyn Fn(AuthScheme) -> bool,
) -> Option<AuthScheme> {
    let preferred = preference.map_or(&[][..], |preference| &preference.0);
    for id in preferred {
        if let Some(scheme) = find(&|scheme| id.is_name_of(scheme) && has_identity(scheme)) {
            return Some(scheme);
        }
    }
    find(has_identity)
}

/// The scheme of endpoints whose requests are signed with the credentials of a session.
const SESSION: &str = "sigv4-s3express";

/// Returns whether requests to the endpoint are signed with the credentials of a session.
pub(crate) fn wants_session(scheme: &endpoint::AuthScheme) -> bool {
    scheme.name() == SESSION
}

/// Returns the scheme with this name in an endpoint; some names differ from those of the traits.
/// `None` if it is unknown.
pub(crate) fn of_endpoint(scheme: &endpoint::AuthScheme) -> Option<AuthScheme> {
    Some(match scheme.name() {
        "sigv4" | SESSION => AuthScheme::SigV4,
        "sigv4a" => AuthScheme::SigV4a,
        "bearer" | "httpBearerAuth" => AuthScheme::HttpBearer,
        "none" | "noAuth" => AuthScheme::NoAuth,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::AuthScheme::{HttpApiKey, HttpBearer, NoAuth, SigV4, SigV4a};
    use super::{AuthScheme, AuthSchemeId, AuthSchemePreference, select};

    #[test]
    fn the_first_scheme_with_an_identity_counts_and_preferred_ones_come_first() {
        type Case<'a> = (&'a [AuthScheme], &'a str, &'a [AuthScheme], Option<AuthScheme>);
        let cases: [Case<'_>; 10] = [
            (&[SigV4, HttpBearer], "", &[SigV4, HttpBearer], Some(SigV4)),
            (&[SigV4, HttpBearer], "", &[HttpBearer], Some(HttpBearer)),
            (
                &[SigV4, HttpBearer],
                "httpBearerAuth",
                &[SigV4, HttpBearer],
                Some(HttpBearer),
            ),
            (
                &[SigV4, HttpBearer],
                "smithy.api#httpBearerAuth",
                &[SigV4, HttpBearer],
                Some(HttpBearer),
            ),
            (&[SigV4, HttpBearer], "httpBearerAuth", &[SigV4], Some(SigV4)),
            (&[SigV4a, SigV4], " sigv4 , sigv4a", &[SigV4a, SigV4], Some(SigV4)),
            (
                &[SigV4, HttpApiKey],
                "unknown,,httpApiKeyAuth,sigv4",
                &[SigV4, HttpApiKey],
                Some(HttpApiKey),
            ),
            (&[SigV4, NoAuth], "httpBearerAuth", &[NoAuth, HttpBearer], Some(NoAuth)),
            (&[SigV4, NoAuth], "noAuth", &[SigV4, NoAuth], Some(NoAuth)),
            (&[SigV4], "httpBearerAuth", &[HttpBearer, NoAuth], None),
        ];
        for (schemes, preference, identities, expected) in cases {
            let preference = AuthSchemePreference::parse(preference);
            let has_identity = |scheme: AuthScheme| identities.contains(&scheme);
            let find = |test: &dyn Fn(AuthScheme) -> bool| schemes.iter().copied().find(|scheme| test(*scheme));
            let selected = select(&find, Some(&preference), &has_identity);
            assert_eq!(selected, expected, "{schemes:?} {preference:?} {identities:?}");
        }
    }

    #[test]
    fn a_preference_is_made_of_ids() {
        let ids = [AuthSchemeId::new("sigv4"), AuthSchemeId::from("httpBearerAuth")];
        assert_eq!(
            AuthSchemePreference::from(ids),
            AuthSchemePreference::parse("sigv4,httpBearerAuth")
        );
    }
}
