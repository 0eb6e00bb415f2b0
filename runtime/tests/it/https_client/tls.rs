//! Trusted certificates.

use smithy_client_runtime::config::HttpClient;
use smithy_client_runtime::config::http::HttpsClient;

use super::server::{call, file, identity, request, secure};

#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#[tokio::test]
async fn the_ca_bundle_is_trusted_and_nothing_else() {
    let (server, bundle) = secure("localhost");
    let (_, of_another) = identity("localhost");
    let port = server.address.port();
    let url = format!("https://localhost:{port}/");
    let trusting = HttpsClient::builder().ca_bundle(&bundle).build();
    assert_eq!(call(&trusting, &url).await.unwrap(), "ok");
    let distrust =
        format!("could not connect to localhost:{port}: the certificate that localhost shows is not trusted: ");
    let mut distrustful = vec![HttpsClient::builder().ca_bundle(of_another)];
    if cfg!(any(feature = "webpki-roots", feature = "native-roots")) {
        distrustful.push(HttpsClient::builder());
    }
    for client in distrustful {
        let error = call(&client.build(), &url).await.unwrap_err();
        assert!(error.to_string().starts_with(&distrust), "{error}");
        assert!(error.is_io() && error.is_unsent());
    }
    // The right certificate for another name.
    let error = call(&trusting, &format!("https://127.0.0.1:{port}/"))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the certificate that 127.0.0.1 shows is not trusted: "),
        "{error}"
    );
}

#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#[tokio::test]
async fn a_broken_block_or_a_mark_in_front_hides_no_certificate() {
    let (server, good) = secure("localhost");
    let url = format!("https://localhost:{}/", server.address.port());
    let good = std::fs::read_to_string(&good).unwrap();
    let broken = "-----BEGIN CERTIFICATE-----\nnot base64!\n-----END CERTIFICATE-----\n";
    let endless = "-----BEGIN CERTIFICATE-----\nAAAA\n";
    for bundle in [
        format!("\u{feff}{good}"),
        format!("{broken}{good}"),
        format!("{endless}{good}{broken}"),
        format!("a comment\r\n{}", good.replace('\n', "\r\n")),
    ] {
        let client = HttpsClient::builder().ca_bundle(file(&bundle)).build();
        assert_eq!(call(&client, &url).await.unwrap(), "ok");
    }
}

#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#[tokio::test]
async fn a_bundle_that_cannot_be_used_is_named() {
    let (server, good) = secure("localhost");
    let url = format!("https://localhost:{}/", server.address.port());
    for (content, said) in [
        (None, "cannot be read: "),
        (Some(""), "holds no certificate: expected a PEM file with at least one"),
        (
            Some("some words"),
            "holds no certificate: expected a PEM file with at least one",
        ),
        (Some("-----BEGIN CERTIFICATE-----\nAAAA"), "can be used"),
        (
            Some("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
            "can be used",
        ),
    ] {
        let path = file(content.unwrap_or_default());
        if content.is_none() {
            std::fs::remove_file(&path).unwrap();
        }
        let client = HttpsClient::builder().ca_bundle(&path).build();
        let error = client.send(request(&url)).await.unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains(&format!("the CA bundle {}", path.display())) && text.contains(said),
            "{text}"
        );
        assert!(error.is_user() && error.is_unsent());
        // The repaired file is used.
        std::fs::copy(&good, &path).unwrap();
        assert_eq!(call(&client, &url).await.unwrap(), "ok");
    }
    assert_eq!(server.log.opened(), 5);
}

#[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
#[tokio::test]
async fn without_a_provider_the_features_are_named() {
    let (server, bundle) = secure("localhost");
    let client = HttpsClient::builder().ca_bundle(bundle).build();
    let error = client
        .send(request(&format!("https://{}/", server.address)))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("build with the feature `ring` or `aws-lc-rs`"),
        "{error}"
    );
}

#[cfg(all(
    any(feature = "ring", feature = "aws-lc-rs"),
    not(any(feature = "webpki-roots", feature = "native-roots"))
))]
#[tokio::test]
async fn without_roots_the_features_are_named() {
    let (server, _) = secure("localhost");
    let client = HttpsClient::builder().build();
    let error = client
        .send(request(&format!("https://{}/", server.address)))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("build with the feature `webpki-roots` or `native-roots`"),
        "{error}"
    );
}

/// Runs `asked_to_call` in a process that has this file as the system's certificates.
#[cfg(feature = "native-roots")]
fn with_system_certificates(file: &std::path::Path, port: u16, expected: &str) {
    let program = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "https_client::tls::asked_to_call"])
        .env("SSL_CERT_FILE", file)
        .env("SSL_CERT_DIR", "/nowhere")
        .env("TEST_PORT", port.to_string())
        .env("TEST_EXPECTED", expected)
        .output()
        .unwrap();
    let output = String::from_utf8_lossy(&program.stdout);
    assert!(program.status.success() && output.contains("1 passed"), "{output}");
}

/// Does nothing unless `with_system_certificates` runs it.
#[cfg(feature = "native-roots")]
#[tokio::test]
async fn asked_to_call() {
    let (Ok(port), Ok(expected)) = (std::env::var("TEST_PORT"), std::env::var("TEST_EXPECTED")) else {
        return;
    };
    let result = call(&HttpsClient::builder().build(), &format!("https://localhost:{port}/")).await;
    let result = result.unwrap_or_else(|error| error.to_string());
    assert!(
        result == expected || expected != "ok" && result.contains(&expected),
        "{result}"
    );
}

#[cfg(feature = "native-roots")]
#[test]
fn what_the_system_trusts_is_trusted() {
    let (server, certificate) = secure("localhost");
    with_system_certificates(&certificate, server.address.port(), "ok");
    let expected = if cfg!(feature = "webpki-roots") {
        "is not trusted"
    } else {
        "this system's store has no certificate to trust"
    };
    with_system_certificates(std::path::Path::new("/nowhere.pem"), server.address.port(), expected);
}
