//! Endpoint rules: a separate compiler from a service's rule set to the function that resolves an
//! endpoint.

pub mod ir;

pub(crate) mod emit;
pub(crate) mod lower;

mod typing;
