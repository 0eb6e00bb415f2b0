//! The sections of a file: control, metadata, namespace and `use`, shapes and `apply`.

use super::{IdlParser, IdlResult};
use crate::diagnostics::Diagnostic;
use crate::model::ast::SHAPE_TYPES;
use crate::model::idl::lexer::TokenKind;
use crate::model::idl::syntax::{Apply, IdlEntry, IdlName, IdlTrait, IdlValue, IdlValueKind, IdlVersion};
use crate::suggest::{closest, did_you_mean};

/// The keywords that begin other statements.
const OTHER_KEYWORDS: [&str; 4] = ["apply", "metadata", "namespace", "use"];

/// Returns whether a word begins a statement: a keyword, or a long word that is probably a
/// misspelled one.
pub(super) fn is_like_keyword(word: &str) -> bool {
    let mut keywords = SHAPE_TYPES.into_iter().chain(OTHER_KEYWORDS);
    keywords.clone().any(|keyword| keyword == word) || (word.len() > 4 && closest(word, &mut keywords).is_some())
}

impl<'a> IdlParser<'a, '_> {
    pub(super) fn file(&mut self) {
        self.skip_whitespace_and_docs();
        self.control_section();
        self.skip_whitespace_and_docs();
        self.metadata_section();
        self.skip_whitespace_and_docs();
        if self.is(TokenKind::Eof) {
            return;
        }
        match self.namespace_statement() {
            Ok(()) => self.shape_section(),
            Err(error) => self.findings.push(*error),
        }
    }

    /// Parses one statement. After an error, parsing continues at the next statement.
    fn recovering(&mut self, statement: impl FnOnce(&mut Self) -> IdlResult<()>) {
        if let Err(error) = statement(self) {
            self.findings.push(*error);
            self.recover();
        }
    }

    fn control_section(&mut self) {
        let mut keys: Vec<IdlName<'a>> = Vec::new();
        while self.is(TokenKind::Dollar) {
            self.recovering(|parser| {
                parser.advance();
                let key = parser.key()?;
                parser.skip_spaces();
                parser.expect(TokenKind::Colon)?;
                parser.skip_spaces();
                if keys.iter().any(|earlier| earlier.text == key.text) {
                    let problem = format!("the control statement `${}` occurs twice", key.text);
                    return Err(parser.error("duplicate-key", parser.token.span, problem, "a second value"));
                }
                keys.push(key.clone());
                let value = parser.value()?;
                parser.control(&key, value)?;
                parser.expect_line_break()
            });
            self.skip_whitespace_and_docs();
        }
    }

    fn control(&mut self, key: &IdlName<'a>, value: IdlValue<'a>) -> IdlResult<()> {
        match &*key.text {
            "version" => self.version(value)?,
            "operationInputSuffix" => self.input_suffix = self.string_of(value, "`$operationInputSuffix`")?,
            "operationOutputSuffix" => self.output_suffix = self.string_of(value, "`$operationOutputSuffix`")?,
            unknown => {
                let known = ["operationInputSuffix", "operationOutputSuffix", "version"];
                self.findings.push(
                    Diagnostic::warning(
                        "unknown-control",
                        format!("the control statement `${unknown}` is unknown"),
                    )
                    .at(self.place(key.span), "changes nothing")
                    .help(did_you_mean(unknown, known.into_iter()).unwrap_or_else(|| "remove it".to_owned())),
                );
            }
        }
        Ok(())
    }

    fn version(&mut self, value: IdlValue<'a>) -> IdlResult<()> {
        let span = value.span;
        let version = self.string_of(value, "`$version`")?;
        self.file.version_span = span;
        self.file.version = match &*version {
            "1" | "1.0" => IdlVersion::V1,
            "2" | "2.0" => IdlVersion::V2,
            other => {
                let problem = format!("version {other:?} of Smithy is not supported");
                let error = self.error("unknown-version", span, problem, "expected \"1.0\" or \"2.0\"");
                return Err(Box::new(error.help("write `$version: \"2.0\"`")));
            }
        };
        Ok(())
    }

    fn metadata_section(&mut self) {
        while self.is_word("metadata") {
            self.recovering(|parser| {
                parser.advance();
                parser.expect_spaces()?;
                let key = parser.key()?;
                parser.skip_spaces();
                parser.expect(TokenKind::Equal)?;
                parser.skip_spaces();
                let value = parser.value()?;
                parser.file.metadata.push(IdlEntry { key, value });
                parser.expect_line_break()
            });
            self.skip_whitespace_and_docs();
        }
    }

    fn namespace_statement(&mut self) -> IdlResult<()> {
        if !self.is_word("namespace") {
            let error = self.unexpected("`namespace`");
            let words = ["metadata", "namespace"].into_iter();
            return Err(Box::new(error.help(
                did_you_mean(self.token.text, words).unwrap_or_else(|| {
                    "control statements, metadata, the namespace, `use` and shapes must come in this order".to_owned()
                }),
            )));
        }
        self.advance();
        self.expect_spaces()?;
        let namespace = self.namespace()?;
        self.file.namespace = self.lexer.slice(namespace.span);
        self.expect_line_break()
    }

    fn shape_section(&mut self) {
        // A documentation comment may belong to the first shape or, with no effect, to a `use`
        // statement.
        let mut documented = (self.lexer.position(), self.token.clone());
        self.skip_whitespace_and_docs();
        while self.is_word("use") {
            self.recovering(Self::use_statement);
            documented = (self.lexer.position(), self.token.clone());
            self.skip_whitespace_and_docs();
        }
        self.lexer.rewind(documented.0);
        self.token = documented.1;
        while !self.is(TokenKind::Eof) {
            self.recovering(Self::statement);
        }
    }

    fn use_statement(&mut self) -> IdlResult<()> {
        self.advance();
        self.expect_spaces()?;
        let namespace = self.namespace()?.span;
        self.expect(TokenKind::Pound)?;
        let name = self.identifier()?;
        if self.is(TokenKind::Dollar) {
            return Err(self.error("syntax", self.token.span, "`use` cannot name a member", "a member"));
        }
        let earlier = self.file.uses.iter().find(|used| name_of(used) == name.text);
        if let Some(earlier) = earlier {
            let problem = format!("two `use` statements bring the name `{}`", name.text);
            let error = self.error("conflicting-use", name.span, problem, "the second one");
            let error = error.and_at(self.place(earlier.span), "the first one");
            return Err(Box::new(
                error.help("write one of the two with its namespace where it is needed"),
            ));
        }
        let id = self.name(namespace.to(name.span));
        self.file.uses.push(id);
        self.expect_line_break()
    }

    fn statement(&mut self) -> IdlResult<()> {
        let traits = self.docs_and_traits()?;
        if self.is(TokenKind::Eof) && traits.iter().all(IdlTrait::is_doc_comment) {
            return Ok(());
        }
        if self.is_word("apply") {
            self.apply(&traits)?;
        } else if self.is(TokenKind::Identifier) && !SHAPE_TYPES.contains(&self.token.text) {
            return Err(self.unknown_keyword());
        } else {
            self.shape(traits)?;
        }
        self.expect_line_break()
    }

    fn unknown_keyword(&self) -> Box<Diagnostic> {
        let word = self.token.text;
        let problem = format!("`{word}` does not begin a statement");
        let error = self.error(
            "syntax",
            self.token.span,
            problem,
            "expected the type of a shape or `apply`",
        );
        let help = match word {
            "metadata" => "metadata must come before the namespace".to_owned(),
            "use" => "`use` must come between the namespace and the first shape".to_owned(),
            "namespace" => "a file has one namespace; put these shapes into another file".to_owned(),
            _ => did_you_mean(word, SHAPE_TYPES.into_iter().chain(["apply"]))
                .unwrap_or_else(|| "write for example `structure Name {}`".to_owned()),
        };
        Box::new(error.help(help))
    }

    fn apply(&mut self, traits: &[IdlTrait<'a>]) -> IdlResult<()> {
        if let Some(applied) = traits.iter().find(|applied| !applied.is_doc_comment()) {
            let error = self.error(
                "syntax",
                self.token.span,
                "`apply` cannot have traits of its own",
                "traits must come before this",
            );
            return Err(Box::new(error.and_at(self.place(applied.id.span), "this trait")));
        }
        self.advance();
        self.expect_spaces()?;
        let target = self.shape_id()?;
        self.expect_whitespace()?;
        let traits = match self.token.kind {
            TokenKind::At => vec![self.one_trait()?],
            TokenKind::LBrace => {
                self.advance();
                let traits = self.traits()?;
                self.expect(TokenKind::RBrace)?;
                traits
            }
            _ => return Err(self.unexpected("`@` or `{`")),
        };
        self.file.applied.push(Apply { target, traits });
        Ok(())
    }
}

impl IdlTrait<'_> {
    /// Returns whether the trait is a documentation comment.
    pub(super) fn is_doc_comment(&self) -> bool {
        matches!(&self.value, Some(IdlValue { kind: IdlValueKind::String(_), span }) if *span == self.id.span)
    }
}

fn name_of<'n>(id: &'n IdlName<'_>) -> &'n str {
    id.text.rsplit('#').next().unwrap_or_default()
}
