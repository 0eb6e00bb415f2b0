//! The parser of IDL files: recursive descent by the specification's grammar, with recovery at the
//! next statement.

mod operation;
mod shape;
mod statement;
mod traits;
mod value;

use std::borrow::Cow;

use crate::diagnostics::Diagnostic;
use crate::source::Place;

use super::lexer::{IdlToken, Lexer, Span, TokenKind};
use super::syntax::{IdlFile, IdlName, IdlVersion};

/// The deepest nesting of arrays, objects and traits. A deeper text is malformed or hostile.
const MAX_DEPTH: usize = 64;

/// The result of parsing a part of a file.
type IdlResult<T> = Result<T, Box<Diagnostic>>;

/// Parses a file. Syntax errors are added to `findings`; statements with one are missing from the
/// result.
pub(super) fn parse<'a>(index: usize, text: &'a str, findings: &mut Vec<Diagnostic>) -> IdlFile<'a> {
    let mut lexer = Lexer::new(text);
    let mut parser = IdlParser {
        token: lexer.next(),
        lexer,
        index,
        depth: 0,
        input_suffix: Cow::Borrowed("Input"),
        output_suffix: Cow::Borrowed("Output"),
        file: IdlFile {
            version: IdlVersion::V1,
            version_span: Span::default(),
            namespace: "",
            uses: Vec::new(),
            metadata: Vec::new(),
            shapes: Vec::new(),
            applied: Vec::new(),
        },
        findings,
    };
    parser.file();
    parser.file
}

/// A parser of one IDL file.
struct IdlParser<'a, 'd> {
    lexer: Lexer<'a>,
    /// The current token.
    token: IdlToken<'a>,
    index: usize,
    depth: usize,
    input_suffix: Cow<'a, str>,
    output_suffix: Cow<'a, str>,
    file: IdlFile<'a>,
    findings: &'d mut Vec<Diagnostic>,
}

