//! Comparison of patterns with a real engine, that of Node.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use smithy_codegen::patterns::ir::Pattern;

use super::compiled;
use super::strings::Numbers;

/// Node's engine: reads pairs of a pattern and strings, writes what matches: a part, and the whole.
/// Escapes of punctuation have their ECMA-262 form. A pattern has the flag `u` unless it is valid
/// only without. One that takes too long, by backtracking, has no results.
const ENGINE: &str = r#"
const vm = require("vm");
const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
const answers = cases.map(([pattern, strings]) => {
    let flags = "";
    pattern = pattern.replace(/\\([^A-Za-z0-9])/g, (_, c) => "\\x" + c.charCodeAt(0).toString(16).padStart(2, "0"));
    for (let prefix; (prefix = /^\(\?([si])\)/.exec(pattern)); pattern = pattern.slice(4)) flags += prefix[1];
    for (const mode of ["u", ""]) {
        try {
            const part = new RegExp(pattern, flags + mode);
            const whole = new RegExp(`^(?:${pattern})$`, flags + mode);
            const test = new vm.Script("strings.map((string) => [part.test(string), whole.test(string)])");
            try {
                return { mode, matches: test.runInNewContext({ part, whole, strings }, { timeout: 500 }) };
            } catch {
                return { mode, matches: [] };
            }
        } catch {}
    }
    return { mode: null };
});
process.stdout.write(JSON.stringify(answers));
"#;

/// Returns the results of Node's engine, if Node is installed.
pub(super) fn engine(cases: &[Value]) -> Option<Vec<Value>> {
    let mut node = Command::new("node")
        .args(["-e", ENGINE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = node.stdin.take()?;
    let text = serde_json::to_vec(&cases).unwrap();
    let writer = std::thread::spawn(move || input.write_all(&text));
    let output = node.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// A pattern, strings, and whether the client's form of it matches a part and the whole of each.
pub(super) struct Case {
    pub(super) pattern: String,
    pub(super) strings: Vec<String>,
    matches: Vec<(bool, bool)>,
}

impl Case {
    pub(super) fn new(text: String, pattern: &Pattern, numbers: &mut Numbers) -> Self {
        let strings = numbers.strings(pattern);
        let (part, whole) = (compiled(pattern), compiled(&pattern.clone().whole()));
        let matches = strings.iter().map(|string| {
            let is_whole = part.is_full_match(string);
            assert_eq!(whole.is_match(string), is_whole, "{text} on {string:?}");
            (part.is_match(string), is_whole)
        });
        let matches = matches.collect();
        Self {
            pattern: text,
            strings,
            matches,
        }
    }

    /// Compares the results with those of the engine.
    pub(super) fn compare(&self, answer: &Value, totals: &mut Totals) {
        let text = &self.pattern;
        let Some(mode) = answer["mode"].as_str() else {
            totals.differences.push(format!("{text}: the engine refuses it"));
            return;
        };
        let answers = answer["matches"].as_array().unwrap();
        totals.patterns += usize::from(!answers.is_empty());
        totals.too_slow += usize::from(answers.is_empty());
        for ((string, matches), engine) in self.strings.iter().zip(&self.matches).zip(answers) {
            // Without the flag `u`, the engine counts the halves of characters.
            if mode.is_empty() && string.chars().any(|c| c > '\u{ffff}') {
                continue;
            }
            totals.strings += 1;
            totals.matching += usize::from(matches.0);
            if json!([matches.0, matches.1]) != *engine {
                let difference = format!("{text} on {string:?}: {matches:?}, the engine says {engine}");
                totals.differences.push(difference);
            }
        }
    }
}

#[derive(Default)]
pub(super) struct Totals {
    pub(super) patterns: usize,
    pub(super) too_slow: usize,
    pub(super) strings: usize,
    pub(super) matching: usize,
    pub(super) differences: Vec<String>,
}
