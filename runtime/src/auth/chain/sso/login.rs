//! The files in which logins at IAM Identity Center leave their tokens, shared with the AWS command line.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha1_smol::Sha1;

use super::Secrets;
use crate::primitives::{DateTime, DateTimeFormat};
use crate::settings::Env;

/// A token with what it takes to have another one, as it stands in its file.
pub(super) struct Login {
    path: PathBuf,
    /// All that the file has, so that what is not known here is written back.
    members: Secrets,
    token: String,
    expiry: SystemTime,
}

/// What a token is renewed with.
pub(super) struct Renewal<'a> {
    pub(super) client_id: &'a str,
    pub(super) client_secret: &'a str,
    pub(super) refresh_token: &'a str,
}

/// Where the token is of the session of this name or, without a session, of this start URL.
pub(super) fn path(env: &Env, name: &str) -> PathBuf {
    // Not for safety: the file's name is the SHA-1 of the other, wherever it is read or written.
    let digest = Sha1::from(name).digest().to_string();
    env.expand(&format!("~/.aws/sso/cache/{digest}.json"))
}

impl Login {
    /// Reads the file.
    ///
    /// # Errors
    /// There is no file, or it is none of a login; the text shows nothing of it.
    pub(super) fn read(path: PathBuf) -> Result<Self, String> {
        let bytes = fs::read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => format!("nobody has logged in: there is no {}", path.display()),
            _ => format!("the token's file {} cannot be read: {error}", path.display()),
        })?;
        let bad = |problem: &str| format!("the token's file {} {problem}", path.display());
        let members = Secrets::read(&bytes).map_err(bad)?;
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

    /// Whether the token is good beyond this time.
    pub(super) fn lasts(&self, time: SystemTime) -> bool {
        time < self.expiry
    }

    /// When the token expires, as the AWS command line writes it.
    pub(super) fn expiry(&self) -> String {
        shown(self.expiry)
    }

    /// The region in which the login was, if the file says so.
    pub(super) fn region(&self) -> Option<&str> {
        self.members.text("region")
    }

    /// What it takes to renew the token.
    ///
    /// # Errors
    /// Something is not there, or has expired; the rest of a sentence.
    pub(super) fn renewal(&self, now: SystemTime) -> Result<Renewal<'_>, String> {
        let registered_until = self.members.time("registrationExpiresAt")?;
        if registered_until.is_some_and(|until| until <= now) {
            return Err("has a registration that has expired as well".to_owned());
        }
        Ok(Renewal {
            client_id: self.members.required("clientId")?,
            client_secret: self.members.required("clientSecret")?,
            refresh_token: self.members.required("refreshToken")?,
        })
    }

    /// The login with another token, and with another refresh token where there is one.
    pub(super) fn renewed(&self, token: &str, refresh_token: Option<&str>, expiry: SystemTime) -> Self {
        let mut members = self.members.clone();
        members.set("accessToken", token.to_owned());
        members.set("expiresAt", shown(expiry));
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

    /// Writes the file, which nobody ever sees half written.
    pub(super) fn write(&self) -> io::Result<()> {
        let temporary = self.path.with_extension(format!("{:016x}.tmp", fastrand::u64(..)));
        let written = self
            .write_to(&temporary)
            .and_then(|()| fs::rename(&temporary, &self.path));
        if written.is_err() {
            // What is left of it holds a token; that it cannot be removed either is not the error to show.
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    fn write_to(&self, path: &Path) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(self.members.write().as_bytes())?;
        file.sync_all()
    }
}

/// A time in whole seconds.
fn shown(time: SystemTime) -> String {
    let time = DateTime::from_secs(DateTime::from(time).secs());
    time.fmt(DateTimeFormat::DateTime).unwrap_or_default()
}
