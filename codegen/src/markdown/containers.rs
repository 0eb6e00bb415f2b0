//! The blocks of a text, and the containers that are open while it is read.

use super::element::Item;

pub(super) enum Block {
    /// Markdown; a line feed only where a line is broken by intent.
    Paragraph(String),
    Listing(String),
    List {
        is_ordered: bool,
        items: Vec<Vec<Block>>,
    },
    Quote(Vec<Block>),
}

/// Deeper containers are left out and only what they hold is kept.
const DEEPEST: usize = 24;

enum Container {
    List { is_ordered: bool, items: Vec<Vec<Block>> },
    Item(Item),
    Quote(&'static str),
}

struct Frame {
    container: Container,
    blocks: Vec<Block>,
}

/// Every order of openings and closings gives something: what does not fit closes what is in its way.
#[derive(Default)]
pub(super) struct Containers {
    root: Vec<Block>,
    frames: Vec<Frame>,
}

impl Containers {
    pub(super) fn push(&mut self, block: Block) {
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

    pub(super) fn open_list(&mut self, is_ordered: bool) {
        self.open(Container::List {
            is_ordered,
            items: Vec::new(),
        });
    }

    pub(super) fn open_quote(&mut self, label: &'static str) {
        self.open(Container::Quote(label));
    }

    /// Opens the next item of the innermost list; of a new one if there is none.
    pub(super) fn open_item(&mut self, item: Item) {
        match self
            .frames
            .iter()
            .rposition(|frame| !matches!(frame.container, Container::Item(_)))
        {
            Some(at) if matches!(self.frames[at].container, Container::List { .. }) => self.close(at + 1),
            _ => self.open_list(false),
        }
        if matches!(
            self.frames.last(),
            Some(Frame {
                container: Container::List { .. },
                ..
            })
        ) {
            self.open(Container::Item(item));
        }
    }

    fn open(&mut self, container: Container) {
        if self.frames.len() < DEEPEST {
            self.frames.push(Frame {
                container,
                blocks: Vec::new(),
            });
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

    fn close_last(&mut self, is_meant: impl Fn(&Container) -> bool) {
        if let Some(at) = self.frames.iter().rposition(|frame| is_meant(&frame.container)) {
            self.close(at);
        }
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close(0);
        self.root
    }

    /// Closes containers until `depth` are open.
    fn close(&mut self, depth: usize) {
        while self.frames.len() > depth {
            let Some(Frame { container, blocks }) = self.frames.pop() else {
                return;
            };
            match container {
                Container::List { is_ordered, items } if !items.is_empty() => {
                    self.push(Block::List { is_ordered, items })
                }
                Container::Item(item) if !blocks.is_empty() => self.push_item(arrange(item, blocks)),
                Container::Quote(label) if !blocks.is_empty() => self.push(Block::Quote(labelled(label, blocks))),
                _ => {}
            }
        }
    }

    fn push_item(&mut self, blocks: Vec<Block>) {
        if let Some(Frame {
            container: Container::List { items, .. },
            ..
        }) = self.frames.last_mut()
        {
            items.push(blocks);
        }
    }
}

/// A term stands before its definition and cells stand beside each other, where all are short.
fn arrange(item: Item, blocks: Vec<Block>) -> Vec<Block> {
    let separator = match item {
        Item::Plain => return blocks,
        Item::Term if blocks.len() > 2 => return blocks,
        Item::Term => ": ",
        Item::Row => " | ",
    };
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        match (out.last_mut(), block) {
            (Some(Block::Paragraph(first)), Block::Paragraph(next)) => {
                first.push_str(separator);
                first.push_str(&next);
            }
            (_, block) => out.push(block),
        }
    }
    out
}

fn labelled(label: &str, mut blocks: Vec<Block>) -> Vec<Block> {
    let label = format!("**{label}:**");
    match blocks.first_mut() {
        _ if label == "**:**" => {}
        Some(Block::Paragraph(text)) => text.insert_str(0, &format!("{label} ")),
        _ => blocks.insert(0, Block::Paragraph(label)),
    }
    blocks
}
