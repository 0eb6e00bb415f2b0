//! Credentials that expire every five seconds, from an STS that fails half of the time.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use e2e::{Answer, Request};
use partner_central_fake::http::Server;
use partnercentral_selling::config::{Config, Env, Region};
use partnercentral_selling::primitives::{DateTime, DateTimeFormat};
use partnercentral_selling::{Client, operation::list_solutions::ListSolutionsError};
use serde_json::json;

use crate::pace::Pace;
use crate::soak::mix;
use crate::{Result, faults, meter};

const LIFETIME: Duration = Duration::from_secs(5);

/// The requests to STS that a refresh may take: half of them fail.
const REQUESTS_PER_REFRESH: u64 = 4;

/// The keys that STS returned, and the numbers of their uses.
#[derive(Default)]
struct Keys {
    /// The expiry of each key, by its number.
    expiries: Mutex<Vec<SystemTime>>,
    requests: AtomicU64,
    failures: AtomicU64,
    with_valid_keys: AtomicU64,
    with_expired_keys: AtomicU64,
    /// Requests whose keys were valid when they were signed, and not when they arrived.
    expired_on_the_way: AtomicU64,
}

impl Keys {
    /// Responds as STS.
    fn assume_role(&self) -> Answer {
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        if mix(number).is_multiple_of(2) {
            self.failures.fetch_add(1, Ordering::Relaxed);
            return match mix(number) / 2 % 4 {
                0 => Answer::reset(),
                1 => Answer::json(500, &json!({})),
                2 => Answer::json(503, &json!({})),
                _ => Answer::with_headers(400, &[], "<E><Error><Code>Throttling</Code></Error></E>"),
            };
        }
        let mut expiries = self.expiries.lock().unwrap_or_else(PoisonError::into_inner);
        let expiry = DateTime::from(SystemTime::now() + LIFETIME);
        // STS knows whole seconds.
        let expiry = DateTime::from_secs(expiry.secs());
        let text = format!(
            "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKID{}</AccessKeyId>\
             <SecretAccessKey>SECRET</SecretAccessKey><SessionToken>TOKEN</SessionToken><Expiration>{}</Expiration></Credentials>\
             </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>",
            expiries.len(),
            expiry.fmt(DateTimeFormat::DateTime).unwrap_or_default(),
        );
        expiries.push(SystemTime::try_from(expiry).unwrap_or_else(|_| SystemTime::now()));
        Answer::with_headers(200, &[("content-type", "text/xml")], text)
    }

    /// Responds as the service, which refuses keys that have expired.
    fn serve(&self, request: &Request) -> Answer {
        let now = SystemTime::now();
        let authorization = request.header("authorization").unwrap_or_default();
        let number = authorization
            .split_once("Credential=AKID")
            .and_then(|(_, rest)| rest.split('/').next()?.parse::<usize>().ok());
        let expiries = self.expiries.lock().unwrap_or_else(PoisonError::into_inner);
        match number.and_then(|number| expiries.get(number)) {
            Some(expiry) if now < *expiry => {
                self.with_valid_keys.fetch_add(1, Ordering::Relaxed);
                faults::solutions()
            }
            expiry => {
                let signed = request.header("x-amz-date").and_then(signing_time);
                let counter = match (signed, expiry) {
                    (Some(signed), Some(expiry)) if signed < *expiry => &self.expired_on_the_way,
                    _ => &self.with_expired_keys,
                };
                counter.fetch_add(1, Ordering::Relaxed);
                Answer::json(400, &json!({ "__type": "ExpiredTokenException" }))
            }
        }
    }
}

/// Returns the time of an `x-amz-date`, such as `20260101T000000Z`.
fn signing_time(text: &str) -> Option<SystemTime> {
    let (day, time) = (text.get(..8)?, text.get(9..15)?);
    let text = format!(
        "{}-{}-{}T{}:{}:{}Z",
        day.get(..4)?,
        day.get(4..6)?,
        day.get(6..)?,
        time.get(..2)?,
        time.get(2..4)?,
        time.get(4..)?
    );
    let time = DateTime::from_str(&text, DateTimeFormat::DateTime).ok()?;
    SystemTime::try_from(time).ok()
}

/// Whether no call was made with expired keys, STS was not stormed, and the process holds no more
/// than at the start.
pub(crate) async fn run(pace: Pace) -> Result<bool> {
    let keys = Arc::new(Keys::default());
    let any_port = ([127, 0, 0, 1], 0).into();
    let (of_sts, of_service) = (Arc::clone(&keys), Arc::clone(&keys));
    let sts = Server::bind(any_port, false, move |_| of_sts.assume_role()).await?;
    let server = Server::bind(any_port, false, move |request| of_service.serve(request)).await?;
    let token = TokenFile::new()?;
    let client = Client::from_conf(config(&sts.url(), &server.url(), &token).await?);
    println!(
        "{} calls/s for {} s with keys that expire after {LIFETIME:?}, STS fails half of the time; before: {}",
        pace.rate,
        pace.seconds,
        meter::read()
    );
    let mut outcomes: BTreeMap<&str, u64> = BTreeMap::new();
    let call = |_| {
        let call = client.list_solutions().catalog("Sandbox");
        async move { call.send().await.map(drop) }
    };
    let ended = |result: std::result::Result<_, partnercentral_selling::error::SdkError<ListSolutionsError>>| {
        let class = result.as_ref().err().map_or("answered", faults::class);
        *outcomes.entry(class).or_default() += 1;
    };
    let (calls, readings) = pace.run(call, ended).await?;
    drop(client);
    let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    let (requests, refreshes) = (count(&keys.requests), pace.seconds / LIFETIME.as_secs());
    println!(
        "  {calls} calls: {outcomes:?}\n  {} requests with valid keys, {} with expired ones, {} with ones that expired on \
         the way; {requests} requests to STS, of which {} failed, for {refreshes} lifetimes of keys\n  after: {}\n",
        count(&keys.with_valid_keys),
        count(&keys.with_expired_keys),
        count(&keys.expired_on_the_way),
        count(&keys.failures),
        meter::read()
    );
    Ok(count(&keys.with_expired_keys) == 0
        && requests <= REQUESTS_PER_REFRESH * (refreshes + 2)
        && pace.is_flat(&readings))
}

async fn config(sts: &str, service: &str, token: &TokenFile) -> Result<Config> {
    let path = token.0.to_string_lossy();
    let env = Env::from_slice(&[
        ("AWS_ENDPOINT_URL_STS", sts),
        ("AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING", service),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", &path),
        ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/seller"),
    ]);
    Ok(Config::loader()
        .env(env)
        .region(Region::new("us-east-1"))
        .load()
        .await?)
}

/// The file of a web identity token, removed when it is dropped.
struct TokenFile(PathBuf);

impl TokenFile {
    fn new() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("soak-token-{}", std::process::id()));
        std::fs::write(&path, "a token")?;
        Ok(Self(path))
    }
}

impl Drop for TokenFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
