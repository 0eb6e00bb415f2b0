//! Structures, exceptions and unions.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostic;
use crate::ir::{
    BuildError, Builder, Direction, Docs, Field, MemberSchema, Presence, Redaction, Role, Structure, Type, Union,
    UnionVariant,
};
use crate::model::ast::{Member, Shape, ShapeId};
use crate::model::prelude;
use crate::model::select::Reach;
use crate::model::traits::{AWS_QUERY_ERROR, DEFAULT};
use crate::names;
use crate::options::Compatibility;

use super::{Lowering, trait_summary};

impl<'a> Lowering<'_, '_, 'a> {
    pub(super) fn data_structure(&mut self, shape: &Shape<'a>, reach: Reach) -> Structure {
        let name = self.shape_name(shape);
        self.structure(shape, name, Role::Data, direction(reach))
    }

    pub(super) fn exception(&mut self, id: &ShapeId) -> Option<Structure> {
        let shape = self.model().shape(id)?;
        let name = self.shape_name(shape);
        let mut structure = self.structure(
            shape,
            name,
            Role::Exception,
            Direction {
                read: true,
                write: true,
            },
        );
        if !structure.fields.iter().any(|field| field.name == "message") {
            structure.fields.push(message_field());
        }
        Some(structure)
    }

    /// Returns a structure under a Rust name of its own: inputs and outputs are named after their
    /// operation.
    pub(super) fn structure(&mut self, shape: &Shape<'a>, name: String, role: Role, direction: Direction) -> Structure {
        let names = names::fields(shape.members.iter().map(|member| member.name.as_str()), role);
        let fields: Vec<_> = shape
            .members
            .iter()
            .zip(names)
            .map(|(member, name)| self.field(shape, member, name, role))
            .collect();
        self.check_members(shape, fields.iter().map(|field| field.name.as_str()), "field");
        let builder = if fields.iter().any(|field| field.presence == Presence::Required) {
            Builder::Fallible(match self.compatibility {
                Compatibility::Own => BuildError::Own,
                Compatibility::AwsSdk => BuildError::OfSdk,
            })
        } else if fields.iter().any(|field| field.presence != Presence::Optional) || role == Role::Exception {
            Builder::Infallible
        } else {
            Builder::Transparent
        };
        Structure {
            id: shape.id.to_string(),
            shape: shape.id.name().to_owned(),
            module: names::shape_module(&name),
            docs: self.texts.of(&shape.traits, shape.id.as_str()),
            snake_name: names::variant_suffix(&name),
            name,
            role,
            traits: self.shape_schema(shape),
            fields,
            builder,
            keeps_unknown_members: false,
            direction,
            nested: role == Role::Exception && self.selection.shapes.contains_key(&shape.id),
            has_stream: shape
                .members
                .iter()
                .any(|member| self.stream_type(member, role).is_some()),
            query_code: query_code(shape),
        }
    }

    fn field(&mut self, holder: &Shape<'a>, member: &Member<'a>, name: String, role: Role) -> Field {
        let stream = self.stream_type(member, role);
        let ty = stream.unwrap_or_else(|| self.member_type(&holder.id, member));
        let sensitive = holder.is_sensitive() || self.is_sensitive(member);
        let idempotency_token = role == Role::Input && member.is_idempotency_token();
        Field {
            member_name: member.name.clone(),
            name,
            presence: match (role, &ty) {
                (Role::Input, _) => Presence::Optional,
                (_, Type::ByteStream) => Presence::Defaulted(crate::ir::Default::Rust),
                (_, Type::EventReceiver(_)) => Presence::Required,
                _ => self.presence(holder, member, &ty),
            },
            ty,
            sensitive,
            schema: self.member_schema(holder, member, sensitive, role != Role::Data),
            is_modelled: true,
            idempotency_token,
            required: member.is_required() && !idempotency_token && !(role == Role::Input && self.is_unchecked(member)),
            docs: self.member_docs(holder, member),
            trait_summary: trait_summary::of_member(self.model(), member, idempotency_token),
        }
    }

    /// Returns whether the client accepts an input without a required member. With the API of the
    /// AWS SDK, it only checks members that are part of the URL.
    fn is_unchecked(&self, member: &Member<'a>) -> bool {
        let is_in_url = member.has_trait("smithy.api#httpLabel") || member.has_trait("smithy.api#hostLabel");
        has_default(member) || (self.compatibility == Compatibility::AwsSdk && !is_in_url)
    }

