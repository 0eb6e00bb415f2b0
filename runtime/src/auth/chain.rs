//! Credentials from the places where AWS tools look for them, with one error that lists every
//! source that was tried.

#[cfg(feature = "credentials-chain")]
mod aws_call;
#[cfg(feature = "credentials-chain")]
mod container;
mod context;
#[cfg(feature = "credentials-chain")]
mod endpoints;
#[cfg(feature = "credentials-chain")]
mod http_source;
#[cfg(feature = "credentials-chain")]
mod imds;
#[cfg(feature = "credentials-chain")]
mod login;
#[cfg(feature = "credentials-chain")]
mod private_file;
#[cfg(feature = "credentials-chain")]
mod process;
mod profile;
#[cfg(feature = "credentials-chain")]
mod secret_json;
#[cfg(feature = "credentials-chain")]
mod spawn_blocking;
#[cfg(feature = "credentials-chain")]
mod sso;
mod static_keys;
#[cfg(feature = "credentials-chain")]
mod sts;
mod tokens;

use std::fmt;

#[cfg(all(test, feature = "credentials-chain"))]
use self::context::test_context;
pub(crate) use self::context::{ChainContext, ChainSettings};
pub(crate) use self::tokens::{of_variable, token_chain};
use super::{Credentials, CredentialsError, ProvideCredentials, SharedCredentialsProvider, future};
use crate::error::BoxError;
use crate::future::BoxFuture;
use crate::settings::Sources;
use crate::text;

/// Returns a provider that walks the default chain, and caches what it finds.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(crate) fn default_chain(context: ChainContext) -> SharedCredentialsProvider {
    let time = context.corrected_time();
    let chain = DefaultChain {
        context,
        #[cfg(feature = "credentials-chain")]
        imds: imds::ImdsCache::default(),
    };
    SharedCredentialsProvider::with_time(chain, time)
}

/// The sources, in the order in which they are tried. A source that is not configured is skipped.
/// The first configured source decides, so that a failure never leads to the credentials of another
/// account.
struct DefaultChain {
    context: ChainContext,
    /// The values that the instance metadata service gave.
    #[cfg(feature = "credentials-chain")]
    imds: imds::ImdsCache,
}

/// A source of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Environment,
    Profile,
    WebIdentity,
    Container,
    Imds,
}

/// The reason for which a source gives no credentials.
#[derive(Debug)]
enum SourceError {
    /// It is not configured.
    NotConfigured(String),
    /// It is configured, and failed.
    Failed(BoxError),
}

impl<E: Into<BoxError>> From<E> for SourceError {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

#[cfg(feature = "credentials-chain")]
impl SourceError {
    fn into_error(self) -> BoxError {
        match self {
            Self::NotConfigured(reason) => reason.into(),
            Self::Failed(error) => error,
        }
    }
}

impl fmt::Display for SourceError {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotConfigured(reason) => f.write_str(reason),
            Self::Failed(error) => crate::box_error::Chain(error.as_ref()).fmt(f),
        }
    }
}

impl DefaultChain {
    async fn load(&self) -> Result<Credentials, CredentialsError> {
        let profile_name = self.context.settings.profile_name.as_deref();
        let sources =
            Sources::load(&self.context.env, profile_name).map_err(CredentialsError::invalid_configuration)?;
        let mut order = [
            Source::Environment,
            Source::Profile,
            Source::WebIdentity,
            Source::Container,
            Source::Imds,
        ];
        if profile_name.is_some() {
            order.swap(0, 1);
        }
        let mut skipped = Vec::with_capacity(order.len());
        for source in order {
            match self.ask(source, &sources).await {
                Ok(credentials) => return Ok(credentials),
                Err(SourceError::NotConfigured(reason)) => skipped.push(format!("{}: {reason}", source.name())),
                Err(error) => {
                    let before = match skipped.is_empty() {
                        true => String::new(),
                        false => format!(
                            " (not configured: {})",
                            text::join(skipped.iter().map(String::as_str), "; ")
                        ),
                    };
                    return Err(CredentialsError::provider_error(format!(
                        "{}: {error}{before}",
                        source.name()
                    )));
                }
            }
        }
        Err(CredentialsError::not_loaded(format!(
            "no source of the default chain is configured ({})",
            text::join(skipped.iter().map(String::as_str), "; ")
        )))
    }

