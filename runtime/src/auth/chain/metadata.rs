//! Credentials of the role that a machine has, from its metadata service (IMDSv2).
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html>

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderName, HeaderValue, Method, Response, StatusCode};

use super::remote::{Patience, is_passing, refusal, request, secret_header};
use super::secrets::Secrets;
use super::{DefaultChain, Refusal, keys};
use crate::auth::Credentials;
use crate::error::ConnectorError;
use crate::settings::{self, MetadataEndpointMode, Sources};

const TOKEN: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token");
const TOKEN_LIFETIME: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token-ttl-seconds");
const ROLES: &str = "/latest/meta-data/iam/security-credentials/";

/// How long a token is asked for, in seconds: the longest that there is.
const LIFETIME: u64 = 21_600;

/// How long expired keys are used on, in seconds, from and to; spread, so that not all machines ask again at once.
const EXTENSION: std::ops::Range<u64> = 600..900;

/// What is kept from one refresh to the next; clones share it.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Machine>>);

#[derive(Default)]
struct Machine {
    token: Option<(HeaderValue, SystemTime)>,
    credentials: Option<Credentials>,
}

/// The service of a machine.
struct Service<'a> {
    chain: &'a DefaultChain,
    endpoint: &'a str,
    patience: Patience,
}

/// Why the service gives no keys.
enum Fault {
    /// It does not answer, or is ill, which may pass.
    Passing(String),
    /// It answers, and has none.
    Lasting(String),
}

impl DefaultChain {
    /// The keys of the machine's role. Where the service fails to renew them, the old ones are used for a while longer.
    pub(super) async fn metadata(&self, sources: &Sources) -> Result<Credentials, Refusal> {
        if settings::METADATA_DISABLED.get(sources)?.unwrap_or_default() {
            return Err(Refusal::Unset("AWS_EC2_METADATA_DISABLED is true".to_owned()));
        }
        let configured = settings::METADATA_ENDPOINT.get(sources)?;
        let mode = settings::METADATA_ENDPOINT_MODE.get(sources)?.unwrap_or_default();
        let endpoint = match (&configured, mode) {
            (Some(url), _) => url.trim_end_matches('/'),
            (None, MetadataEndpointMode::IpV4) => "http://169.254.169.254",
            (None, MetadataEndpointMode::IpV6) => "http://[fd00:ec2::254]",
        };
        let patience = match configured {
            Some(_) => Patience::Near,
            None => Patience::Probe,
        };
        let service = Service {
            chain: self,
            endpoint,
            patience,
        };
        let problem = match service.credentials().await {
            Ok(credentials) => {
                self.kept.lock().credentials = Some(credentials.clone());
                return Ok(extended(&credentials, "the metadata service gave expired ones"));
            }
            Err(Fault::Passing(problem)) => match &self.kept.lock().credentials {
                Some(credentials) => return Ok(extended(credentials, &problem)),
                None => problem,
            },
            Err(Fault::Lasting(problem)) => problem,
        };
        // Most machines have no such service; where nobody set it up, it is no failure.
        Err(match configured {
            Some(_) => Refusal::Failed(problem.into()),
            None => Refusal::Unset(problem),
        })
    }
}

