//! Splits rules into functions of readable length.

use crate::endpoint_rules::ir::{
    Argument, End, Endpoint, Expr, Function, RuleBlock, RuleFunction, Statement, Test, Tree,
};
use crate::names;

use super::scope::LocalNames;
use super::usage::{self, Free};

/// The approximate limit of the lines of a function.
const LONGEST: usize = 45;

/// The size in lines below which a rule is not moved.
const SHORTEST: usize = 8;

const LONGEST_NAME: usize = 60;

/// Moves the larger branches into functions of their own.
pub(super) fn outline(mut body: RuleBlock, names: &mut LocalNames) -> Tree {
    let mut functions = Vec::new();
    fit(&mut body, names, &mut functions);
    let mut ordered = Vec::new();
    in_order_of_calls(&body, &mut functions, &mut ordered);
    Tree {
        body,
        functions: ordered,
    }
}

fn fit(block: &mut RuleBlock, names: &mut LocalNames, functions: &mut Vec<RuleFunction>) {
    for step in &mut block.steps {
        if let Statement::If(_, then) = step {
            fit(then, names, functions);
        }
    }
    while lines(block) > LONGEST {
        let branches = block.steps.iter_mut().filter_map(|step| match step {
            Statement::If(tests, then) if then.end != End::FallThrough => Some((tests, then)),
            Statement::If(..) | Statement::Let(..) => None,
        });
        let Some((tests, then)) = branches
            .max_by_key(|(_, then)| lines(then))
            .filter(|(_, then)| lines(then) >= SHORTEST)
        else {
            return;
        };
        functions.push(moved_out(tests, then, names));
    }
}

fn moved_out(tests: &[Test], then: &mut RuleBlock, names: &mut LocalNames) -> RuleFunction {
    let phrases = phrases(tests);
    let condition = if phrases.is_empty() {
        "the rule before them matches".to_owned()
    } else {
        phrases.join(" and ")
    };
    let name = match phrases.last() {
        Some(last) if condition.len() > LONGEST_NAME => function_name(last),
        _ => function_name(&condition),
    };
    let name = names.fresh(&name);
    let mut free = Free::new();
    usage::of_block(then, &mut free);
    let arguments: Vec<_> = free.into_values().collect();
    let call = RuleBlock {
        steps: Vec::new(),
        end: End::Call(name.clone(), arguments.clone()),
    };
    RuleFunction {
        name,
        condition,
        arguments,
        body: std::mem::replace(then, call),
    }
}

fn function_name(condition: &str) -> String {
    names::snake(&format!("when {}", condition.replace('`', "")))
}

fn in_order_of_calls(block: &RuleBlock, functions: &mut Vec<RuleFunction>, ordered: &mut Vec<RuleFunction>) {
    for step in &block.steps {
        if let Statement::If(_, then) = step {
            in_order_of_calls(then, functions, ordered);
        }
    }
    if let End::Call(name, _) = &block.end
        && let Some(at) = functions.iter().position(|function| function.name == *name)
    {
        let function = functions.remove(at);
        let body = function.body.clone();
        ordered.push(function);
        in_order_of_calls(&body, functions, ordered);
    }
}

fn lines(block: &RuleBlock) -> usize {
    let steps: usize = block
        .steps
        .iter()
        .map(|step| match step {
            Statement::Let(..) => 1,
            Statement::If(tests, then) => tests.len() + 1 + lines(then),
        })
        .sum();
    steps + lines_of_end(&block.end)
}

fn lines_of_end(end: &End) -> usize {
    match end {
        End::Endpoint(Endpoint {
            headers,
            auth_schemes,
            properties,
            ..
        }) => 3 + headers.len() + 5 * auth_schemes.len() + 2 * properties.len(),
        End::Error(_) => 3,
        End::Call(..) | End::Exhausted => 1,
        End::FallThrough => 0,
    }
}

/// Returns the tests in words. The test that a value is set is omitted if the next test uses the
/// value.
fn phrases(tests: &[Test]) -> Vec<String> {
    let mut phrases: Vec<String> = Vec::new();
    for phrase in tests.iter().filter_map(phrase) {
        if let Some(last) = phrases.last_mut()
            && let Some(subject) = last.strip_suffix("is set")
            && phrase.starts_with(subject)
        {
            *last = phrase;
        } else {
            phrases.push(phrase);
        }
    }
    phrases
}

/// Returns a test in words, if it is simple enough.
fn phrase(test: &Test) -> Option<String> {
    match test {
        Test::Some(name, Expr::Variable(_)) => Some(format!("`{name}` is set")),
        Test::Some(name, _) => Some(format!("there is `{name}`")),
        Test::Is(Expr::Not(value)) => phrase_of_value(value, "not "),
        Test::Is(value) => phrase_of_value(value, ""),
    }
}

fn phrase_of_value(value: &Expr, not: &str) -> Option<String> {
    match value {
        Expr::Variable(variable) => Some(format!("{not}`{}`", variable.name)),
        Expr::Field(..) => Some(format!("{not}{}", subject(value)?)),
        Expr::IsSet(value) => Some(format!("{} is {not}set", subject(value)?)),
        Expr::Equal(value, text) => match &**text {
            Expr::Text(text) => Some(format!("{} is {not}`{text}`", subject(value)?)),
            _ => None,
        },
        Expr::Call(Function::IsValidHostLabel, arguments) => {
            Some(format!("{} is {not}a host label", first_subject(arguments)?))
        }
        Expr::Call(Function::IsVirtualHostableS3Bucket, arguments) => {
            Some(format!("{} is {not}virtual hostable", first_subject(arguments)?))
        }
        _ => None,
    }
}

fn first_subject(arguments: &[Argument]) -> Option<String> {
    match arguments.first() {
        Some(Argument::Value(value)) => subject(value),
        _ => None,
    }
}

fn subject(value: &Expr) -> Option<String> {
    match value {
        Expr::Variable(variable) => Some(format!("`{}`", variable.name)),
        Expr::Field(record, field) => Some(format!("{} {}", subject(record)?, field.words())),
        _ => None,
    }
}