    /// Asks a source. Its future is boxed, so that this one does not contain those of all sources.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn ask<'a>(&'a self, source: Source, sources: &'a Sources) -> LoadFuture<'a> {
        match source {
            Source::Environment => ready(static_keys::of_environment(sources.env())),
            Source::Profile => Box::pin(self.profile(sources)),
            #[cfg(feature = "credentials-chain")]
            Source::WebIdentity => Box::pin(self.context.web_identity_of_environment(sources)),
            #[cfg(feature = "credentials-chain")]
            Source::Container => Box::pin(self.context.container(sources)),
            #[cfg(feature = "credentials-chain")]
            Source::Imds => Box::pin(self.context.imds(&self.imds, sources)),
            #[cfg(not(feature = "credentials-chain"))]
            Source::WebIdentity | Source::Container | Source::Imds => ready(Err(SourceError::NotConfigured(
                "it needs the feature `credentials-chain`".to_owned(),
            ))),
        }
    }

    /// Loads the credentials of the profile: the first ones, and those of its roles.
    async fn profile(&self, sources: &Sources) -> Result<Credentials, SourceError> {
        let plan = profile::plan(sources)?;
        if plan.roles.is_empty() {
            return self.first(plan.base, plan.account_id, sources).await;
        }
        #[cfg(feature = "credentials-chain")]
        return self.roles(plan, sources).await;
        #[cfg(not(feature = "credentials-chain"))]
        Err(SourceError::Failed("roles need the feature `credentials-chain`".into()))
    }

    /// Assumes the roles of a plan. If keys expire while a request waits to be sent, all are loaded
    /// again; in the last round the service decides.
    #[cfg(feature = "credentials-chain")]
    async fn roles(&self, mut plan: profile::Plan<'_>, sources: &Sources) -> Result<Credentials, SourceError> {
        let mut round = 1;
        loop {
            let first = self.first(plan.base, plan.account_id, sources).await?;
            let may_be_expired = round == sts::ROUNDS;
            let assumed = self.context.assume_roles(first, &plan.roles, may_be_expired, sources);
            match assumed.await {
                Err(sts::RoleError::KeysExpired) => plan = profile::plan(sources)?,
                Err(sts::RoleError::Failed(error)) => return Err(error),
                Ok(credentials) => return Ok(credentials),
            }
            round += 1;
        }
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    async fn first(
        &self,
        base: profile::Base<'_>,
        account_id: Option<&str>,
        sources: &Sources,
    ) -> Result<Credentials, SourceError> {
        let credentials = self.base(base, sources).await?;
        Ok(match account_id {
            Some(account_id) if credentials.account_id().is_none() => credentials.with_account_id(account_id),
            _ => credentials,
        })
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn base<'a>(&'a self, base: profile::Base<'a>, sources: &'a Sources) -> LoadFuture<'a> {
        match base {
            profile::Base::Keys(credentials) => ready(Ok(credentials)),
            profile::Base::Source(source) => Box::pin(async move {
                match self.ask(source, sources).await {
                    Err(SourceError::NotConfigured(reason)) => {
                        Err(SourceError::Failed(format!("{}: {reason}", source.name()).into()))
                    }
                    result => result,
                }
            }),
            profile::Base::SsoToken(session) => {
                ready(Err(SourceError::NotConfigured(session.without_role().to_string())))
            }
            #[cfg(feature = "credentials-chain")]
            profile::Base::Process(command) => Box::pin(process::run(command, &self.context)),
            #[cfg(feature = "credentials-chain")]
            profile::Base::Sso(sso) => Box::pin(async move { self.context.sso(&sso, sources).await }),
            #[cfg(feature = "credentials-chain")]
            profile::Base::Login { profile, session } => Box::pin(self.context.login(session, profile, sources)),
            #[cfg(feature = "credentials-chain")]
            profile::Base::WebIdentity { role, token_file } => {
                Box::pin(async move { self.context.web_identity(&role, &token_file, sources).await })
            }
            #[cfg(not(feature = "credentials-chain"))]
            _ => ready(Err(SourceError::Failed(
                "the profile's credentials need the feature `credentials-chain`".into(),
            ))),
        }
    }
}

/// A source that is being asked.
type LoadFuture<'a> = BoxFuture<'a, Result<Credentials, SourceError>>;

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn ready<'a>(result: Result<Credentials, SourceError>) -> LoadFuture<'a> {
    Box::pin(std::future::ready(result))
}

impl Source {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn name(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::Profile => "profile",
            Self::WebIdentity => "web identity token",
            Self::Container => "container",
            Self::Imds => "instance metadata",
        }
    }
}

impl ProvideCredentials for DefaultChain {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.load())
    }
}

impl fmt::Debug for DefaultChain {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DefaultChain")
    }
}
