//! The sizes of source files and functions, so that each has one subject.

use std::fs;
use std::path::Path;

use crate::house::{GENERATED, files, root};

/// The folders whose sources are measured.
const SOURCES: [&str; 18] = [
    "bench",
    "cli/src",
    "cli/tests",
    "codegen/src",
    "codegen/tests",
    "codegen-build",
    "e2e/tests",
    "partner-central/src",
    "partner-central/tests",
    "partner-central-fake/src",
    "partner-central-fake/tests",
    "runtime/src",
    "runtime/tests",
    "s3-transfer/src",
    "s3-transfer/tests",
    "xtask/interop",
    "xtask/src",
    "xtask/tests",
];

/// The maximum number of lines of a file.
const MAX_FILE: usize = 300;

/// The maximum number of lines of a function.
const MAX_FUNCTION: usize = 60;

/// Returns the functions outside of tests that are too long: line, name and lines.
fn long_functions(text: &str) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = text.lines().take_while(|line| *line != "#[cfg(test)]").collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = function(line) else { continue };
        let indent = &line[..line.len() - line.trim_start().len()];
        let is_end = |line: &&str| {
            let end = line.strip_prefix(indent).unwrap_or_default();
            end == "}" || end.ends_with(';') && !end.starts_with(' ')
        };
        let is_one_line = line.ends_with(['}', ';']);
        let length = 1 + match is_one_line {
            true => 0,
            false => lines[at + 1..].iter().take_while(|line| !is_end(line)).count() + 1,
        };
        if length > MAX_FUNCTION {
            found.push((at + 1, name.to_owned(), length));
        }
    }
    found
}

/// Returns the name of the function that begins on a line.
fn function(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    if let Some(public) = rest.strip_prefix("pub") {
        rest = match public.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            Some((_, rest)) => rest.trim_start(),
            None => public.strip_prefix(' ')?,
        };
    }
    for word in ["const ", "async "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    rest.strip_prefix("fn ")?.split(['(', '<']).next()
}

fn is_source(path: &Path) -> bool {
    let is_rust = path.extension().is_some_and(|extension| extension == "rs");
    is_rust && SOURCES.iter().any(|folder| path.starts_with(folder))
}

/// Checks whether a file has tests alone, whose functions may be long.
fn is_test(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name == "tests.rs" || path.components().any(|part| part.as_os_str() == "tests")
}

#[test]
fn files_and_functions_are_short() {
    let mut found = Vec::new();
    for path in files() {
        let shown = path.strip_prefix(root()).unwrap();
        if !is_source(shown) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        if text.lines().next().is_some_and(|line| line.contains(GENERATED)) {
            continue;
        }
        let lines = text.lines().count();
        if lines > MAX_FILE {
            found.push(format!("{}: {lines} lines, {MAX_FILE} are allowed", shown.display()));
        }
        if is_test(shown) {
            continue;
        }
        for (line, name, length) in long_functions(&text) {
            let at = format!("{}:{line}", shown.display());
            found.push(format!("{at}: `{name}` has {length} lines, {MAX_FUNCTION} are allowed"));
        }
    }
    assert!(found.is_empty(), "{} are too long:\n{}", found.len(), found.join("\n"));
}

#[test]
fn long_functions_are_found() {
    let body = "        call();\n".repeat(59);
    let text = |head: &str, end: &str| format!("impl A {{\n    {head} {{\n{body}    }}{end}\n}}\n");
    for (head, is_found) in [
        ("fn a()", true),
        ("pub(crate) async fn a<T>(\n        value: T,\n    )", true),
        ("pub const fn a()", true),
        ("let function =", false),
    ] {
        let found = long_functions(&text(head, ""));
        assert_eq!(!found.is_empty(), is_found, "{head}: {found:?}");
    }
    assert!(
        long_functions(&format!(
            "#[cfg(test)]\nmod tests {{\n    fn a() {{\n{body}    }}\n}}\n"
        ))
        .is_empty()
    );
    assert!(long_functions(&format!("fn a() -> u8;\nfn b() {{}}\n{body}")).is_empty());
}
