//! The elements of a body, in one vector, with their texts borrowed from the body where possible.

use std::borrow::Cow;

use super::MAX_DEPTH;
use super::scanner::{self, Malformed, Markup, Scanner, Tag};

/// The root element.
pub(crate) const ROOT: usize = 0;

/// A body.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    source: &'a str,
    elements: Vec<Element<'a>>,
}

/// An element.
#[derive(Debug)]
struct Element<'a> {
    /// Its name without its prefix.
    name: &'a str,
    attributes: &'a str,
    text: Cow<'a, str>,
    first_child: Option<usize>,
    next_sibling: Option<usize>,
    start: usize,
    end: usize,
}

impl<'a> Tree<'a> {
    /// Parses a body, without recursion.
    pub(super) fn parse(source: &'a str) -> Result<Self, Malformed> {
        let mut parser = Parser {
            scanner: Scanner::new(source),
            tree: Self {
                source,
                elements: Vec::with_capacity(source.len() / 48 + 1),
            },
            open: Vec::new(),
        };
        loop {
            let start = parser.scanner.position();
            match parser.scanner.next()? {
                Some(piece) => parser.add(piece, start)?,
                None => return Ok(parser.tree),
            }
        }
    }

    /// Returns whether there is no element at all.
    pub(super) fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    fn element(&self, index: usize) -> Option<&Element<'a>> {
        self.elements.get(index)
    }

    /// Returns an element's name without its prefix.
    pub(crate) fn name(&self, index: usize) -> &'a str {
        self.element(index).map_or("", |element| element.name)
    }

    /// Returns whether an element has attributes.
    pub(super) fn has_attributes(&self, index: usize) -> bool {
        self.element(index)
            .is_some_and(|element| !element.attributes.is_empty())
    }

    /// Returns the text of an element, without that of its children.
    pub(super) fn text(&self, index: usize) -> &str {
        self.element(index).map_or("", |element| &element.text)
    }

    /// Returns an element's first child.
    pub(super) fn first_child(&self, index: usize) -> Option<usize> {
        self.element(index)?.first_child
    }

    /// Returns the element that follows within the same parent.
    pub(super) fn next_sibling(&self, index: usize) -> Option<usize> {
        self.element(index)?.next_sibling
    }

    /// Returns the children of an element in order.
    pub(super) fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.first_child(index), |child| self.next_sibling(*child))
    }

    /// Returns the first child of this name.
    pub(crate) fn child(&self, index: usize, name: &str) -> Option<usize> {
        self.children(index).find(|child| self.name(*child) == name)
    }

    /// Returns the value of an attribute, by its whole name.
    pub(super) fn attribute(&self, index: usize, name: &str) -> Option<Cow<'a, str>> {
        scanner::attribute(self.element(index)?.attributes, name).map(unescape)
    }

    /// Returns an element as it is in the body.
    pub(super) fn source(&self, index: usize) -> &'a str {
        let element = self.element(index);
        element
            .and_then(|element| self.source.get(element.start..element.end))
            .unwrap_or_default()
    }

    /// Returns the byte at which an element starts.
    pub(super) fn offset(&self, index: usize) -> Option<usize> {
        Some(self.element(index)?.start)
    }

    /// Returns how many elements there are.
    pub(super) fn len(&self) -> usize {
        self.elements.len()
    }
}

struct Parser<'a> {
    scanner: Scanner<'a>,
    tree: Tree<'a>,
    /// The elements that are open, and the last child of each.
    open: Vec<(usize, Option<usize>)>,
}

impl<'a> Parser<'a> {
    /// Adds a token of the body that starts at this byte.
    fn add(&mut self, piece: Markup<'a>, start: usize) -> Result<(), Malformed> {
        match piece {
            Markup::Start(tag) => {
                self.start(&tag, start)?;
                if tag.is_empty {
                    self.close();
                }
            }
            Markup::End => self.close(),
            Markup::Text(text) => self.add_text(text, unescape),
            Markup::CData(text) => self.add_text(text, Cow::Borrowed),
            Markup::Ignored => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'a>, start: usize) -> Result<(), Malformed> {
        if self.open.len() >= MAX_DEPTH {
            let problem = format!("the body nests deeper than {MAX_DEPTH} levels");
            return Err(self.scanner.malformed(problem));
        }
        let index = self.tree.elements.len();
        self.tree.elements.push(Element {
            name: local(tag.name),
            attributes: tag.attributes,
            text: Cow::Borrowed(""),
            first_child: None,
            next_sibling: None,
            start,
            end: start,
        });
        match self.open.last_mut() {
            Some((parent, last)) => {
                let (parent, last) = (*parent, last.replace(index));
                self.link(parent, last, index);
            }
            None if index > ROOT => {
                let problem = "the body is not XML: it has a second root element";
                return Err(self.scanner.malformed(problem));
            }
            None => {}
        }
        self.open.push((index, None));
        Ok(())
    }

    fn link(&mut self, parent: usize, last: Option<usize>, index: usize) {
        let (from, is_first) = match last {
            Some(last) => (last, false),
            None => (parent, true),
        };
        if let Some(element) = self.tree.elements.get_mut(from) {
            match is_first {
                true => element.first_child = Some(index),
                false => element.next_sibling = Some(index),
            }
        }
    }

    fn close(&mut self) {
        let end = self.scanner.position();
        if let Some((index, _)) = self.open.pop()
            && let Some(element) = self.tree.elements.get_mut(index)
        {
            element.end = end;
        }
    }

    /// Adds text to the innermost element. Whitespace after a child is not text: it separates
    /// elements.
    fn add_text(&mut self, text: &'a str, read: fn(&'a str) -> Cow<'a, str>) {
        let open = self.open.last().copied();
        let Some((index, last_child)) = open else { return };
        if last_child.is_some() && text.trim_ascii_start().is_empty() {
            return;
        }
        if let Some(element) = self.tree.elements.get_mut(index) {
            match element.text.is_empty() {
                true => element.text = read(text),
                false => element.text.to_mut().push_str(&read(text)),
            }
        }
    }
}

/// Returns a name without its prefix.
pub(super) fn local(name: &str) -> &str {
    let colon = name.as_bytes().iter().position(|byte| *byte == b':');
    colon.and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

/// Replaces the references of a text. References to characters that XML 1.0 forbids are replaced
/// too, because services send them. An unknown reference stays as it is.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.as_bytes().contains(&b'&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, reference)) = rest.split_once('&') {
        out.push_str(before);
        let resolved = reference
            .split_once(';')
            .and_then(|(name, after)| Some((resolve(name)?, after)));
        match resolved {
            Some((character, after)) => {
                out.push(character);
                rest = after;
            }
            None => {
                out.push('&');
                rest = reference;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn resolve(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            match code.ok()? {
                // Half of a surrogate pair.
                0xd800..0xe000 => Some(char::REPLACEMENT_CHARACTER),
                code => char::from_u32(code),
            }
        }
    }
}
