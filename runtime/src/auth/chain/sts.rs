//! Roles that are assumed at the Security Token Service (STS).

mod response;

use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, Request};

use super::aws_call::{AwsCall, AwsCallError};
use super::endpoints::{AwsEndpoint, AwsService};
use super::http_source::request;
use super::profile::{Role, TokenFile};
use super::{ChainContext, SourceError};
use crate::auth::Credentials;
use crate::auth::sigv4::{CredentialScope, Payload, Signer};
use crate::endpoint::uri_encode;
use crate::error::BoxError;
use crate::future::BoxFuture;
use crate::settings::{ConfigError, Sources};

/// Transient errors of web identities: the identity provider was not reached in time, or its keys
/// were not known yet.
const TRANSIENT_WEB_IDENTITY: &[&str] = &[
    "IDPCommunicationError",
    "IDPCommunicationErrorException",
    "InvalidIdentityToken",
    "InvalidIdentityTokenException",
];

/// Error codes of credentials that have expired.
const EXPIRED: [&str; 2] = ["ExpiredToken", "ExpiredTokenException"];

/// The number of times that the keys of a chain of roles are loaded if they expire on the way.
pub(super) const ROUNDS: u32 = 3;

/// The reason for which a role is not assumed.
pub(super) enum RoleError {
    /// The keys to assume it with expired while the request waited to be sent, or on its way.
    KeysExpired,
    Failed(SourceError),
}

impl From<SourceError> for RoleError {
    fn from(error: SourceError) -> Self {
        Self::Failed(error)
    }
}

/// A request that assumes a role.
struct RoleRequest<'a> {
    action: &'static str,
    role: &'a Role<'a>,
    endpoint: &'a AwsEndpoint,
    form: String,
    transient: &'static [&'static str],
    /// The credentials that sign the request.
    credentials: Option<&'a Credentials>,
    /// Whether the service decides if the credentials have expired.
    may_be_expired: bool,
}

