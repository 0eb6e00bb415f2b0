//! Brackets of CommonMark that are no links, and that rustdoc would take for links to items.

use std::ops::Range;

use super::code_spans::{code_spans, is_escaped};

/// The text with a backslash before each bracket that starts no link; a text that defines link references stays as it is.
pub(super) fn literal(text: &str) -> String {
    if !text.contains('[') || text.contains("]:") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut fenced = false;
    for line in text.split_inclusive('\n') {
        fenced ^= line.trim_start().starts_with("```");
        if fenced {
            out.push_str(line);
        } else {
            escape(line, &mut out);
        }
    }
    out
}

fn escape(line: &str, out: &mut String) {
    let code = code_spans(line);
    let (mut open, mut plain) = (Vec::new(), Vec::new());
    for (at, bracket) in line.match_indices(['[', ']']) {
        if is_within(&code, at) || is_escaped(line, at) {
            continue;
        }
        if bracket == "[" {
            open.push(at);
        } else if let Some(start) = open.pop()
            && !line[at + 1..].starts_with('(')
            && !is_task(line, start, at)
        {
            plain.push(start);
        }
    }
    plain.sort_unstable();
    let mut done = 0;
    for at in plain {
        out.push_str(&line[done..at]);
        out.push('\\');
        done = at;
    }
    out.push_str(&line[done..]);
}

fn is_within(code: &[Range<usize>], at: usize) -> bool {
    let next = code.partition_point(|span| span.end <= at);
    code.get(next).is_some_and(|span| span.start <= at)
}

/// Whether this is the box of an item of a list: `- [x] done`.
fn is_task(line: &str, start: usize, end: usize) -> bool {
    let marker = line[..start].trim();
    matches!(&line[start + 1..end], " " | "x" | "X")
        && (matches!(marker, "-" | "*" | "+") || marker.ends_with(['.', ')']))
}