impl Kept {
    fn lock(&self) -> MutexGuard<'_, Machine> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Service<'_> {
    async fn credentials(&self) -> Result<Credentials, Fault> {
        let roles = self.get(ROLES).await?;
        let roles = String::from_utf8_lossy(roles.body());
        let role = roles.lines().next().unwrap_or_default().trim();
        if role.is_empty() {
            return Err(self.lasting("the machine has no role"));
        }
        let response = self.get(&format!("{ROLES}{role}")).await?;
        let failed = |problem: &str| self.lasting(&format!("the answer for the role {role:?} {problem}"));
        let answer = Secrets::read(response.body()).map_err(failed)?;
        match answer.text("Code") {
            None | Some("Success") => {}
            Some(code) => {
                let message = answer.text("Message").unwrap_or("no reason is given");
                return Err(self.lasting(&format!("the role {role:?} cannot be had: {code}: {message}")));
            }
        }
        keys::of_answer(&answer, "InstanceMetadata")
            .and_then(|keys| answer.required("Expiration").map(|_| keys.build()))
            .map_err(|problem| failed(&problem))
    }

    /// Gets this path; where the token is refused, once more with another one.
    async fn get(&self, path: &str) -> Result<Response<Bytes>, Fault> {
        let mut response = self.get_once(path).await?;
        if response.status() == StatusCode::UNAUTHORIZED {
            self.chain.kept.lock().token = None;
            response = self.get_once(path).await?;
        }
        match response.status() {
            status if status.is_success() => Ok(response),
            StatusCode::NOT_FOUND if path == ROLES => Err(self.lasting("the machine has no role")),
            _ => Err(self.refused("GET", path, &response)),
        }
    }

    async fn get_once(&self, path: &str) -> Result<Response<Bytes>, Fault> {
        let token = self.token().await?;
        self.send(Method::GET, path, &[(TOKEN, token)]).await
    }

    /// A token, kept or new, without which the service answers nobody.
    async fn token(&self) -> Result<HeaderValue, Fault> {
        const PATH: &str = "/latest/api/token";
        let now = SystemTime::now();
        if let Some((token, until)) = &self.chain.kept.lock().token
            && now < *until
        {
            return Ok(token.clone());
        }
        let headers = [
            (TOKEN_LIFETIME, HeaderValue::from(LIFETIME)),
            (CONTENT_LENGTH, HeaderValue::from_static("0")),
        ];
        let response = self.send(Method::PUT, PATH, &headers).await?;
        if !response.status().is_success() {
            return Err(self.refused("PUT", PATH, &response));
        }
        let token = std::str::from_utf8(response.body()).unwrap_or_default().trim();
        let token = secret_header(token).filter(|token| !token.is_empty());
        let token = token.ok_or_else(|| self.lasting("the answer to PUT /latest/api/token is no token"))?;
        let lifetime = response.headers().get(TOKEN_LIFETIME);
        let lifetime = lifetime.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let until = now + Duration::from_secs(lifetime.unwrap_or(LIFETIME).min(LIFETIME));
        self.chain.kept.lock().token = Some((token.clone(), until));
        Ok(token)
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(HeaderName, HeaderValue)],
    ) -> Result<Response<Bytes>, Fault> {
        let url = format!("{}{path}", self.endpoint);
        let request = request(method, &url, headers, Bytes::new());
        let request = request.map_err(|error| self.lasting(&error.to_string()))?;
        let response = self.chain.send(request, self.patience).await;
        response.map_err(|error| self.unanswered(&error))
    }

    #[cold]
    fn unanswered(&self, error: &ConnectorError) -> Fault {
        let hint = match (self.patience, error.is_timeout() && !error.is_unsent()) {
            // The answer to a token has a hop limit, which counts the way into a container.
            (_, true) => " (in a container on EC2, the instance's hop limit for metadata has to be 2)",
            (Patience::Probe, false) => " (only machines on EC2 have a metadata service)",
            _ => "",
        };
        Fault::Passing(format!("{}: {error}{hint}", self.endpoint))
    }

    #[cold]
    fn refused(&self, method: &str, path: &str, response: &Response<Bytes>) -> Fault {
        let problem = format!("{}: {method} {path}: {}", self.endpoint, refusal(response));
        match is_passing(response) {
            true => Fault::Passing(problem),
            false => Fault::Lasting(problem),
        }
    }

    #[cold]
    fn lasting(&self, problem: &str) -> Fault {
        Fault::Lasting(format!("{}: {problem}", self.endpoint))
    }
}

/// Credentials that have expired, with a new expiry in some minutes: services may take them for as long as the metadata
/// service cannot give others. Those that are good are left as they are.
fn extended(credentials: &Credentials, problem: &str) -> Credentials {
    let now = SystemTime::now();
    if credentials.expiry().is_none_or(|expiry| now < expiry) {
        return credentials.clone();
    }
    let extension = Duration::from_secs(fastrand::u64(EXTENSION));
    tracing::warn!(
        problem,
        ?extension,
        "the machine's credentials have expired and cannot be renewed; they are used on for a while"
    );
    Credentials::new(
        credentials.access_key_id(),
        credentials.secret_access_key(),
        credentials.session_token().map(ToOwned::to_owned),
        Some(now + extension),
        "InstanceMetadata",
    )
}
