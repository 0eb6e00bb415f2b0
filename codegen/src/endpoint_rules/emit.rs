//! Emits endpoint rules as Rust: the function that resolves an endpoint, the partitions, and the
//! model's tests.

mod blocks;
mod calls;
mod diagram;
mod expr;
mod parameters;
mod partitions;
pub(crate) mod results;

use proc_macro2::TokenStream;
use quote::quote;

use crate::endpoint_rules::ir::{Logic, Rules, Tree};

pub(crate) use self::partitions::partition_items;

/// Returns the items of `src/config/endpoint.rs`.
pub(crate) fn items(rules: &Rules) -> Vec<TokenStream> {
    match &rules.logic {
        Logic::Tree(tree) => tree_items(rules, tree),
        Logic::Diagram(diagram) => diagram::items(rules, diagram),
    }
}

fn tree_items(rules: &Rules, tree: &Tree) -> Vec<TokenStream> {
    let parameters = parameters::bindings(&rules.parameters);
    let body = blocks::body(&tree.body);
    let mut items = vec![resolve(
        rules,
        "smithy.rules#endpointRuleSet",
        &quote! { #parameters #body },
    )];
    items.extend(tree.functions.iter().map(blocks::function));
    items
}

/// Returns the function that the service's driver calls.
fn resolve(rules: &Rules, rule_trait: &str, body: &TokenStream) -> TokenStream {
    let source = format!(" It follows the model's rules (`{rule_trait}`).");
    let request = parameters::request(&rules.parameters);
    quote! {
        #[doc = " Returns the endpoint of a call."]
        #[doc = ""]
        #[doc = #source]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " The rules reject the combination of settings, or a required parameter is not set."]
        pub fn resolve(#request: &endpoint::EndpointRequest<'_>) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
            #body
        }
    }
}
