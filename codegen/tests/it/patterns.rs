//! The patterns of models: compiled, and compared with a real engine and with the `regex` crate.

mod engine;
mod strings;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use smithy_client_runtime::pattern::Pattern as Compiled;
use smithy_codegen::patterns::{self, ir::Pattern};

use self::engine::{Case, Totals, engine};
use self::strings::Numbers;

/// Returns the patterns of the models beside this crate, and those of the models in a folder that
/// the environment variable `PATTERNS` names, such as `target/corpus/models`.
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
    if let Some(folder) = std::env::var_os("PATTERNS") {
        for file in std::fs::read_dir(&folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            collect(&serde_json::from_str(&text).unwrap(), &mut found);
        }
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
    let text: &'static str = patterns::emit::text(pattern).leak();
    Compiled::parse(text).unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn compiled_patterns_match_what_a_real_engine_matches() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let (mut cases, mut refused) = (Vec::new(), Vec::new());
    for text in all_patterns() {
        match patterns::compile(&text) {
            Ok(pattern) => cases.push(Case::new(text, &pattern, &mut numbers)),
            Err(reason) => refused.push(format!("{text}: {reason}")),
        }
    }
    println!("{} patterns are compiled, {} are not", cases.len(), refused.len());
    refused.iter().for_each(|line| println!("  {line}"));
    let input: Vec<_> = cases.iter().map(|case| json!([case.pattern, case.strings])).collect();
    let Some(answers) = engine(&input) else {
        println!("skipped: there is no `node`");
        return;
    };
    let mut totals = Totals::default();
    cases
        .iter()
        .zip(&answers)
        .for_each(|(case, answer)| case.compare(answer, &mut totals));
    println!(
        "{} patterns are compared with {} strings, of which {} match; {} took the engine too long",
        totals.patterns, totals.strings, totals.matching, totals.too_slow
    );
    let differences = totals.differences;
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
    assert!(
        totals.matching * 10 > totals.strings,
        "{} of {}",
        totals.matching,
        totals.strings
    );
}

/// Names of Unicode properties, and other names.
const PROPERTIES: &str = "
    L LC Lu Letter Cased_Letter Cs Surrogate Cn Co Control Format Mark Combining_Mark Nd
    Decimal_Number digit punct cntrl P Pd S Sc Z Zs space White_Space Alphabetic Alpha
    Any ASCII Assigned Emoji EPres ExtPict Upper Lowercase Math Hex AHex IDS XIDC UIdeo
    VS RI Dash SD STerm Term Bidi_M Bidi_C Radical Alnum Graph Blank XDigit Han Latin
    Block Age";

/// Each name of a Unicode property, right and almost right, is known if the engine knows it.
#[test]
fn properties_are_those_of_a_real_engine() {
    let mut names = Vec::new();
    for name in PROPERTIES.split_whitespace() {
        names.extend([
            name.to_owned(),
            name.to_lowercase(),
            name.to_uppercase(),
            name.replace('_', ""),
        ]);
        names.extend(["gc=", "General_Category=", "sc="].map(|key| key.to_owned() + name));
    }
    for script in [
        "Greek",
        "Grek",
        "Old_Italic",
        "SignWriting",
        "Nko",
        "Phags_Pa",
        "Han",
        "Hani",
        "Nothing",
        "Zyyy",
    ] {
        for key in ["sc", "Script", "scx", "Script_Extensions", "Sc", "blk"] {
            names.extend([format!("{key}={script}"), format!("{key}={}", script.to_lowercase())]);
        }
    }
    let cases: Vec<_> = names
        .iter()
        .map(|name| json!([format!("\\p{{{name}}}"), ["x"]]))
        .collect();
    let Some(answers) = engine(&cases) else {
        println!("skipped: there is no `node`");
        return;
    };
    let is_known = |name: &str| patterns::compile(&format!("\\p{{{name}}}")).is_ok();
    let different: Vec<_> = names
        .iter()
        .zip(answers)
        .filter(|(name, answer)| is_known(name) != (answer["mode"] == "u"))
        .map(|(name, _)| name)
        .collect();
    assert!(different.is_empty(), "{different:?}");
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
        "a{2}{3}",
        r"\p{Digit}",
        r"\p{Han}",
        r"\p{sc=GREEK}",
        r"\p{sc=grek}",
        r"\p{Print}",
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
