//! Paths to values of a shape: the part of JMESPath that Smithy's traits use.

pub(crate) mod parse;
