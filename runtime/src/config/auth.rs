//! The settings of authentication other than credentials: tokens, API keys, logins, and the
//! preference of schemes.

use super::default_chain::DeferredChain;
use super::{Builder, Config};
use crate::auth::chain;
use crate::auth::{AuthSchemePreference, Login, ProvideToken, SharedTokenProvider, Token};
use crate::operation::AuthScheme;
use crate::settings::{ConfigError, ServiceTokens};

#[derive(Clone, Default)]
pub(super) struct AuthSettings {
    pub(super) tokens: Tokens,
    /// The tokens of single services; unset if the code of the program sets a provider.
    pub(super) service_tokens: Option<ServiceTokenSource>,
    /// The token of the service that the config is for.
    service_token: Option<SharedTokenProvider>,
    api_key: Option<Token>,
    login: Option<Login>,
    #[cfg(feature = "http-digest-auth")]
    digest_login: Option<Login>,
    /// The preference that code sets.
    preference: Option<AuthSchemePreference>,
    /// The preference of the settings.
    pub(super) loaded_preference: Option<AuthSchemePreference>,
}

/// The source of bearer tokens.
#[derive(Clone, Default)]
pub(super) enum Tokens {
    #[default]
    Unset,
    Provider(SharedTokenProvider),
    /// The default chain, and its provider, which is created when the config is built.
    DefaultChain(DeferredChain, Option<SharedTokenProvider>),
}

/// The variables with the tokens of single services, and the function that creates a provider of
/// one. It is a function pointer, so that programs without tokens do not contain their cache.
#[derive(Clone)]
pub(super) struct ServiceTokenSource {
    tokens: ServiceTokens,
    make: fn(Result<String, ConfigError>) -> SharedTokenProvider,
}

impl ServiceTokenSource {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn new(tokens: ServiceTokens) -> Self {
        Self {
            tokens,
            make: chain::of_variable,
        }
    }
}

impl AuthSettings {
    /// Replaces the values that the other settings set.
    #[inline]
    pub(super) fn override_with(&mut self, other: Self) {
        if !matches!(other.tokens, Tokens::Unset) {
            self.tokens = other.tokens;
            self.service_tokens = None;
            self.service_token = None;
        }
        self.api_key = other.api_key.or(self.api_key.take());
        self.login = other.login.or(self.login.take());
        #[cfg(feature = "http-digest-auth")]
        {
            self.digest_login = other.digest_login.or(self.digest_login.take());
        }
        self.preference = other.preference.or(self.preference.take());
    }

    /// Returns whether the code of the program sets no provider of tokens.
    pub(super) fn has_no_tokens(&self) -> bool {
        matches!(self.tokens, Tokens::Unset)
    }

    /// Finds the token of a service, by its signing name.
    pub(super) fn find_service_token(&mut self, signing_name: &str) {
        self.service_token = self.service_tokens.as_ref().and_then(|source| {
            let found = source.tokens.get(signing_name).transpose()?;
            Some((source.make)(found))
        });
    }

    /// Returns whether a variable has the token of the service.
    pub(super) fn has_service_token(&self) -> bool {
        self.service_token.is_some()
    }

    fn preference(&self) -> Option<&AuthSchemePreference> {
        // A token for this service counts as a preference in code.
        static BEARER: std::sync::LazyLock<AuthSchemePreference> =
            std::sync::LazyLock::new(|| AuthSchemePreference::parse(AuthScheme::HttpBearer.name()));
        let of_token = self.service_token.as_ref().map(|_| &*BEARER);
        self.preference
            .as_ref()
            .or(of_token)
            .or(self.loaded_preference.as_ref())
    }
}

impl Config {
    /// Returns the provider of bearer tokens.
    #[inline]
    pub fn token_provider(&self) -> Option<SharedTokenProvider> {
        self.tokens().cloned()
    }

