//! Enums: the variants with their documentation, and the call of a macro of the runtime for the
//! rest.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Enum, EnumValue, EnumValues};
use crate::markdown::inline_code;
use crate::rust::{Item, MacroCall, Row, ident};

use super::tokens::{alias, doc_lines, docs, docs_or, is_same_search};

/// Returns the enum and the call of the macro that defines its functions.
pub(super) fn items(shape: &Enum) -> Vec<Item> {
    match &shape.values {
        EnumValues::Strings(values) => {
            let path = "smithy_client_runtime::string_enum";
            let derives = quote!(#[derive(Clone, PartialEq)]);
            let unknown = quote!(Unknown(primitives::UnknownVariantValue));
            of_values(shape, values, |value| Literal::string(value), &derives, &unknown, path)
        }
        EnumValues::Integers(values) => {
            let path = "smithy_client_runtime::int_enum";
            let debug = (!shape.sensitive).then(|| quote!(Debug,));
            let derives = quote!(#[derive(Clone, Copy, #debug PartialEq, Eq, PartialOrd, Ord, Hash)]);
            of_values(
                shape,
                values,
                |value| Literal::i64_unsuffixed(*value),
                &derives,
                &quote!(Unknown(i32)),
                path,
            )
        }
    }
}

fn of_values<T: std::fmt::Display>(
    shape: &Enum,
    values: &[EnumValue<T>],
    literal: impl Fn(&T) -> Literal,
    derives: &TokenStream,
    unknown: &TokenStream,
    path: &'static str,
) -> Vec<Item> {
    let name = ident(&shape.name);
    let shape_docs = docs_or(&shape.docs, &format!("The `{}` enum.", shape.name));
    let alias_of_shape = alias(&shape.shape, &shape.name);
    let variants = values.iter().map(|value| {
        let variant = ident(&value.variant);
        let wire = value.value.to_string();
        let stand_in = if wire.is_empty() {
            "The empty string.".to_owned()
        } else {
            inline_code(&wire)
        };
        let written = match value.docs.lines.is_empty() || wire == value.variant || wire.is_empty() {
            true => String::new(),
            false => format!("Written as {}.", inline_code(&wire)),
        };
        let docs = docs(&doc_lines(&value.docs, &stand_in, &written));
        let alias = (!is_same_search(&wire, &value.variant)).then(|| alias(&wire, &value.variant));
        quote!(#docs #alias #variant,)
    });
    let sensitive = shape.sensitive.then(|| quote!(, sensitive = true));
    let rows = values.iter().map(|value| {
        let (variant, literal) = (ident(&value.variant), literal(&value.value));
        quote!(#variant = #literal,)
    });
    vec![
        quote! {
            #shape_docs
            #alias_of_shape
            #derives
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
                /// A value that is not in the model of this version of the crate.
                #unknown,
            }
        }
        .into(),
        MacroCall {
            path,
            head: quote!(#name #sensitive),
            docs: Vec::new(),
            rows: rows.map(Row::from).collect(),
        }
        .into(),
    ]
}
