//! Builds the blocks of a text from the opening and closing of elements in its source.

use super::clean::clean;
use super::element::ListItem;
use super::inline::{Inline, Style, TextRun};

/// A block of a document.
pub(super) enum MarkdownBlock {
    Paragraph(Vec<TextRun>),
    Listing {
        language: String,
        code: String,
    },
    /// Lines of CommonMark that are not filled: headings, tables, rules.
    Verbatim(Vec<String>),
    List {
        /// The number of the first item of an ordered list.
        start: Option<u64>,
        items: Vec<Vec<MarkdownBlock>>,
    },
    Quote(Vec<MarkdownBlock>),
}

/// The maximum nesting of containers. Deeper ones are dropped, but not their content.
const MAX_DEPTH: usize = 24;

enum Container {
    List {
        start: Option<u64>,
        items: Vec<Vec<MarkdownBlock>>,
    },
    Item(ListItem),
    Quote(&'static str),
}

struct Frame {
    container: Container,
    blocks: Vec<MarkdownBlock>,
}

/// A document under construction. Any order of openings and closings is valid: a closing also
/// closes inner containers.
#[derive(Default)]
pub(super) struct MarkdownBuilder {
    inline: Inline,
    root: Vec<MarkdownBlock>,
    frames: Vec<Frame>,
}

impl MarkdownBuilder {
    pub(super) fn text(&mut self, text: &str, style: Style) {
        self.inline.text(text, style);
    }

    /// Adds a line break and returns whether it is the second one in a row.
    pub(super) fn line_break(&mut self) -> bool {
        self.inline.line_break()
    }

    pub(super) fn end_paragraph(&mut self) {
        let runs = std::mem::take(&mut self.inline).runs();
        if !runs.is_empty() {
            self.push(MarkdownBlock::Paragraph(runs));
        }
    }

    /// Adds a block of code without its common indentation and the blank lines around it.
    pub(super) fn listing(&mut self, language: &str, code: &str) {
        self.end_paragraph();
        let code = clean(code).replace('\t', "    ");
        let lines: Vec<&str> = code.lines().map(str::trim_end).collect();
        let is_full = |line: &&str| !line.is_empty();
        let (Some(first), Some(last)) = (lines.iter().position(is_full), lines.iter().rposition(is_full)) else {
            return;
        };
        let lines = &lines[first..=last];
        let indentation = |line: &&str| line.len() - line.trim_start_matches(' ').len();
        let common = lines
            .iter()
            .filter(|line| is_full(line))
            .map(indentation)
            .min()
            .unwrap_or_default();
        let lines: Vec<&str> = lines
            .iter()
            .map(|line| line.get(common..).unwrap_or_default())
            .collect();
        self.push(MarkdownBlock::Listing {
            language: language.to_owned(),
            code: lines.join("\n"),
        });
    }

    pub(super) fn verbatim(&mut self, lines: Vec<String>) {
        self.end_paragraph();
        self.push(MarkdownBlock::Verbatim(lines));
    }

    pub(super) fn open_list(&mut self, start: Option<u64>) {
        self.open(Container::List {
            start,
            items: Vec::new(),
        });
    }

    /// Opens a quote; `label` is the bold word at its start, if any.
    pub(super) fn open_quote(&mut self, label: &'static str) {
        self.open(Container::Quote(label));
    }

    /// Opens the next item of the innermost list; of a new one if there is none.
    pub(super) fn open_item(&mut self, item: ListItem) {
        self.end_paragraph();
        let innermost = self
            .frames
            .iter()
            .rposition(|frame| !matches!(frame.container, Container::Item(_)));
        match innermost {
            Some(at) if matches!(self.frames[at].container, Container::List { .. }) => self.close(at + 1),
            _ => self.open_list(None),
        }
        if self
            .frames
            .last()
            .is_some_and(|frame| matches!(frame.container, Container::List { .. }))
        {
            self.open(Container::Item(item));
        }
    }

    pub(super) fn close_list(&mut self) {
        self.close_last(|container| matches!(container, Container::List { .. }));
    }

    pub(super) fn close_item(&mut self) {
        self.close_last(|container| matches!(container, Container::Item(_)));
    }

    pub(super) fn close_quote(&mut self) {
        self.close_last(|container| matches!(container, Container::Quote(_)));
    }

    pub(super) fn finish(mut self) -> Vec<MarkdownBlock> {
        self.end_paragraph();
        self.close(0);
        self.root
    }

    fn push(&mut self, block: MarkdownBlock) {
        let Some(frame) = self.frames.last_mut() else {
            self.root.push(block);
            return;
        };
        match &mut frame.container {
            Container::List { items, .. } => match items.last_mut() {
                Some(item) => item.push(block),
                None => items.push(vec![block]),
            },
            _ => frame.blocks.push(block),
        }
    }

    fn open(&mut self, container: Container) {
        self.end_paragraph();
        if self.frames.len() < MAX_DEPTH {
            self.frames.push(Frame {
                container,
                blocks: Vec::new(),
            });
        }
    }

    fn close_last(&mut self, matches: impl Fn(&Container) -> bool) {
        self.end_paragraph();
        if let Some(at) = self.frames.iter().rposition(|frame| matches(&frame.container)) {
            self.close(at);
        }
    }

    /// Closes containers until `depth` are open.
    fn close(&mut self, depth: usize) {
        while self.frames.len() > depth {
            let Some(Frame { container, blocks }) = self.frames.pop() else {
                return;
            };
            match container {
                Container::List { start, items } if !items.is_empty() => {
                    self.push(MarkdownBlock::List { start, items })
                }
                Container::Item(item) if !blocks.is_empty() => self.push_item(arrange(item, blocks)),
                Container::Quote(label) if !blocks.is_empty() => {
                    self.push(MarkdownBlock::Quote(labelled(label, blocks)))
                }
                _ => {}
            }
        }
    }

    fn push_item(&mut self, blocks: Vec<MarkdownBlock>) {
        if let Some(Frame {
            container: Container::List { items, .. },
            ..
        }) = self.frames.last_mut()
        {
            items.push(blocks);
        }
    }
}

/// Joins a short definition with its term, and the cells of a table's row.
fn arrange(item: ListItem, blocks: Vec<MarkdownBlock>) -> Vec<MarkdownBlock> {
    let separator = match item {
        ListItem::Plain => return blocks,
        ListItem::Term if blocks.len() > 2 => return blocks,
        ListItem::Term => ": ",
        ListItem::Row => " | ",
    };
    let mut out: Vec<MarkdownBlock> = Vec::new();
    for block in blocks {
        match (out.last_mut(), block) {
            (Some(MarkdownBlock::Paragraph(first)), MarkdownBlock::Paragraph(next)) => {
                first.push(TextRun::plain(separator));
                first.extend(next);
            }
            (_, block) => out.push(block),
        }
    }
    out
}

fn labelled(label: &str, mut blocks: Vec<MarkdownBlock>) -> Vec<MarkdownBlock> {
    let strong = Style {
        strong: true,
        ..Style::default()
    };
    let label = match label {
        "" => return blocks,
        label => TextRun {
            text: format!("{label}:"),
            style: strong,
        },
    };
    match blocks.first_mut() {
        Some(MarkdownBlock::Paragraph(runs)) => {
            runs.splice(0..0, [label, TextRun::plain(" ")]);
        }
        _ => blocks.insert(0, MarkdownBlock::Paragraph(vec![label])),
    }
    blocks
}
