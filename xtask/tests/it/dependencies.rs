//! The dependencies of the generated crates without their features: nothing that an environment
//! without sockets and threads, such as WebAssembly, lacks.

use std::process::Command;

/// The crates of sockets, TLS and executors.
const ABSENT: [&str; 10] = [
    "aws-lc-rs",
    "getrandom",
    "hyper",
    "hyper-util",
    "mio",
    "ring",
    "rustls",
    "socket2",
    "tokio",
    "tokio-rustls",
];

#[test]
fn clients_without_the_connector_have_no_sockets_and_no_tls() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    for package in [
        "partnercentral-selling",
        "partnercentral-account",
        "partnercentral-benefits",
        "partnercentral-channel",
    ] {
        let output = Command::new(env!("CARGO"))
            .current_dir(root)
            .args(["tree", "--package", package, "--no-default-features"])
            .args([
                "--edges", "normal", "--prefix", "none", "--target", "all", "--format", "{lib}",
            ])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let tree = String::from_utf8(output.stdout).unwrap();
        let crates: Vec<_> = tree.lines().map(|name| name.trim().replace('_', "-")).collect();
        assert!(crates.iter().any(|name| name == "smithy-client-runtime"), "{tree}");
        let found: Vec<_> = ABSENT
            .iter()
            .filter(|absent| crates.iter().any(|name| name == *absent))
            .collect();
        assert!(found.is_empty(), "{package}: {found:?}");
    }
}
