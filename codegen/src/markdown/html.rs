//! HTML parsed by `html5gum`. Every text is valid: anything that is not markup is literal.

use std::collections::HashSet;
use std::rc::Rc;

use html5gum::{Token, Tokenizer};

use super::builder::{MarkdownBlock, MarkdownBuilder};
use super::clean::clean;
use super::code_spans::code_spans;
use super::element::{HtmlElement, ListItem};
use super::escape::reads_as_reference;
use super::inline::Style;

/// Returns the blocks of an HTML text.
pub(super) fn blocks(html: &str) -> Vec<MarkdownBlock> {
    let mut reader = HtmlReader::default();
    let mut follows_code = false;
    for Ok(token) in Tokenizer::new(&escape_literals(html)) {
        let mut is_code = false;
        match token {
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text);
                if follows_code && reader.listing.is_none() && is_listing(&text) {
                    reader.end_block();
                    reader.builder.listing(DEFAULT_LANGUAGE, &text);
                } else {
                    reader.text(&text);
                }
            }
            Token::StartTag(tag) => {
                let href = tag.attributes.get(&b"href"[..]);
                let href = href.map(|href| clean(&String::from_utf8_lossy(href)));
                is_code = &**tag.name == b"code";
                reader.open(HtmlElement::of(&String::from_utf8_lossy(&tag.name)), href);
            }
            Token::EndTag(tag) => reader.close(HtmlElement::of(&String::from_utf8_lossy(&tag.name))),
            _ => {}
        }
        follows_code = is_code;
    }
    reader.close_listing();
    reader.builder.finish()
}

/// The language of listings: not Rust, so that rustdoc does not compile them.
const DEFAULT_LANGUAGE: &str = "text";

/// Returns whether the text is HTML because it starts with an element.
pub(super) fn starts_with_element(text: &str) -> bool {
    tag_name(text).is_some_and(|name| HtmlElement::of(&name.to_ascii_lowercase()).is_some())
}

/// Returns the name of the tag at the start of `text`.
///
/// A tag ends before the next `<`, and its quotes are closed. Therefore `a <b` and the Markdown
/// links `<https://…>` and `<a@b>` are not tags.
fn tag_name(text: &str) -> Option<&str> {
    let body = text.strip_prefix('<')?;
    let body = &body[..body.find(['<', '>'])?];
    if text.as_bytes().get(1 + body.len()) != Some(&b'>') {
        return None;
    }
    let name = body.strip_prefix('/').unwrap_or(body);
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
    let (name, rest) = name.split_at(name.find(|c| !is_part(c)).unwrap_or(name.len()));
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && (rest.is_empty() || rest == "/" || rest.starts_with(char::is_whitespace))
        && rest.matches('"').count() % 2 == 0;
    is_tag.then_some(name)
}

/// Returns `html` with character references for each `<` and `&` that is not markup.
///
/// A tag with an unknown name is a placeholder if it is never closed (`arn:<partition>:…`), and
/// part of an XML example if it has a capital letter. A reference ends in a semicolon, unlike
/// `&region=` in an address.
fn escape_literals(html: &str) -> String {
    let closed: HashSet<&str> = html
        .match_indices("</")
        .filter_map(|(at, _)| tag_name(&html[at..]))
        .collect();
    let last_comment_end = html.rfind("-->").unwrap_or(0);
    let is_known = |name: &str| {
        let lowercase = name.to_ascii_lowercase();
        HtmlElement::of(&lowercase).is_some() || (lowercase == name && closed.contains(name))
    };
    let is_tag = |at: usize| {
        let text = &html[at..];
        (text.starts_with("<!--") && at + 4 <= last_comment_end) || tag_name(text).is_some_and(is_known)
    };
    let mut out = String::with_capacity(html.len());
    let mut done = 0;
    for (at, sign) in html.match_indices(['<', '&']) {
        out.push_str(&html[done..at]);
        out.push_str(match sign {
            "<" if !is_tag(at) => "&lt;",
            "&" if !reads_as_reference(&html[at + 1..]) => "&amp;",
            sign => sign,
        });
        done = at + 1;
    }
    out.push_str(&html[done..]);
    out
}

/// Returns whether the line breaks of inline code are intended.
fn is_listing(code: &str) -> bool {
    let mut lines = code.trim().lines().map(str::trim_end);
    let first = lines.next().unwrap_or_default();
    first.ends_with(['{', '[', '(', ';', '\\']) && lines.count() >= 2
}

/// A reader of one HTML text.
#[derive(Default)]
struct HtmlReader {
    builder: MarkdownBuilder,
    style: Style,
    /// The number of open `code` elements.
    code: usize,
    is_heading: bool,
    in_paragraph: bool,
    listing: Option<String>,
}

