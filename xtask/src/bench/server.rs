//! The server that both clients call. It runs until its value is dropped.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use super::workspace::BenchWorkspace;

/// A server on loopback.
pub(super) struct BenchServer {
    child: Child,
    /// Its URL without TLS.
    pub(super) http: String,
    /// Its URL with TLS.
    pub(super) https: String,
    /// The file of the certificate to trust.
    pub(super) certificate: PathBuf,
}

impl BenchServer {
    /// Builds the server, starts it and waits until it listens.
    pub(super) fn start(workspace: &BenchWorkspace) -> Result<Self, String> {
        workspace.cargo("tools", &["build", "--release", "--package", "server"])?;
        let certificate = workspace.target("certificate.pem");
        // The server ends with its standard input, which ends with this program.
        let mut child = Command::new(workspace.program("tools", "server"))
            .arg(&certificate)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot run the server: {error}"))?;
        let lines = child.stdout.take().map(|stdout| BufReader::new(stdout).lines());
        let mut lines = lines.into_iter().flatten().map_while(Result::ok);
        let (http, https) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let server = Self {
            child,
            http,
            https,
            certificate,
        };
        if server.https.is_empty() {
            return Err("the server ended before it listened".to_owned());
        }
        Ok(server)
    }
}

impl Drop for BenchServer {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
