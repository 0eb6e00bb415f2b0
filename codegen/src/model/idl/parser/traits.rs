//! Traits and documentation comments before shapes and members.

use std::borrow::Cow;

use super::{IdlParser, IdlResult};
use crate::model::idl::lexer::{Span, TokenKind};
use crate::model::idl::syntax::{IdlName, IdlTrait, IdlValue, IdlValueKind};
use crate::model::traits::DOCUMENTATION;

impl<'a> IdlParser<'a, '_> {
    /// Parses the documentation comment and the traits before a shape or member.
    ///
    /// Documentation comments after the first trait document nothing.
    pub(super) fn docs_and_traits(&mut self) -> IdlResult<Vec<IdlTrait<'a>>> {
        self.skip_whitespace();
        let documentation = self.documentation();
        let mut traits = self.traits()?;
        traits.extend(documentation);
        Ok(traits)
    }

    /// Parses traits and the whitespace after them.
    pub(super) fn traits(&mut self) -> IdlResult<Vec<IdlTrait<'a>>> {
        self.skip_whitespace_and_docs();
        let mut traits = Vec::new();
        while self.is(TokenKind::At) {
            traits.push(self.one_trait()?);
            self.skip_whitespace_and_docs();
        }
        Ok(traits)
    }

    /// Joins the lines of the documentation comments here, including those that other whitespace
    /// separates.
    fn documentation(&mut self) -> Option<IdlTrait<'a>> {
        let start = self.token.span;
        let mut end = start;
        let mut lines: Option<Cow<'a, str>> = None;
        while self.is(TokenKind::DocComment) || self.token.kind.is_whitespace() {
            let token = self.advance();
            if token.kind == TokenKind::DocComment {
                let comment = token.text.trim_end_matches(['\r', '\n']).len();
                end = Span {
                    start: token.span.start,
                    end: token.span.start + comment,
                };
                lines = Some(match lines {
                    None => token.content,
                    Some(lines) => Cow::Owned(lines.into_owned() + "\n" + &token.content),
                });
            }
        }
        let text = lines?;
        let span = start.to(end);
        Some(IdlTrait {
            id: IdlName {
                text: Cow::Borrowed(DOCUMENTATION),
                span,
            },
            value: Some(IdlValue {
                kind: IdlValueKind::String(text),
                span,
            }),
        })
    }

    pub(super) fn one_trait(&mut self) -> IdlResult<IdlTrait<'a>> {
        self.expect(TokenKind::At)?;
        let id = self.shape_id()?;
        if !self.is(TokenKind::LParen) {
            return Ok(IdlTrait { id, value: None });
        }
        self.advance();
        self.skip_whitespace_and_docs();
        let value = if self.is(TokenKind::RParen) {
            None
        } else {
            Some(self.trait_value()?)
        };
        self.skip_whitespace_and_docs();
        self.expect(TokenKind::RParen)?;
        Ok(IdlTrait { id, value })
    }

    /// Parses the content of the parentheses of a trait: a value, or an object without its braces.
    fn trait_value(&mut self) -> IdlResult<IdlValue<'a>> {
        let key = match self.token.kind {
            TokenKind::String => self.key()?,
            TokenKind::Identifier => self.shape_id()?,
            _ => return self.value(),
        };
        let is_string = self.lexer.slice(key.span).starts_with('"');
        let is_key = is_string || !key.text.contains(['#', '$', '.']);
        self.skip_whitespace_and_docs();
        if is_key && self.is(TokenKind::Colon) {
            self.trait_structure(key)
        } else if is_string {
            Ok(IdlValue {
                kind: IdlValueKind::String(key.text),
                span: key.span,
            })
        } else {
            Ok(self.word(key))
        }
    }

    /// Parses the rest of an object without braces, after its first key.
    fn trait_structure(&mut self, key: IdlName<'a>) -> IdlResult<IdlValue<'a>> {
        let mut span = key.span;
        self.expect(TokenKind::Colon)?;
        self.skip_whitespace_and_docs();
        let value = self.value()?;
        span = span.to(value.span);
        let mut entries = vec![crate::model::idl::syntax::IdlEntry { key, value }];
        self.skip_whitespace_and_docs();
        while matches!(self.token.kind, TokenKind::Identifier | TokenKind::String) {
            let entry = self.entry()?;
            span = span.to(entry.value.span);
            self.add_entry(&mut entries, entry)?;
            self.skip_whitespace_and_docs();
        }
        Ok(IdlValue {
            kind: IdlValueKind::Object(entries),
            span,
        })
    }
}
