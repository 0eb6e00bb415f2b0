//! The files in which console logins leave their keys, shared with the AWS command line.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::auth::Credentials;
use crate::auth::chain::private_file;
use crate::auth::chain::secret_json::{SecretJson, shown_time};
use crate::auth::sigv4::sha256_hex;
use crate::settings::{ConfigError, Env};

const KEYS: &str = "accessToken";
const REFRESH_TOKEN: &str = "refreshToken";

/// The content of the file of a login, with everything that a refresh needs.
pub(super) struct SessionFile {
    path: PathBuf,
    /// All members of the file, so that unknown ones are written back.
    members: SecretJson,
    keys: SecretJson,
    expiry: SystemTime,
}

/// Returns the path of the file of a session.
pub(super) fn path(env: &Env, session: &str) -> Result<PathBuf, ConfigError> {
    let folder = env.get("AWS_LOGIN_CACHE_DIRECTORY")?;
    let folder = env.expand(folder.as_deref().unwrap_or("~/.aws/login/cache"));
    Ok(folder.join(format!("{}.json", sha256_hex(session.trim().as_bytes()))))
}

impl SessionFile {
    /// Reads the file.
    ///
    /// # Errors
    /// There is no file, or it is not the file of a login. The message shows nothing of its
    /// content.
    pub(super) fn read(path: PathBuf) -> Result<Self, String> {
        let bytes = fs::read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => format!("nobody has logged in: {}: {error}", path.display()),
            _ => format!("the file of the login, {}, cannot be read: {error}", path.display()),
        })?;
        let bad = |problem: String| format!("the file of the login, {}, {problem}", path.display());
        let members = SecretJson::parse(&bytes).map_err(|problem| bad(problem.to_owned()))?;
        for member in [REFRESH_TOKEN, "dpopKey", "clientId"] {
            members.required(member).map_err(bad)?;
        }
        let keys = members.object(KEYS).map_err(bad)?;
        for member in ["accessKeyId", "secretAccessKey", "sessionToken"] {
            keys.required(member).map_err(bad)?;
        }
        let expiry = keys.time("expiresAt").map_err(bad)?;
        let expiry = expiry.ok_or_else(|| bad("has no expiresAt".to_owned()))?;
        Ok(Self {
            path,
            members,
            keys,
            expiry,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the keys.
    pub(super) fn credentials(&self) -> Credentials {
        let text = |name: &str| self.keys.text(name).unwrap_or_default();
        let builder = Credentials::builder()
            .access_key_id(text("accessKeyId"))
            .secret_access_key(text("secretAccessKey"))
            .session_token(text("sessionToken"))
            .expiry(self.expiry)
            .provider_name("Login");
        match self.keys.text("accountId") {
            Some(account_id) => builder.account_id(account_id),
            None => builder,
        }
        .build()
    }

    /// Returns whether the keys are valid beyond this time.
    pub(super) fn outlasts(&self, time: SystemTime) -> bool {
        time < self.expiry
    }

    /// Returns the expiry of the keys.
    pub(super) fn expiry(&self) -> SystemTime {
        self.expiry
    }

    /// Returns the region of the login; files of early logins have none.
    pub(super) fn region(&self) -> Option<&str> {
        self.members.text("signInRegion")
    }

    pub(super) fn client_id(&self) -> &str {
        self.members.text("clientId").unwrap_or_default()
    }

    pub(super) fn refresh_token(&self) -> &str {
        self.members.text(REFRESH_TOKEN).unwrap_or_default()
    }

    /// Returns the private key, in PEM.
    pub(super) fn private_key(&self) -> &str {
        self.members.text("dpopKey").unwrap_or_default()
    }

    /// Returns the file with the keys of a response.
    ///
    /// # Errors
    /// The response lacks something; the text is the rest of a sentence.
    pub(super) fn refreshed(&self, response: &SecretJson, now: SystemTime) -> Result<Self, String> {
        let new = response.object(KEYS)?;
        let lifetime = response.integer("expiresIn").ok_or("has no expiresIn")?;
        let expiry = now.checked_add(Duration::from_secs(lifetime));
        let expiry = expiry.ok_or("has an expiresIn that is too long")?;
        let mut keys = self.keys.clone();
        for member in ["accessKeyId", "secretAccessKey", "sessionToken"] {
            keys.set(member, new.required(member)?.to_owned());
        }
        keys.set("expiresAt", shown_time(expiry));
        let mut members = self.members.clone();
        members.set_object(KEYS, keys.clone());
        if let Some(token) = response.text(REFRESH_TOKEN) {
            members.set(REFRESH_TOKEN, token.to_owned());
        }
        Ok(Self {
            path: self.path.clone(),
            members,
            keys,
            expiry,
        })
    }

    /// Replaces the file atomically.
    pub(super) fn write(&self) -> io::Result<()> {
        private_file::replace(&self.path, &self.members.to_json())
    }
}