impl HtmlReader {
    fn text(&mut self, text: &str) {
        if let Some(listing) = &mut self.listing {
            listing.push_str(text);
            return;
        }
        let text = clean(text);
        if self.code > 0 {
            self.push_text(&text, true);
            return;
        }
        let mut start = 0;
        // Text between backticks is code in HTML too.
        for span in code_spans(&text) {
            let code = text[span.clone()].trim_matches('`').trim();
            if code.is_empty() || code.contains('\n') {
                continue;
            }
            self.prose(&text[start..span.start]);
            self.push_text(code, true);
            start = span.end;
        }
        self.prose(&text[start..]);
    }

    /// Adds text that is not code. Outside of elements a blank line ends a paragraph.
    fn prose(&mut self, text: &str) {
        if self.in_paragraph || self.style.link.is_some() {
            self.push_text(text, false);
            return;
        }
        let mut is_blank = false;
        for (index, line) in text.split('\n').enumerate() {
            if is_blank && index > 1 {
                self.builder.end_paragraph();
            }
            self.push_text(if index > 0 { "\n" } else { "" }, false);
            self.push_text(line, false);
            is_blank = line.trim().is_empty();
        }
    }

    fn push_text(&mut self, text: &str, code: bool) {
        let style = Style {
            code,
            strong: self.style.strong || self.is_heading,
            ..self.style.clone()
        };
        self.builder.text(text, style);
    }

    fn open(&mut self, element: Option<HtmlElement>, href: Option<String>) {
        if let Some(listing) = &mut self.listing {
            if matches!(element, Some(HtmlElement::Break)) {
                listing.push('\n');
            }
            return;
        }
        match element {
            Some(HtmlElement::Break) => self.line_break(),
            Some(HtmlElement::Code) => self.code += 1,
            // A mark inside of code would end the code span.
            Some(HtmlElement::Strong) if self.code == 0 => self.style.strong = true,
            Some(HtmlElement::Emphasis) if self.code == 0 => self.style.emphasis = true,
            Some(HtmlElement::Link) => self.style.link = href.and_then(address),
            Some(HtmlElement::Strong | HtmlElement::Emphasis | HtmlElement::Plain) | None => {}
            Some(block) => self.open_block(&block),
        }
    }

    fn open_block(&mut self, element: &HtmlElement) {
        self.end_block();
        match element {
            HtmlElement::Paragraph => self.in_paragraph = true,
            HtmlElement::Heading => self.is_heading = true,
            HtmlElement::List { is_ordered } => self.builder.open_list(is_ordered.then_some(1)),
            HtmlElement::Item(item) => {
                self.builder.open_item(*item);
                self.is_heading = *item == ListItem::Term;
            }
            HtmlElement::Cell { is_heading } => self.is_heading = *is_heading,
            HtmlElement::Quote(label) => self.builder.open_quote(label),
            HtmlElement::Listing => self.listing = Some(String::new()),
            _ => {}
        }
    }

    fn close(&mut self, element: Option<HtmlElement>) {
        if self.listing.is_some() {
            if matches!(element, Some(HtmlElement::Listing)) {
                self.close_listing();
            }
            return;
        }
        match element {
            Some(HtmlElement::Code) => self.code = self.code.saturating_sub(1),
            Some(HtmlElement::Strong) if self.code == 0 => self.style.strong = false,
            Some(HtmlElement::Emphasis) if self.code == 0 => self.style.emphasis = false,
            Some(HtmlElement::Link) => self.style.link = None,
            Some(HtmlElement::Break) => self.line_break(),
            Some(HtmlElement::Strong | HtmlElement::Emphasis | HtmlElement::Plain) | None => {}
            Some(block) => self.close_block(&block),
        }
    }

    fn close_block(&mut self, element: &HtmlElement) {
        self.end_block();
        match element {
            HtmlElement::List { .. } => self.builder.close_list(),
            // A term is closed before its definition.
            HtmlElement::Item(ListItem::Plain | ListItem::Row) => self.builder.close_item(),
            HtmlElement::Quote(_) => self.builder.close_quote(),
            _ => {}
        }
    }

    fn line_break(&mut self) {
        if self.builder.line_break() && !self.is_heading {
            self.builder.end_paragraph();
            self.style.link = None;
        }
    }

    /// Ends the paragraph and the elements that are open in it.
    fn end_block(&mut self) {
        self.builder.end_paragraph();
        self.style = Style::default();
        self.code = 0;
        self.is_heading = false;
        self.in_paragraph = false;
    }

    fn close_listing(&mut self) {
        if let Some(code) = self.listing.take() {
            self.builder.listing(DEFAULT_LANGUAGE, &code);
        }
    }
}

/// Returns the address of a link, if it is absolute. Relative links do not work in the
/// documentation of a crate.
fn address(href: String) -> Option<Rc<str>> {
    let href = href.split_whitespace().collect::<Vec<_>>().join(" ");
    let (scheme, rest) = href.split_once(':')?;
    let is_absolute = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest
            .strip_prefix("//")
            .is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric())),
        "mailto" => rest.contains('@') && rest.contains('.') && !rest.contains(' '),
        _ => false,
    };
    is_absolute.then(|| Rc::from(href))
}