    pub(super) fn union(&mut self, shape: &Shape<'a>, reach: Reach) -> Union {
        let name = self.shape_name(shape);
        let variants: Vec<_> = shape
            .members
            .iter()
            .filter(|member| !self.is_exception_of_stream(shape, member))
            .collect();
        let variants: Vec<_> = variants
            .into_iter()
            .map(|member| self.union_variant(shape, member))
            .collect();
        self.check_members(shape, variants.iter().map(|variant| variant.name.as_str()), "variant");
        let redaction = if shape.is_sensitive() {
            Redaction::Whole
        } else if variants.iter().any(|variant| variant.sensitive) {
            Redaction::Members
        } else {
            Redaction::None
        };
        Union {
            id: shape.id.to_string(),
            shape: shape.id.name().to_owned(),
            module: names::shape_module(&name),
            docs: self.texts.of(&shape.traits, shape.id.as_str()),
            name,
            traits: self.shape_schema(shape),
            variants,
            events: self.events(shape, reach),
            redaction,
            direction: direction(reach),
        }
    }

    fn union_variant(&mut self, holder: &Shape<'a>, member: &Member<'a>) -> UnionVariant {
        let sensitive = self.is_sensitive(member);
        let is_unit = member.target.id.as_str() == prelude::UNIT;
        UnionVariant {
            member_name: member.name.clone(),
            name: names::variant(&member.name),
            snake_name: names::variant_suffix(&member.name),
            ty: (!is_unit).then(|| self.member_type(&holder.id, member)),
            sensitive,
            schema: self.member_schema(holder, member, sensitive, false),
            docs: self.member_docs(holder, member),
            trait_summary: trait_summary::of_member(self.model(), member, false),
        }
    }

    fn member_docs(&mut self, holder: &Shape<'a>, member: &Member<'a>) -> Docs {
        self.texts.of(&member.traits, &format!("{}${}", holder.id, member.name))
    }

    fn check_members<'n>(&mut self, shape: &Shape<'a>, names: impl Iterator<Item = &'n str>, what: &str) {
        let mut seen: Vec<&str> = Vec::new();
        for (name, member) in names.zip(&shape.members) {
            match seen.iter().position(|earlier| *earlier == name) {
                Some(first) => self.diagnostics.push(
                    Diagnostic::error(
                        "name-collision",
                        format!("two members become the {what} `{}`", names::unraw(name)),
                    )
                    .at(member.place, "one of them")
                    .and_at(shape.members[first].place, "the other one")
                    .shape(shape.id.with_member(&member.name))
                    .help(format!(
                        "the other one is `{}`; rename one of them in the model",
                        shape.members[first].name
                    )),
                ),
                None => seen.push(name),
            }
        }
    }
}

/// Returns whether a member has a default, which the service uses if an input lacks the member.
fn has_default(member: &Member<'_>) -> bool {
    member.trait_value(DEFAULT).is_some_and(|value| !value.is_null())
}

fn query_code(shape: &Shape<'_>) -> Option<String> {
    let code = shape.trait_value(AWS_QUERY_ERROR)?.get("code")?.as_str()?;
    (code != shape.id.name()).then(|| code.into_owned())
}

/// Removes codes that several exceptions have. A code leads to the exception of its name, else to
/// the only one that has it.
pub(super) fn settle_query_codes(exceptions: &mut [Structure]) {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for exception in exceptions.iter() {
        let name = exception.id.rsplit('#').next().unwrap_or_default();
        for code in exception.query_code.as_deref().into_iter().chain([name]) {
            *uses.entry(code.to_owned()).or_default() += 1;
        }
    }
    for exception in exceptions {
        exception.query_code.take_if(|code| uses.get(code.as_str()) != Some(&1));
    }
}

fn direction(reach: Reach) -> Direction {
    Direction {
        read: reach.output || reach.error,
        write: reach.input || reach.error || reach.observed,
    }
}

/// Returns the message of an exception whose model has none.
fn message_field() -> Field {
    Field {
        member_name: "message".to_owned(),
        name: "message".to_owned(),
        ty: Type::String,
        presence: Presence::Optional,
        sensitive: false,
        schema: MemberSchema::default(),
        is_modelled: false,
        idempotency_token: false,
        required: false,
        docs: Docs {
            lines: vec!["The message of the service.".to_owned()],
        },
        trait_summary: String::new(),
    }
}
