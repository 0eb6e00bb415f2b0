//! Splits a body into tokens of markup, which borrow from it.
//!
//! It rejects truncated and malformed bodies: tags must match, quotes and comments must end, and
//! there must be one root. It does not check the characters of names, and only knows the five
//! entities of XML.

/// The error of a body that is not XML: the problem and the offset of the byte.
#[derive(Debug)]
pub(super) struct Malformed {
    pub(super) problem: String,
    pub(super) offset: usize,
}

/// A token of a body.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Markup<'a> {
    /// The start of an element.
    Start(Tag<'a>),
    /// The end of the innermost element.
    End,
    /// Text with its references, which are not replaced yet.
    Text(&'a str),
    /// Text without references (CDATA).
    CData(&'a str),
    /// A comment, a declaration or an instruction.
    Ignored,
}

/// The start of an element.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// The name with its prefix.
    pub(super) name: &'a str,
    /// The text between the name and the end of the tag.
    pub(super) attributes: &'a str,
    /// Whether the tag also ends the element.
    pub(super) is_empty: bool,
}

/// A scanner of a body.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    source: &'a str,
    at: usize,
    /// The names of the elements that are open.
    open: Vec<&'a str>,
}

impl<'a> Scanner<'a> {
    /// Creates a scanner at the start of a body.
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            open: Vec::new(),
        }
    }

    /// Returns the offset of the next token.
    #[inline]
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Returns the error of a problem at the next token.
    #[cold]
    pub(super) fn malformed(&self, problem: impl Into<String>) -> Malformed {
        Malformed {
            problem: problem.into(),
            offset: self.at,
        }
    }

    /// Takes the next token; `None` at the end of the body.
    pub(super) fn next(&mut self) -> Result<Option<Markup<'a>>, Malformed> {
        let rest = self.rest();
        let Some(markup) = rest.strip_prefix('<') else {
            return match rest.is_empty() {
                true if self.open.is_empty() => Ok(None),
                true => Err(self.malformed("the body is not XML: it ends within an element")),
                false => Ok(Some(Markup::Text(self.take_text(rest)))),
            };
        };
        match markup.as_bytes().first() {
            Some(b'/') => self.end(markup),
            Some(b'!') => self.declaration(markup),
            Some(b'?') => self.delimited(2, "?>", "an instruction").map(|_| Some(Markup::Ignored)),
            _ => self.start(markup),
        }
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn take_text(&mut self, rest: &'a str) -> &'a str {
        let end = position(rest, b'<').unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// Takes an end tag; `markup` begins with its slash.
    fn end(&mut self, markup: &'a str) -> Result<Option<Markup<'a>>, Malformed> {
        let expected = self.open.last().copied();
        // Most end tags end right after the name.
        let end = match expected.and_then(|name| markup.as_bytes().get(name.len() + 1)) {
            Some(b'>') => expected.map(|name| name.len() + 1),
            _ => position(markup, b'>'),
        };
        let Some(end) = end else {
            return Err(self.malformed("the body is not XML: it ends within a tag"));
        };
        let name = markup.get(1..end).unwrap_or_default().trim_ascii_end();
        if expected != Some(name) {
            return Err(self.malformed(match expected {
                Some(expected) => {
                    format!("the body is not XML: expected the end of `{expected}`, found that of `{name}`")
                }
                None => format!("the body is not XML: `{name}` ends and was not open"),
            }));
        }
        self.open.pop();
        // The angle brackets before and after the name.
        self.at += end + 2;
        Ok(Some(Markup::End))
    }

    /// Takes a comment or a CDATA section; `markup` begins with its exclamation mark.
    fn declaration(&mut self, markup: &'a str) -> Result<Option<Markup<'a>>, Malformed> {
        if markup.starts_with("!--") {
            return self.delimited(4, "-->", "a comment").map(|_| Some(Markup::Ignored));
        }
        if markup.starts_with("![CDATA[") {
            let text = self.delimited(9, "]]>", "a section of characters")?;
            return Ok(Some(Markup::CData(text)));
        }
        let problem = match markup
            .get(..8)
            .is_some_and(|word| word.eq_ignore_ascii_case("!DOCTYPE"))
        {
            true => "the body has a DOCTYPE, which is not allowed",
            false => "the body is not XML: it has a declaration",
        };
        Err(self.malformed(problem))
    }

    /// Takes a token that begins with `skip` bytes of markup and ends with `end`. Returns the text
    /// between them.
    fn delimited(&mut self, skip: usize, end: &str, words: &str) -> Result<&'a str, Malformed> {
        let rest = self.rest();
        let inner = rest.get(skip..).unwrap_or_default();
        match inner.find(end) {
            Some(length) => {
                self.at += skip + length + end.len();
                Ok(inner.get(..length).unwrap_or_default())
            }
            None => Err(self.malformed(format!("the body is not XML: it ends within {words}"))),
        }
    }

    /// Takes a start tag; `markup` begins after its angle bracket.
    fn start(&mut self, markup: &'a str) -> Result<Option<Markup<'a>>, Malformed> {
        let bytes = markup.as_bytes();
        let is_end = |byte: &u8| {
            matches!(
                byte,
                b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r' | b'<' | b'"' | b'\'' | b'='
            )
        };
        let name_end = bytes.iter().position(is_end).unwrap_or(bytes.len());
        if name_end == 0 {
            return Err(self.malformed("the body is not XML: a tag has no name"));
        }
        let mut end = name_end;
        loop {
            match bytes.get(end) {
                Some(b'>') => break,
                Some(quote @ (b'"' | b'\'')) => {
                    let value = markup.get(end + 1..).unwrap_or_default();
                    let Some(length) = position(value, *quote) else {
                        return Err(self.malformed("the body is not XML: it ends within an attribute"));
                    };
                    end += length + 2;
                }
                Some(b'<') => return Err(self.malformed("the body is not XML: a tag is not ended")),
                Some(_) => end += 1,
                None => return Err(self.malformed("the body is not XML: it ends within a tag")),
            }
        }
        let name = markup.get(..name_end).unwrap_or_default();
        let attributes = markup.get(name_end..end).unwrap_or_default();
        let (attributes, is_empty) = match attributes.strip_suffix('/') {
            Some(attributes) => (attributes, true),
            None => (attributes, false),
        };
        if !is_empty {
            self.open.push(name);
        }
        self.at += end + 2;
        Ok(Some(Markup::Start(Tag {
            name,
            attributes,
            is_empty,
        })))
    }
}

/// Returns the value of an attribute by its whole name, with its references. If there is none, one
/// with another prefix counts: servers choose the prefixes of namespaces.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let wanted = name.split_once(':').map(|(_, local)| local);
    let (mut rest, mut prefixed) = (attributes, None);
    while let Some((found, value, behind)) = next_attribute(rest) {
        if found == name {
            return Some(value);
        }
        let found = found.split_once(':').filter(|(prefix, _)| *prefix != "xmlns");
        if wanted.is_some() && found.map(|(_, local)| local) == wanted {
            prefixed = prefixed.or(Some(value));
        }
        rest = behind;
    }
    prefixed
}

/// Returns the name and the value of the first attribute, and the text behind it.
fn next_attribute(attributes: &str) -> Option<(&str, &str, &str)> {
    let (name, behind) = attributes.split_once('=')?;
    let behind = behind.trim_ascii_start();
    let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, behind) = behind.get(1..)?.split_once(quote)?;
    Some((name.trim_ascii(), value, behind))
}

/// Returns the position of an ASCII byte. Texts are short, so a plain loop is the fastest search.
#[inline]
fn position(text: &str, byte: u8) -> Option<usize> {
    text.as_bytes().iter().position(|found| *found == byte)
}

#[cfg(test)]
mod tests;