    pub(crate) fn tokens(&self) -> Option<&SharedTokenProvider> {
        let auth = &self.inner.auth;
        auth.service_token.as_ref().or(match &auth.tokens {
            Tokens::Provider(provider) => Some(provider),
            Tokens::DefaultChain(_, provider) => provider.as_ref(),
            Tokens::Unset => None,
        })
    }

    pub(crate) fn api_key(&self) -> Option<&Token> {
        self.inner.auth.api_key.as_ref()
    }

    pub(crate) fn basic_auth_login(&self) -> Option<&Login> {
        self.inner.auth.login.as_ref()
    }

    #[cfg(feature = "http-digest-auth")]
    pub(crate) fn digest_auth_login(&self) -> Option<&Login> {
        self.inner.auth.digest_login.as_ref()
    }

    /// Returns the auth schemes that take precedence over the order of the model.
    pub fn auth_scheme_preference(&self) -> Option<&AuthSchemePreference> {
        self.inner.auth.preference()
    }
}

impl Builder {
    /// Sets the bearer token (`smithy.api#httpBearerAuth`).
    #[must_use]
    #[inline]
    pub fn bearer_token(self, token: Token) -> Self {
        self.token_provider(token)
    }

    /// Sets the provider of bearer tokens, for example a [`Token`].
    #[must_use]
    #[inline]
    pub fn token_provider(mut self, provider: impl ProvideToken + 'static) -> Self {
        self.set_token_provider(Some(SharedTokenProvider::new(provider)));
        self
    }

    /// Sets or clears the provider of bearer tokens.
    #[inline]
    pub fn set_token_provider(&mut self, provider: Option<SharedTokenProvider>) -> &mut Self {
        let auth = &mut self.settings.auth;
        auth.tokens = provider.map_or(Tokens::Unset, Tokens::Provider);
        auth.service_tokens = None;
        auth.service_token = None;
        self
    }

    /// Sets the API key (`smithy.api#httpApiKeyAuth`).
    #[must_use]
    #[inline]
    pub fn api_key(mut self, key: Token) -> Self {
        self.set_api_key(Some(key));
        self
    }

    /// Sets or clears the API key.
    #[inline]
    pub fn set_api_key(&mut self, key: Option<Token>) -> &mut Self {
        self.settings.auth.api_key = key;
        self
    }

    /// Sets the user and the password of basic authentication (`smithy.api#httpBasicAuth`).
    #[must_use]
    #[inline]
    pub fn basic_auth_login(mut self, login: Login) -> Self {
        self.set_basic_auth_login(Some(login));
        self
    }

    /// Sets or clears the user and the password of basic authentication.
    #[inline]
    pub fn set_basic_auth_login(&mut self, login: Option<Login>) -> &mut Self {
        self.settings.auth.login = login;
        self
    }

    /// Sets the user and the password of digest authentication (`smithy.api#httpDigestAuth`). The
    /// first request to a server goes without them, and is repeated with the answer to the server's
    /// challenge.
    #[cfg(feature = "http-digest-auth")]
    #[must_use]
    #[inline]
    pub fn digest_auth_login(mut self, login: Login) -> Self {
        self.set_digest_auth_login(Some(login));
        self
    }

    /// Sets or clears the user and the password of digest authentication.
    #[cfg(feature = "http-digest-auth")]
    #[inline]
    pub fn set_digest_auth_login(&mut self, login: Option<Login>) -> &mut Self {
        self.settings.auth.digest_login = login;
        self
    }

    /// Sets the auth schemes that take precedence over the order of the model, the best one first.
    #[must_use]
    pub fn auth_scheme_preference(mut self, preference: impl Into<AuthSchemePreference>) -> Self {
        self.set_auth_scheme_preference(Some(preference.into()));
        self
    }

    /// Sets or clears the preference of auth schemes.
    #[inline]
    pub fn set_auth_scheme_preference(&mut self, preference: Option<AuthSchemePreference>) -> &mut Self {
        self.settings.auth.preference = preference;
        self
    }
}
