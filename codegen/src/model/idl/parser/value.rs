//! Node values.

use std::borrow::Cow;

use super::{IdlParser, IdlResult};
use crate::model::idl::lexer::TokenKind;
use crate::model::idl::syntax::{IdlEntry, IdlName, IdlValue, IdlValueKind};

impl<'a> IdlParser<'a, '_> {
    pub(super) fn value(&mut self) -> IdlResult<IdlValue<'a>> {
        match self.token.kind {
            TokenKind::LBrace => self.object(),
            TokenKind::LBracket => self.array(),
            TokenKind::String | TokenKind::TextBlock => {
                let token = self.advance();
                Ok(IdlValue {
                    kind: IdlValueKind::String(token.content),
                    span: token.span,
                })
            }
            TokenKind::Number => {
                let token = self.advance();
                Ok(IdlValue {
                    kind: IdlValueKind::Number(token.text),
                    span: token.span,
                })
            }
            TokenKind::Identifier => {
                let id = self.shape_id()?;
                Ok(self.word(id))
            }
            _ => Err(self.unexpected("a value")),
        }
    }

    /// Returns the value of an unquoted string: a keyword or a shape id.
    pub(super) fn word(&self, id: IdlName<'a>) -> IdlValue<'a> {
        let text = self.lexer.slice(id.span);
        let kind = match text {
            "true" => IdlValueKind::Boolean(true),
            "false" => IdlValueKind::Boolean(false),
            "null" => IdlValueKind::Null,
            _ => IdlValueKind::ShapeId(text),
        };
        IdlValue { kind, span: id.span }
    }

    fn array(&mut self) -> IdlResult<IdlValue<'a>> {
        self.enter()?;
        let start = self.expect(TokenKind::LBracket)?.span;
        self.skip_whitespace_and_docs();
        let mut elements = Vec::new();
        while !self.is(TokenKind::RBracket) {
            if self.is(TokenKind::Eof) {
                return Err(self.unexpected("a value or `]`"));
            }
            elements.push(self.value()?);
            self.skip_whitespace_and_docs();
        }
        self.depth -= 1;
        Ok(IdlValue {
            kind: IdlValueKind::Array(elements),
            span: start.to(self.advance().span),
        })
    }

    fn object(&mut self) -> IdlResult<IdlValue<'a>> {
        let start = self.token.span;
        let (entries, end) = self.object_entries()?;
        Ok(IdlValue {
            kind: IdlValueKind::Object(entries),
            span: start.to(end),
        })
    }

    /// Parses an object. Returns its entries and the place of its closing brace.
    pub(super) fn object_entries(&mut self) -> IdlResult<(Vec<IdlEntry<'a>>, super::Span)> {
        self.enter()?;
        self.expect(TokenKind::LBrace)?;
        self.skip_whitespace_and_docs();
        let mut entries = Vec::new();
        while !self.is(TokenKind::RBrace) {
            if !matches!(self.token.kind, TokenKind::Identifier | TokenKind::String) {
                return Err(self.unexpected("a key or `}`"));
            }
            let entry = self.entry()?;
            self.add_entry(&mut entries, entry)?;
            self.skip_whitespace_and_docs();
        }
        self.depth -= 1;
        Ok((entries, self.advance().span))
    }

    /// Parses a key, a colon and a value.
    pub(super) fn entry(&mut self) -> IdlResult<IdlEntry<'a>> {
        let key = self.key()?;
        self.skip_whitespace_and_docs();
        self.expect(TokenKind::Colon)?;
        self.skip_whitespace_and_docs();
        let value = self.value()?;
        Ok(IdlEntry { key, value })
    }

    pub(super) fn add_entry(&self, entries: &mut Vec<IdlEntry<'a>>, entry: IdlEntry<'a>) -> IdlResult<()> {
        if entries.iter().any(|earlier| earlier.key.text == entry.key.text) {
            let problem = format!("the key `{}` occurs twice in one object", entry.key.text);
            return Err(self.error("duplicate-key", entry.key.span, problem, "a second time"));
        }
        entries.push(entry);
        Ok(())
    }

    /// Parses the key of an object or statement: an identifier or a quoted string, but not a text
    /// block.
    pub(super) fn key(&mut self) -> IdlResult<IdlName<'a>> {
        match self.token.kind {
            TokenKind::Identifier => self.identifier(),
            TokenKind::String => {
                let token = self.advance();
                Ok(IdlName {
                    text: token.content,
                    span: token.span,
                })
            }
            _ => Err(self.unexpected("a key: an identifier or a string")),
        }
    }

    /// Returns the text of a value that must be a string.
    pub(super) fn string_of(&self, value: IdlValue<'a>, what: &str) -> IdlResult<Cow<'a, str>> {
        match value.kind {
            IdlValueKind::String(text) => Ok(text),
            _ => {
                let problem = format!("{what} must be a string");
                Err(self.error("wrong-kind", value.span, problem, "this is not a string"))
            }
        }
    }
}
