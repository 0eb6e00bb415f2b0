//! The house style of Markdown and comments: the width of lines and the openings of doc comments.

use std::fs;
use std::path::{Path, PathBuf};

/// Whether a fault fails the test. Otherwise the test only reports the number of faults; the list
/// is printed with `HOUSE=list`.
const ENFORCED: bool = false;

/// The columns of a line.
const WIDTH: usize = 100;

/// The openings that hide the subject of a sentence.
const BANNED: [&str; 9] = [
    "What", "Where", "How", "Who", "Whom", "Whose", "That", "Those", "The same",
];

/// Folders with files that are not part of the repository.
const SKIPPED: [&str; 4] = ["target", ".git", "artifacts", "corpus"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Markdown,
    Rust,
    /// Comments start with `#`.
    Script,
}

fn kind(path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_str()?;
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "md" => Some(Kind::Markdown),
        "in" if name.ends_with(".md.in") => Some(Kind::Markdown),
        "rs" => Some(Kind::Rust),
        "toml" | "py" | "sh" => Some(Kind::Script),
        "" if name == "run" => Some(Kind::Script),
        _ => None,
    }
}

/// The faults of a text: line and reason.
fn faults(kind: Kind, text: &str) -> Vec<(usize, String)> {
    let mut faults = Vec::new();
    let mut previous = "";
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end();
        let trimmed = line.trim_start();
        let marker = match kind {
            Kind::Markdown => Some(""),
            Kind::Rust => ["///", "//!", "//"]
                .into_iter()
                .find(|marker| trimmed.starts_with(marker)),
            Kind::Script => trimmed.starts_with('#').then_some("#"),
        };
        let content = marker.map(|marker| trimmed[marker.len()..].trim_start());
        let columns = line.chars().count();
        if content.is_some_and(|content| columns > WIDTH && !may_be_wide(content)) {
            faults.push((at + 1, format!("{columns} columns, {WIDTH} are allowed")));
        }
        let doc = marker.filter(|marker| matches!(*marker, "///" | "//!")).unwrap_or("");
        if let (false, Some(content)) = (doc.is_empty() || previous == doc, content)
            && let Some(opening) = BANNED.iter().find(|opening| opens(content, opening))
        {
            faults.push((at + 1, format!("a doc comment opens with `{opening}`")));
        }
        previous = doc;
    }
    faults
}

/// Tables and URLs cannot be wrapped.
fn may_be_wide(content: &str) -> bool {
    content.starts_with('|') || content.contains("://")
}

fn opens(content: &str, opening: &str) -> bool {
    content
        .strip_prefix(opening)
        .is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !SKIPPED.contains(&name.as_str()) {
            collect(&path, files);
        } else if path.is_file() {
            files.push(path);
        }
    }
}

#[test]
fn markdown_and_comments_follow_the_house_style() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    collect(root, &mut files);
    let mut found = Vec::new();
    for path in &files {
        let Some(kind) = kind(path) else { continue };
        let shown = path.strip_prefix(root).unwrap().display();
        let text = fs::read_to_string(path).unwrap();
        found.extend(
            faults(kind, &text)
                .into_iter()
                .map(|(line, reason)| format!("{shown}:{line}: {reason}")),
        );
    }
    if !ENFORCED && std::env::var_os("HOUSE").is_none() {
        return;
    }
    assert!(
        found.is_empty(),
        "{} faults of style:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn faults_of_style_are_found() {
    let wide = "x".repeat(WIDTH);
    let lines = |kind, text: &str| -> Vec<usize> { faults(kind, text).into_iter().map(|(line, _)| line).collect() };
    assert_eq!(
        lines(
            Kind::Markdown,
            &format!("{wide}\n{wide}x\n| {wide} |\nhttps://{wide}\n{wide}é")
        ),
        [2, 5]
    );
    assert_eq!(
        lines(
            Kind::Rust,
            &format!("let a = \"{wide}\";\n    // {wide}\n    /// | {wide}\n//{}", &wide[2..])
        ),
        [2]
    );
    assert_eq!(lines(Kind::Script, &format!("a = \"{wide}\"\n# {wide}")), [2]);
    let openings = "/// What it is.\nfn a() {}\n/// Returns a number.\n/// What follows is allowed.\nfn b() {}\n//! The same.\n\
        // What of it.\n    /// Whatever.\n    //! How it works.";
    assert_eq!(lines(Kind::Rust, openings), [1, 6, 9]);
}
