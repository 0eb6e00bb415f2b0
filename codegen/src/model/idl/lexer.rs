//! The tokens of the Smithy IDL, read one at a time.

use std::borrow::Cow;

use super::text;

/// A range of bytes of an IDL file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    /// The first byte.
    pub(super) start: usize,
    /// The byte after the last one.
    pub(super) end: usize,
}

impl Span {
    /// Returns the range from the start of this one to the end of another.
    pub(super) fn to(self, end: Self) -> Self {
        Self {
            start: self.start,
            end: end.end,
        }
    }
}

/// The kinds of tokens. Whitespace is a token, because some statements end with a line break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Space,
    Newline,
    Comma,
    Comment,
    DocComment,
    At,
    Dollar,
    Dot,
    LBrace,
    RBrace,
    LBracket,
    RBracket,
    LParen,
    RParen,
    Pound,
    Equal,
    Colon,
    Walrus,
    Identifier,
    String,
    TextBlock,
    Number,
    /// Invalid text; the content of the token is the reason.
    Error,
    Eof,
}

impl TokenKind {
    /// Returns whether it is whitespace in the grammar; documentation comments are not.
    pub(super) fn is_whitespace(self) -> bool {
        matches!(self, Self::Space | Self::Newline | Self::Comma | Self::Comment)
    }

    /// Returns the name of the token in error messages.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::Space => "a space",
            Self::Newline => "a line break",
            Self::Comma => "`,`",
            Self::Comment | Self::DocComment => "a comment",
            Self::At => "`@`",
            Self::Dollar => "`$`",
            Self::Dot => "`.`",
            Self::LBrace => "`{`",
            Self::RBrace => "`}`",
            Self::LBracket => "`[`",
            Self::RBracket => "`]`",
            Self::LParen => "`(`",
            Self::RParen => "`)`",
            Self::Pound => "`#`",
            Self::Equal => "`=`",
            Self::Colon => "`:`",
            Self::Walrus => "`:=`",
            Self::Identifier => "an identifier",
            Self::String => "a string",
            Self::TextBlock => "a text block",
            Self::Number => "a number",
            Self::Error => "an invalid token",
            Self::Eof => "the end of the file",
        }
    }
}

/// A token with its place and its text.
#[derive(Clone, Debug)]
pub(super) struct IdlToken<'a> {
    /// Its kind.
    pub(super) kind: TokenKind,
    /// Its place.
    pub(super) span: Span,
    /// Its text in the file.
    pub(super) text: &'a str,
    /// The value of a string or text block, the text of a documentation comment, or the problem of
    /// an error.
    pub(super) content: Cow<'a, str>,
}

