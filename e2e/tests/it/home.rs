//! A separate home directory for a test.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use partnercentral_selling::config::{ConfigLoader, Env, TimeSource};
use partnercentral_selling::{Client, Config};

/// A folder that is removed with its content.
pub struct Home(PathBuf);

impl Home {
    pub fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("smithy-e2e-home-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file, with `{home}` replaced.
    pub fn file(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, self.fill(text)).unwrap();
    }

    pub fn fill(&self, text: &str) -> String {
        text.replace("{home}", &self.0.to_string_lossy())
    }

    /// Returns a loader with these variables and the home directory, and no others.
    pub fn loader(&self, variables: &[(&str, &str)]) -> ConfigLoader {
        let home = self.0.to_string_lossy();
        let values: Vec<_> = variables.iter().map(|(_, value)| self.fill(value)).collect();
        let mut all = vec![("HOME", &*home)];
        all.extend(
            variables
                .iter()
                .zip(&values)
                .map(|((name, _), value)| (*name, value.as_str())),
        );
        Config::loader().env(Env::from_slice(&all))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A clock that a test moves ahead of the system's.
#[derive(Clone, Debug, Default)]
pub struct Clock(Arc<Mutex<Duration>>);

impl Clock {
    pub fn advance(&self, seconds: u64) {
        *self.0.lock().unwrap() += Duration::from_secs(seconds);
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        SystemTime::now() + *self.0.lock().unwrap()
    }
}

/// Calls an operation, and returns its error as text.
pub async fn call(config: Config) -> Result<(), String> {
    let call = Client::from_conf(config).list_opportunities().catalog("AWS");
    call.send().await.map(|_| ()).map_err(|error| error.to_string())
}