impl ChainContext {
    /// Assumes roles, each with the credentials of the one before.
    pub(super) async fn assume_roles(
        &self,
        mut credentials: Credentials,
        roles: &[Role<'_>],
        may_be_expired: bool,
        sources: &Sources,
    ) -> Result<Credentials, RoleError> {
        let region = self.region(sources)?;
        let endpoint = self.endpoint(AwsService::Sts, region.as_ref(), sources)?;
        for role in roles {
            let mut form = self.form("AssumeRole", role, sources)?;
            if let Some(external_id) = role.external_id {
                push(&mut form, "ExternalId", external_id);
            }
            credentials = self
                .call_sts(&RoleRequest {
                    action: "AssumeRole",
                    role,
                    endpoint: &endpoint,
                    form,
                    transient: &[],
                    credentials: Some(&credentials),
                    may_be_expired,
                })
                .await?;
        }
        Ok(credentials)
    }

    /// Reads `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`, as Kubernetes sets them.
    pub(super) async fn web_identity_of_environment(&self, sources: &Sources) -> Result<Credentials, SourceError> {
        const FILE: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";
        const ROLE: &str = "AWS_ROLE_ARN";
        let half = |missing, present| {
            let problem = format!("it is unset or empty, and {present} is set");
            SourceError::from(ConfigError::variable(missing, problem))
        };
        let (path, arn) = match (sources.env().get(FILE)?, sources.env().get(ROLE)?) {
            (Some(path), Some(arn)) => (path, arn),
            (Some(_), None) => return Err(half(ROLE, FILE)),
            (None, Some(_)) => return Err(half(FILE, ROLE)),
            (None, None) => return Err(SourceError::NotConfigured(format!("{FILE} is not set"))),
        };
        let role = Role {
            arn: &arn,
            setting: ROLE.to_owned(),
            session_name: None,
            external_id: None,
            duration: None,
            account_id: None,
        };
        let file = TokenFile {
            path: &path,
            setting: FILE.to_owned(),
        };
        self.web_identity(&role, &file, sources).await
    }

    /// Assumes a role with a token in a file, which is read each time, because another program
    /// renews it.
    pub(super) fn web_identity<'a>(
        &'a self,
        role: &'a Role<'a>,
        file: &'a TokenFile<'a>,
        sources: &'a Sources,
    ) -> BoxFuture<'a, Result<Credentials, SourceError>> {
        Box::pin(async move {
            let failed = |problem: &str| format!("{}: the file that it names {problem}", file.setting);
            let token = std::fs::read_to_string(sources.env().expand(file.path))
                .map_err(|error| failed(&format!("cannot be read: {error}")))?;
            let token = token.trim();
            if token.is_empty() {
                return Err(failed("is empty").into());
            }
            let region = self.region(sources)?;
            let endpoint = self.endpoint(AwsService::Sts, region.as_ref(), sources)?;
            let mut form = self.form("AssumeRoleWithWebIdentity", role, sources)?;
            push(&mut form, "WebIdentityToken", token);
            let request = RoleRequest {
                action: "AssumeRoleWithWebIdentity",
                role,
                endpoint: &endpoint,
                form,
                transient: TRANSIENT_WEB_IDENTITY,
                credentials: None,
                may_be_expired: true,
            };
            self.call_sts(&request).await.map_err(|error| match error {
                RoleError::Failed(error) => error,
                RoleError::KeysExpired => "the token has expired".into(),
            })
        })
    }

    fn call_sts<'a>(&'a self, request: &'a RoleRequest<'a>) -> BoxFuture<'a, Result<Credentials, RoleError>> {
        Box::pin(async move {
            let RoleRequest { action, role, .. } = request;
            let failed = |problem: &str| SourceError::from(format!("{action} for {}: {problem}", role.setting));
            let url = request.endpoint.with_path("/");
            let expiry = request.credentials.and_then(Credentials::expiry);
            // Keys that had expired when they were loaded are sent all the same: the service
            // decides.
            let loaded = self.skew.at_service(self.now());
            let expiry = expiry.filter(|expiry| !request.may_be_expired && loaded < *expiry);
            let call = AwsCall {
                url: &url,
                request: &|time| request.signed(&url, time),
                code: response::code,
                transient: request.transient,
                keys_expire: expiry,
            };
            let response = match self.send_to_aws(&call).await {
                Ok(response) => response,
                Err(AwsCallError::KeysExpired) => return Err(RoleError::KeysExpired),
                Err(AwsCallError::Failed(error)) => {
                    return Err(failed(&crate::box_error::Chain(error.as_ref()).to_string()).into());
                }
            };
            let code = response::code(&response);
            let is_over = expiry.is_some_and(|expiry| expiry <= self.skew.at_service(self.now()));
            if is_over && code.is_some_and(|code| EXPIRED.contains(&code.as_str())) {
                return Err(RoleError::KeysExpired);
            }
            Ok(response::read(&response, role).map_err(|problem| failed(&problem))?)
        })
    }

    /// Writes the parameters that all ways to assume a role share.
    fn form(&self, action: &str, role: &Role<'_>, sources: &Sources) -> Result<String, SourceError> {
        let mut form = format!("Action={action}&Version=2011-06-15");
        push(&mut form, "RoleArn", role.arn);
        let name = match role.session_name {
            Some(name) => name.to_owned(),
            None => sources
                .env()
                .get("AWS_ROLE_SESSION_NAME")?
                .unwrap_or_else(|| self.session_name()),
        };
        push(&mut form, "RoleSessionName", &name);
        if let Some(duration) = role.duration {
            push(&mut form, "DurationSeconds", &duration.to_string());
        }
        Ok(form)
    }

    fn session_name(&self) -> String {
        let now = self.now().duration_since(UNIX_EPOCH).unwrap_or_default();
        format!("smithy-client-{}", now.as_millis())
    }
}

fn push(form: &mut String, name: &str, value: &str) {
    form.push('&');
    form.push_str(name);
    form.push('=');
    form.push_str(&uri_encode(value));
}

impl RoleRequest<'_> {
    /// Returns the request, signed for this time if it has credentials.
    fn signed(&self, url: &str, time: SystemTime) -> Result<Request<Bytes>, BoxError> {
        let content_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        let body = Bytes::copy_from_slice(self.form.as_bytes());
        let headers = [(CONTENT_TYPE, content_type)];
        let request = request(Method::POST, url, &headers, "text/xml", body)?;
        let Some(credentials) = self.credentials else {
            return Ok(request);
        };
        let scope = CredentialScope::new(self.endpoint.signing_region().to_owned(), "sts");
        let (mut parts, body) = request.into_parts();
        Signer::default().sign(&mut parts, Payload::Bytes(&body), credentials, &scope, time)?;
        Ok(Request::from_parts(parts, body))
    }
}
