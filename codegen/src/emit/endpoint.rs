//! STUB
use proc_macro2::{TokenStream, Ident};
use crate::ir::endpoint::Rules;
pub(crate) fn items(_: &Rules) -> Vec<TokenStream> { vec![] }
pub(crate) fn partition_items(_: &Rules) -> Vec<TokenStream> { vec![] }
pub(crate) fn test_items(_: &Rules, _: &Ident) -> Vec<TokenStream> { vec![] }
