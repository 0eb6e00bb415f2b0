//! Smithy's own test models, which lie beside the checkout.

use std::fs;
use std::path::{Path, PathBuf};

use smithy_codegen::source::Source;

use super::{assert_stable, check, to_json};
use crate::common;

/// Returns a folder of the official models; if it is missing, reports that the test is skipped.
fn folder(name: &str) -> Option<PathBuf> {
    let shared = common::workspace().parent()?.join("shared/smithy");
    let folder = shared.join(name);
    if !folder.is_dir() {
        eprintln!("skipped: there is no {}", folder.display());
        return None;
    }
    Some(folder)
}

/// Returns the IDL files below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in common::entries(folder) {
        if path.is_dir() {
            files.extend(below(&path));
        } else if path.extension().is_some_and(|extension| extension == "smithy") {
            files.push(path);
        }
    }
    files
}

fn source(path: &Path) -> Source {
    Source::new(path.display().to_string(), fs::read_to_string(path).unwrap())
}

#[test]
fn valid_models_equal_their_json() {
    for name in ["loader/valid", "idl-serialization"] {
        for path in folder(name).iter().flat_map(|folder| below(folder)) {
            let idl = to_json(&[source(&path)]).unwrap();
            assert_stable(&idl);
            let neighbour = path.with_extension("json");
            if neighbour.exists() {
                let json = to_json(&[source(&neighbour)]).unwrap();
                assert_eq!(idl, json, "{}", path.display());
            }
        }
    }
}

#[test]
fn serialized_models_equal_their_sources() {
    let Some(folder) = folder("idl-serialization") else {
        return;
    };
    let json = to_json(&[source(&folder.join("multiple-namespaces/input.json"))]).unwrap();
    let idl: Vec<_> = below(&folder.join("multiple-namespaces/output"))
        .iter()
        .map(|path| source(path))
        .collect();
    assert_eq!(to_json(&idl).unwrap(), json);
}

#[test]
fn invalid_models_are_refused_where_their_comment_says() {
    let Some(folder) = folder("loader/invalid") else {
        return;
    };
    let mut wrong = Vec::new();
    for path in below(&folder) {
        let sources = [source(&path)];
        let comment = sources[0].text.lines().next().unwrap_or_default();
        let line = comment.split("at line ").nth(1).and_then(|rest| rest.split(',').next());
        let findings = check(&sources);
        let text = findings.render(&sources, false);
        let first = text.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
        let found = first.and_then(|place| place.rsplit(':').nth(1));
        if !findings.has_errors() || (line.is_some() && line != found) {
            wrong.push(format!("{}\n{comment}\n{text}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn protocol_tests_are_valid_models() {
    for name in ["protocol-tests", "aws-protocol-tests"] {
        let Some(folder) = folder(name) else { continue };
        let sources: Vec<_> = below(&folder).iter().map(|path| source(path)).collect();
        let findings = check(&sources);
        assert!(!findings.has_errors(), "{}", findings.render(&sources, false));
        assert_stable(&to_json(&sources).unwrap());
    }
}

#[test]
fn models_of_aws_are_valid() {
    let Some(folder) = folder("../models") else { return };
    for path in common::entries(&folder) {
        if path.file_name().is_some_and(|name| name == "partitions.json") {
            continue;
        }
        let sources = [source(&path)];
        let findings = check(&sources);
        assert!(!findings.has_errors(), "{}", findings.render(&sources, false));
    }
}

/// Each file of events has a line for each finding: its severity, the shape and the problem.
#[test]
fn waiters_have_the_findings_that_are_expected() {
    let Some(folder) = folder("waiters") else { return };
    let mut wrong = Vec::new();
    for path in below(&folder) {
        let sources = [source(&path)];
        let findings = check(&sources);
        let expected = fs::read_to_string(path.with_extension("errors")).unwrap();
        let has = |severity: &str| expected.lines().any(|line| line.starts_with(severity));
        let (errors, warnings) = findings.counts();
        let is_refused = has("[ERROR]") || has("[DANGER]");
        if is_refused != (errors > 0) || (has("[WARNING]") && errors + warnings == 0) {
            wrong.push(format!(
                "{}\n{expected}\n{}",
                path.display(),
                findings.render(&sources, false)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
