//! Paths to values within a structure: the part of JMESPath that Smithy's traits use.
//!
//! Paginators and endpoint parameters use them. `parse` parses the text, `lower` resolves it in the
//! model to a [`ShapePath`](ir::ShapePath), and `emit` prints the code that follows it.

pub mod ir;

pub(crate) mod emit;
#[doc(hidden)]
pub mod jmespath;
pub(crate) mod parse;