impl<'a> IdlParser<'a, '_> {
    fn place(&self, span: Span) -> Place {
        Place {
            file: self.index,
            start: span.start,
            end: span.end,
        }
    }

    /// Returns the current token and reads the next one.
    fn advance(&mut self) -> IdlToken<'a> {
        std::mem::replace(&mut self.token, self.lexer.next())
    }

    fn is(&self, kind: TokenKind) -> bool {
        self.token.kind == kind
    }

    /// Returns whether the token is this keyword.
    fn is_word(&self, word: &str) -> bool {
        self.is(TokenKind::Identifier) && self.token.text == word
    }

    /// Takes a token of this kind.
    fn expect(&mut self, kind: TokenKind) -> IdlResult<IdlToken<'a>> {
        if self.is(kind) {
            Ok(self.advance())
        } else {
            Err(self.unexpected(kind.describe()))
        }
    }

    /// Returns the error that something else than the current token was expected.
    fn unexpected(&self, expected: &str) -> Box<Diagnostic> {
        let place = self.place(self.token.span);
        let found = match self.token.kind {
            TokenKind::Error => {
                let problem = self.token.content.to_string();
                return Box::new(Diagnostic::error("syntax", problem).at(place, "not valid here"));
            }
            TokenKind::Identifier | TokenKind::Number => format!("`{}`", self.token.text),
            kind => kind.describe().to_owned(),
        };
        let problem = format!("expected {expected}, found {found}");
        Box::new(Diagnostic::error("syntax", problem).at(place, format!("expected {expected}")))
    }

    fn error(&self, code: &'static str, span: Span, problem: impl Into<String>, label: &str) -> Box<Diagnostic> {
        Box::new(Diagnostic::error(code, problem).at(self.place(span), label))
    }

    /// Returns the error for a feature of version 2.0 in a file of version 1.0.
    fn needs_version_2(&self, span: Span, feature: &str) -> IdlResult<()> {
        if self.file.version == IdlVersion::V2 {
            return Ok(());
        }
        let problem = format!("{feature} need version 2.0 of the IDL, and this file is of version 1.0");
        let error = self.error("needs-version-2", span, problem, "not in version 1.0");
        Err(Box::new(
            error.help("begin the file with `$version: \"2.0\"`, or remove this"),
        ))
    }

    fn skip_spaces(&mut self) {
        while self.is(TokenKind::Space) {
            self.advance();
        }
    }

    fn skip_whitespace(&mut self) {
        while self.token.kind.is_whitespace() {
            self.advance();
        }
    }

    /// Skips whitespace and documentation comments that document nothing.
    fn skip_whitespace_and_docs(&mut self) {
        while self.token.kind.is_whitespace() || self.is(TokenKind::DocComment) {
            self.advance();
        }
    }

    fn expect_spaces(&mut self) -> IdlResult<()> {
        self.expect(TokenKind::Space)?;
        self.skip_spaces();
        Ok(())
    }

    fn expect_whitespace(&mut self) -> IdlResult<()> {
        if !self.token.kind.is_whitespace() && !self.is(TokenKind::DocComment) {
            return Err(self.unexpected("whitespace"));
        }
        self.skip_whitespace_and_docs();
        Ok(())
    }

    /// Takes the line break that ends a statement. A comment also ends the line, and so does the
    /// end of the file.
    fn expect_line_break(&mut self) -> IdlResult<()> {
        self.skip_spaces();
        match self.token.kind {
            TokenKind::Newline | TokenKind::Comment | TokenKind::DocComment => {
                self.advance();
                self.skip_whitespace();
                Ok(())
            }
            TokenKind::Eof => Ok(()),
            _ => Err(self.unexpected("a line break")),
        }
    }

    fn identifier(&mut self) -> IdlResult<IdlName<'a>> {
        let token = self.expect(TokenKind::Identifier)?;
        Ok(IdlName {
            text: Cow::Borrowed(token.text),
            span: token.span,
        })
    }

    /// Parses identifiers with dots between them. Returns the whole text.
    fn namespace(&mut self) -> IdlResult<IdlName<'a>> {
        let first = self.expect(TokenKind::Identifier)?;
        let mut span = first.span;
        while self.is(TokenKind::Dot) {
            self.advance();
            span = span.to(self.expect(TokenKind::Identifier)?.span);
        }
        Ok(self.name(span))
    }

    /// Parses a relative or absolute shape id, with or without a member.
    fn shape_id(&mut self) -> IdlResult<IdlName<'a>> {
        let mut span = self.namespace()?.span;
        for separator in [TokenKind::Pound, TokenKind::Dollar] {
            if self.is(separator) {
                self.advance();
                span = span.to(self.expect(TokenKind::Identifier)?.span);
            }
        }
        let id = self.name(span);
        if id.text.contains('.') && !id.text.contains('#') {
            let problem = format!("`{}` is not a shape id", id.text);
            return Err(self.error(
                "syntax",
                span,
                problem,
                "expected `#` and the name of a shape after the namespace",
            ));
        }
        Ok(id)
    }

    fn name(&self, span: Span) -> IdlName<'a> {
        IdlName {
            text: Cow::Borrowed(self.lexer.slice(span)),
            span,
        }
    }

    /// Enters a level of nesting.
    fn enter(&mut self) -> IdlResult<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let problem = format!("values nest deeper than {MAX_DEPTH} levels");
            return Err(self.error("too-deep", self.token.span, problem, "too deep here"));
        }
        Ok(())
    }

    /// Skips to the next token that begins a statement: one at the start of a line.
    fn recover(&mut self) {
        self.depth = 0;
        while !self.is(TokenKind::Eof) {
            self.advance();
            let begins = match self.token.kind {
                TokenKind::DocComment | TokenKind::At | TokenKind::Dollar => true,
                TokenKind::Identifier => statement::is_like_keyword(self.token.text),
                _ => false,
            };
            if begins && self.lexer.is_line_start(self.token.span.start) {
                break;
            }
        }
    }
}
