//! Credentials from where AWS tools look for them, by the providers of reqsign, with one error that says what was
//! tried.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;

use bytes::Bytes;
use reqsign_aws_v4::{
    AssumeRoleWithWebIdentityCredentialProvider, Credential, ECSCredentialProvider, EnvCredentialProvider,
    IMDSv2CredentialProvider, ProcessCredentialProvider, ProfileCredentialProvider, SSOCredentialProvider,
};
use reqsign_core::{
    CommandExecute, CommandOutput, Context, Env, Error, FileRead, HttpSend, OsEnv, ProvideCredentialDyn,
};

use super::http::{HttpClient, SharedHttpClient};
use super::{Credentials, CredentialsError, ProvideCredentials, future};
use crate::client::transport;
use crate::error::Chain;

type Source = (&'static str, Box<dyn ProvideCredentialDyn<Credential = Credential>>);

/// The sources in the order in which they are asked; the first that has credentials wins.
pub(super) struct DefaultChain {
    sources: [Source; 7],
    context: Context,
}

impl DefaultChain {
    pub(super) fn new(http: Option<SharedHttpClient>) -> Self {
        let context = Context::new()
            .with_file_read(Files)
            .with_command_execute(Commands)
            .with_env(Environment)
            .with_http_send(Http(http));
        Self {
            sources: [
                ("environment", Box::new(EnvCredentialProvider::new())),
                ("profile", Box::new(ProfileCredentialProvider::new())),
                ("SSO", Box::new(SSOCredentialProvider::new())),
                (
                    "web identity token",
                    Box::new(AssumeRoleWithWebIdentityCredentialProvider::new()),
                ),
                ("credential_process", Box::new(ProcessCredentialProvider::new())),
                ("container", Box::new(ECSCredentialProvider::new())),
                ("instance metadata", Box::new(IMDSv2CredentialProvider::new())),
            ],
            context,
        }
    }

    async fn load(&self) -> Result<Credentials, CredentialsError> {
        let mut tried = Vec::with_capacity(self.sources.len());
        for (name, source) in &self.sources {
            match source.provide_credential_dyn(&self.context).await {
                Ok(Some(found)) => return Ok(credentials(found)),
                Ok(None) => tried.push(format!("{name}: none")),
                Err(error) => tried.push(format!("{name}: {}", Chain(&error))),
            }
        }
        Err(CredentialsError::not_loaded(format!(
            "nothing in the default chain has any ({})",
            tried.join("; ")
        )))
    }
}

fn credentials(found: Credential) -> Credentials {
    let expiry = found.expires_in.map(|at| at.as_system_time());
    Credentials::new(
        found.access_key_id,
        found.secret_access_key,
        found.session_token,
        expiry,
        "DefaultChain",
    )
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

#[derive(Debug)]
struct Environment;

impl Env for Environment {
    fn var(&self, key: &str) -> Option<String> {
        OsEnv.var(key)
    }

    // reqsign's own panics if any variable of the process is not UTF-8.
    fn vars(&self) -> HashMap<String, String> {
        std::env::vars_os()
            .filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)))
            .collect()
    }

    fn home_dir(&self) -> Option<PathBuf> {
        OsEnv.home_dir()
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
struct Commands;

impl CommandExecute for Commands {
    async fn command_execute<'a>(
        &'a self,
        program: &'a str,
        args: &'a [&'a str],
    ) -> reqsign_core::Result<CommandOutput> {
        let mut command = std::process::Command::new(program);
        command.args(args).stdin(std::process::Stdio::null());
        let output = transport::off_thread(move || command.output()).await?;
        Ok(CommandOutput {
            status: output.status.code().unwrap_or(-1),
            stdout: output.stdout,
            stderr: output.stderr,
        })
    }
}

#[derive(Debug)]
struct Http(Option<SharedHttpClient>);

impl HttpSend for Http {
    async fn http_send(&self, request: http::Request<Bytes>) -> reqsign_core::Result<http::Response<Bytes>> {
        let Some(client) = &self.0 else {
            return Err(Error::config_invalid(transport::NO_HTTP_CLIENT));
        };
        // Off the cloud nothing answers at these addresses, and the chain should end soon.
        let local = matches!(
            request.uri().host(),
            Some("169.254.169.254" | "169.254.170.2" | "[fd00:ec2::254]")
        );
        let sending = client.send(request);
        let result = if local {
            transport::within_a_second(sending).await
        } else {
            sending.await
        };
        result.map_err(|error| Error::unexpected(error.to_string()))
    }
}
