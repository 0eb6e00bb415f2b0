//! Structures: a macro call with a row per member, and their modules.

use std::iter;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{BuildError, Builder, Field, Operation, Presence, Role, Service, Structure, Type};
use crate::names;
use crate::rust::{Item, MacroCall, Row, SourceFile, ident};

use super::prelude::Prelude;
use super::tokens::{builder_of, doc_lines, index, needs_alias, prefixed};
use super::{defaults, schema};

/// Returns the definition of a structure that is not the input of an operation.
pub(super) fn item(shape: &Structure) -> Item {
    let build = match shape.builder {
        Builder::Transparent => quote!(in_place(crate::types::builders::BuilderOf)),
        Builder::Infallible => quote!(infallible(crate::types::builders::PartialBuilderOf)),
        Builder::Fallible(BuildError::Own) => quote!(fallible(crate::types::builders::PartialBuilderOf)),
        Builder::Fallible(BuildError::OfSdk) => quote!(fallible_sdk(crate::types::builders::PartialBuilderOf)),
    };
    let builder = builder_of(&shape.name);
    let facts = schema_facts(shape);
    let deserialize = match shape.role {
        Role::Exception => Some(quote!(, deserialize = exception)),
        _ if is_written_back(shape) => Some(quote!(, corrected = _corrected)),
        _ if shape.direction.read => Some(quote!(, deserialize = structure)),
        _ => (!shape.has_stream).then(|| quote!(, deserialize = serde)),
    };
    let streams = streams(shape);
    let extra = match shape.role {
        Role::Exception => {
            let at = place(shape.fields.len());
            Some(quote!(, metadata = meta [#(#at)*]))
        }
        Role::Output => Some(quote!(, request_id = _request_id)),
        Role::Input | Role::Data => None,
    };
    let unknown = unknown_members(shape);
    call(
        shape,
        &quote!(build = #build, builder = #builder, #facts #deserialize #extra #unknown #streams),
    )
}

/// Returns whether requests may contain structures from responses, with required members that a
/// response may have lacked.
fn is_written_back(shape: &Structure) -> bool {
    let both = shape.direction.read && shape.direction.write;
    both && shape.role == Role::Data && matches!(shape.builder, Builder::Fallible(_))
}

/// Returns the definition of an operation's input, whose builder is the fluent builder too.
pub(super) fn input(operation: &Operation) -> Item {
    let shape = &operation.input;
    let (builder, fluent) = (builder_of(&shape.name), ident(&operation.fluent_builder));
    let method = ident(&operation.method);
    let facts = schema_facts(shape);
    let paginator = operation.pagination.as_ref().map(|_| {
        let paginator = format_ident!("{}Paginator", operation.name);
        quote!(, paginator = #paginator)
    });
    let tokens = shape.fields.iter().filter_map(|field| {
        let (name, ensure) = (field.ident(), ensure(field, &shape.fields)?);
        Some(quote!(, token = #name, ensure = #ensure))
    });
    let (unknown, streams) = (unknown_members(shape), streams(shape));
    let deserialize = (!shape.has_stream).then(|| quote!(, deserialize = input));
    let head = quote! {
        build = call, builder = #builder, fluent_builder = #fluent, method = #method, #facts #deserialize
        #paginator #(#tokens)* #unknown #streams
    };
    call(shape, &head)
}

/// Returns the name of the function that sets an idempotency token, unless the name is taken.
fn ensure(field: &Field, fields: &[Field]) -> Option<proc_macro2::Ident> {
    let name = format!("ensure_{}", names::unraw(&field.name));
    let is_taken = fields.iter().any(|other| names::unraw(&other.name) == name);
    (field.idempotency_token && !is_taken).then(|| ident(&name))
}

fn unknown_members(shape: &Structure) -> Option<TokenStream> {
    shape
        .keeps_unknown_members
        .then(|| quote!(, unknown_members = _unknown_members))
}

fn schema_facts(shape: &Structure) -> TokenStream {
    let id = &shape.id;
    let traits = schema::shape_record(&shape.traits).map(|record| quote!(, traits = #record));
    let serialize = match is_written_back(shape) {
        true => None,
        false if shape.direction.write => Some(quote!(, serialize = true)),
        false => (!shape.has_stream).then(|| quote!(, serialize = serde)),
    };
    quote!(id = #id #traits #serialize)
}

/// Returns the pair that marks a structure as one that cannot be copied or compared.
fn streams(shape: &Structure) -> Option<TokenStream> {
    shape.has_stream.then(|| quote!(, streams = true))
}

fn call(shape: &Structure, facts: &TokenStream) -> Item {
    let (name, prelude) = (ident(&shape.name), Prelude::of_file(&shape.name));
    let has_place = shape.builder != Builder::Transparent && shape.role != Role::Input;
    let wire = &shape.shape;
    let alias = (wire != "Unit" && needs_alias(wire, &shape.name)).then(|| quote!(alias = #wire,));
    Item::from(MacroCall {
        path: "smithy_client_runtime::structure",
        docs: doc_lines(&shape.docs, &format!("The `{}` structure.", shape.name), ""),
        head: quote!(pub struct #name, #alias #facts),
        rows: (0..)
            .zip(&shape.fields)
            .map(|(at, field)| row(field, has_place.then_some(at), prelude))
            .collect(),
    })
}

/// Returns the place of a member in the tuple that a builder wraps. The tuple of more than eleven
/// members has a tuple of the rest as its twelfth element.
pub(super) fn place(member: usize) -> Vec<Literal> {
    const NESTED: usize = 11;
    let levels = iter::repeat_n(NESTED, member / NESTED);
    levels.chain([member % NESTED]).map(index).collect()
}

/// Returns the row of a member; `at` is its place in the builder, unless the builder is in place.
fn row(field: &Field, at: Option<usize>, prelude: Prelude<'_>) -> Row {
    let (name, presence) = (field.ident(), presence(field, prelude));
    let (set, get) = (prefixed("set", &field.name), prefixed("get", &field.name));
    let (form, returned) = (form(&field.ty, prelude), returned(field, prelude));
    let is_required = field.presence == Presence::Required;
    let record = schema::record(&field.member_name, is_required, &field.schema);
    let wire = &field.member_name;
    let alias = needs_alias(wire, &field.name).then(|| quote!(, alias = #wire));
    let at = at.map(place).map(|at| quote!(at = [#(#at)*],));
    Row {
        docs: doc_lines(
            &field.docs,
            &format!("The `{}` member.", field.member_name),
            &field.trait_summary,
        ),
        tokens: quote! {
            #name, #set, #get: #presence, #at set = [#form], get = #returned, schema = #record #alias;
        },
    }
}

fn presence(field: &Field, prelude: Prelude<'_>) -> TokenStream {
    let ty = prelude.ty(&field.ty);
    match &field.presence {
        Presence::Optional => quote!(optional(#ty)),
        Presence::Required => quote!(required(#ty)),
        Presence::Defaulted(default) => {
            let value = defaults::value(default, &field.ty, prelude).map(|value| quote!(= #value));
            quote!(default(#ty #value))
        }
    }
}

/// Returns the form of a member's setter.
pub(super) fn form(ty: &Type, prelude: Prelude<'_>) -> TokenStream {
    let element = |ty: &Type, sparse: bool| match sparse {
        true => prelude.element(ty, true),
        false => argument(ty, prelude),
    };
    match ty {
        Type::List { element: ty, sparse } => {
            let element = element(ty, *sparse);
            quote!(push #element)
        }
        Type::Map { key, value, sparse } => {
            let (key, value) = (argument(key, prelude), element(value, *sparse));
            quote!(insert #key, #value)
        }
        Type::Boxed(inner) => {
            let inner = prelude.ty(inner);
            quote!(boxed #inner)
        }
        ty => argument(ty, prelude),
    }
}

/// Returns the type of a setter's argument: strings and integer enums by `Into`.
fn argument(ty: &Type, prelude: Prelude<'_>) -> TokenStream {
    let into = matches!(ty, Type::String | Type::IntEnum(_)).then(|| quote!(into));
    let ty = prelude.ty(ty);
    quote!(#into #ty)
}

/// Returns the type that the accessor of a member returns.
fn returned(field: &Field, prelude: Prelude<'_>) -> TokenStream {
    let ty = &field.ty;
    let value = match ty {
        ty if ty.is_copy() => prelude.ty(ty),
        Type::String => quote!(&str),
        Type::List { element, sparse } => {
            let element = prelude.element(element, *sparse);
            return quote!(&[#element]);
        }
        Type::Boxed(inner) => {
            let inner = prelude.ty(inner);
            quote!(&#inner)
        }
        ty => {
            let ty = prelude.ty(ty);
            quote!(&#ty)
        }
    };
    match field.presence {
        Presence::Optional => {
            let option = prelude.name("Option");
            quote!(#option<#value>)
        }
        Presence::Required | Presence::Defaulted(_) => value,
    }
}

/// Returns `src/types.rs`: a module for each shape, and their items.
pub(super) fn modules(service: &Service) -> SourceFile {
    let structures = service.structures.iter().map(|shape| (&shape.module, &shape.name));
    let unions = service.unions.iter().map(|shape| (&shape.module, &shape.name));
    let enums = service.enums.iter().map(|shape| (&shape.module, &shape.name));
    let arns = service.arns.iter().map(|arn| (&arn.module, &arn.name));
    let mut shapes: Vec<_> = structures.chain(unions).chain(enums).chain(arns).collect();
    shapes.sort();
    let modules = shapes.iter().map(|(module, _)| ident(module));
    let mut items = vec![quote!(
        pub mod builders;
    )];
    if !service.exceptions.is_empty() {
        items.push(quote!(
            pub mod error;
        ));
    }
    items.push(quote!(#(mod #modules;)*));
    let uses = shapes.iter().map(|(module, name)| {
        let (module, name) = (ident(module), ident(name));
        quote!(pub use self::#module::#name;)
    });
    items.push(quote!(#(#uses)*));
    SourceFile::new(
        "src/types.rs",
        "Structures, unions and enums in requests and responses.",
        items,
    )
}

/// Returns `src/types/builders.rs`: the builders by name.
pub(super) fn builders(service: &Service) -> SourceFile {
    let uses = service.structures.iter().map(|shape| {
        let (module, builder) = (ident(&shape.module), builder_of(&shape.name));
        quote!(pub use super::#module::#builder;)
    });
    SourceFile::new(
        "src/types/builders.rs",
        "Builders of the structures in [`types`](crate::types).",
        vec![quote!(#(#uses)*), quote!(smithy_client_runtime::builders!();)],
    )
}
