//! HTML cut into text and tags. Nothing is an error: what does not read as markup is text.

use super::code_spans::code_spans;
use super::entities;

pub(super) enum Token<'a> {
    Text(&'a str),
    Open(Tag<'a>),
    /// The name, lower-case.
    Close(String),
}

pub(super) struct Tag<'a> {
    /// Lower-case.
    pub(super) name: String,
    /// From `<` to `>`.
    pub(super) source: &'a str,
}

impl Tag<'_> {
    /// The decoded value of the attribute `name`.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.source.get(1 + self.name.len()..)?;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let (key, after) = rest.split_at(rest.find(|c: char| c.is_whitespace() || c == '=' || c == '>')?);
            let (value, after) = match after.trim_start().strip_prefix('=') {
                Some(value) => attribute_value(value.trim_start()),
                None => ("", after),
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(entities::decode(value));
            }
            rest = after.strip_prefix('>').unwrap_or(after);
        }
    }
}

/// The value at the start of `text` and what follows it.
fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted.trim_end_matches('>'), ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len()))
}

pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    last_comment_end: Option<usize>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            last_comment_end: text.rfind("-->"),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let start = self.at;
        let mut search = start;
        while let Some(found) = self.text[search..].find('<') {
            let at = search + found;
            match markup(self.text, at, self.last_comment_end) {
                Some(_) if at > start => {
                    self.at = at;
                    return Some(Token::Text(&self.text[start..at]));
                }
                Some((markup, end)) => {
                    self.at = end;
                    return Some(markup.unwrap_or(Token::Text("")));
                }
                None => search = at + 1,
            }
        }
        self.at = self.text.len();
        (start < self.at).then(|| Token::Text(&self.text[start..]))
    }
}

/// The markup at a `<` and where it ends; no token for comments and declarations. The place of the last `-->` saves the
/// search for an end that is not there.
fn markup(text: &str, at: usize, last_comment_end: Option<usize>) -> Option<(Option<Token<'_>>, usize)> {
    let rest = &text[at..];
    if rest.starts_with("<!--") && last_comment_end > Some(at) {
        return rest.find("-->").map(|end| (None, at + end + 3));
    }
    let end = tag_end(rest)?;
    let source = &rest[..end];
    let mark = rest.as_bytes().get(1)?;
    if matches!(mark, b'!' | b'?') {
        return Some((None, at + end));
    }
    let body = &source[1 + usize::from(*mark == b'/')..];
    let length = body.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))?;
    let (name, after) = body.split_at(length);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    // What follows tells the tag `<a/>` from the Markdown links `<https://…>` and `<name@host>`.
    let is_end = after.starts_with(|c: char| c.is_whitespace() || ",>".contains(c)) || after.starts_with("/>");
    if !is_name || !is_end {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let token = if *mark == b'/' {
        Token::Close(name)
    } else {
        Token::Open(Tag { name, source })
    };
    Some((Some(token), at + end))
}

/// Just past the `>` of a tag. Text is never searched past the next `<`, which keeps broken markup cheap and near.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut quoted_end = None;
    let mut previous = b'<';
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match (byte, quote) {
            (b'<', _) => return quoted_end,
            (b'>', None) => return Some(at + 1),
            (b'>', Some(_)) => quoted_end = quoted_end.or(Some(at + 1)),
            (b'"' | b'\'', None) if matches!(previous, b'=' | b' ') => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            _ => {}
        }
        previous = byte;
    }
    quoted_end
}

/// Whether `text`, read as Markdown, holds a tag, a comment or a character reference outside its code.
pub(super) fn occurs_in(text: &str) -> bool {
    let spans = code_spans(text);
    let mut spans = spans.iter().peekable();
    let last_comment_end = text.rfind("-->");
    for (at, sign) in text.match_indices(['<', '&']) {
        while spans.next_if(|span| span.end <= at).is_some() {}
        if spans.peek().is_some_and(|span| span.contains(&at)) {
            continue;
        }
        let rest = &text[at..];
        if (sign == "&" && entities::reference(rest).is_some())
            || (sign == "<" && markup(text, at, last_comment_end).is_some())
        {
            return true;
        }
    }
    false
}
