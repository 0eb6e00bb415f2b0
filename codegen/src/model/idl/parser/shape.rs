//! Shapes and their members.

use super::{IdlParser, IdlResult};
use crate::model::idl::lexer::TokenKind;
use crate::model::idl::syntax::{IdlBody, IdlMember, IdlName, IdlShape, IdlTrait, IdlVersion};

/// The kinds of shapes whose bodies are members.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MemberKind {
    /// Members of these names only: those of lists and maps.
    Fixed(&'static [&'static str]),
    Structure,
    Union,
    Enum,
}

impl<'a> IdlParser<'a, '_> {
    /// Parses a shape statement after its traits.
    pub(super) fn shape(&mut self, traits: Vec<IdlTrait<'a>>) -> IdlResult<()> {
        let kind = self.identifier()?;
        self.check_version(&kind)?;
        self.expect_spaces()?;
        let name = self.shape_name()?;
        let resource = match &*kind.text {
            "list" | "map" | "set" | "structure" | "union" => self.for_resource()?,
            _ => None,
        };
        let mixins = self.mixins()?;
        // The shapes of inline inputs and outputs follow their operation.
        let at = self.file.shapes.len();
        let body = match &*kind.text {
            "list" | "set" => self.members(MemberKind::Fixed(&["member"]))?,
            "map" => self.members(MemberKind::Fixed(&["key", "value"]))?,
            "structure" => self.members(MemberKind::Structure)?,
            "union" => self.members(MemberKind::Union)?,
            "enum" | "intEnum" => self.members(MemberKind::Enum)?,
            "operation" => self.operation(&name)?,
            "service" | "resource" => {
                self.skip_whitespace_and_docs();
                IdlBody::Properties(self.object_entries()?.0)
            }
            _ => IdlBody::None,
        };
        let shape = IdlShape {
            kind,
            name,
            traits,
            resource,
            mixins,
            body,
        };
        self.file.shapes.insert(at, shape);
        Ok(())
    }

    fn check_version(&self, kind: &IdlName<'a>) -> IdlResult<()> {
        match (&*kind.text, self.file.version) {
            ("enum" | "intEnum", IdlVersion::V1) => self.needs_version_2(kind.span, "enum shapes"),
            ("set", IdlVersion::V2) => {
                let problem = "version 2.0 of the IDL has no sets";
                let error = self.error("unknown-shape-kind", kind.span, problem, "not in version 2.0");
                Err(Box::new(error.help("write a `list` with the trait `@uniqueItems`")))
            }
            _ => Ok(()),
        }
    }

    fn shape_name(&mut self) -> IdlResult<IdlName<'a>> {
        let name = self.identifier()?;
        let suffix = |id: &IdlName<'_>| id.text.rsplit('#').next() == Some(&*name.text);
        if let Some(used) = self.file.uses.iter().find(|id| suffix(id)) {
            let problem = format!(
                "the shape `{}` has the name of `{}`, which this file uses",
                name.text, used.text
            );
            let error = self.error("conflicting-use", name.span, problem, "defined here");
            let error = error.and_at(self.place(used.span), "used here");
            return Err(Box::new(
                error.help("rename the shape, or write the other one with its namespace"),
            ));
        }
        Ok(name)
    }

    /// Parses `for Resource`, if it comes next.
    pub(super) fn for_resource(&mut self) -> IdlResult<Option<IdlName<'a>>> {
        self.skip_spaces();
        if !self.is_word("for") {
            return Ok(None);
        }
        self.needs_version_2(self.token.span, "shapes for resources")?;
        self.advance();
        self.expect_spaces()?;
        self.shape_id().map(Some)
    }

    /// Parses `with [A, B]`, if it comes next.
    pub(super) fn mixins(&mut self) -> IdlResult<Vec<IdlName<'a>>> {
        self.skip_spaces();
        if !self.is_word("with") {
            return Ok(Vec::new());
        }
        self.needs_version_2(self.token.span, "mixins")?;
        self.advance();
        self.skip_whitespace_and_docs();
        self.expect(TokenKind::LBracket)?;
        self.skip_whitespace_and_docs();
        let mut mixins = Vec::new();
        loop {
            mixins.push(self.shape_id()?);
            self.skip_whitespace_and_docs();
            if self.is(TokenKind::RBracket) {
                self.advance();
                return Ok(mixins);
            }
        }
    }

    /// Parses the members of a structure in braces.
    pub(super) fn structure_members(&mut self) -> IdlResult<IdlBody<'a>> {
        self.members(MemberKind::Structure)
    }

    fn members(&mut self, kind: MemberKind) -> IdlResult<IdlBody<'a>> {
        self.skip_whitespace_and_docs();
        self.expect(TokenKind::LBrace)?;
        self.skip_whitespace();
        let mut members: Vec<IdlMember<'a>> = Vec::new();
        while !self.is(TokenKind::RBrace) {
            let traits = self.docs_and_traits()?;
            if self.is(TokenKind::RBrace) && traits.iter().all(IdlTrait::is_doc_comment) {
                break;
            }
            if traits.is_empty() && !self.is(TokenKind::Identifier) && !self.is(TokenKind::Dollar) {
                return Err(self.unexpected("a member or `}`"));
            }
            let member = self.member(kind, traits)?;
            if let Some(earlier) = members.iter().find(|earlier| earlier.name.text == member.name.text) {
                let problem = format!("the member `{}` is defined twice", member.name.text);
                let error = self.error("duplicate-member", member.name.span, problem, "defined again here");
                return Err(Box::new(
                    error.and_at(self.place(earlier.name.span), "defined first here"),
                ));
            }
            members.push(member);
            self.skip_whitespace();
        }
        self.expect(TokenKind::RBrace)?;
        Ok(IdlBody::Members(members))
    }

    fn member(&mut self, kind: MemberKind, traits: Vec<IdlTrait<'a>>) -> IdlResult<IdlMember<'a>> {
        let is_elided = self.is(TokenKind::Dollar) && kind != MemberKind::Enum;
        if is_elided {
            self.needs_version_2(self.token.span, "members without a target")?;
            self.advance();
        }
        let name = self.identifier()?;
        if let MemberKind::Fixed(names) = kind
            && !names.contains(&&*name.text)
        {
            let expected = names.join("` and `");
            let problem = format!("expected the member `{expected}`, found `{}`", name.text);
            return Err(self.error("syntax", name.span, problem, "not a member of this type of shape"));
        }
        let target = if is_elided || kind == MemberKind::Enum {
            None
        } else {
            Some(self.target(kind)?)
        };
        self.skip_spaces();
        let takes_value = matches!(kind, MemberKind::Structure | MemberKind::Enum);
        let mut value = None;
        if takes_value && self.is(TokenKind::Equal) {
            if kind == MemberKind::Structure {
                self.needs_version_2(self.token.span, "defaults behind `=`")?;
            }
            self.advance();
            self.skip_spaces();
            value = Some(self.value()?);
            self.skip_spaces();
            if self.is(TokenKind::Comma) {
                self.advance();
            }
            self.expect_line_break()?;
        }
        Ok(IdlMember {
            name,
            target,
            value,
            traits,
        })
    }

    /// Parses the colon and the shape id after the name of a member.
    fn target(&mut self, kind: MemberKind) -> IdlResult<IdlName<'a>> {
        let is_lenient = matches!(kind, MemberKind::Fixed(_));
        let skip = |parser: &mut Self| {
            if is_lenient {
                parser.skip_whitespace_and_docs();
            } else {
                parser.skip_spaces();
            }
        };
        skip(self);
        self.expect(TokenKind::Colon)?;
        skip(self);
        self.shape_id()
    }
}
