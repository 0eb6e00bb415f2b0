//! Resolves the names that texts put in backticks: shapes, operations, members, values of enums.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::Role;
use crate::model::ast::{Shape, ShapeId, ShapeKind};
use crate::model::prelude;
use crate::model::select::Selection;
use crate::model::traits::ENUM_VALUE;
use crate::names;

/// The paths of a client's items by the names that the model gives them.
pub(super) struct Links {
    /// Shapes and operations.
    items: BTreeMap<String, String>,
    /// By a shape's id, the members that its own texts name: of an operation, those of its input
    /// and output.
    members: BTreeMap<ShapeId, BTreeMap<String, String>>,
    /// Names of both a shape and a member with another target.
    ambiguous: BTreeSet<String>,
}

impl Links {
    pub(super) fn new(selection: &Selection<'_, '_>) -> Self {
        let mut links = Self {
            items: BTreeMap::new(),
            members: BTreeMap::new(),
            ambiguous: BTreeSet::new(),
        };
        for id in selection.shapes.keys().chain(&selection.exceptions) {
            if let Some(shape) = selection
                .model
                .shape(id)
                .filter(|shape| shape.id.as_str() != prelude::UNIT)
            {
                links.add_shape(selection, shape);
            }
        }
        for operation in &selection.operations {
            links.add_operation(selection, operation);
        }
        links.find_ambiguous(selection);
        links
    }

    /// Returns the target of a name in the text of this shape or member, unless it is the shape or
    /// member itself.
    pub(super) fn path(&self, name: &str, id: &str) -> Option<&str> {
        let (holder, member) = id
            .split_once('$')
            .map_or((id, None), |(holder, member)| (holder, Some(member)));
        let own = member.or(holder.split_once('#').map(|(_, name)| name));
        if own == Some(name) {
            return None;
        }
        let members = ShapeId::parse(holder).and_then(|holder| self.members.get(&holder));
        let item = || self.items.get(name).filter(|_| !self.ambiguous.contains(name));
        members
            .and_then(|members| members.get(name))
            .or_else(item)
            .map(String::as_str)
    }

    fn add_shape(&mut self, selection: &Selection<'_, '_>, shape: &Shape<'_>) {
        let is_exception = selection.exceptions.contains(&shape.id);
        let module = if is_exception { "types::error" } else { "types" };
        let path = format!("crate::{module}::{}", super::shape_name(selection, &shape.id));
        let members = match shape.kind {
            // The setter of a member has the member's text too. There, `Self` is the builder.
            ShapeKind::Structure if is_exception => fields(shape, Role::Exception, &path),
            ShapeKind::Structure => fields(shape, Role::Data, &path),
            ShapeKind::Union => {
                let members = shape.members.iter();
                let named = members.map(|member| (member.name.clone(), member.name.as_str()));
                variants(named, names::variant)
            }
            ShapeKind::Enum | ShapeKind::IntEnum => {
                let named = shape.members.iter().map(|member| {
                    let value = member.trait_text(ENUM_VALUE);
                    let text = value.map_or_else(|| member.name.clone(), |value| value.into_owned());
                    (text, member.name.as_str())
                });
                variants(named, names::enum_variant)
            }
            _ => return,
        };
        self.items.insert(shape.id.name().to_owned(), path);
        self.members.insert(shape.id.clone(), members);
    }

    fn add_operation(&mut self, selection: &Selection<'_, '_>, operation: &Shape<'_>) {
        let (stem, module) = (
            names::type_name(operation.id.name()),
            names::method(operation.id.name()),
        );
        let module = names::unraw(&module);
        self.items
            .insert(operation.id.name().to_owned(), format!("crate::Client::{module}"));
        let ShapeKind::Operation(props) = &operation.kind else {
            return;
        };
        let mut all = BTreeMap::new();
        for (reference, role, suffix) in [
            (&props.output, Role::Output, "Output"),
            (&props.input, Role::Input, "Input"),
        ] {
            let Some(shape) = reference
                .as_ref()
                .and_then(|reference| selection.model.shape(&reference.id))
            else {
                continue;
            };
            if shape.id.as_str() == prelude::UNIT {
                continue;
            }
            let path = format!("crate::operation::{module}::{stem}{suffix}");
            // Members of the input take precedence over those of the output.
            all.extend(fields(shape, role, &path));
            self.members
                .entry(shape.id.clone())
                .or_insert_with(|| fields(shape, role, &path));
            self.items.entry(shape.id.name().to_owned()).or_insert(path);
        }
        self.members.insert(operation.id.clone(), all);
    }

    /// Finds names of both a member and a shape. A member with the shape of its own name links to
    /// that shape; for any other the target is ambiguous.
    fn find_ambiguous(&mut self, selection: &Selection<'_, '_>) {
        let model = selection.model;
        let element = |id: &ShapeId| {
            let shape = model.shape(id)?;
            shape
                .member("member")
                .or_else(|| shape.member("value"))
                .filter(|_| matches!(shape.kind, ShapeKind::List | ShapeKind::Map))
        };
        for holder in self.members.keys().filter_map(|id| model.shape(id)) {
            if !matches!(holder.kind, ShapeKind::Structure | ShapeKind::Union) {
                continue;
            }
            for member in holder
                .members
                .iter()
                .filter(|member| self.items.contains_key(&member.name))
            {
                let held = element(&member.target.id).map_or(&member.target.id, |element| &element.target.id);
                if held.name() != member.name {
                    self.ambiguous.insert(member.name.clone());
                }
            }
        }
    }
}

fn fields(shape: &Shape<'_>, role: Role, path: &str) -> BTreeMap<String, String> {
    let names = names::fields(shape.members.iter().map(|member| member.name.as_str()), role);
    let paths = names.iter().map(|name| format!("field@{path}::{}", names::unraw(name)));
    shape
        .members
        .iter()
        .map(|member| member.name.clone())
        .zip(paths)
        .collect()
}

/// Returns the variants by their names in texts. If two have one name in Rust, neither is linked.
fn variants<'n>(
    members: impl Iterator<Item = (String, &'n str)>,
    name_of: fn(&str) -> String,
) -> BTreeMap<String, String> {
    let named: Vec<_> = members.map(|(text, name)| (text, name_of(name))).collect();
    let single = |variant: &String| named.iter().filter(|(_, other)| other == variant).count() == 1;
    named
        .iter()
        .filter(|(_, variant)| single(variant))
        .map(|(text, variant)| (text.clone(), format!("variant@Self::{variant}")))
        .collect()
}
