//! `src/constraints.rs`: the constraints on values of requests, and the setting that checks them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Constraint, Constraints};
use crate::markdown;
use crate::patterns::emit;
use crate::rust::{MacroCall, Row, SourceFile};

use super::tokens::docs;

/// The lines of documentation of the file.
const DOCS: [&str; 4] = [
    "The constraints of the model on values of requests.",
    "",
    "A pattern stands before its compiled form, whose grammar is that of",
    "[`pattern`](smithy_client_runtime::pattern).",
];

/// The number of letters of a class per line.
const CLASS_WIDTH: usize = 80;

/// Returns the file of the table, if the service has constraints.
pub(super) fn file(constraints: &Constraints) -> Option<SourceFile> {
    if constraints.members.is_empty() {
        return None;
    }
    let mut classes = Vec::new();
    let patterns = constraints.patterns.iter().map(|(text, pattern)| {
        let pattern = emit::text_with_classes(pattern, &mut classes);
        quote!(pattern #text = #pattern;)
    });
    let patterns: Vec<_> = patterns.collect();
    let classes = classes.iter().map(|letters| {
        let parts = letters.as_bytes().chunks(CLASS_WIDTH).map(String::from_utf8_lossy);
        quote!(class #(#parts),*;)
    });
    let shapes = constraints.members.chunk_by(|one, other| one.shape == other.shape);
    let shapes = shapes.map(|members| {
        let shape = members.first().map(|row| &row.shape);
        let members = members.iter().map(|row| {
            let mut text = row.member.clone();
            add(&mut text, &row.constraint);
            text
        });
        quote!(#shape: #(#members),*;)
    });
    let call = MacroCall {
        path: "smithy_client_runtime::constraints",
        docs: Vec::new(),
        head: quote!(CONSTRAINTS),
        rows: classes.chain(patterns).chain(shapes).map(Row::from).collect(),
    };
    Some(SourceFile {
        path: "src/constraints.rs".to_owned(),
        docs: DOCS.map(str::to_owned).to_vec(),
        items: vec![call.into()],
    })
}

/// Adds the words of a constraint to a text (`runtime/src/constraints.rs` has the grammar).
fn add(text: &mut String, constraint: &Constraint) {
    match constraint.length {
        Some((min, u64::MAX)) => text.push_str(&format!(" length={min}..")),
        Some((min, max)) => text.push_str(&format!(" length={min}..{max}")),
        None => {}
    }
    if let Some((min, max)) = &constraint.range {
        let bound = |bound: &Option<String>| bound.clone().unwrap_or_default();
        text.push_str(&format!(" range={}..{}", bound(min), bound(max)));
    }
    if let Some(at) = constraint.pattern {
        text.push_str(&format!(" pattern={at}"));
    }
    if constraint.is_unique {
        text.push_str(" unique");
    }
    for (name, nested) in [("key", &constraint.key), ("element", &constraint.element)] {
        if let Some(nested) = nested {
            text.push_str(&format!(" {name}{{"));
            add(text, nested);
            text.push_str(" }");
        }
    }
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
            ConstraintChecks::new(&crate::constraints::CONSTRAINTS, mode)
        }
    })
}
