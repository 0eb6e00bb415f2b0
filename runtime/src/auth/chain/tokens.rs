//! Bearer tokens from the places where AWS tools look for them: the token of a login at IAM
//! Identity Center (SSO) that the profile's session names, and the variable of a service.

use std::fmt;

use super::{ChainContext, SourceError, profile};
use crate::auth::{ProvideToken, SharedTokenProvider, Token, TokenError, future};
use crate::settings::{ConfigError, Sources};

/// Returns a provider of the tokens of the profile's session, which caches them.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(crate) fn token_chain(context: ChainContext) -> SharedTokenProvider {
    let time = context.corrected_time();
    SharedTokenProvider::with_time(TokenChain { context }, time)
}

/// Returns a provider of the token in a variable, or of the error of reading it.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(crate) fn of_variable(found: Result<String, ConfigError>) -> SharedTokenProvider {
    SharedTokenProvider::new(VariableToken(match found {
        Ok(text) => Ok(Token::from(text)),
        Err(error) => Err(TokenError::invalid_configuration(error)),
    }))
}

struct TokenChain {
    context: ChainContext,
}

impl TokenChain {
    async fn load(&self) -> Result<Token, TokenError> {
        let profile_name = self.context.settings.profile_name.as_deref();
        let sources = Sources::load(&self.context.env, profile_name).map_err(TokenError::invalid_configuration)?;
        sources.require_profile().map_err(TokenError::invalid_configuration)?;
        self.of_session(&sources).await.map_err(|error| match error {
            SourceError::NotConfigured(reason) => TokenError::not_loaded(reason),
            SourceError::Failed(error) => TokenError::provider_error(error),
        })
    }

    async fn of_session(&self, sources: &Sources) -> Result<Token, SourceError> {
        let session = profile::token_session(sources)?;
        #[cfg(feature = "credentials-chain")]
        return self.context.session_token(&session, sources).await;
        #[cfg(not(feature = "credentials-chain"))]
        {
            let _ = session;
            Err("the token of an sso_session needs the feature `credentials-chain`".into())
        }
    }
}

impl ProvideToken for TokenChain {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a,
    {
        future::ProvideToken::new(self.load())
    }
}

impl fmt::Debug for TokenChain {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenChain")
    }
}

#[derive(Debug)]
struct VariableToken(Result<Token, TokenError>);

impl ProvideToken for VariableToken {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a,
    {
        future::ProvideToken::ready(self.0.clone())
    }
}
