//! Credentials from where AWS tools look for them, with one error that says what was tried.

#[cfg(feature = "credentials-chain")]
mod container;
mod keys;
#[cfg(feature = "credentials-chain")]
mod metadata;
#[cfg(feature = "credentials-chain")]
mod off_thread;
#[cfg(feature = "credentials-chain")]
mod process;
mod profile;
#[cfg(feature = "credentials-chain")]
mod remote;
#[cfg(feature = "credentials-chain")]
mod secrets;
#[cfg(feature = "credentials-chain")]
mod sso;
#[cfg(feature = "credentials-chain")]
mod sts;

use std::fmt;

use super::{Credentials, CredentialsError, ProvideCredentials, SharedCredentialsProvider, future};
use crate::error::BoxError;
use crate::http::SharedHttpClient;
use crate::settings::{Env, Region, Sources};
use crate::time::SharedAsyncSleep;

/// What the chain goes by; cheap to clone.
#[derive(Clone)]
pub(crate) struct Settings {
    env: Env,
    /// The profile that code chose.
    profile_name: Option<String>,
    /// Makes the chain: a pointer that whoever asks for the chain brings along, so that the linker leaves the chain and
    /// the reader of profiles out of programs with credentials of their own.
    make: fn(Settings, Option<Region>, Option<SharedHttpClient>, Option<SharedAsyncSleep>) -> SharedCredentialsProvider,
}

impl Settings {
    pub(crate) fn new(env: Env, profile_name: Option<&str>) -> Self {
        Self {
            env,
            profile_name: profile_name.map(ToOwned::to_owned),
            make: DefaultChain::make,
        }
    }

    /// The chain, for a client with these.
    pub(crate) fn provider(
        &self,
        region: Option<Region>,
        http: Option<SharedHttpClient>,
        sleep: Option<SharedAsyncSleep>,
    ) -> SharedCredentialsProvider {
        (self.make)(self.clone(), region, http, sleep)
    }
}

/// The sources in the order in which they are asked. One that is not set up is passed over; the first that is decides, so
/// that a failure never leads to the credentials of somebody else.
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "the sources without it ask nobody")
)]
#[derive(Clone)]
struct DefaultChain {
    settings: Settings,
    /// That of the client, by which the security token service is found where the settings name none.
    region: Option<Region>,
    http: Option<SharedHttpClient>,
    sleep: Option<SharedAsyncSleep>,
    /// What the machine's metadata service gave.
    #[cfg(feature = "credentials-chain")]
    kept: metadata::Kept,
}

#[derive(Clone, Copy)]
enum Source {
    Environment,
    Profile,
    WebIdentity,
    Container,
    Metadata,
}

/// Why a source gives no credentials.
enum Refusal {
    /// It is not set up.
    Unset(String),
    /// It is set up, and fails.
    Failed(BoxError),
}

impl<E: Into<BoxError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl DefaultChain {
    fn make(
        settings: Settings,
        region: Option<Region>,
        http: Option<SharedHttpClient>,
        sleep: Option<SharedAsyncSleep>,
    ) -> SharedCredentialsProvider {
        SharedCredentialsProvider::new(Self {
            settings,
            region,
            http,
            sleep,
            #[cfg(feature = "credentials-chain")]
            kept: Default::default(),
        })
    }

    async fn load(&self) -> Result<Credentials, CredentialsError> {
        let sources = Sources::load(&self.settings.env, self.settings.profile_name.as_deref())
            .map_err(CredentialsError::invalid_configuration)?;
        let mut order = [
            Source::Environment,
            Source::Profile,
            Source::WebIdentity,
            Source::Container,
            Source::Metadata,
        ];
        if self.settings.profile_name.is_some() {
            order.swap(0, 1);
        }
        let mut tried = Vec::with_capacity(order.len());
        for source in order {
            match self.ask(source, &sources).await {
                Ok(credentials) => return Ok(credentials),
                Err(Refusal::Unset(reason)) => tried.push(format!("{}: {reason}", source.name())),
                Err(Refusal::Failed(error)) => {
                    let error = crate::error::Chain(error.as_ref());
                    let before = match tried.is_empty() {
                        true => String::new(),
                        false => format!(" (asked before: {})", tried.join("; ")),
                    };
                    return Err(CredentialsError::provider_error(format!(
                        "{}: {error}{before}",
                        source.name()
                    )));
                }
            }
        }
        Err(CredentialsError::not_loaded(format!(
            "nothing in the default chain has any ({})",
            tried.join("; ")
        )))
    }

