//! The features of the runtime: those of each protocol, and the tests of the runtime that need
//! them.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The libraries of formats, checksums and compression, which not every program needs.
const LIBRARIES: [&str; 8] = [
    "crc-fast",
    "crc32fast",
    "flate2",
    "md-5",
    "minicbor",
    "p256",
    "sha1",
    "sha2",
];

fn tree(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .args(["tree", "--prefix=none", "--locked"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The crates of the runtime with these features.
fn crates(features: &str) -> BTreeSet<String> {
    let text = tree(&[
        "--package=smithy-client-runtime",
        "--edges=normal",
        "--no-default-features",
        "--features",
        features,
    ]);
    text.lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_program_builds_the_libraries_of_its_own_protocol_alone() {
    let aws_json = crates("aws-json,credentials-chain,default-https-client");
    for library in LIBRARIES {
        assert!(!aws_json.contains(library), "{library} is in {aws_json:?}");
    }
    // JSON, XML and forms are read and written by the runtime itself.
    let bare = crates("aws-json");
    for feature in ["aws-query", "ec2-query", "rest-json", "rest-xml", "rpc-v2-json"] {
        assert_eq!(crates(feature), bare, "{feature}");
    }
    let cbor = crates("rpc-v2-cbor");
    assert_eq!(cbor.difference(&bare).collect::<Vec<_>>(), ["minicbor"]);
}

#[test]
fn clients_of_aws_json_build_no_other_format() {
    let found = tree(&["--package=partnercentral-selling", "--edges=normal"]);
    for library in LIBRARIES {
        let is_there = found.lines().any(|line| line.split(' ').next() == Some(library));
        assert!(!is_there, "{library} is in\n{found}");
    }
}

/// `cargo test --workspace` builds the runtime with the features that any package asks for.
#[test]
fn the_tests_of_the_workspace_include_those_behind_features() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let packages = tree(&["--workspace", "--edges=normal,dev", "--depth=0", "--format={p} {f}"]);
    let line = packages.lines().find(|line| line.starts_with("smithy-client-runtime "));
    let features: BTreeSet<_> = line.unwrap().rsplit(' ').next().unwrap().split(',').collect();
    let tests = std::fs::read_to_string(root.join("runtime/tests/it/main.rs")).unwrap();
    let needed = tests
        .split("feature = \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let needed: BTreeSet<_> = needed.collect();
    assert!(needed.contains("xml") && needed.contains("cbor"), "{needed:?}");
    let missing: Vec<_> = needed.difference(&features).collect();
    assert!(missing.is_empty(), "{missing:?} are not in {features:?}");
}
