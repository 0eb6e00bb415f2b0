//! TLS: the provider of cryptography, and the trusted certificates.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// The TLS config, which is made at the first use.
pub(super) struct Tls {
    bundle: Option<PathBuf>,
    config: OnceLock<Arc<ClientConfig>>,
}

impl Tls {
    pub(super) fn new(bundle: Option<PathBuf>) -> Self {
        Self {
            bundle,
            config: OnceLock::new(),
        }
    }

    /// Returns the config. Errors are not cached: a file may be there at the next call.
    pub(super) fn config(&self) -> Result<Arc<ClientConfig>, String> {
        if let Some(config) = self.config.get() {
            return Ok(Arc::clone(config));
        }
        let provider = provider()?;
        let roots = match &self.bundle {
            Some(path) => bundle(path)?,
            None => roots()?,
        };
        // Passed explicitly: with two providers linked, the default of rustls panics.
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| format!("TLS cannot be set up: {error}"))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Arc::clone(self.config.get_or_init(|| Arc::new(config))))
    }
}

#[cfg(feature = "aws-lc-rs")]
fn provider() -> Result<Arc<CryptoProvider>, String> {
    Ok(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
}

#[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
fn provider() -> Result<Arc<CryptoProvider>, String> {
    Ok(Arc::new(rustls::crypto::ring::default_provider()))
}

#[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
fn provider() -> Result<Arc<CryptoProvider>, String> {
    Err("TLS needs a provider of cryptography: build with the feature `ring` or `aws-lc-rs`".to_owned())
}

/// Returns the built-in certificates and those of the system.
fn roots() -> Result<RootCertStore, String> {
    if !cfg!(any(feature = "webpki-roots", feature = "native-roots")) {
        return Err(
            "no certificate is trusted: build with the feature `webpki-roots` or `native-roots`, or name a \
             file by `HttpsClient::builder().ca_bundle(..)`"
                .to_owned(),
        );
    }
    #[cfg_attr(
        not(any(feature = "webpki-roots", feature = "native-roots")),
        allow(unused_mut, reason = "nothing is added")
    )]
    let mut roots = RootCertStore::empty();
    #[cfg(feature = "webpki-roots")]
    roots.roots.extend_from_slice(webpki_roots::TLS_SERVER_ROOTS);
    #[cfg(feature = "native-roots")]
    let problems = {
        let found = rustls_native_certs::load_native_certs();
        // Certificates of the system that rustls does not accept are skipped, as other programs do.
        roots.add_parsable_certificates(found.certs);
        found.errors
    };
    #[cfg(feature = "native-roots")]
    if roots.is_empty() {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        return Err(format!(
            "this system's store has no certificate to trust ({}): install one (the package is often called \
             ca-certificates), set SSL_CERT_FILE, name a file by `HttpsClient::builder().ca_bundle(..)`, or build with \
             the feature `webpki-roots`",
            if problems.is_empty() {
                "it is empty".to_owned()
            } else {
                problems.join("; ")
            }
        ));
    }
    Ok(roots)
}

/// Reads the certificates of a PEM file.
///
/// # Errors
/// The file cannot be read, or has no certificate that can be used; nothing of its content is
/// shown.
pub(super) fn bundle(path: &Path) -> Result<RootCertStore, String> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|error| format!("the CA bundle {shown} cannot be read: {error}"))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut roots = RootCertStore::empty();
    let mut found = 0;
    for block in blocks(&text) {
        found += 1;
        // A block that is not a certificate, or one that rustls does not accept, hides no other.
        if let Ok(certificate) = CertificateDer::from_pem_slice(block.as_bytes()) {
            let _ = roots.add(certificate);
        }
    }
    match (found, roots.len()) {
        (0, _) => Err(format!(
            "the CA bundle {shown} holds no certificate: expected a PEM file with at least one"
        )),
        (_, 0) => Err(format!(
            "none of the {found} certificates in the CA bundle {shown} can be used"
        )),
        _ => Ok(roots),
    }
}

/// Splits a text into its certificates. Each ends where the next begins, so that one without an end
/// does not swallow the others.
fn blocks(text: &str) -> impl Iterator<Item = &str> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    let starts: Vec<usize> = text.match_indices(BEGIN).map(|(at, _)| at).collect();
    let ends = starts.clone().into_iter().skip(1).chain([text.len()]);
    let blocks: Vec<&str> = starts
        .into_iter()
        .zip(ends)
        .filter_map(|(from, to)| text.get(from..to))
        .collect();
    blocks.into_iter()
}
