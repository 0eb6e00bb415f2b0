//! STUB
use crate::node::Node; use crate::diagnostics::Diagnostics;
#[derive(Clone, Copy)]
pub(crate) enum RuleSet<'a> { Tree(Node<'a>), Bdd(Node<'a>) }
pub(crate) fn lower(_r: RuleSet<'_>, _t: Option<Node<'_>>, _p: Option<Node<'_>>, _d: &mut Diagnostics) -> Option<crate::ir::endpoint::Rules> { None }
