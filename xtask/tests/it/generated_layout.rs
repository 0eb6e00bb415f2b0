//! The layout of generated Rust: no line is wider than 100 columns if it can be broken.

use std::fs;

use crate::house::{GENERATED, WIDTH, files, root};

/// The columns that a break indents by.
const LEVEL: usize = 4;

/// Keywords, which stay on the line of what follows.
const KEYWORDS: [&str; 13] = [
    "const", "crate", "dyn", "fn", "for", "impl", "let", "mod", "pub", "return", "static", "type", "use",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Text {
    Code,
    Prose,
}

/// Returns the lines that are too wide although they can be broken.
fn wide_lines(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut is_example = false;
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim_start();
        let marker = ["/// ", "//! ", "// "].into_iter().find(|it| trimmed.starts_with(it));
        let content = &trimmed[marker.map_or(0, str::len)..];
        is_example ^= marker.is_some() && content.trim_start().starts_with("```");
        is_example &= trimmed.starts_with("//");
        let is_prose = marker.is_some() && !is_example;
        // A row of a table is one line.
        if line.chars().count() <= WIDTH || is_prose && content.starts_with('|') {
            continue;
        }
        let indent = line.chars().count() - content.trim_start().chars().count();
        let text = if is_prose { Text::Prose } else { Text::Code };
        if can_be_broken(content, text, indent) {
            found.push(at + 1);
        }
    }
    found
}

/// Returns whether a line is shorter without its widest part, and that part fits on a line of its
/// own.
fn can_be_broken(line: &str, text: Text, indent: usize) -> bool {
    let parts: Vec<&str> = parts(line, text)
        .into_iter()
        .filter(|part| part.contains(char::is_alphanumeric) && !KEYWORDS.contains(part))
        .collect();
    let widest = parts.iter().map(|part| part.chars().count()).max().unwrap_or(0);
    parts.len() > 1 && indent + LEVEL + widest + ",".len() < WIDTH
}

/// Splits code into paths and literals, and prose into words and inline code.
fn parts(line: &str, text: Text) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(next) = line[at..].chars().next() {
        let is_break = match text {
            Text::Prose => next == ' ',
            Text::Code => " ()[]{},;<>&|=!+*".contains(next),
        };
        let end = match (text, next) {
            (Text::Code, '"') => literal_end(line, at),
            (Text::Prose, '`') => code_end(line, at),
            _ => at + next.len_utf8(),
        };
        if is_break {
            parts.push(&line[start..at]);
            start = end;
        }
        at = end;
    }
    parts.push(&line[start..]);
    parts
}

fn literal_end(line: &str, start: usize) -> usize {
    let mut is_escaped = false;
    let end = line[start + 1..].find(|character| {
        let is_end = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_end
    });
    end.map_or(line.len(), |end| start + 1 + end + 1)
}

fn code_end(line: &str, start: usize) -> usize {
    let ticks = line.len() - start - line[start..].trim_start_matches('`').len();
    let (fence, inner) = line[start..].split_at(ticks);
    inner
        .find(fence)
        .map_or(start + ticks, |end| start + ticks + end + ticks)
}

#[test]
fn no_line_of_generated_code_is_too_wide() {
    let mut found = Vec::new();
    let mut generated = 0;
    for path in files() {
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        if !text.lines().next().is_some_and(|line| line.contains(GENERATED)) {
            continue;
        }
        generated += 1;
        let shown = path.strip_prefix(root()).unwrap().display();
        found.extend(wide_lines(&text).into_iter().map(|line| format!("{shown}:{line}")));
    }
    assert!(generated > 0, "no generated file was read");
    assert!(
        found.is_empty(),
        "{} lines have more than {WIDTH} columns and can be broken:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn wide_lines_are_found_if_they_can_be_broken() {
    let [short, long] = ["x".repeat(60), "x".repeat(100)];
    for (line, is_found) in [
        (format!("    a: [{short}, {short}];"), true),
        (format!("    {short}: {short};"), true),
        (format!("    schema = \"{long} y\","), false),
        (format!("    ) -> crate::{long}::Builder {{"), false),
        (format!("    pub use super::{long};"), false),
        (format!("/// {short} {short}"), true),
        (format!("/// Pattern `{long} x`."), false),
        (format!("/// | {short} | {short} |"), false),
        (format!("/// ```\n/// | {short} | {short} |"), true),
        (format!("/// ```\n/// call(\"{long}\");"), false),
        (format!("/// ```\nfn a(b: {short}, c: {short}) {{}}"), true),
    ] {
        assert_eq!(!wide_lines(&line).is_empty(), is_found, "{line}");
    }
}