    async fn ask(&self, source: Source, sources: &Sources) -> Result<Credentials, Refusal> {
        match source {
            Source::Environment => keys::of_environment(sources.env()),
            Source::Profile => self.profile(sources).await,
            #[cfg(feature = "credentials-chain")]
            Source::WebIdentity => self.web_identity_of_environment(sources).await,
            #[cfg(feature = "credentials-chain")]
            Source::Container => self.container(sources).await,
            #[cfg(feature = "credentials-chain")]
            Source::Metadata => self.metadata(sources).await,
            #[cfg(not(feature = "credentials-chain"))]
            Source::WebIdentity | Source::Container | Source::Metadata => {
                Err(Refusal::Unset("it needs the feature `credentials-chain`".to_owned()))
            }
        }
    }

    async fn profile(&self, sources: &Sources) -> Result<Credentials, Refusal> {
        let plan = profile::plan(sources)?;
        let credentials = self.base(plan.base, sources).await?;
        if plan.roles.is_empty() {
            return Ok(credentials);
        }
        #[cfg(feature = "credentials-chain")]
        return self.assume(credentials, &plan.roles, sources).await;
        #[cfg(not(feature = "credentials-chain"))]
        Err(Refusal::Failed("roles need the feature `credentials-chain`".into()))
    }

    async fn base(&self, base: profile::Base<'_>, sources: &Sources) -> Result<Credentials, Refusal> {
        match base {
            profile::Base::Keys(credentials) => Ok(credentials),
            profile::Base::Source(source) => match Box::pin(self.ask(source, sources)).await {
                Err(Refusal::Unset(reason)) => Err(Refusal::Failed(format!("{}: {reason}", source.name()).into())),
                result => result,
            },
            #[cfg(feature = "credentials-chain")]
            profile::Base::Process(command) => process::run(command).await,
            #[cfg(feature = "credentials-chain")]
            profile::Base::Sso(sso) => self.sso(&sso, sources).await,
            #[cfg(feature = "credentials-chain")]
            profile::Base::WebIdentity { role, token_file } => self.web_identity(&role, token_file, sources).await,
            #[cfg(not(feature = "credentials-chain"))]
            _ => Err(Refusal::Failed(
                "the profile's credentials need the feature `credentials-chain`".into(),
            )),
        }
    }
}

impl Source {
    fn name(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::Profile => "profile",
            Self::WebIdentity => "web identity token",
            Self::Container => "container",
            Self::Metadata => "instance metadata",
        }
    }
}

impl ProvideCredentials for DefaultChain {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.load())
    }
}

impl fmt::Debug for DefaultChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DefaultChain")
    }
}

/// What the names of AWS's hosts end in, by the partition that the region belongs to.
#[cfg(feature = "credentials-chain")]
fn dns_suffix(region: &str) -> &'static str {
    match region.split('-').collect::<Vec<_>>()[..] {
        ["cn", ..] => "amazonaws.com.cn",
        ["eusc", ..] => "amazonaws.eu",
        [_, "iso", ..] => "c2s.ic.gov",
        [_, "isob", ..] => "sc2s.sgov.gov",
        [_, "isoe", ..] => "cloud.adc-e.uk",
        [_, "isof", ..] => "csp.hci.ic.gov",
        _ => "amazonaws.com",
    }
}
