//! Conversions of values whose type in an update differs from that in the structure that is read.

use crate::ir::{Conversion, Presence, Structure, Type};

use super::of_member;

/// Returns the conversion of a structure to another one with a subset of its members, or of lists
/// of them.
pub(super) fn conversion(structures: &[Structure], from: &Type, to: &Type) -> Option<Conversion> {
    let (from, to, is_list) = match (from, to) {
        (Type::Structure(from), Type::Structure(to)) => (from, to, false),
        (Type::List { element: from, .. }, Type::List { element: to, .. }) => match (&**from, &**to) {
            (Type::Structure(from), Type::Structure(to)) => (from, to, true),
            _ => return None,
        },
        _ => return None,
    };
    let (from, to) = (structure(structures, from)?, structure(structures, to)?);
    // A structure of responses may have a field for the members that a response lacked.
    if to.direction.read {
        return None;
    }
    let fields = to.fields.iter().map(|field| {
        let source = of_member(&from.fields, &field.member_name).filter(|source| source.ty == field.ty)?;
        let is_wrapped = match (&source.presence, &field.presence) {
            (Presence::Optional, Presence::Optional) => false,
            (Presence::Optional, _) => return None,
            (_, Presence::Optional) => true,
            (_, _) => false,
        };
        Some((field.name.clone(), source.name.clone(), is_wrapped))
    });
    Some(Conversion {
        structure: to.name.clone(),
        is_list,
        fields: fields.collect::<Option<_>>()?,
    })
}

pub(super) fn structure<'s>(structures: &'s [Structure], name: &str) -> Option<&'s Structure> {
    structures.iter().find(|structure| structure.name == name)
}
