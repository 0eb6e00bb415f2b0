//! Lowers conditions and their results to blocks of straight-line code.

use crate::endpoint_rules::ir::{End, Expr, RuleBlock, Statement, Test};

use super::conditions::RuleCondition;
use super::usage::{self, Free};

/// Whether the rules after a rule can be reached.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fallthrough {
    /// The rule may not match.
    Open,
    /// The rule always matches.
    Closed,
}

/// Adds a rule to the block: its conditions, and its outcome if they hold.
pub(super) fn add(block: &mut RuleBlock, conditions: Vec<RuleCondition>, outcome: RuleBlock) -> Fallthrough {
    if conditions
        .iter()
        .any(|condition| matches!(condition, RuleCondition::Never))
    {
        return Fallthrough::Open;
    }
    let mut free = Free::new();
    usage::of_block(&outcome, &mut free);
    let mut body = outcome;
    let mut tests = Vec::new();
    for condition in conditions.into_iter().rev() {
        match condition {
            RuleCondition::Never => {}
            RuleCondition::Test(test) => {
                let test = without_unused(test, &free);
                usage::of_test(&test, &mut free);
                tests.insert(0, test);
            }
            RuleCondition::Let(name, value) => {
                if free.remove(&name).is_some() {
                    usage::of_expr(&value, &mut free);
                    body = nested(std::mem::take(&mut tests), body);
                    body.steps.insert(0, Statement::Let(name, value));
                }
            }
        }
    }
    if !tests.is_empty() {
        block.steps.push(Statement::If(tests, body));
        return Fallthrough::Open;
    }
    block.steps.extend(body.steps);
    if body.end == End::FallThrough {
        return Fallthrough::Open;
    }
    block.end = body.end;
    Fallthrough::Closed
}

fn nested(tests: Vec<Test>, body: RuleBlock) -> RuleBlock {
    if tests.is_empty() {
        return body;
    }
    RuleBlock {
        steps: vec![Statement::If(tests, body)],
        end: End::FallThrough,
    }
}

/// Removes the name of a value that is never read.
fn without_unused(test: Test, free: &Free) -> Test {
    match test {
        Test::Some(name, value) if !free.contains_key(&name) => Test::Is(Expr::IsSet(Box::new(value))),
        test => test,
    }
}
