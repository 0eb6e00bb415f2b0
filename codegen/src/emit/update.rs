//! Updates that read a resource, change it and write it back.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Conversion, Operation, Type, Update, UpdateSource};
use crate::markdown;
use crate::names;
use crate::rust::{Item, MacroCall, Row, SourceFile, ident};

use super::prelude::Prelude;
use super::structure::form;
use super::tokens::{doc_lines, docs};

/// Returns the name of the call.
fn call_name(operation: &Operation) -> proc_macro2::Ident {
    format_ident!("{}With", operation.name)
}

/// Returns the items of `input.rs`: the update that changes nothing.
pub(super) fn input_items(operation: &Operation) -> Vec<Item> {
    let Some(update) = &operation.update else {
        return Vec::new();
    };
    vec![
        from_current(operation, update).into(),
        update_input(operation, update).into(),
    ]
}

/// Returns the value of a field of the update, given the structure that is read.
fn copied(field: &str, is_optional: bool, conversion: Option<&Conversion>) -> TokenStream {
    let from = ident(field);
    let Some(conversion) = conversion else {
        let value = quote!(structure::clone_field(&current.#from));
        return if is_optional { value } else { quote!(Some(#value)) };
    };
    let value = converted(conversion);
    match is_optional {
        true => quote!(current.#from.as_ref().map(|current| #value)),
        false => quote!(Some({ let current = &current.#from; #value })),
    }
}

/// Returns the value of another structure with the same members, or a list of them.
fn converted(conversion: &Conversion) -> TokenStream {
    let structure = ident(&conversion.structure);
    let fields = conversion.fields.iter().map(|(field, from, is_wrapped)| {
        let value = copied(from, !is_wrapped, None);
        let field = ident(field);
        quote!(#field: #value,)
    });
    let value = quote!(crate::types::#structure { #(#fields)* });
    match conversion.is_list {
        true => quote!(current.iter().map(|current| #value).collect()),
        false => value,
    }
}

/// Returns the statement that gets the member of the output with the structure that is read.
fn nested(update: &Update) -> Option<TokenStream> {
    let (field, is_optional) = update.nested.as_ref()?;
    let field = ident(field);
    Some(match is_optional {
        true => quote!(let Some(current) = &current.#field else { return Self::default(); };),
        false => quote!(let current = &current.#field;),
    })
}

fn from_current(operation: &Operation, update: &Update) -> TokenStream {
    let input = ident(&operation.input.name);
    let (module, output) = (ident(&update.module), format_ident!("{}Output", update.read));
    let current = update.sources.iter().filter_map(|(field, source)| match source {
        UpdateSource::Call(_) => None,
        UpdateSource::Current {
            field: from,
            is_optional,
            conversion,
        } => {
            let (field, value) = (ident(field), copied(from, *is_optional, conversion.as_ref()));
            Some(quote!(#field: #value,))
        }
    });
    let nested = nested(update);
    let is_copied = |name: &String| {
        let copied = update
            .sources
            .iter()
            .filter(|(_, source)| matches!(source, UpdateSource::Current { .. }));
        copied.into_iter().any(|(field, _)| field == name)
    };
    let others = operation.input.fields.iter().filter(|field| !is_copied(&field.name));
    let others = others.map(|field| {
        let field = field.ident();
        quote!(#field: None,)
    });
    let renames = update
        .renames
        .iter()
        .map(|(current, update)| quote!((#current, #update)));
    let text = format!(
        "Returns the update that changes nothing: the members of a response of [`{0}`](crate::Client::{0}), including those that are not in the model of this version of the crate. Timestamps keep their exact digits.",
        names::unraw(&update.module),
    );
    let docs = docs(&markdown::wrap(&text, markdown::WIDTH));
    quote! {
        impl #input {
            #docs
            #[inline]
            pub fn from_current(current: &crate::operation::#module::#output) -> Self {
                #nested
                Self {
                    #(#current)*
                    #(#others)*
                    _unknown_members: current._unknown_members.renamed(&[#(#renames),*]),
                }
            }
        }
    }
}

fn update_input(operation: &Operation, update: &Update) -> TokenStream {
    let input = ident(&operation.input.name);
    let (module, read) = (ident(&update.module), format_ident!("{}Input", update.read));
    let output = format_ident!("{}Output", update.read);
    let of_call: Vec<_> = update
        .sources
        .iter()
        .filter_map(|(field, source)| match source {
            UpdateSource::Call(from) => Some((ident(field), ident(from))),
            UpdateSource::Current { .. } => None,
        })
        .map(|(field, from)| quote!(update.#field = structure::clone_field(&read.#from);))
        .collect();
    let (argument, body) = match of_call.is_empty() {
        true => (ident("_read"), quote!(Self::from_current(current))),
        false => (
            ident("read"),
            quote! {
                let mut update = Self::from_current(current);
                #(#of_call)*
                update
            },
        ),
    };
    let is_conflict = format_ident!("is_{}", update.conflict_snake_name);
    quote! {
        #[doc(hidden)]
        impl update::UpdateInput for #input {
            type Read = crate::operation::#module::#read;
            #[inline]
            fn of_read(#argument: &Self::Read, current: &crate::operation::#module::#output) -> Self {
                #body
            }
            #[inline]
            fn is_conflict(error: &crate::Error) -> bool {
                error.#is_conflict()
            }
        }
    }
}

/// Returns the items of an operation's module.
pub(super) fn module_items(operation: &Operation) -> Option<TokenStream> {
    operation.update.as_ref()?;
    let name = call_name(operation);
    Some(quote!(mod update_call; pub use self::update_call::#name;))
}

/// Returns `update_call.rs`, if the operation replaces what another one reads.
pub(super) fn file(operation: &Operation, folder: &str) -> Option<SourceFile> {
    let update = operation.update.as_ref()?;
    let (name, input) = (call_name(operation), ident(&operation.input.name));
    let (output, error) = (ident(&operation.output.name), format_ident!("{}Error", operation.name));
    let (module, read) = (ident(&update.module), format_ident!("{}Input", update.read));
    let rows = update.settable.iter().map(|field| {
        let (name, form) = (field.ident(), form(&field.ty, Prelude::WHOLE));
        Row {
            docs: doc_lines(
                &field.docs,
                &format!("The `{}` member.", field.member_name),
                &field.trait_summary,
            ),
            tokens: quote!(#name, set = [#form];),
        }
    });
    let text = format!(
        "A call of [`{0}_with`](crate::Client::{0}_with): reads, changes and writes back.",
        names::unraw(&operation.method)
    );
    let call = MacroCall {
        path: "smithy_client_runtime::update_call",
        docs: markdown::wrap(&text, markdown::WIDTH),
        head: quote!(pub struct #name, input = #input, output = #output, error = #error, read = #read),
        rows: rows.collect(),
    };
    let uses = quote! {
        use crate::operation::#module::#read;
        use super::{#error, #input, #output};
    };
    let docs = format!(
        "Changes that [`{0}`](crate::Client::{0}) writes back.",
        names::unraw(&operation.method)
    );
    Some(SourceFile::new(
        format!("{folder}/update_call.rs"),
        &docs,
        vec![Item::from(uses), call.into()],
    ))
}

/// Returns the function of the client, or of the blocking client.
pub(super) fn method(operation: &Operation, is_blocking: bool) -> Option<TokenStream> {
    let update = operation.update.as_ref()?;
    let (module, name) = (ident(&operation.method), call_name(operation));
    let (read_module, read) = (ident(&update.module), format_ident!("{}Input", update.read));
    let method = format_ident!("{}_with", names::suffix(&operation.method));
    let (argument, input) = (ident(&update.identifier), ident(&operation.input.name));
    let ty = &update.identifier_type;
    let (ty, value) = match ty {
        Type::String => (quote!(impl Into<String>), quote!(#argument.into())),
        ty => (quote!(#ty), quote!(#argument)),
    };
    let docs = method_docs(operation, update);
    let (mode_type, mode) = match is_blocking {
        true => (
            Some(quote!(, smithy_client_runtime::blocking::Blocking)),
            quote!(self.mode.clone()),
        ),
        false => (None, quote!(fluent::Async)),
    };
    Some(quote! {
        #docs
        #[inline]
        pub fn #method<F>(&self, #argument: #ty, edit: F) -> crate::operation::#module::#name<F #mode_type>
        where
            F: FnMut(&mut crate::operation::#module::#input),
        {
            let read = crate::operation::#read_module::#read {
                #argument: Some(#value),
                ..Default::default()
            };
            crate::operation::#module::#name::new(self.handle.clone(), #mode, read, edit)
        }
    })
}

fn method_docs(operation: &Operation, update: &Update) -> TokenStream {
    let (method, read) = (names::unraw(&operation.method), names::unraw(&update.module));
    let paragraphs = [
        format!(
            "Reads with [`{read}`](Self::{read}), lets `edit` change the input of [`{method}`](Self::{method}), and writes it back."
        ),
        format!(
            "`edit` starts from the current state, so it only sets what changes. Members that are not in the model of this version of the crate are written back unchanged. After a [`{0}`](crate::types::error::{0}) the client reads again and calls `edit` again, up to three times.",
            update.conflict
        ),
        "`max_repeats` changes this number; the other functions of the call set the members of the read.".to_owned(),
    ];
    let mut lines = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if at > 0 {
            lines.push(String::new());
        }
        lines.extend(markdown::wrap(paragraph, markdown::WIDTH));
    }
    docs(&lines)
}
