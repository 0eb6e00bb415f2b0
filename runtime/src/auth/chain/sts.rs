//! Roles taken on at the security token service (STS).

use std::borrow::Cow;
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response};

use super::profile::Role;
use super::remote::{self, Patience};
use super::{DefaultChain, Refusal};
use crate::auth::Credentials;
use crate::auth::sigv4::Signer;
use crate::endpoint::{parse_arn, uri_encode};
use crate::error::{BoxError, ConnectorError};
use crate::primitives::{DateTime, DateTimeFormat};
use crate::settings::{self, Sources, endpoint_url};

/// Where to send a request, and what to sign it for.
struct Service {
    url: String,
    region: String,
}

impl DefaultChain {
    /// Takes on roles, each with the credentials of the one before.
    pub(super) async fn assume(
        &self,
        mut credentials: Credentials,
        roles: &[Role<'_>],
        sources: &Sources,
    ) -> Result<Credentials, Refusal> {
        let service = self.service(sources)?;
        for role in roles {
            let mut form = form("AssumeRole", role, sources)?;
            if let Some(external_id) = role.external_id {
                push(&mut form, "ExternalId", external_id);
            }
            let (mut parts, body) = request(&service, form)?.into_parts();
            let now = SystemTime::now();
            Signer::default().sign(&mut parts, &body, &credentials, &service.region, "sts", now)?;
            let response = self.send(Request::from_parts(parts, body), Patience::Service).await;
            credentials = read(role, response, "AssumeRole")?;
        }
        Ok(credentials)
    }

    /// `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`, as Kubernetes sets them.
    pub(super) async fn web_identity_of_environment(&self, sources: &Sources) -> Result<Credentials, Refusal> {
        let required = |name: &str| {
            sources
                .env()
                .get(name)?
                .ok_or_else(|| Refusal::Unset(format!("{name} is not set")))
        };
        let (token_file, arn) = (required("AWS_WEB_IDENTITY_TOKEN_FILE")?, required("AWS_ROLE_ARN")?);
        let role = Role {
            arn: &arn,
            session_name: None,
            external_id: None,
            duration: None,
        };
        self.web_identity(&role, &token_file, sources).await
    }

    /// Takes on a role with a token that stands in a file; the file is read each time, as it is renewed from outside.
    pub(super) async fn web_identity(
        &self,
        role: &Role<'_>,
        token_file: &str,
        sources: &Sources,
    ) -> Result<Credentials, Refusal> {
        let path = sources.env().expand(token_file);
        let token = std::fs::read_to_string(&path)
            .map_err(|error| format!("the web identity token file {} cannot be read: {error}", path.display()))?;
        let token = token.trim();
        if token.is_empty() {
            return Err(format!("the web identity token file {} is empty", path.display()).into());
        }
        let mut form = form("AssumeRoleWithWebIdentity", role, sources)?;
        push(&mut form, "WebIdentityToken", token);
        let request = request(&self.service(sources)?, form)?;
        let response = self.send(request, Patience::Service).await;
        Ok(read(role, response, "AssumeRoleWithWebIdentity")?)
    }

    fn service(&self, sources: &Sources) -> Result<Service, Refusal> {
        let region = match settings::REGION.get(sources)? {
            Some(region) => Some(region),
            None => self.region.clone(),
        };
        let region = region.as_ref().map(AsRef::as_ref);
        let url = match (endpoint_url(sources, "STS")?, region) {
            (Some(url), _) => url,
            (None, None) => "https://sts.amazonaws.com".to_owned(),
            (None, Some(region)) => {
                let fips = settings::USE_FIPS.get(sources)?.unwrap_or_default();
                let name = if fips { "sts-fips" } else { "sts" };
                format!("https://{name}.{region}.{}", super::dns_suffix(region))
            }
        };
        Ok(Service {
            url,
            region: region.unwrap_or("us-east-1").to_owned(),
        })
    }
}

/// The parameters that all ways to take on a role share.
fn form(action: &str, role: &Role<'_>, sources: &Sources) -> Result<String, Refusal> {
    let mut form = format!("Action={action}&Version=2011-06-15");
    push(&mut form, "RoleArn", role.arn);
    let name = match role.session_name {
        Some(name) => name.to_owned(),
        None => sources.env().get("AWS_ROLE_SESSION_NAME")?.unwrap_or_else(session_name),
    };
    push(&mut form, "RoleSessionName", &name);
    if let Some(duration) = role.duration {
        push(&mut form, "DurationSeconds", duration);
    }
    Ok(form)
}

fn session_name() -> String {
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    format!("smithy-client-{}", now.as_millis())
}

fn push(form: &mut String, name: &str, value: &str) {
    form.push('&');
    form.push_str(name);
    form.push('=');
    form.push_str(&uri_encode(value));
}

fn request(service: &Service, form: String) -> Result<Request<Bytes>, Refusal> {
    let url = format!("{}/", service.url.trim_end_matches('/'));
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        ),
        (CONTENT_LENGTH, HeaderValue::from(form.len())),
    ];
    Ok(remote::request(Method::POST, &url, &headers, Bytes::from(form))?)
}

fn read(
    role: &Role<'_>,
    response: Result<Response<Bytes>, ConnectorError>,
    action: &str,
) -> Result<Credentials, BoxError> {
    let failed = |problem: &str| format!("{action} of {}: {problem}", role.arn);
    let response = response.map_err(|error| failed(&error.to_string()))?;
    let xml = std::str::from_utf8(response.body()).unwrap_or_default();
    if !response.status().is_success() {
        let status = response.status();
        return Err(match (element(xml, "Code"), element(xml, "Message")) {
            (Some(code), Some(message)) => failed(&format!("{code}: {message}")),
            _ => failed(&format!("the service answered with {status}")),
        }
        .into());
    }
    let required = |name: &str| {
        element(xml, name)
            .filter(|text| !text.is_empty())
            .ok_or_else(|| failed(&format!("the response has no {name}")))
    };
    let expiry = DateTime::from_str(&required("Expiration")?, DateTimeFormat::DateTimeWithOffset)
        .ok()
        .and_then(|time| time.try_into().ok())
        .ok_or_else(|| failed("the Expiration in the response is no time"))?;
    let mut builder = Credentials::builder()
        .access_key_id(required("AccessKeyId")?)
        .secret_access_key(required("SecretAccessKey")?)
        .session_token(required("SessionToken")?)
        .expiry(expiry)
        .provider_name("AssumeRole");
    if let Some(arn) = parse_arn(role.arn) {
        builder = builder.account_id(arn.account_id);
    }
    Ok(builder.build())
}

/// The text of the first element of this name; responses of STS have no attributes that matter and no CDATA.
fn element<'a>(xml: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    let text = text.trim();
    if !text.contains('&') {
        return Some(Cow::Borrowed(text));
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
    Some(Cow::Owned(text))
}
