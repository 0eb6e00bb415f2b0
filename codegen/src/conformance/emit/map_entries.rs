//! The names of map entries in XML, by which the tests recognize elements without an order.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{MemberSchema, Nested, Service, Trait, Type};

/// Returns the constant with the names of the entries of all maps, and of their keys and values.
pub(super) fn constant(service: &Service) -> TokenStream {
    let mut entries = BTreeSet::new();
    let inputs = service.operations.iter().flat_map(|operation| &operation.input.fields);
    let structures = service.structures.iter().chain(&service.exceptions);
    for field in inputs.chain(structures.flat_map(|structure| &structure.fields)) {
        add_map_entries(&field.ty, Some(&field.schema), &field.member_name, &mut entries);
    }
    let variants = service.unions.iter().flat_map(|union| &union.variants);
    for variant in variants {
        if let Some(ty) = &variant.ty {
            add_map_entries(ty, Some(&variant.schema), &variant.member_name, &mut entries);
        }
    }
    let entries = entries.iter().map(|[entry, key, value]| quote!((#entry, #key, #value)));
    quote!(const MAP_ENTRIES: &[(&str, &str, &str)] = &[#(#entries),*];)
}

fn add_map_entries(ty: &Type, schema: Option<&MemberSchema>, member: &str, entries: &mut BTreeSet<[String; 3]>) {
    let nested = schema.and_then(|schema| schema.nested.as_ref());
    match ty {
        Type::Boxed(ty) => add_map_entries(ty, schema, member, entries),
        Type::List { element, .. } => {
            let schema = match nested {
                Some(Nested::List(schema)) => Some(&**schema),
                _ => None,
            };
            add_map_entries(element, schema, "member", entries);
        }
        Type::Map { value: ty, .. } => {
            let (key, value) = match nested {
                Some(Nested::Map { key, value }) => (Some(&**key), Some(&**value)),
                _ => (None, None),
            };
            let is_flattened = schema.is_some_and(|schema| schema.traits.contains(&Trait::XmlFlattened));
            let entry = match is_flattened {
                true => xml_name(schema, member),
                false => "entry".to_owned(),
            };
            entries.insert([entry, xml_name(key, "key"), xml_name(value, "value")]);
            add_map_entries(ty, value, "value", entries);
        }
        _ => {}
    }
}

fn xml_name(schema: Option<&MemberSchema>, default: &str) -> String {
    let mut traits = schema.into_iter().flat_map(|schema| &schema.traits);
    let name = traits.find_map(|found| match found {
        Trait::XmlName(name) => Some(name.clone()),
        _ => None,
    });
    name.unwrap_or_else(|| default.to_owned())
}
