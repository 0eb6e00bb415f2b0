//! The tokens of an HTML text put together to blocks.

use std::collections::HashSet;

use super::containers::{Block, Containers};
use super::element::{Element, Item};
use super::entities;
use super::html::{Tag, Token, Tokens};
use super::inline::{Inline, Style};

/// How many elements are open around the text of a paragraph.
#[derive(Default)]
struct Open {
    strong: usize,
    emphasis: usize,
    code: usize,
    link: Option<usize>,
}

struct Builder<'a> {
    containers: Containers,
    inline: Inline,
    open: Open,
    is_heading: bool,
    in_paragraph: bool,
    listing: Option<String>,
    /// The names of all closing tags. A tag of no known name that is never closed is something to fill in, as in
    /// `arn:<partition>:…`, and is kept as text.
    closed: HashSet<&'a str>,
}

pub(super) fn blocks(html: &str) -> Vec<Block> {
    let closed = html.match_indices("</").map(|(at, _)| {
        let name = &html[at + 2..];
        &name[..name.find(['>', ' ', '\n', '<']).unwrap_or(name.len())]
    });
    let mut builder = Builder {
        containers: Containers::default(),
        inline: Inline::default(),
        open: Open::default(),
        is_heading: false,
        in_paragraph: false,
        listing: None,
        closed: closed.collect(),
    };
    let mut is_after_code = false;
    for token in Tokens::new(html) {
        let is_code = matches!(&token, Token::Open(tag) if tag.name == "code");
        match token {
            Token::Text(text) if is_after_code && builder.listing.is_none() && is_listing(text) => {
                builder.boundary();
                builder.push_listing(text);
            }
            Token::Text(text) => builder.text(text),
            Token::Open(tag) => builder.open(&tag),
            Token::Close(name) => builder.close(&name),
        }
        is_after_code = is_code;
    }
    builder.close_listing();
    builder.boundary();
    builder.containers.finish()
}

/// Whether the lines of inline code are lines by intent, and not just wrapped.
fn is_listing(code: &str) -> bool {
    let mut lines = code.trim().lines().map(str::trim_end);
    let first = lines.next().unwrap_or_default();
    first.ends_with(['{', '[', '(', ';', '\\']) && lines.count() >= 2
}

impl Builder<'_> {
    fn text(&mut self, text: &str) {
        if let Some(listing) = &mut self.listing {
            listing.push_str(text);
            return;
        }
        let text = entities::decode(text);
        if self.in_paragraph || self.open.code > 0 || self.open.link.is_some() {
            self.push_text(&text);
            return;
        }
        // Outside of elements an empty line ends a paragraph, as it does in Markdown.
        let mut is_blank = false;
        for (index, line) in text.split('\n').enumerate() {
            if is_blank && index > 1 {
                self.end_paragraph();
            }
            self.push_text(if index > 0 { "\n" } else { "" });
            self.push_text(line);
            is_blank = line.trim().is_empty();
        }
    }

    fn push_text(&mut self, text: &str) {
        let style = Style {
            strong: self.open.strong > 0 || self.is_heading,
            emphasis: self.open.emphasis > 0,
            code: self.open.code > 0,
            link: self.open.link,
        };
        self.inline.text(text, style);
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let element = Element::of(&tag.name);
        if element.is_none() && !self.closed.contains(tag.name.as_str()) {
            self.text(tag.source);
            return;
        }
        if let Some(listing) = &mut self.listing {
            if matches!(element, Some(Element::Break)) {
                listing.push('\n');
            }
            return;
        }
        match element {
            Some(Element::Break) => self.line_break(),
            Some(Element::Code) => self.open.code += 1,
            // Inside code there are only words: a mark would end the code span.
            Some(Element::Strong) if self.open.code == 0 => self.open.strong += 1,
            Some(Element::Emphasis) if self.open.code == 0 => self.open.emphasis += 1,
            Some(Element::Link) => {
                self.open.link = tag.attribute("href").and_then(address).map(|to| self.inline.link(to))
            }
            Some(Element::Strong | Element::Emphasis | Element::Plain) | None => {}
            Some(block) => self.open_block(&block),
        }
    }

    fn open_block(&mut self, element: &Element) {
        self.boundary();
        match element {
            Element::Paragraph => self.in_paragraph = true,
            Element::Heading => self.is_heading = true,
            Element::List { is_ordered } => self.containers.open_list(*is_ordered),
            Element::Item(item) => {
                self.containers.open_item(*item);
                self.is_heading = *item == Item::Term;
            }
            Element::Cell { is_heading } => self.is_heading = *is_heading,
            Element::Quote(label) => self.containers.open_quote(label),
            Element::Listing => self.listing = Some(String::new()),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        let element = Element::of(name);
        if self.listing.is_some() {
            if matches!(element, Some(Element::Listing)) {
                self.close_listing();
            }
            return;
        }
        match element {
            Some(Element::Code) => self.open.code = self.open.code.saturating_sub(1),
            Some(Element::Strong) if self.open.code == 0 => self.open.strong = self.open.strong.saturating_sub(1),
            Some(Element::Emphasis) if self.open.code == 0 => self.open.emphasis = self.open.emphasis.saturating_sub(1),
            Some(Element::Link) => self.open.link = None,
            Some(Element::Break) => self.line_break(),
            Some(Element::Strong | Element::Emphasis | Element::Plain) | None => {}
            Some(block) => self.close_block(&block),
        }
    }

    fn close_block(&mut self, element: &Element) {
        self.boundary();
        match element {
            Element::List { .. } => self.containers.close_list(),
            // A term is closed before its definition.
            Element::Item(Item::Plain | Item::Row) => self.containers.close_item(),
            Element::Quote(_) => self.containers.close_quote(),
            _ => {}
        }
    }

    fn line_break(&mut self) {
        if self.inline.line_break() && !self.is_heading {
            self.end_paragraph();
        }
    }

    /// Ends the paragraph and what is open in it: a tag that was not closed does not reach beyond.
    fn boundary(&mut self) {
        self.end_paragraph();
        self.open = Open::default();
        self.is_heading = false;
        self.in_paragraph = false;
    }

    fn end_paragraph(&mut self) {
        self.open.link = None;
        let text = std::mem::take(&mut self.inline).markdown();
        if !text.is_empty() {
            self.containers.push(Block::Paragraph(text));
        }
    }

    fn close_listing(&mut self) {
        if let Some(code) = self.listing.take() {
            self.push_listing(&code);
        }
    }

    fn push_listing(&mut self, code: &str) {
        let code = entities::decode(code).replace('\t', "    ");
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
        self.containers.push(Block::Listing(lines.join("\n")));
    }
}

/// The address to link to: only whole ones make sense away from the page that the text was written for.
fn address(href: String) -> Option<String> {
    let href = href.split_whitespace().collect::<Vec<_>>().join(" ");
    let (scheme, rest) = href.split_once(':')?;
    let is_whole = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest
            .strip_prefix("//")
            .is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric())),
        "mailto" => rest.contains('@') && rest.contains('.') && !rest.contains(' '),
        _ => false,
    };
    is_whole.then_some(href)
}
