//! `smithy.codegen#boundMembers`: members that a client can set in every input that has them.

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostics;
use crate::ir::{BoundMember, Service, Type};
use crate::model::select::Selection;
use crate::model::traits::BOUND_MEMBERS;
use crate::names;

use super::traits;

/// Adds the bound members of a service.
pub(super) fn add(selection: &Selection<'_, '_>, service: &mut Service, diagnostics: &mut Diagnostics) {
    let shape = selection.service;
    let Some(value) = shape.trait_value(BOUND_MEMBERS) else {
        return;
    };
    for element in value.elements().unwrap_or_default() {
        let Some(member) = element.as_str() else { continue };
        let inputs = service.operations.iter().map(|operation| &operation.input);
        let fields = inputs
            .flat_map(|input| &input.fields)
            .filter(|field| field.member_name == member);
        match fields.map(|field| &field.ty).collect::<Vec<_>>().as_slice() {
            [] => {
                let problem = format!("no input has a member `{member}`");
                let inputs = service.operations.iter().map(|operation| &operation.input);
                let strings = inputs
                    .flat_map(|input| &input.fields)
                    .filter(|field| field.ty == Type::String);
                let names: BTreeSet<&str> = strings.map(|field| field.member_name.as_str()).collect();
                traits::unknown(shape, element, &problem, (&member, names.into_iter()), diagnostics);
            }
            types if types.iter().any(|ty| **ty != Type::String) => {
                let problem = format!("expected `{member}` to be a string in each input");
                traits::wrong(shape, element, &problem, diagnostics);
            }
            _ => service.bound_members.push(BoundMember {
                method: format!("with_{}", names::snake(&member)),
                member: member.into_owned(),
            }),
        }
    }
}
