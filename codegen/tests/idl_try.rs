#![allow(clippy::all, clippy::unwrap_used, clippy::panic)]
use smithy_codegen::diagnostics::*;
use smithy_codegen::source::Source;
use std::fs;
use std::path::*;
fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    let mut e: Vec<_> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    e.sort();
    for p in e {
        if p.is_dir() {
            files(&p, out)
        } else if p.extension().is_some_and(|x| x == "smithy") {
            out.push(p)
        }
    }
}
#[test]
fn invalid() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .parent()
        .unwrap()
        .join("shared/smithy/loader/invalid");
    let mut all = vec![];
    files(&root, &mut all);
    for p in all {
        let text = fs::read_to_string(&p).unwrap();
        let want = text
            .lines()
            .next()
            .unwrap()
            .split("at line ")
            .nth(1)
            .map(|s| s.split(':').next().unwrap().to_string());
        let sources = [Source::new(
            p.strip_prefix(&root).unwrap().display().to_string(),
            text.clone(),
        )];
        let mut d = Diagnostics::default();
        smithy_codegen::protocol_tests::services(&sources, &mut d);
        let r = d.render(&sources, false);
        let got: Vec<String> = r
            .lines()
            .filter(|l| l.contains("--> "))
            .map(|l| {
                let mut s = l.rsplit(':');
                let c = s.next().unwrap();
                let n = s.next().unwrap();
                format!("{n}, column {c}")
            })
            .collect();
        let ok = match &want {
            None => d.has_errors(),
            Some(w) => d.has_errors() && got.first().is_some_and(|g| g.split(',').next() == w.split(',').next()),
        };
        let exact = want.is_none() || got.first() == want.as_ref();
        if !ok || got.len() > 1 {
            println!(
                "{} {:?} want {:?} got {:?}\n{}\n",
                if ok { "MORE" } else { "FAIL" },
                sources[0].name,
                want,
                got,
                r
            );
        } else if !exact {
            println!("col {} want {want:?} got {got:?}", sources[0].name);
        }
    }
}
#[test]
fn valid() {
    let base = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .parent()
        .unwrap()
        .join("shared/smithy");
    for dir in [
        "loader/valid",
        "idl-serialization",
        "protocol-tests",
        "aws-protocol-tests",
        "waiters",
        "rules",
        "diff",
    ] {
        let mut all = vec![];
        files(&base.join(dir), &mut all);
        for p in all {
            let text = fs::read_to_string(&p).unwrap();
            let sources = [Source::new(
                p.strip_prefix(&base).unwrap().display().to_string(),
                text.clone(),
            )];
            let mut d = Diagnostics::default();
            smithy_codegen::protocol_tests::services(&sources, &mut d);
            if d.has_errors() {
                println!(
                    "FAIL {}\n{}\n",
                    p.display(),
                    d.render(&sources, false)
                        .lines()
                        .take(12)
                        .collect::<Vec<_>>()
                        .join("\n")
                );
            }
        }
    }
}