/// Reads tokens from the text of a file.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    /// Returns a lexer at the start of a text.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Returns whether a byte is the first one of its line.
    pub(super) fn is_line_start(&self, at: usize) -> bool {
        at == 0 || self.text.as_bytes().get(at - 1) == Some(&b'\n')
    }

    /// Returns the text of a range.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        &self.text[span.start..span.end]
    }

    /// Returns the position after the last token that was read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Goes back to a position that [`Lexer::position`] returned.
    pub(super) fn rewind(&mut self, position: usize) {
        self.at = position;
    }

    /// Reads the next token. At the end of the text it returns [`TokenKind::Eof`] each time.
    pub(super) fn next(&mut self) -> IdlToken<'a> {
        let rest = &self.text.as_bytes()[self.at..];
        let Some(first) = rest.first() else {
            return self.token(TokenKind::Eof, 0);
        };
        match first {
            b' ' | b'\t' => {
                let length = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
                self.token(TokenKind::Space, length)
            }
            b'\n' => self.token(TokenKind::Newline, 1),
            b'\r' => self.token(TokenKind::Newline, 1 + usize::from(rest.get(1) == Some(&b'\n'))),
            b':' if rest.get(1) == Some(&b'=') => self.token(TokenKind::Walrus, 2),
            b'"' => self.string(),
            b'/' => self.comment(),
            b'-' | b'0'..=b'9' => self.number(),
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => self.identifier(),
            byte => match punctuation(*byte) {
                Some(kind) => self.token(kind, 1),
                None => self.unknown_character(),
            },
        }
    }

    fn token(&mut self, kind: TokenKind, length: usize) -> IdlToken<'a> {
        self.token_with(kind, length, Cow::Borrowed(""))
    }

    fn token_with(&mut self, kind: TokenKind, length: usize, content: Cow<'a, str>) -> IdlToken<'a> {
        let span = Span {
            start: self.at,
            end: self.at + length,
        };
        self.at = span.end;
        IdlToken {
            kind,
            span,
            text: &self.text[span.start..span.end],
            content,
        }
    }

    fn unknown_character(&mut self) -> IdlToken<'a> {
        let character = self.text[self.at..].chars().next().unwrap_or_default();
        let problem = format!("the character {character:?} does not belong to the Smithy IDL");
        self.token_with(TokenKind::Error, character.len_utf8(), problem.into())
    }

    /// Reads a comment with its line break, which ends it.
    fn comment(&mut self) -> IdlToken<'a> {
        let rest = &self.text[self.at..];
        if !rest.starts_with("//") {
            return self.token_with(
                TokenKind::Error,
                1,
                "a single `/` does not begin a comment; write `//`".into(),
            );
        }
        let line = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        match rest[..line].strip_prefix("///") {
            Some(documentation) => {
                let documentation = documentation.strip_suffix('\n').unwrap_or(documentation);
                let documentation = documentation.strip_suffix('\r').unwrap_or(documentation);
                let documentation = documentation.strip_prefix(' ').unwrap_or(documentation);
                self.token_with(TokenKind::DocComment, line, documentation.into())
            }
            None => self.token(TokenKind::Comment, line),
        }
    }

    /// Reads an identifier: a letter or digit must follow leading underscores.
    fn identifier(&mut self) -> IdlToken<'a> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
            .count();
        if rest[..length].iter().all(|byte| *byte == b'_') {
            let problem = "an identifier needs a letter or digit after its underscores";
            return self.token_with(TokenKind::Error, length, problem.into());
        }
        self.token(TokenKind::Identifier, length)
    }

    fn number(&mut self) -> IdlToken<'a> {
        let rest = &self.text[self.at..];
        match text::number(rest.as_bytes()) {
            Ok(length) => self.token(TokenKind::Number, length),
            Err((length, problem)) => {
                let problem = format!("the number `{}` is incomplete: {problem}", &rest[..length]);
                self.token_with(TokenKind::Error, length, problem.into())
            }
        }
    }

    fn string(&mut self) -> IdlToken<'a> {
        let rest = &self.text[self.at..];
        let quotes = if rest.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
        let Some(length) = text::quoted_length(&rest[quotes.len()..], quotes) else {
            self.at = self.text.len();
            let problem = format!("this file ends before the closing `{quotes}` of a string");
            return self.token_with(TokenKind::Error, 0, problem.into());
        };
        let inner = &rest[quotes.len()..quotes.len() + length];
        let (kind, content) = if quotes.len() == 3 {
            (TokenKind::TextBlock, text::text_block(inner))
        } else {
            (TokenKind::String, text::quoted(inner))
        };
        let length = length + 2 * quotes.len();
        match content {
            Ok(content) => self.token_with(kind, length, content),
            Err(problem) => self.token_with(TokenKind::Error, length, problem.into()),
        }
    }
}

fn punctuation(byte: u8) -> Option<TokenKind> {
    Some(match byte {
        b',' => TokenKind::Comma,
        b'@' => TokenKind::At,
        b'$' => TokenKind::Dollar,
        b'.' => TokenKind::Dot,
        b'{' => TokenKind::LBrace,
        b'}' => TokenKind::RBrace,
        b'[' => TokenKind::LBracket,
        b']' => TokenKind::RBracket,
        b'(' => TokenKind::LParen,
        b')' => TokenKind::RParen,
        b'#' => TokenKind::Pound,
        b'=' => TokenKind::Equal,
        b':' => TokenKind::Colon,
        _ => return None,
    })
}
