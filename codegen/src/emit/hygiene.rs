//! Files whose own type has a name of Rust's prelude: there the prelude's is written as a whole
//! path.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

/// Rewrites every mention of the prelude's `name` in an item of the file that defines another
/// `name`.
///
/// The file's own type is known by where it stands: after `struct`, `enum`, `for` or `::`, or after
/// an `impl` that has no `for`. Variants are known by standing in the braces of an `enum`, where
/// their types are in parentheses.
pub(super) fn qualify(item: TokenStream, name: &str) -> TokenStream {
    match prelude_path(name) {
        Some(path) => rewrite(item, name, &path),
        None => item,
    }
}

/// Returns the name of a file's own type where it stands among others, as in `Result<Result, …>`.
pub(super) fn own(name: &str) -> TokenStream {
    let own = crate::rust::ident(name);
    if prelude_path(name).is_some() {
        quote!(self::#own)
    } else {
        quote!(#own)
    }
}

fn prelude_path(name: &str) -> Option<TokenStream> {
    Some(match name {
        "Box" => quote!(std::boxed::Box),
        "Default" => quote!(std::default::Default),
        "Err" => quote!(std::result::Result::Err),
        "From" => quote!(std::convert::From),
        "HashMap" => quote!(std::collections::HashMap),
        "Into" => quote!(std::convert::Into),
        "None" => quote!(std::option::Option::None),
        "Ok" => quote!(std::result::Result::Ok),
        "Option" => quote!(std::option::Option),
        "Result" => quote!(std::result::Result),
        "Some" => quote!(std::option::Option::Some),
        "String" => quote!(std::string::String),
        "Vec" => quote!(std::vec::Vec),
        _ => return None,
    })
}

fn rewrite(tokens: TokenStream, name: &str, path: &TokenStream) -> TokenStream {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut rewritten = TokenStream::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(ident) if *ident == name && !is_own(&tokens, at) => rewritten.extend(path.clone()),
            TokenTree::Group(group) if is_variants(&tokens, at) => {
                let variants = group.stream().into_iter().map(|token| match token {
                    TokenTree::Group(types) if types.delimiter() == Delimiter::Parenthesis => {
                        within(&types, name, path)
                    }
                    other => other,
                });
                rewritten.extend([TokenTree::Group(Group::new(Delimiter::Brace, variants.collect()))]);
            }
            TokenTree::Group(group) if !is_attribute(&tokens, at) => rewritten.extend([within(group, name, path)]),
            other => rewritten.extend([other.clone()]),
        }
    }
    rewritten
}

fn within(group: &Group, name: &str, path: &TokenStream) -> TokenTree {
    TokenTree::Group(Group::new(group.delimiter(), rewrite(group.stream(), name, path)))
}

fn is_variants(tokens: &[TokenTree], at: usize) -> bool {
    matches!(at.checked_sub(2).map(|at| &tokens[at]), Some(TokenTree::Ident(keyword)) if *keyword == "enum")
}

fn is_own(tokens: &[TokenTree], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    match before {
        Some(TokenTree::Ident(keyword)) if *keyword == "struct" || *keyword == "enum" || *keyword == "for" => true,
        Some(TokenTree::Ident(keyword)) if *keyword == "impl" => !tokens[at..].iter().any(is_for),
        Some(TokenTree::Punct(punct)) => {
            punct.as_char() == ':' && matches!(at.checked_sub(2).map(|at| &tokens[at]), Some(TokenTree::Punct(_)))
        }
        // The first token of a macro's arguments, as in `string_enum! { Name { … } }`.
        None => matches!(tokens.get(at + 1), Some(TokenTree::Group(_))) && tokens.len() == 2,
        _ => false,
    }
}

fn is_for(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(keyword) if *keyword == "for")
}

/// Derives and other attributes name macros, which types do not hide.
fn is_attribute(tokens: &[TokenTree], at: usize) -> bool {
    matches!(at.checked_sub(1).and_then(|before| tokens.get(before)), Some(TokenTree::Punct(punct)) if punct.as_char() == '#')
}
