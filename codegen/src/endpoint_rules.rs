//! Endpoint rules: a compiler of their own, from a service's rule set to the function that finds an
//! endpoint.

pub mod ir;

pub(crate) mod emit;
pub(crate) mod lower;

mod typing;
