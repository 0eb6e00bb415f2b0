//! The key that a day's requests to a service are signed with, made once a day.

use std::sync::{Mutex, PoisonError};

use super::clock::Stamp;
use super::hash::HmacKey;
use crate::auth::Credentials;

/// The last key, with everything that it was made of.
#[derive(Default)]
pub(super) struct KeyCache(Mutex<Option<Entry>>);

struct Entry {
    day: u32,
    region: String,
    name: String,
    credentials: Credentials,
    key: HmacKey,
}

impl KeyCache {
    /// The key of this day, region and service, from this secret.
    pub(super) fn key(&self, stamp: &Stamp, region: &str, name: &str, credentials: &Credentials) -> HmacKey {
        let secret = credentials.secret_access_key();
        let is_for_this = |entry: &&Entry| {
            entry.day == stamp.day()
                && entry.region == region
                && entry.name == name
                && entry.credentials.secret_access_key() == secret
        };
        // An entry is put there whole, so that one left by a thread that panicked is as good as any.
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = last.as_ref().filter(is_for_this) {
            return entry.key.clone();
        }
        let key = derive(stamp, region, name, secret);
        *last = Some(Entry {
            day: stamp.day(),
            region: region.to_owned(),
            name: name.to_owned(),
            credentials: credentials.clone(),
            key: key.clone(),
        });
        key
    }
}

/// The secret, narrowed down to a day, a region and a service by one HMAC each.
fn derive(stamp: &Stamp, region: &str, name: &str, secret: &str) -> HmacKey {
    let key = HmacKey::new(format!("AWS4{secret}").as_bytes());
    [stamp.date(), region.as_bytes(), name.as_bytes(), b"aws4_request"]
        .into_iter()
        .fold(key, |key, part| HmacKey::new(&key.sign(part)))
}
