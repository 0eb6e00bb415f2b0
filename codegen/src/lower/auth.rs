//! Authentication: the schemes of services and operations.

use crate::diagnostics::Diagnostics;
use crate::ir::{ApiKeyLocation, AuthScheme};
use crate::model::ast::Shape;
use crate::model::traits::{
    AUTH, HTTP_API_KEY_AUTH, HTTP_BASIC_AUTH, HTTP_BEARER_AUTH, HTTP_DIGEST_AUTH, OPTIONAL_AUTH, SIGV4, SIGV4A,
};

use super::traits;

/// Returns the auth schemes of an operation, or those of all operations without their own: those of
/// the operation's `@auth`, else of the service's `@auth`, else all traits of the service that are
/// schemes, by id. Unknown schemes are omitted.
pub(super) fn schemes(service: &Shape<'_>, operation: Option<&Shape<'_>>) -> Vec<AuthScheme> {
    let listed = operation
        .and_then(|operation| operation.trait_value(AUTH))
        .or_else(|| service.trait_value(AUTH))
        .and_then(|schemes| schemes.elements());
    let mut schemes: Vec<_> = match listed {
        Some(listed) => listed.iter().filter_map(|id| scheme(&id.as_str()?)).collect(),
        None => service.traits.keys().filter_map(|id| scheme(id.as_str())).collect(),
    };
    if schemes.is_empty() || operation.is_some_and(|operation| operation.has_trait(OPTIONAL_AUTH)) {
        schemes.push(AuthScheme::NoAuth);
    }
    schemes
}

fn scheme(id: &str) -> Option<AuthScheme> {
    Some(match id {
        SIGV4 => AuthScheme::SigV4,
        SIGV4A => AuthScheme::SigV4a,
        HTTP_BEARER_AUTH => AuthScheme::HttpBearer,
        HTTP_API_KEY_AUTH => AuthScheme::HttpApiKey,
        HTTP_BASIC_AUTH => AuthScheme::HttpBasic,
        HTTP_DIGEST_AUTH => AuthScheme::HttpDigest,
        _ => return None,
    })
}

/// Reads `@httpApiKeyAuth`.
pub(super) fn api_key(service: &Shape<'_>, diagnostics: &mut Diagnostics) -> Option<ApiKeyLocation> {
    let value = service.trait_value(HTTP_API_KEY_AUTH)?;
    let name = traits::required(service, value, "name", diagnostics)?;
    let place = traits::required(service, value, "in", diagnostics)?;
    let scheme = traits::optional(service, value, "scheme", diagnostics);
    match (place.as_str(), scheme) {
        ("header", scheme) => Some(ApiKeyLocation::Header { name, scheme }),
        ("query", None) => Some(ApiKeyLocation::Query { name }),
        ("query", Some(_)) => {
            traits::wrong(service, value, "`scheme` is for keys in a header", diagnostics);
            None
        }
        _ => {
            traits::wrong(service, value, "`in` is `header` or `query`", diagnostics);
            None
        }
    }
}
