//! STUB
/// Rules
#[derive(Clone, Debug)]
pub struct Rules;
