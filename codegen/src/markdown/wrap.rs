//! Markdown as the lines of a doc comment.

use super::parse::{self, Block, Kind};
use super::{entities, units};

/// The lines of `markdown`, paragraphs filled up to `width` characters. A piece that is longer has a line of its own.
pub(crate) fn wrap(markdown: &str, width: usize) -> Vec<String> {
    let text = entities::clean(markdown).replace('\t', "    ");
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = lines_of(&parse::blocks(&lines, 0), width, false);
    out.truncate(out.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1));
    out
}

/// Items of lists stay as close as they are written; all else has a blank line between.
fn lines_of(blocks: &[Block<'_>], width: usize, in_item: bool) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut follows_item = false;
    for block in blocks {
        let is_item = matches!(block.kind, Kind::Item { .. });
        if !out.is_empty() && (block.is_after_blank || !(in_item || (is_item && follows_item))) {
            out.push(String::new());
        }
        follows_item = is_item;
        match &block.kind {
            Kind::Paragraph(lines) => fill(&mut out, lines, width),
            Kind::Raw(lines) => out.extend(lines.iter().map(|line| line.trim_end().to_owned())),
            Kind::Quote(blocks) => prefix(&mut out, "> ", "> ", &lines_of(blocks, width.saturating_sub(2), false)),
            Kind::Item { marker, blocks } => {
                let indentation = " ".repeat(marker.len() + 1);
                let lines = lines_of(blocks, width.saturating_sub(indentation.len()), true);
                prefix(&mut out, &format!("{marker} "), &indentation, &lines);
            }
        }
    }
    out
}

/// Appends `lines` behind their prefixes; a container without content still shows its mark.
fn prefix(out: &mut Vec<String>, first: &str, rest: &str, lines: &[String]) {
    let is_empty = lines.is_empty();
    let lines = lines.iter().map(String::as_str).chain(is_empty.then_some(""));
    out.extend(lines.enumerate().map(|(at, line)| {
        let prefix = if at == 0 { first } else { rest };
        format!("{prefix}{line}").trim_end().to_owned()
    }));
}

fn fill(out: &mut Vec<String>, lines: &[&str], width: usize) {
    let lines = units::units(lines);
    for (index, units) in lines.iter().enumerate() {
        let mut line = String::new();
        let mut length = 0;
        for unit in units {
            let size = unit.chars().count();
            if length > 0 && length + 1 + size > width {
                out.push(std::mem::take(&mut line));
                length = 0;
            }
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            line.push_str(unit);
            length += size;
        }
        if index + 1 < lines.len() {
            line.push('\\');
        }
        out.push(line);
    }
}
