//! The files in which logins at IAM Identity Center leave their tokens, shared with the AWS command
//! line.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha1_smol::Sha1;

use crate::auth::chain::private_file;
use crate::auth::chain::secret_json::{SecretJson, shown_time};
use crate::settings::Env;

/// A token in its file, with the data to refresh it.
pub(super) struct TokenFile {
    path: PathBuf,
    /// All members of the file, so that unknown ones are written back.
    members: SecretJson,
    token: String,
    expiry: SystemTime,
}

/// The parameters of a refresh.
pub(super) struct Registration<'a> {
    pub(super) client_id: &'a str,
    pub(super) client_secret: &'a str,
    pub(super) refresh_token: &'a str,
}

/// Returns the path of the token of a session or, without a session, of a start URL.
pub(super) fn path(env: &Env, name: &str) -> PathBuf {
    // SHA-1 is not used for security: all AWS tools name the file by this hash of the session's
    // name.
    let digest = Sha1::from(name).digest().to_string();
    env.expand(&format!("~/.aws/sso/cache/{digest}.json"))
}

impl TokenFile {
    /// Reads the file.
    ///
    /// # Errors
    /// There is no file, or it is not the file of a login. The message shows nothing of its
    /// content.
    pub(super) fn read(path: PathBuf) -> Result<Self, String> {
        let bytes = fs::read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => format!("nobody has logged in: {}: {error}", path.display()),
            _ => format!("the file of the token, {}, cannot be read: {error}", path.display()),
        })?;
        let bad = |problem: &str| format!("the file of the token, {}, {problem}", path.display());
        let members = SecretJson::parse(&bytes).map_err(bad)?;
        let token = members
            .required("accessToken")
            .map_err(|problem| bad(&problem))?
            .to_owned();
        let expiry = members.time("expiresAt").map_err(|problem| bad(&problem))?;
        let expiry = expiry.ok_or_else(|| bad("has no expiresAt"))?;
        Ok(Self {
            path,
            members,
            token,
            expiry,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Returns whether the token is valid beyond this time.
    pub(super) fn outlasts(&self, time: SystemTime) -> bool {
        time < self.expiry
    }

    /// Returns the expiry of the token.
    pub(super) fn expiry(&self) -> SystemTime {
        self.expiry
    }

    /// Returns the region of the login, if the file has one.
    pub(super) fn region(&self) -> Option<&str> {
        self.members.text("region")
    }

    /// Returns the parameters of a refresh.
    ///
    /// # Errors
    /// Something is missing, or has expired; the text is the rest of a sentence.
    pub(super) fn registration(&self, now: SystemTime) -> Result<Registration<'_>, String> {
        let registered_until = self.members.time("registrationExpiresAt")?;
        if registered_until.is_some_and(|until| until <= now) {
            return Err("has a registration that has expired as well".to_owned());
        }
        Ok(Registration {
            client_id: self.members.required("clientId")?,
            client_secret: self.members.required("clientSecret")?,
            refresh_token: self.members.required("refreshToken")?,
        })
    }

    /// Returns the file with another token, and with another refresh token if there is one.
    pub(super) fn refreshed(&self, token: &str, refresh_token: Option<&str>, expiry: SystemTime) -> Self {
        let mut members = self.members.clone();
        members.set("accessToken", token.to_owned());
        members.set("expiresAt", shown_time(expiry));
        if let Some(refresh_token) = refresh_token {
            members.set("refreshToken", refresh_token.to_owned());
        }
        Self {
            path: self.path.clone(),
            members,
            token: token.to_owned(),
            expiry,
        }
    }

    /// Replaces the file atomically.
    pub(super) fn write(&self) -> io::Result<()> {
        private_file::replace(&self.path, &self.members.to_json())
    }
}
