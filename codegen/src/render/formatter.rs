//! The formatter of Rust, for what takes decisions about its layout.

use proc_macro2::TokenStream;

use crate::rust::code::Tokens;

/// Appends formatted items.
pub(super) fn write(text: &mut String, tokens: Tokens<'_>) -> Result<(), syn::Error> {
    let mut file: syn::File = syn::parse_str(&tokens.source())?;
    if let [syn::Item::Impl(block)] = file.items.as_mut_slice() {
        block.items = spaced(std::mem::take(&mut block.items));
    }
    text.push_str(&prettyplease::unparse(&file));
    Ok(())
}

/// Appends a formatted item of an `impl`, which is indented by a level.
pub(super) fn write_member(text: &mut String, tokens: Tokens<'_>) -> Result<(), syn::Error> {
    let file: syn::File = syn::parse_str(&format!("impl A {{ {} }}", tokens.source()))?;
    let block = prettyplease::unparse(&file);
    let member = block
        .strip_prefix("impl A {\n")
        .and_then(|rest| rest.strip_suffix("}\n"));
    text.push_str(member.unwrap_or_default());
    Ok(())
}

/// Returns the items of an `impl` with a blank line before and after each function. The formatter
/// prints an empty verbatim item as an empty line.
fn spaced(items: Vec<syn::ImplItem>) -> Vec<syn::ImplItem> {
    let is_function = |item: &syn::ImplItem| matches!(item, syn::ImplItem::Fn(_));
    let mut spaced: Vec<syn::ImplItem> = Vec::with_capacity(2 * items.len());
    for item in items {
        if spaced
            .last()
            .is_some_and(|before| is_function(before) || is_function(&item))
        {
            spaced.push(syn::ImplItem::Verbatim(TokenStream::new()));
        }
        spaced.push(item);
    }
    spaced
}
