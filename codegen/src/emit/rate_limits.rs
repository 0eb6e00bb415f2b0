//! `config::service_rate_limits`, the quotas of requests that the service documents.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{RateLimit, RateLimited};

use super::tokens::docs;

/// Returns the function, if the service documents quotas.
pub(super) fn item(limits: &[RateLimit]) -> Option<TokenStream> {
    if limits.is_empty() {
        return None;
    }
    let mut text = vec![
        "Returns the quotas of requests that the service documents, for".to_owned(),
        "[`rate_limits`](Builder::rate_limits). All programs of an account share them, so a".to_owned(),
        "program that runs with others needs lower limits.".to_owned(),
        String::new(),
    ];
    text.extend(limits.iter().map(row));
    let docs = docs(&text);
    let calls = limits.iter().map(call);
    Some(quote! {
        #docs
        #[inline]
        pub fn service_rate_limits() -> RateLimits {
            RateLimits::new() #(#calls)*
        }
    })
}

/// Returns the paragraph about the quotas for the documentation of constructors, if there are any.
pub(super) fn paragraph(limits: &[RateLimit]) -> Option<TokenStream> {
    if limits.is_empty() {
        return None;
    }
    let mut text = vec![
        "The service has quotas of requests. A client stays within them if its config has the".to_owned(),
        "[`rate_limits`](crate::config::Builder::rate_limits) of".to_owned(),
        "[`service_rate_limits`](crate::config::service_rate_limits):".to_owned(),
        String::new(),
    ];
    text.extend(limits.iter().map(row));
    text.push(String::new());
    Some(docs(&text))
}

/// Returns the line of a group in the documentation.
fn row(limit: &RateLimit) -> String {
    let of = match &limit.of {
        RateLimited::Named(names) => {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            names.join(", ")
        }
        RateLimited::ReadOnly => "operations that only read".to_owned(),
        RateLimited::Others => "all others".to_owned(),
    };
    format!("- {of}: {} per second", limit.per_second)
}

fn call(limit: &RateLimit) -> TokenStream {
    let rate = Literal::f64_unsuffixed(limit.per_second);
    match &limit.of {
        RateLimited::Named(names) => quote!(.operations([#(#names),*], #rate)),
        RateLimited::ReadOnly => quote!(.read_only(#rate)),
        RateLimited::Others => quote!(.others(#rate)),
    }
}
