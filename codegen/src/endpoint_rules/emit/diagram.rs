//! Decision diagrams: a table of nodes, a function for the conditions and one for the results.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::endpoint_rules::ir::{
    Diagram, DiagramCondition, DiagramResult, Expr, Next, Parameter, ParameterKind, RuleValueKind, RuleVariable, Rules,
};

use super::expr::{owned, place, plain, type_of};
use super::{blocks, parameters, resolve, results};

/// Returns the items for a diagram.
pub(super) fn items(rules: &Rules, diagram: &Diagram) -> Vec<TokenStream> {
    let read: Vec<&Parameter> = rules.parameters.iter().filter(|parameter| parameter.read).collect();
    let borrows = read.iter().any(|parameter| parameter.kind != ParameterKind::Bool);
    let mut items = vec![resolve_by_diagram(rules, &read, diagram)];
    if !diagram.nodes.is_empty() {
        items.push(nodes(diagram));
    }
    items.push(values(&read, borrows, diagram));
    items.push(functions(borrows, diagram));
    items
}

fn resolve_by_diagram(rules: &Rules, read: &[&Parameter], diagram: &Diagram) -> TokenStream {
    let bindings = parameters::bindings(&rules.parameters);
    let known = read.iter().map(|parameter| format_ident!("{}", parameter.rust_name));
    let found = diagram.found.iter().map(|variable| format_ident!("{}", variable.name));
    let values = quote!(Values { #(#known,)* #(#found: None,)* });
    let root = position(diagram, diagram.root);
    let body = if diagram.nodes.is_empty() {
        quote! { #bindings let values = #values; values.result(#root) }
    } else {
        quote! {
            #bindings
            let mut values = #values;
            let mut at = #root;
            while let Some(&(condition, holds, fails)) = NODES.get(at) {
                at = if values.condition(condition) { holds } else { fails };
            }
            values.result(at - NODES.len())
        }
    };
    resolve(rules, "smithy.rules#endpointBdd", &body)
}

fn nodes(diagram: &Diagram) -> TokenStream {
    let count = Literal::usize_unsuffixed(diagram.nodes.len());
    let nodes = diagram.nodes.iter().map(|node| {
        let condition = Literal::usize_unsuffixed(node.condition);
        let (holds, fails) = (position(diagram, node.holds), position(diagram, node.fails));
        quote!((#condition, #holds, #fails))
    });
    quote! {
        #[doc = " The nodes of the decision diagram: the condition, the next node if it holds, and the next node if not."]
        #[doc = " Numbers after the last node are results."]
        const NODES: [(usize, usize, usize); #count] = [#(#nodes),*];
    }
}

/// Returns the number of a destination: nodes come first, then results, then the end without one.
fn position(diagram: &Diagram, next: Next) -> Literal {
    Literal::usize_unsuffixed(match next {
        Next::Node(index) => index,
        Next::Result(index) => diagram.nodes.len() + index,
        Next::NoMatch => diagram.nodes.len() + diagram.results.len(),
    })
}

fn values(read: &[&Parameter], borrows: bool, diagram: &Diagram) -> TokenStream {
    let lifetime = borrows.then(|| quote!(<'a>));
    let known = read.iter().map(|parameter| {
        let name = format_ident!("{}", parameter.rust_name);
        let plain = match parameter.kind {
            ParameterKind::Bool => quote!(bool),
            ParameterKind::String => quote!(&'a str),
            ParameterKind::StringArray => quote!(&'a [String]),
        };
        if parameter.value_type().optional {
            quote!(#name: Option<#plain>)
        } else {
            quote!(#name: #plain)
        }
    });
    let found = diagram.found.iter().map(|RuleVariable { name, ty, .. }| {
        let name = format_ident!("{name}");
        let plain = match ty.kind {
            RuleValueKind::Bool | RuleValueKind::Partition => {
                type_of(crate::endpoint_rules::ir::RuleType::plain(ty.kind))
            }
            RuleValueKind::String => quote!(String),
            RuleValueKind::Strings => quote!(Vec<String>),
            RuleValueKind::Arn => quote!(endpoint::Arn),
            RuleValueKind::Url => quote!(endpoint::Url),
        };
        quote!(#name: Option<#plain>)
    });
    quote! {
        #[doc = " The parameters of the rules, and the values that conditions assign."]
        struct Values #lifetime { #(#known,)* #(#found,)* }
    }
}

fn functions(borrows: bool, diagram: &Diagram) -> TokenStream {
    let lifetime = borrows.then(|| quote!(<'_>));
    let conditions = (!diagram.nodes.is_empty()).then(|| {
        let arms = diagram
            .conditions
            .iter()
            .enumerate()
            .map(|(index, value)| arm(index, &condition(value)));
        quote! {
            #[doc = " Returns whether a condition holds, and stores its value."]
            fn condition(&mut self, index: usize) -> bool {
                match index { #(#arms)* _ => false }
            }
        }
    });
    let arms = diagram
        .results
        .iter()
        .enumerate()
        .map(|(index, value)| arm(index, &result(value)));
    let no_match = results::no_match();
    let results = if diagram.results.is_empty() {
        no_match
    } else {
        quote!(match index { #(#arms)* _ => #no_match })
    };
    let index = if diagram.results.is_empty() {
        quote!(_)
    } else {
        quote!(index)
    };
    quote! {
        impl Values #lifetime {
            #conditions

            #[doc = " Returns the result at the end of a path through the diagram."]
            fn result(&self, #index: usize) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
                #results
            }
        }
    }
}

fn arm(index: usize, body: &[TokenStream]) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    match body {
        [value] => quote!(#index => #value,),
        _ => quote!(#index => { #(#body)* }),
    }
}

fn condition(condition: &DiagramCondition) -> Vec<TokenStream> {
    let mut lines: Vec<_> = condition
        .needs
        .iter()
        .map(|variable| need(variable, &quote!(false)))
        .collect();
    lines.extend(condition.checks.iter().map(|variable| {
        let place = place(variable);
        quote!(if #place.is_none() { return false; })
    }));
    let ty = condition.value.ty();
    let Some(kept) = &condition.keeps else {
        let value = plain(&condition.value);
        lines.push(if ty.optional {
            quote!(#value == Some(true))
        } else {
            value
        });
        return lines;
    };
    let (kept, value) = (format_ident!("{}", kept.name), owned(&condition.value));
    lines.extend(match (ty.kind, ty.optional) {
        (RuleValueKind::Bool, false) => vec![
            quote!(let value = #value;),
            quote!(self.#kept = Some(value);),
            quote!(value),
        ],
        (RuleValueKind::Bool, true) => vec![quote!(self.#kept = #value;), quote!(self.#kept == Some(true))],
        (_, true) => vec![quote!(self.#kept = #value;), quote!(self.#kept.is_some())],
        (_, false) => vec![quote!(self.#kept = Some(#value);), quote!(true)],
    });
    lines
}

fn result(result: &DiagramResult) -> Vec<TokenStream> {
    let no_match = results::no_match();
    let mut lines: Vec<_> = result.needs.iter().map(|variable| need(variable, &no_match)).collect();
    if let Some((first, end)) = results::result(&result.end) {
        lines.extend([first, end].into_iter().filter(|line| !line.is_empty()));
    }
    lines
}

fn need(variable: &RuleVariable, without: &TokenStream) -> TokenStream {
    let name = format_ident!("{}", variable.name);
    let value = blocks::scrutinee(&Expr::Variable(variable.clone()));
    quote!(let Some(#name) = #value else { return #without; };)
}
