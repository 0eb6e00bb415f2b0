//! Emits patterns as constants for the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ir::Pattern;

/// Returns the only character of a class.
fn character(pattern: &Pattern) -> Option<char> {
    match pattern {
        Pattern::Class(ranges) => match ranges.as_slice() {
            [(start, end)] if start == end => Some(*start),
            _ => None,
        },
        _ => None,
    }
}

/// Returns parts that follow each other, with characters in a row as one text.
fn sequence(parts: &[Pattern]) -> TokenStream {
    let mut tokens = Vec::new();
    let mut rest = parts;
    while let [first, others @ ..] = rest {
        let text: String = rest.iter().map_while(character).collect();
        match text.chars().count() {
            0 | 1 => {
                tokens.push(constant(first));
                rest = others;
            }
            count => {
                tokens.push(quote!(Pattern::Text(#text)));
                rest = rest.get(count..).unwrap_or_default();
            }
        }
    }
    match <[TokenStream; 1]>::try_from(tokens) {
        Ok([only]) => only,
        Err(tokens) => quote!(Pattern::Sequence(&[#(#tokens),*])),
    }
}

/// Returns the expression of a pattern; `Pattern` of the runtime is in scope.
pub(crate) fn constant(pattern: &Pattern) -> TokenStream {
    match pattern {
        Pattern::Class(ranges) => {
            let text: String = ranges.iter().flat_map(|(start, end)| [*start, *end]).collect();
            quote!(Pattern::Class(#text))
        }
        Pattern::Start => quote!(Pattern::Start),
        Pattern::End => quote!(Pattern::End),
        Pattern::WordBoundary(is_wanted) => quote!(Pattern::WordBoundary(#is_wanted)),
        Pattern::Sequence(parts) => sequence(parts),
        Pattern::Alternatives(parts) => {
            let parts = parts.iter().map(constant);
            quote!(Pattern::Alternatives(&[#(#parts),*]))
        }
        Pattern::Repeat { pattern, min, max } => {
            let (pattern, min) = (constant(pattern), Literal::u32_unsuffixed(*min));
            match *max {
                u32::MAX => quote!(Pattern::Repeat(&#pattern, #min, u32::MAX)),
                max => {
                    let max = Literal::u32_unsuffixed(max);
                    quote!(Pattern::Repeat(&#pattern, #min, #max))
                }
            }
        }
        Pattern::LookAhead(is_wanted, pattern) => {
            let pattern = constant(pattern);
            quote!(Pattern::LookAhead(#is_wanted, &#pattern))
        }
    }
}
