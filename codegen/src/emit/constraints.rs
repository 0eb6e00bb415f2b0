//! `src/constraints.rs`: the constraints on values of requests, and the setting that checks them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Constraint, Constraints};
use crate::markdown;
use crate::patterns::emit::constant;
use crate::rust::{Item, MacroCall, Row, SourceFile};

use super::tokens::docs;

/// Returns the file of the table, if the service has constraints.
pub(super) fn file(constraints: &Constraints) -> Option<SourceFile> {
    if constraints.members.is_empty() {
        return None;
    }
    let patterns = constraints.patterns.iter().enumerate().map(|(at, (text, pattern))| {
        let (name, pattern) = (pattern_name(at), constant(pattern));
        quote!(static #name = #text, #pattern;)
    });
    let members = constraints.members.iter().map(|row| {
        let (shape, member) = (&row.shape, &row.member);
        let constraint = expression(&row.constraint);
        quote!(#shape, #member: #constraint;)
    });
    let call = MacroCall {
        path: "smithy_client_runtime::constraints",
        docs: Vec::new(),
        head: quote!(CONSTRAINTS),
        rows: patterns.chain(members).map(Row::from).collect(),
    };
    let pattern = (!constraints.patterns.is_empty()).then(|| {
        quote!(
            use smithy_client_runtime::pattern::Pattern;
        )
    });
    let uses = quote! {
        use smithy_client_runtime::constraints::Constraint;
        #pattern
    };
    Some(SourceFile {
        path: "src/constraints.rs".to_owned(),
        docs: vec!["The constraints of the model on values of requests.".to_owned()],
        items: vec![Item::from(uses), call.into()],
    })
}

fn pattern_name(at: usize) -> proc_macro2::Ident {
    format_ident!("PATTERN_{at}")
}

fn expression(constraint: &Constraint) -> TokenStream {
    let length = constraint.length.map(|(min, max)| {
        let min = proc_macro2::Literal::u64_unsuffixed(min);
        match max {
            u64::MAX => quote!(.length(#min, u64::MAX)),
            max => {
                let max = proc_macro2::Literal::u64_unsuffixed(max);
                quote!(.length(#min, #max))
            }
        }
    });
    let range = constraint.range.as_ref().map(|(min, max)| {
        let min = min.as_ref().map(|min| quote!(.at_least(#min)));
        let max = max.as_ref().map(|max| quote!(.at_most(#max)));
        quote!(#min #max)
    });
    let pattern = constraint.pattern.map(|at| {
        let name = pattern_name(at);
        quote!(.pattern(&#name))
    });
    let unique = constraint.is_unique.then(|| quote!(.unique()));
    let nested = |name: &str, nested: &Option<Box<Constraint>>| {
        let nested = expression(nested.as_deref()?);
        let name = format_ident!("{name}");
        Some(quote!(.#name(&const { #nested })))
    };
    let (element, key) = (nested("element", &constraint.element), nested("key", &constraint.key));
    quote!(Constraint::new() #length #range #pattern #unique #key #element)
}

/// Returns `config::service_constraints`.
pub(super) fn setting(constraints: &Constraints) -> Option<TokenStream> {
    if constraints.members.is_empty() {
        return None;
    }
    let unchecked = match constraints.unchecked.len() {
        0 => String::new(),
        1 => " One pattern of the model is not a regular expression of ECMA-262, and is not checked.".to_owned(),
        count => {
            format!(" {count} patterns of the model are not regular expressions of ECMA-262, and are not checked.")
        }
    };
    let text = format!(
        "Returns checks of the lengths, ranges, patterns and unique items of the model, for \
         [`constraint_checks`](Builder::constraint_checks). The limits are those of the model that this crate was generated from. The service may have changed them.{unchecked}"
    );
    let docs = docs(&markdown::wrap(&text, markdown::WIDTH));
    Some(quote! {
        #docs
        #[inline]
        pub fn service_constraints(mode: ConstraintMode) -> ConstraintChecks {
            ConstraintChecks::new(crate::constraints::CONSTRAINTS, mode)
        }
    })
}
