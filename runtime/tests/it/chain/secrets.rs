//! Secrets are put into every file and response that is read, and must not appear in any error,
//! `Debug` output or event.

mod plants;

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use smithy_client_runtime::auth::ProvideCredentials;
use smithy_client_runtime::config::{Config, ProvideToken, Region};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata};

use self::plants::{PLANTS, Plant};
use super::{Home, Seen, response, sts_error};

/// Collects the fields of all spans and events.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<String>>);

impl Visit for Events {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = write!(self.0.lock().unwrap(), "{field}={value:?} ");
    }
}

impl tracing::Subscriber for Events {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Loads settings, credentials and tokens, and returns all errors, `Debug` outputs and events.
async fn shown(plant: &Plant, secret: &str, status: u16) -> String {
    let filled = |text: &str| text.replace("{s}", secret);
    let home = Home::new("", "");
    let plant_in = |name: &str, text: &str| {
        let text = filled(text).replace("{home}", home.0.to_str().unwrap());
        let path = home.file(name, "");
        let parts: Vec<&[u8]> = text.split("{x}").map(str::as_bytes).collect();
        std::fs::write(path, parts.join(&0xff)).unwrap();
    };
    plant_in(".aws/config", plant.config);
    plant_in(".aws/credentials", plant.credentials);
    for name in [
        "token",
        // The names by the SHA-1 of "s", and by the SHA-256 of "me".
        ".aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json",
        ".aws/login/cache/2744ccd10c7533bd736ad890f9dd5cab2adb27b07d500b9493f29cdc420cb2e0.json",
    ] {
        plant_in(name, plant.file);
    }
    let body = filled(plant.body);
    let http = Seen::default().transport(move |_, _| match status {
        400 if body.starts_with('<') => sts_error(status, "AccessDenied"),
        _ => response(status, &body),
    });
    let variables: Vec<_> = plant
        .variables
        .iter()
        .map(|(name, value)| (*name, filled(value)))
        .collect();
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let loader = || home.loader(&variables, http.clone()).region(None);
    let mut text = String::new();
    let _ = write!(text, "{:?}", loader());
    // The default HTTP client reads settings of its own.
    let default_client = Config::loader()
        .env(home.env(&variables))
        .region(Region::new("us-east-1"));
    let _ = write!(text, "{:?}", default_client.load().await);
    match loader().load().await {
        Ok(config) => {
            let _ = write!(text, "{config:?}");
            let credentials = config.cached_credentials_provider().unwrap();
            let _ = write!(text, "{credentials:?}");
            match credentials.provide_credentials().await {
                Ok(credentials) => drop(write!(text, "{credentials:?}")),
                Err(error) => drop(write!(text, "{error} {error:?}")),
            }
            if let Some(tokens) = config.token_provider() {
                match tokens.provide_token().await {
                    Ok(token) => drop(write!(text, "{token:?}")),
                    Err(error) => drop(write!(text, "{error} {error:?}")),
                }
            }
        }
        Err(error) => drop(write!(text, "{error} {error:?}")),
    }
    text
}

/// Returns whether a text contains eight consecutive characters of the secret.
fn shows(text: &str, secret: &str) -> bool {
    (0..secret.len() - 7).any(|start| text.contains(&secret[start..start + 8]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, ..ProptestConfig::default() })]

    // The instance metadata service is asked for the region as well, and a region is shown. A
    // secret has a `+`, so that it is never a valid region.
    #[test]
    fn no_secret_is_shown(secret in "[A-Za-z0-9]{3}\\+[A-Za-z0-9+/]{20,40}") {
        let events = Events::default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for plant in PLANTS.into_iter().flatten() {
            for status in [200, 400] {
                let guard = crate::subscriber::set_default(events.clone());
                let text = runtime.block_on(shown(plant, &secret, status));
                drop(guard);
                let told = events.0.lock().unwrap();
                prop_assert!(!shows(&text, &secret), "{plant:?}: {text}");
                prop_assert!(!shows(&told, &secret), "{plant:?}: {told}");
            }
        }
    }
}
