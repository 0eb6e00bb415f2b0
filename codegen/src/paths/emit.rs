//! Emits the code that follows a path.

use proc_macro2::TokenStream;
use quote::quote;

use super::ir::{PathEnd, PathMember, PathValue, ShapePath};
use crate::rust::ident;

/// An expression for a value, and whether it is a reference.
#[derive(Clone)]
pub(crate) struct PlaceExpr {
    pub(crate) tokens: TokenStream,
    pub(crate) is_reference: bool,
}

impl PlaceExpr {
    /// Returns a place whose expression is a reference.
    pub(crate) fn of(tokens: TokenStream) -> Self {
        Self {
            tokens,
            is_reference: true,
        }
    }

    /// Returns a reference to the value.
    pub(crate) fn reference(&self) -> TokenStream {
        let tokens = &self.tokens;
        if self.is_reference {
            quote!(#tokens)
        } else {
            quote!(&#tokens)
        }
    }
}

/// The end of the members of a path, and the conditions under which it exists.
pub(crate) struct Reached {
    conditions: Vec<TokenStream>,
    pub(crate) place: PlaceExpr,
}

impl Reached {
    /// Follows members from a place.
    pub(crate) fn along(members: &[PathMember], start: PlaceExpr) -> Self {
        let mut reached = Self {
            conditions: Vec::new(),
            place: start,
        };
        for PathMember { field, optional } in members {
            let (field, tokens) = (ident(field), &reached.place.tokens);
            if *optional {
                reached.conditions.push(quote!(let Some(value) = &#tokens.#field));
                reached.place = PlaceExpr::of(quote!(value));
            } else {
                reached.place = PlaceExpr {
                    tokens: quote!(#tokens.#field),
                    is_reference: false,
                };
            }
        }
        reached
    }

    /// Returns the code for the end of the path, run only if every optional member is set.
    pub(crate) fn guard(self, end: TokenStream) -> TokenStream {
        let conditions = &self.conditions;
        if conditions.is_empty() {
            end
        } else {
            quote!(if #(#conditions)&&* { #end })
        }
    }
}

/// Pushes the strings that a path leads to onto the vector `values`.
pub(crate) fn collect(path: &ShapePath, start: PlaceExpr) -> TokenStream {
    let reached = Reached::along(&path.members, start);
    let end = collect_end(&path.end, &reached.place);
    reached.guard(end)
}

/// Pushes the strings at the end of a path onto the vector `values`.
pub(crate) fn collect_end(end: &PathEnd, place: &PlaceExpr) -> TokenStream {
    let (tokens, reference) = (&place.tokens, place.reference());
    match end {
        PathEnd::Elements { sparse, each } => {
            let each = collect(each, PlaceExpr::of(quote!(value)));
            if *sparse {
                quote!(for value in #tokens.iter().flatten() { #each })
            } else {
                quote!(for value in #reference { #each })
            }
        }
        PathEnd::Branches(paths) => paths
            .iter()
            .map(|path| collect(path, PlaceExpr::of(quote!(#tokens))))
            .collect(),
        PathEnd::Keys { of_enum: false } => quote!(values.extend(#tokens.keys().cloned());),
        PathEnd::Keys { of_enum: true } => quote!(values.extend(#tokens.keys().map(|key| key.as_str().to_owned()));),
        PathEnd::Value(PathValue::String { of_enum: false }) => quote!(values.push(#tokens.clone());),
        PathEnd::Value(PathValue::String { of_enum: true }) => quote!(values.push(#tokens.as_str().to_owned());),
        PathEnd::Value(PathValue::Strings { of_enum, sparse }) => {
            let strings = owned_strings(tokens, *of_enum, *sparse);
            quote!(values.extend(#strings);)
        }
        // `lower` resolves paths that collect values to strings only.
        PathEnd::Value(PathValue::Boolean | PathValue::Other) => TokenStream::new(),
    }
}

/// Returns an iterator over the strings of a list, cloned.
pub(crate) fn owned_strings(list: &TokenStream, of_enum: bool, sparse: bool) -> TokenStream {
    let flatten = sparse.then(|| quote!(.flatten()));
    let owned = if of_enum {
        quote!(.map(|value| value.as_str().to_owned()))
    } else {
        quote!(.cloned())
    };
    quote!(#list.iter() #flatten #owned)
}

/// The way to take a value out of a structure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is moved.
    Moved,
    /// It is cloned, as an `Option`.
    Cloned,
    /// It is copied, as an `Option`.
    Copied,
}

/// Returns the value that a path of members leads to.
pub(crate) fn taken(path: &ShapePath, root: &str, taken: Taken) -> TokenStream {
    let moved = taken == Taken::Moved;
    let root = ident(root);
    let mut value = quote!(#root);
    let mut optional = false;
    for (at, member) in path.members.iter().enumerate() {
        let field = ident(&member.field);
        let last = at + 1 == path.members.len();
        value = match (optional, member.optional, moved) {
            (false, false, _) => quote!(#value.#field),
            (false, true, true) => quote!(#value.#field),
            (false, true, false) if last => quote!(#value.#field),
            (false, true, false) => quote!(#value.#field.as_ref()),
            (true, false, true) => quote!(#value.map(|value| value.#field)),
            (true, false, false) => quote!(#value.map(|value| &value.#field)),
            (true, true, true) => quote!(#value.and_then(|value| value.#field)),
            (true, true, false) => quote!(#value.and_then(|value| value.#field.as_ref())),
        };
        optional |= member.optional;
    }
    let only_last = path.members.iter().rev().skip(1).all(|member| !member.optional);
    match (taken, optional, only_last) {
        (Taken::Moved, _, _) | (Taken::Copied, true, true) => value,
        (Taken::Cloned, true, true) => quote!(#value.clone()),
        (Taken::Cloned, true, false) => quote!(#value.cloned()),
        (Taken::Copied, true, false) => quote!(#value.copied()),
        (Taken::Cloned, false, _) => quote!(Some(#value.clone())),
        (Taken::Copied, false, _) => quote!(Some(#value)),
    }
}
