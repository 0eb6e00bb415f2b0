//! The sources that reqsign's providers ask: IAM Identity Center (SSO), the container's and the machine's metadata service.
//!
//! reqsign reads no settings here: it would take them from the process's environment, and by a parser of its own.

use std::collections::HashMap;
use std::path::PathBuf;

use bytes::Bytes;
use http::{Request, Response};
use reqsign_aws_core::{Credential, ECSCredentialProvider, IMDSv2CredentialProvider, SSOCredentialProvider};
use reqsign_core::{Context, Env, Error, FileRead, HttpSend, ProvideCredential};

use super::profile::Sso;
use super::remote::Patience;
use super::{DefaultChain, Refusal};
use crate::config::settings::endpoint_url;
use crate::config::{Credentials, Sources, settings};
use crate::error::{BoxError, Chain};

/// The credentials service of containers on ECS.
const CONTAINER: &str = "http://169.254.170.2";

/// Hosts that may be asked without TLS, beside loopback ones: those of ECS and EKS.
const CONTAINER_HOSTS: [&str; 3] = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];

impl DefaultChain {
    pub(super) async fn sso(&self, sso: &Sso<'_>, sources: &Sources) -> Result<Credentials, Refusal> {
        let portal = match endpoint_url(sources, "SSO")? {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => {
                let region = settings::region(sso.region).map_err(|problem| format!("sso_region: {problem}"))?;
                format!("https://portal.sso.{region}.{}", super::dns_suffix(region.as_ref()))
            }
        };
        // reqsign finds the token's file by the start URL alone; a session's is found in the same way by the session's name.
        let provider = SSOCredentialProvider::new()
            .with_account_id(sso.account_id)
            .with_role_name(sso.role_name)
            .with_region(sso.region)
            .with_start_url(sso.token_name)
            .with_endpoint(format!("{portal}/federation/credentials"));
        let found = self.provide(&provider, sources, Patience::Normal).await?;
        Ok(credentials(found, "Sso").account_id(sso.account_id).build())
    }

    pub(super) async fn container(&self, sources: &Sources) -> Result<Credentials, Refusal> {
        const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
        const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
        let env = sources.env();
        let url = match (env.get(RELATIVE)?, env.get(FULL)?) {
            (Some(path), _) if path.starts_with('/') => format!("{CONTAINER}{path}"),
            (Some(path), _) => {
                return Err(format!("{RELATIVE}: expected a path that begins with a slash, found {path:?}").into());
            }
            (None, Some(url)) => {
                may_be_asked(&url).map_err(|problem| format!("{FULL}: {problem}"))?;
                url
            }
            (None, None) => return Err(Refusal::Unset(format!("neither {RELATIVE} nor {FULL} is set"))),
        };
        let mut provider = ECSCredentialProvider::new().with_endpoint(url);
        if let Some(file) = env.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")? {
            provider = provider.with_auth_token_file(env.expand(&file).to_string_lossy());
        } else if let Some(token) = env.get("AWS_CONTAINER_AUTHORIZATION_TOKEN")? {
            provider = provider.with_auth_token(token);
        }
        let found = self.provide(&provider, sources, Patience::Short).await?;
        Ok(credentials(found, "Container").build())
    }

    pub(super) async fn metadata(&self, sources: &Sources) -> Result<Credentials, Refusal> {
        if settings::METADATA_DISABLED.get(sources)?.unwrap_or_default() {
            return Err(Refusal::Unset("AWS_EC2_METADATA_DISABLED is true".to_owned()));
        }
        let configured = settings::METADATA_ENDPOINT.get(sources)?;
        let is_configured = configured.is_some();
        let endpoint = match (
            configured,
            settings::METADATA_ENDPOINT_MODE.get(sources)?.unwrap_or_default(),
        ) {
            (Some(url), _) => url,
            (None, settings::MetadataEndpointMode::IpV4) => "http://169.254.169.254".to_owned(),
            (None, settings::MetadataEndpointMode::IpV6) => "http://[fd00:ec2::254]".to_owned(),
        };
        let provider = IMDSv2CredentialProvider::new().with_endpoint(endpoint.trim_end_matches('/'));
        match self.provide(&provider, sources, Patience::Short).await {
            Ok(found) => Ok(credentials(found, "InstanceMetadata").build()),
            Err(error) if is_configured => Err(error.into()),
            // Most machines have none; nobody set this source up.
            Err(error) => Err(Refusal::Unset(error.to_string())),
        }
    }

    async fn provide(
        &self,
        provider: &impl ProvideCredential<Credential = Credential>,
        sources: &Sources,
        patience: Patience,
    ) -> Result<Credential, BoxError> {
        let context = Context::new()
            .with_file_read(Files)
            .with_env(Home(sources.env().home()))
            .with_http_send(Http {
                chain: self.clone(),
                patience,
            });
        match provider.provide_credential(&context).await {
            Ok(Some(credential)) => Ok(credential),
            Ok(None) => Err("it gave none".into()),
            Err(error) => Err(Chain(&error).to_string().into()),
        }
    }
}

fn credentials(found: Credential, provider_name: &'static str) -> crate::config::CredentialsBuilder {
    let mut builder = Credentials::builder()
        .access_key_id(found.access_key_id)
        .secret_access_key(found.secret_access_key)
        .provider_name(provider_name);
    builder.set_session_token(found.session_token);
    builder.set_expiry(found.expires_in.map(|at| at.as_system_time()));
    builder
}

/// Whether a token may be sent there: by TLS anywhere, without it only within the machine.
fn may_be_asked(url: &str) -> Result<(), String> {
    let uri = http::Uri::try_from(url).map_err(|_| format!("expected a URL, found {url:?}"))?;
    let host = uri.host().unwrap_or_default();
    let address = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<std::net::IpAddr>();
    let is_local = CONTAINER_HOSTS.contains(&host) || host == "localhost" || address.is_ok_and(|ip| ip.is_loopback());
    match uri.scheme_str() {
        Some("https") if !host.is_empty() => Ok(()),
        Some("http") if is_local => Ok(()),
        Some("http") => Err(format!(
            "without TLS only loopback addresses and those of ECS and EKS are asked for credentials, not {host:?}"
        )),
        _ => Err(format!("expected an http or https URL, found {url:?}")),
    }
}

/// The home directory, below which tokens of logins are; variables are never asked for.
#[derive(Debug)]
struct Home(Option<PathBuf>);

impl Env for Home {
    fn var(&self, _key: &str) -> Option<String> {
        None
    }

    fn vars(&self) -> HashMap<String, String> {
        HashMap::new()
    }

    fn home_dir(&self) -> Option<PathBuf> {
        self.0.clone()
    }
}

/// Reads small files where it stands: it works in any runtime.
#[derive(Debug)]
struct Files;

impl FileRead for Files {
    async fn file_read(&self, path: &str) -> reqsign_core::Result<Vec<u8>> {
        Ok(std::fs::read(path)?)
    }
}

#[derive(Debug)]
struct Http {
    chain: DefaultChain,
    patience: Patience,
}

impl HttpSend for Http {
    async fn http_send(&self, request: Request<Bytes>) -> reqsign_core::Result<Response<Bytes>> {
        let result = self.chain.send(request, self.patience).await;
        result.map_err(|error| Error::unexpected(Chain(error.as_ref()).to_string()))
    }
}
