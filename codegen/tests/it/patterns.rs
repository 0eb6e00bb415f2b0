//! The patterns of models: compiled, and compared with a real engine and with the `regex` crate.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use smithy_client_runtime::pattern::Pattern as Compiled;
use smithy_codegen::patterns::{self, ir::Pattern};

/// The strings per pattern.
const STRINGS: usize = 30;

/// Node's engine: reads pairs of a pattern and strings, writes what matches. A pattern has the flag
/// `u` unless it is valid only without. One that takes too long, by backtracking, has no answers.
const ENGINE: &str = r#"
const vm = require("vm");
const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
const answers = cases.map(([pattern, strings]) => {
    let flags = "";
    for (let prefix; (prefix = /^\(\?([si])\)/.exec(pattern)); pattern = pattern.slice(4)) flags += prefix[1];
    for (const mode of ["u", ""]) {
        try {
            const expression = new RegExp(pattern, flags + mode);
            const test = new vm.Script("strings.map((string) => expression.test(string))");
            try {
                return { mode, matches: test.runInNewContext({ expression, strings }, { timeout: 500 }) };
            } catch {
                return { mode, matches: [] };
            }
        } catch {}
    }
    return { mode: null };
});
process.stdout.write(JSON.stringify(answers));
"#;

/// Returns the patterns of the models beside this crate, and those of a file that the environment
/// variable `PATTERNS` names, one JSON string per line.
fn all_patterns() -> BTreeSet<String> {
    let mut found: BTreeSet<String> = [
        "^[a-z]+$",
        r"^\d{3}-\w\s?$",
        r"[^\p{L}\d]|\P{Lu}x",
        r"^(?=.{1,6}$)[\p{L}\p{N}]+( [\p{L}]+)*$",
        r"^(?!aws)[a-z0-9_]{1,12}$",
        r"^([a-z]{2}|(ab|a)c?){2,3}$",
        r"a*b|^\.[.\]\\-]*$",
        r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*",
        r"^[+-]?x{1,}\u{1F600}?$",
        r"\bword\b|\Bx",
        "(?i)^aRn:[k]+$",
        "(?s)^.{2,4}$",
        r"^[\w.%+-]+@(?<host>[\w-]+\.)+[a-z]{2,}$",
        "a{,2}|x{y}|[^]]",
    ]
    .map(str::to_owned)
    .into();
    let models = concat!(env!("CARGO_MANIFEST_DIR"), "/../model");
    for folder in std::fs::read_dir(models).unwrap() {
        let path = folder.unwrap().path().join("model.json");
        if let Ok(text) = std::fs::read_to_string(path) {
            collect(&serde_json::from_str(&text).unwrap(), &mut found);
        }
    }
    if let Ok(path) = std::env::var("PATTERNS") {
        let text = std::fs::read_to_string(path).unwrap();
        found.extend(text.lines().map(|line| serde_json::from_str::<String>(line).unwrap()));
    }
    found
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(pattern) if name == "smithy.api#pattern" => {
                        found.insert(pattern.clone());
                    }
                    value => collect(value, found),
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| collect(element, found)),
        _ => {}
    }
}

/// Returns the pattern as a client has it.
fn compiled(pattern: &Pattern) -> Compiled {
    fn leak<T>(value: T) -> &'static T {
        Box::leak(Box::new(value))
    }
    fn all(parts: &[Pattern]) -> &'static [Compiled] {
        Box::leak(parts.iter().map(compiled).collect())
    }
    match pattern {
        Pattern::Class(ranges) => {
            let text: String = ranges.iter().flat_map(|(start, end)| [*start, *end]).collect();
            Compiled::Class(text.leak())
        }
        Pattern::Start => Compiled::Start,
        Pattern::End => Compiled::End,
        Pattern::WordBoundary(is_wanted) => Compiled::WordBoundary(*is_wanted),
        Pattern::Sequence(parts) => Compiled::Sequence(all(parts)),
        Pattern::Alternatives(parts) => Compiled::Alternatives(all(parts)),
        Pattern::Repeat { pattern, min, max } => Compiled::Repeat(leak(compiled(pattern)), *min, *max),
        Pattern::LookAhead(is_wanted, pattern) => Compiled::LookAhead(*is_wanted, leak(compiled(pattern))),
    }
}

