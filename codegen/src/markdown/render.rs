//! Blocks as Markdown text, a paragraph a line.

use super::containers::Block;
use super::escape;

pub(super) fn markdown(blocks: &[Block]) -> String {
    lines(blocks, false).join("\n")
}

fn lines(blocks: &[Block], is_tight: bool) -> Vec<String> {
    let mut out = Vec::new();
    let mut is_other_marker = false;
    for (index, block) in blocks.iter().enumerate() {
        let previous = index.checked_sub(1).map(|index| &blocks[index]);
        if previous.is_some() && !(is_tight && matches!(block, Block::List { .. })) {
            out.push(String::new());
        }
        match block {
            Block::Paragraph(text) => out.extend(text.split('\n').map(str::to_owned)),
            Block::Listing(code) => out.extend(listing(code)),
            Block::Quote(blocks) => out.extend(
                lines(blocks, false)
                    .iter()
                    .map(|line| format!("> {line}").trim_end().to_owned()),
            ),
            Block::List { is_ordered, items } => {
                let follows = matches!(previous, Some(Block::List { is_ordered: other, .. }) if other == is_ordered);
                // With another marker the second list does not go on with the first one.
                is_other_marker = follows && !is_other_marker;
                list(&mut out, *is_ordered, is_other_marker, items);
            }
        }
    }
    out
}

fn listing(code: &str) -> Vec<String> {
    let fence = "`".repeat(3.max(escape::longest_backticks(code) + 1));
    // With a language other than Rust, so that rustdoc does not compile it.
    let mut out = vec![format!("{fence}text")];
    out.extend(code.split('\n').map(str::to_owned));
    out.push(fence);
    out
}

fn list(out: &mut Vec<String>, is_ordered: bool, is_other_marker: bool, items: &[Vec<Block>]) {
    let is_tight = items
        .iter()
        .flat_map(|item| item.iter().skip(1))
        .all(|block| matches!(block, Block::List { .. }));
    for (index, item) in items.iter().enumerate() {
        if index > 0 && !is_tight {
            out.push(String::new());
        }
        let marker = match (is_ordered, is_other_marker) {
            (true, false) => format!("{}. ", index + 1),
            (true, true) => format!("{}) ", index + 1),
            (false, false) => "- ".to_owned(),
            (false, true) => "* ".to_owned(),
        };
        let indentation = " ".repeat(marker.len());
        let lines = lines(item, is_tight);
        out.extend(lines.iter().enumerate().map(|(at, line)| {
            let prefix = if at == 0 { &marker } else { &indentation };
            format!("{prefix}{line}").trim_end().to_owned()
        }));
    }
}
