//! The signing key, which is derived once a day.

use std::sync::{Arc, Mutex, PoisonError};

use super::clock::Stamp;
use super::hash::HmacKey;
use crate::auth::Credentials;

/// The cache of the last key, with everything that it depends on.
#[derive(Default)]
pub(super) struct KeyCache(Mutex<Option<Entry>>);

struct Entry {
    day: u32,
    region: String,
    name: String,
    credentials: Credentials,
    key: Arc<HmacKey>,
}

impl KeyCache {
    /// Returns the key for a day, a region, a service, and a secret.
    pub(super) fn key(&self, stamp: &Stamp, region: &str, name: &str, credentials: &Credentials) -> Arc<HmacKey> {
        let secret = credentials.secret_access_key();
        let is_for_this = |entry: &&Entry| {
            entry.day == stamp.day()
                && entry.region == region
                && entry.name == name
                && entry.credentials.secret_access_key() == secret
        };
        // An entry is stored in one step, so it is valid even if a thread panicked.
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = last.as_ref().filter(is_for_this) {
            return Arc::clone(&entry.key);
        }
        let key = Arc::new(derive(stamp, region, name, secret));
        *last = Some(Entry {
            day: stamp.day(),
            region: region.to_owned(),
            name: name.to_owned(),
            credentials: credentials.clone(),
            key: Arc::clone(&key),
        });
        key
    }
}

/// Derives the key from the secret: one HMAC each for the day, the region and the service.
fn derive(stamp: &Stamp, region: &str, name: &str, secret: &str) -> HmacKey {
    let key = HmacKey::new(format!("AWS4{secret}").as_bytes());
    [stamp.date(), region.as_bytes(), name.as_bytes(), b"aws4_request"]
        .into_iter()
        .fold(key, |key, part| HmacKey::new(&key.sign(part)))
}
