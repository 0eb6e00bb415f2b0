//! Writes blocks as the lines of a doc comment.

use super::builder::MarkdownBlock;
use super::{escape, write};

/// Returns the lines of `blocks`. In a tight list no blank line precedes the lists of an item.
pub(super) fn lines(blocks: &[MarkdownBlock], width: usize, is_tight: bool) -> Vec<String> {
    let mut out = Vec::new();
    let mut is_other_marker = false;
    for (index, block) in blocks.iter().enumerate() {
        let previous = index.checked_sub(1).map(|index| &blocks[index]);
        if previous.is_some() && !(is_tight && matches!(block, MarkdownBlock::List { .. })) {
            out.push(String::new());
        }
        match block {
            MarkdownBlock::Paragraph(runs) => fill(&mut out, &write::markdown(runs), width),
            MarkdownBlock::Listing { language, code } => {
                let fence = "`".repeat(3.max(escape::longest_backticks(code) + 1));
                out.push(format!("{fence}{language}"));
                out.extend(code.split('\n').map(str::to_owned));
                out.push(fence);
            }
            MarkdownBlock::Verbatim(lines) => out.extend_from_slice(lines),
            MarkdownBlock::Quote(blocks) => {
                prefix(&mut out, "> ", "> ", &lines(blocks, width.saturating_sub(2), false))
            }
            MarkdownBlock::List { start, items } => {
                let follows = matches!(previous, Some(MarkdownBlock::List { start: other, .. })
                    if other.is_some() == start.is_some());
                // With another marker the second list does not continue the first one.
                is_other_marker = follows && !is_other_marker;
                list(&mut out, *start, is_other_marker, items, width);
            }
        }
    }
    out
}

fn list(out: &mut Vec<String>, start: Option<u64>, is_other_marker: bool, items: &[Vec<MarkdownBlock>], width: usize) {
    let is_tight = items
        .iter()
        .flat_map(|item| item.iter().skip(1))
        .all(|block| matches!(block, MarkdownBlock::List { .. }));
    for (index, item) in items.iter().enumerate() {
        if index > 0 && !is_tight {
            out.push(String::new());
        }
        let marker = match (start, is_other_marker) {
            (Some(start), false) => format!("{}. ", start.saturating_add(index as u64)),
            (Some(start), true) => format!("{}) ", start.saturating_add(index as u64)),
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
        };
        let indentation = " ".repeat(marker.len());
        let lines = lines(item, width.saturating_sub(marker.len()), is_tight);
        prefix(out, &marker, &indentation, &lines);
    }
}

/// Appends `lines` with their prefixes.
fn prefix(out: &mut Vec<String>, first: &str, rest: &str, lines: &[String]) {
    out.extend(lines.iter().enumerate().map(|(at, line)| {
        let prefix = if at == 0 { first } else { rest };
        format!("{prefix}{line}").trim_end().to_owned()
    }));
}

/// Appends the lines of a paragraph, broken at its spaces.
fn fill(out: &mut Vec<String>, markdown: &str, width: usize) {
    for line in markdown.split('\n') {
        let mut filled = String::new();
        let mut length = 0;
        for word in words(line) {
            let size = word.chars().count();
            if length > 0 && length + 1 + size > width {
                out.push(write::with_spaces(&filled));
                filled.clear();
                length = 0;
            }
            if length > 0 {
                filled.push(' ');
                length += 1;
            }
            filled.push_str(word);
            length += size;
        }
        out.push(write::with_spaces(&filled));
    }
}

/// Breaks a line of Markdown between its words, except those within inline code.
pub(super) fn fill_line(line: &str, width: usize) -> Vec<String> {
    let mut out = Vec::new();
    if line.chars().count() > width && !line.contains(write::SPACE_INSIDE) {
        fill(&mut out, &write::with_code_whole(line), width);
    } else {
        out.push(line.to_owned());
    }
    out
}

/// Returns the words of a line. A word that starts a block at the start of a line stays with the
/// word before it.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let text = rest?;
        let is_end = |at: &usize| !escape::starts_block(&text[at + 1..]);
        let end = text.match_indices(' ').map(|(at, _)| at).find(is_end);
        rest = end.map(|end| &text[end + 1..]);
        Some(&text[..end.unwrap_or(text.len())])
    })
}

/// Returns the Markdown of a paragraph up to the first full stop that ends a sentence: not one of
/// `e.g.` or a number. Spaces within code and links do not count.
pub(super) fn first_sentence(markdown: &str) -> String {
    let line = markdown.split('\n').next().unwrap_or_default();
    let is_end = |at: usize| {
        let (before, after) = (&line[..at], &line[at + 1..]);
        let abbreviates = ["e.g", "i.e", "etc", "vs", "no"]
            .iter()
            .any(|word| before.ends_with(word));
        let next = after.trim_start().chars().next();
        after.starts_with(' ') && !abbreviates && next.is_some_and(|next| !next.is_lowercase())
    };
    let end = line.match_indices('.').find(|(at, _)| is_end(*at));
    write::with_spaces(end.map_or(line, |(at, _)| &line[..=at]))
}
