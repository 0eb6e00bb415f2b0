//! Operations, with inline inputs and outputs.

use std::borrow::Cow;

use super::{IdlParser, IdlResult};
use crate::model::idl::lexer::{Span, TokenKind};
use crate::model::idl::syntax::{IdlBody, IdlName, IdlOperation, IdlShape, IdlTrait};
use crate::suggest::did_you_mean;

impl<'a> IdlParser<'a, '_> {
    /// Parses the body of an operation of this name.
    pub(super) fn operation(&mut self, name: &IdlName<'a>) -> IdlResult<IdlBody<'a>> {
        self.skip_whitespace_and_docs();
        self.expect(TokenKind::LBrace)?;
        self.skip_whitespace_and_docs();
        let mut operation = IdlOperation::default();
        let mut keys: Vec<&'a str> = Vec::new();
        while !self.is(TokenKind::RBrace) {
            if !self.is(TokenKind::Identifier) {
                return Err(self.unexpected("`input`, `output`, `errors` or `}`"));
            }
            let key = self.advance();
            if keys.contains(&key.text) {
                let problem = format!("the operation has two properties `{}`", key.text);
                return Err(self.error("duplicate-key", key.span, problem, "the second one"));
            }
            keys.push(key.text);
            self.skip_whitespace_and_docs();
            match key.text {
                "input" => {
                    let suffix = self.input_suffix.clone();
                    operation.input = Some(self.input_or_output(name, &suffix, "smithy.api#input")?);
                }
                "output" => {
                    let suffix = self.output_suffix.clone();
                    operation.output = Some(self.input_or_output(name, &suffix, "smithy.api#output")?);
                }
                "errors" => operation.errors = self.errors()?,
                unknown => return Err(self.unknown_property(unknown, key.span)),
            }
            if !self.is(TokenKind::RBrace) {
                self.expect_whitespace()?;
            }
        }
        self.advance();
        Ok(IdlBody::Operation(operation))
    }

    fn unknown_property(&self, name: &str, span: Span) -> Box<crate::diagnostics::Diagnostic> {
        let problem = format!("operations have no property `{name}`");
        let error = self.error("syntax", span, problem, "expected `input`, `output` or `errors`");
        match did_you_mean(name, ["input", "output", "errors"].into_iter()) {
            Some(help) => Box::new(error.help(help)),
            None => error,
        }
    }

    /// Parses a shape id after `:`, or a structure after `:=`, which becomes a separate shape.
    fn input_or_output(
        &mut self,
        operation: &IdlName<'a>,
        suffix: &str,
        marker: &'static str,
    ) -> IdlResult<IdlName<'a>> {
        if self.is(TokenKind::Colon) {
            self.advance();
            self.skip_whitespace_and_docs();
            return self.shape_id();
        }
        if !self.is(TokenKind::Walrus) {
            return Err(self.unexpected("`:` or `:=`"));
        }
        self.needs_version_2(self.token.span, "inline inputs and outputs")?;
        let span = self.advance().span;
        let name = IdlName {
            text: Cow::Owned(format!("{}{suffix}", operation.text)),
            span,
        };
        let mut traits = self.docs_and_traits()?;
        traits.push(IdlTrait {
            id: IdlName {
                text: Cow::Borrowed(marker),
                span,
            },
            value: None,
        });
        let resource = self.for_resource()?;
        let mixins = self.mixins()?;
        let body = self.structure_members()?;
        self.file.shapes.push(IdlShape {
            kind: IdlName {
                text: Cow::Borrowed("structure"),
                span,
            },
            name: name.clone(),
            traits,
            resource,
            mixins,
            body,
        });
        Ok(name)
    }

    fn errors(&mut self) -> IdlResult<Vec<IdlName<'a>>> {
        self.expect(TokenKind::Colon)?;
        self.skip_whitespace_and_docs();
        self.expect(TokenKind::LBracket)?;
        self.skip_whitespace_and_docs();
        let mut errors = Vec::new();
        while !self.is(TokenKind::RBracket) {
            errors.push(self.shape_id()?);
            self.skip_whitespace_and_docs();
        }
        self.advance();
        Ok(errors)
    }
}
