//! The elements of a body, in one vector, with their texts borrowed from the body where possible.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::MAX_DEPTH;

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

/// A body that is not XML: the problem and the byte.
#[derive(Debug)]
pub(super) struct Malformed {
    pub(super) problem: String,
    pub(super) offset: usize,
}

impl<'a> Tree<'a> {
    /// Parses a body, without recursion.
    pub(super) fn parse(source: &'a str) -> Result<Self, Malformed> {
        let mut parser = Parser {
            source,
            reader: Reader::from_str(source),
            tree: Self {
                source,
                elements: Vec::with_capacity(source.len() / 64 + 1),
            },
            open: Vec::new(),
        };
        parser.reader.config_mut().check_end_names = true;
        while parser.event()? {}
        Ok(parser.tree)
    }

    /// Returns whether there is no element at all.
    pub(super) fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    fn element(&self, index: usize) -> Option<&Element<'a>> {
        self.elements.get(index)
    }

    /// Returns an element's name without its prefix.
    pub(super) fn name(&self, index: usize) -> &'a str {
        self.element(index).map_or("", |element| element.name)
    }

    /// Whether an element has attributes.
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
        let element = self.element(index)?;
        let start = BytesStart::from_content(element.attributes, 0);
        let found = start.attributes().flatten().find(|attribute| attribute.key.0 == name)?;
        // It stands in the source, so that it outlives the iterator.
        let at = element.attributes.find(&*found.value)?;
        Some(unescape(element.attributes.get(at..at + found.value.len())?))
    }

    /// Returns an element as it stands in the body.
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
    source: &'a str,
    reader: Reader<&'a [u8]>,
    tree: Tree<'a>,
    /// The elements that are open, and the last child of each.
    open: Vec<(usize, Option<usize>)>,
}

impl<'a> Parser<'a> {
    /// Takes the next event. Returns whether another may follow.
    fn event(&mut self) -> Result<bool, Malformed> {
        let start = self.position();
        let event = self.reader.read_event();
        let end = self.position();
        let event = event.map_err(|error| self.malformed(format!("the body is not XML: {error}")))?;
        match event {
            Event::Start(tag) => self.start(&tag, start, end)?,
            Event::Empty(tag) => {
                self.start(&tag, start, end)?;
                self.close(end);
            }
            Event::End(_) => self.close(end),
            Event::Text(_) => {
                let text = self.slice(start, end);
                self.add_text(text.into());
            }
            Event::CData(_) => {
                let text = self.slice(start, end);
                let text = text.strip_prefix("<![CDATA[").and_then(|text| text.strip_suffix("]]>"));
                self.add_text(text.unwrap_or_default().into());
            }
            Event::GeneralRef(_) => {
                let text = unescape(self.slice(start, end));
                self.add_text(text);
            }
            Event::DocType(_) => return Err(self.malformed("the body has a DOCTYPE, which is refused".to_owned())),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof if self.open.is_empty() => return Ok(false),
            Event::Eof => return Err(self.malformed("the body is not XML: it ends within an element".to_owned())),
        }
        Ok(true)
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(self.source.len())
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.source.get(start..end).unwrap_or_default()
    }

    #[cold]
    fn malformed(&self, problem: String) -> Malformed {
        Malformed {
            problem,
            offset: self.position(),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, start: usize, end: usize) -> Result<(), Malformed> {
        if self.open.len() >= MAX_DEPTH {
            return Err(self.malformed(format!("the body nests deeper than {MAX_DEPTH} levels")));
        }
        let index = self.tree.elements.len();
        let name_end = start + 1 + tag.name().0.len();
        let name = local(self.slice(start + 1, name_end));
        // What is behind the name, without the end of the tag.
        let attributes = self.slice(name_end, name_end + tag.len().saturating_sub(name_end - start - 1));
        self.tree.elements.push(Element {
            name,
            attributes,
            text: Cow::Borrowed(""),
            first_child: None,
            next_sibling: None,
            start,
            end,
        });
        match self.open.last_mut() {
            Some((parent, last)) => {
                let (parent, last) = (*parent, last.replace(index));
                self.link(parent, last, index);
            }
            None if index > ROOT => {
                return Err(self.malformed("the body is not XML: it has a second root element".to_owned()));
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

    fn close(&mut self, end: usize) {
        if let Some((index, _)) = self.open.pop()
            && let Some(element) = self.tree.elements.get_mut(index)
        {
            element.end = end;
        }
    }

    fn add_text(&mut self, text: Cow<'a, str>) {
        let open = self.open.last().map(|(index, _)| *index);
        if let Some(element) = open.and_then(|index| self.tree.elements.get_mut(index)) {
            match element.text.is_empty() {
                true => element.text = text,
                false => element.text.to_mut().push_str(&text),
            }
        }
    }
}

/// Returns a name without its prefix.
pub(super) fn local(name: &str) -> &str {
    let colon = name.bytes().position(|byte| byte == b':');
    colon.and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

/// Replaces the references of a text. Those to characters that XML 1.0 forbids count too, since
/// services send them; a reference that is not known stays as it is.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
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
