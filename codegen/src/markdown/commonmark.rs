//! CommonMark parsed by `pulldown-cmark`.

use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::builder::{MarkdownBlock, MarkdownBuilder};
use super::element::ListItem;
use super::inline::Style;

/// Parses the blocks of a text; `None` if it contains HTML.
pub(super) fn blocks(text: &str) -> Option<Vec<MarkdownBlock>> {
    let mut reader = CommonMarkReader {
        text,
        builder: MarkdownBuilder::default(),
        style: Style::default(),
        state: State::Text,
    };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => return None,
            Event::Start(tag) => reader.start(tag, range),
            Event::End(tag) => reader.end(tag),
            event => reader.content(&event),
        }
    }
    Some(reader.builder.finish())
}

/// A reader of one CommonMark text.
struct CommonMarkReader<'t> {
    text: &'t str,
    builder: MarkdownBuilder,
    style: Style,
    state: State,
}

enum State {
    Text,
    Listing {
        language: String,
        code: String,
    },
    /// Inside a block whose source lines are already added.
    Verbatim,
}

impl CommonMarkReader<'_> {
    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { .. } | Tag::Table(_) => {
                let lines = self.text[range].trim().lines();
                // In quotes and lists the source lines start with their marks.
                let lines = lines.map(|line| line.trim_start_matches(['>', ' ']).trim_end().to_owned());
                self.builder.verbatim(lines.collect());
                self.state = State::Verbatim;
            }
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) if !info.is_empty() => info,
                    // rustdoc only compiles blocks without a language as Rust, so every block gets
                    // one.
                    _ => "text",
                };
                self.state = State::Listing {
                    language: language.to_owned(),
                    code: String::new(),
                };
            }
            Tag::BlockQuote(_) => self.builder.open_quote(""),
            Tag::List(start) => self.builder.open_list(start),
            Tag::Item => self.builder.open_item(ListItem::Plain),
            Tag::Emphasis => self.style.emphasis = true,
            Tag::Strong => self.style.strong = true,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.style.link = Some(Rc::from(&*dest_url));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Table => self.state = State::Text,
            TagEnd::CodeBlock => {
                if let State::Listing { language, code } = std::mem::replace(&mut self.state, State::Text) {
                    self.builder.listing(&language, &code);
                }
            }
            TagEnd::Paragraph => self.builder.end_paragraph(),
            TagEnd::BlockQuote(_) => self.builder.close_quote(),
            TagEnd::List(_) => self.builder.close_list(),
            TagEnd::Item => self.builder.close_item(),
            TagEnd::Emphasis => self.style.emphasis = false,
            TagEnd::Strong => self.style.strong = false,
            TagEnd::Link | TagEnd::Image => self.style.link = None,
            _ => {}
        }
    }

    fn content(&mut self, event: &Event<'_>) {
        match (&mut self.state, event) {
            (State::Verbatim, _) => {}
            (State::Listing { code, .. }, Event::Text(text)) => code.push_str(text),
            (_, Event::Text(text)) => self.builder.text(text, self.style.clone()),
            (_, Event::Code(code)) => {
                let style = Style {
                    code: true,
                    ..self.style.clone()
                };
                self.builder.text(code, style);
            }
            (_, Event::SoftBreak) => self.builder.text(" ", self.style.clone()),
            (_, Event::HardBreak) => {
                self.builder.line_break();
            }
            (_, Event::Rule) => self.builder.verbatim(vec!["---".to_owned()]),
            _ => {}
        }
    }
}