/// Numbers that are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % limit.max(1)
    }

    /// Returns a string that the pattern is likely to match.
    fn string(&mut self, pattern: &Pattern) -> String {
        match pattern {
            Pattern::Class(ranges) => {
                let Some((start, end)) = ranges.get(self.below(ranges.len())) else {
                    return String::new();
                };
                let (start, end) = (u32::from(*start), u32::from(*end));
                let code = start + u32::try_from(self.below((end - start + 1) as usize)).unwrap();
                char::from_u32(code).map_or_else(String::new, String::from)
            }
            Pattern::Sequence(parts) => parts.iter().map(|part| self.string(part)).collect(),
            Pattern::Alternatives(parts) => {
                let at = self.below(parts.len());
                self.string(&parts[at])
            }
            Pattern::Repeat { pattern, min, max } => {
                let least = (*min).min(300) as usize;
                let more = (*max).min(300) as usize - least.min((*max).min(300) as usize);
                let count = match self.below(4) {
                    0 => least,
                    1 => least + more.min(80),
                    _ => least + self.below(more.min(6) + 1),
                };
                (0..count).map(|_| self.string(pattern)).collect()
            }
            _ => String::new(),
        }
    }

    /// Returns a string with a character added, removed or replaced.
    fn changed(&mut self, string: &str) -> String {
        const OTHERS: [char; 16] = [
            'a', 'Z', '0', '-', ' ', '\n', '\u{2028}', 'é', 'ſ', 'K', '٣', '\u{a0}', '\u{feff}', '漢', '😀', '/',
        ];
        let mut characters: Vec<char> = string.chars().collect();
        let at = self.below(characters.len() + 1);
        let other = OTHERS[self.below(OTHERS.len())];
        match self.below(3) {
            0 => characters.insert(at, other),
            1 if at < characters.len() => characters[at] = other,
            _ if at < characters.len() => {
                characters.remove(at);
            }
            _ => characters.push(other),
        }
        characters.into_iter().collect()
    }

    fn strings(&mut self, pattern: &Pattern) -> Vec<String> {
        let mut strings = vec![String::new(), "a".to_owned(), "A-1 é漢".to_owned()];
        while strings.len() < STRINGS {
            let string = self.string(pattern);
            let once = self.changed(&string);
            let twice = self.changed(&once);
            strings.extend([string, once, twice]);
        }
        strings
    }
}

/// Returns what Node's engine says, if Node is there.
fn engine(cases: &[Value]) -> Option<Vec<Value>> {
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

#[test]
fn compiled_patterns_match_what_a_real_engine_matches() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let (mut cases, mut expected, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for text in all_patterns() {
        match patterns::compile(&text) {
            Ok(pattern) => {
                let strings = numbers.strings(&pattern);
                let pattern = compiled(&pattern);
                let matches: Vec<bool> = strings.iter().map(|string| pattern.is_match(string)).collect();
                cases.push(json!([text, strings]));
                expected.push((text, strings, matches));
            }
            Err(reason) => refused.push(format!("{text}: {reason}")),
        }
    }
    println!("{} patterns are compiled, {} are not", expected.len(), refused.len());
    refused.iter().for_each(|line| println!("  {line}"));
    let Some(answers) = engine(&cases) else {
        println!("skipped: there is no `node`");
        return;
    };
    let (mut compared, mut matching, mut differences) = (0, 0, Vec::new());
    for ((text, strings, matches), answer) in expected.iter().zip(&answers) {
        let Some(mode) = answer["mode"].as_str() else {
            differences.push(format!("{text}: the engine refuses it"));
            continue;
        };
        for ((string, is_match), engine) in strings.iter().zip(matches).zip(answer["matches"].as_array().unwrap()) {
            // Without the flag `u`, the engine counts the halves of characters.
            if mode.is_empty() && string.chars().any(|c| c > '\u{ffff}') {
                continue;
            }
            compared += 1;
            matching += usize::from(*is_match);
            if engine.as_bool() != Some(*is_match) {
                differences.push(format!("{text} on {string:?}: {is_match}, the engine says {engine}"));
            }
        }
    }
    println!("{compared} strings are compared, {matching} match");
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
    assert!(matching * 10 > compared, "{matching} of {compared}");
}

#[test]
fn what_is_not_of_ecma_262_is_refused() {
    for pattern in [
        r"(a)\1",
        "(?<=a)b",
        "(?<!a)b",
        "a++",
        "(",
        ")",
        "[a",
        "[b-a]",
        "a{2,1}",
        "*a",
        r"\",
        r"\x4",
        r"\p{Nothing}",
        r"\pL",
        r"\p{IsAlphabetic}",
        r"a\z",
        "(?x)a",
        "^*",
        r"\u{110000}",
        "(?i:a)",
    ] {
        assert!(patterns::compile(pattern).is_err(), "{pattern}");
    }
    let deep = "(".repeat(10_000);
    assert!(patterns::compile(&deep).is_err());
}

#[test]
fn patterns_without_look_ahead_match_what_the_regex_crate_matches() {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let mut compared = 0;
    for text in all_patterns() {
        let is_plain = [
            "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\b", "\\B", "(?=", "(?!", ".", "\\u", "[^]", "{,", "[[",
        ];
        let (Ok(pattern), false) = (
            patterns::compile(&text),
            is_plain.iter().any(|other| text.contains(other)),
        ) else {
            continue;
        };
        let Ok(regex) = regex::Regex::new(&text) else { continue };
        let compiled = compiled(&pattern);
        for string in numbers.strings(&pattern) {
            assert_eq!(
                compiled.is_match(&string),
                regex.is_match(&string),
                "{text} on {string:?}"
            );
            compared += 1;
        }
    }
    assert!(compared > 1000, "{compared}");
}
