//! The credential chain by its public API: an environment, files in a home folder, and a transport
//! that returns the responses of the services.

mod cache;
mod endpoints;
mod identity;
mod machine;
mod retries;
mod secrets;
mod table;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use smithy_client_runtime::auth::{Credentials, ProvideCredentials};
use smithy_client_runtime::config::{
    AsyncSleep, Config, ConfigLoader, Env, HttpClient, Region, SharedHttpClient, Sleep, http_client_fn,
};

/// A home folder with the two files; removed when it is dropped.
pub(crate) struct Home(PathBuf);

impl Home {
    pub(crate) fn new(config: &str, credentials: &str) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::SeqCst);
        let path = std::env::temp_dir().join(format!("smithy-chain-{}-{number}", std::process::id()));
        let home = Self(path);
        home.file(".aws/config", config);
        home.file(".aws/credentials", credentials);
        home
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Returns an environment of this home and these variables; `{home}` stands for the folder.
    fn env(&self, variables: &[(&str, &str)]) -> Env {
        let home = self.0.to_str().unwrap();
        let variables: Vec<_> = variables
            .iter()
            .map(|(name, value)| (*name, value.replace("{home}", home)))
            .collect();
        let mut all = vec![("HOME", home)];
        all.extend(variables.iter().map(|(name, value)| (*name, value.as_str())));
        Env::from_slice(&all)
    }

    /// Returns a loader of this home and these variables.
    pub(crate) fn loader(&self, variables: &[(&str, &str)], http: impl HttpClient + 'static) -> ConfigLoader {
        Config::loader()
            .env(self.env(variables))
            .http_client(http)
            .sleep_impl(NoSleep)
            .region(Region::new("us-east-1"))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A timer that never waits, so that retries follow at once.
#[derive(Debug)]
struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, duration: Duration) -> Sleep {
        // The timeout of an attempt never ends here; pauses between attempts end at once.
        match duration {
            pause if pause <= Duration::from_secs(6) && pause != Duration::from_secs(2) => {
                Sleep::new(std::future::ready(()))
            }
            _ => Sleep::new(std::future::pending()),
        }
    }
}

pub(crate) async fn credentials(loader: ConfigLoader) -> Result<Credentials, String> {
    let config = loader.load().await.map_err(|error| error.to_string())?;
    let provider = config.cached_credentials_provider().unwrap();
    provider.provide_credentials().await.map_err(|error| error.to_string())
}

/// The requests that a transport received, as method and URL, with the first parameter of a form.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<http::Request<Bytes>>>>);

impl Seen {
    fn transport(
        &self,
        answer: impl Fn(&http::Request<Bytes>, usize) -> http::Response<Bytes> + Send + Sync + 'static,
    ) -> SharedHttpClient {
        let seen = self.clone();
        http_client_fn(move |request| {
            let mut all = seen.0.lock().unwrap();
            let response = answer(&request, all.len());
            all.push(request);
            response
        })
    }

    fn urls(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap()
            .iter()
            .map(|request| request.uri().to_string())
            .collect()
    }

    fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

fn response(status: u16, body: &str) -> http::Response<Bytes> {
    http::Response::builder()
        .status(status)
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

/// Returns a response of STS with the keys of a role.
pub(crate) fn assumed(key: &str) -> http::Response<Bytes> {
    let body = format!(
        "<R><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser><Credentials>\
         <AccessKeyId>{key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
         <Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></R>"
    );
    response(200, &body)
}

fn sts_error(status: u16, code: &str) -> http::Response<Bytes> {
    response(
        status,
        &format!("<ErrorResponse><Error><Code>{code}</Code><Message>because</Message></Error></ErrorResponse>"),
    )
}

/// The response with keys of the metadata service of a machine or a container.
const KEYS: &str = r#"{"Code":"Success","AccessKeyId":"MACHINE","SecretAccessKey":"s","Token":"t","Expiration":"2999-01-01T00:00:00Z"}"#;
