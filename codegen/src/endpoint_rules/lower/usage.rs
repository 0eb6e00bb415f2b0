//! The free variables of a part of the rules.

use std::collections::{BTreeMap, BTreeSet};

use crate::endpoint_rules::ir::{
    Argument, Diagram, End, Endpoint, Expr, Logic, Property, RuleBlock, RuleVariable, Statement, TemplatePart, Test,
};

/// Variables by name.
pub(super) type Free = BTreeMap<String, RuleVariable>;

/// Returns the names of the parameters that the rules read.
pub(super) fn of_logic(logic: &Logic) -> BTreeSet<String> {
    let mut free = Free::new();
    match logic {
        Logic::Tree(tree) => of_block(&tree.body, &mut free),
        Logic::Diagram(diagram) => of_diagram(diagram, &mut free),
    }
    free.into_keys().collect()
}

/// Adds all variables of a diagram: those that its nodes read, on any path.
pub(super) fn of_diagram(diagram: &Diagram, free: &mut Free) {
    for condition in &diagram.conditions {
        of_expr(&condition.value, free);
        free.extend(condition.needs.iter().chain(&condition.checks).map(named));
    }
    for result in &diagram.results {
        of_end(&result.end, free);
        free.extend(result.needs.iter().map(named));
    }
}

/// Adds the variables that a block reads and does not bind.
pub(super) fn of_block(block: &RuleBlock, free: &mut Free) {
    let mut inner = Free::new();
    of_end(&block.end, &mut inner);
    for step in block.steps.iter().rev() {
        match step {
            Statement::Let(name, value) => {
                inner.remove(name);
                of_expr(value, &mut inner);
            }
            Statement::If(tests, then) => {
                let mut branch = Free::new();
                of_block(then, &mut branch);
                for test in tests.iter().rev() {
                    of_test(test, &mut branch);
                }
                inner.extend(branch);
            }
        }
    }
    free.extend(inner);
}

/// Removes the variable that the test binds from those that are read after it, and adds those that
/// it reads.
pub(super) fn of_test(test: &Test, free: &mut Free) {
    match test {
        Test::Is(value) => of_expr(value, free),
        Test::Some(name, value) => {
            free.remove(name);
            of_expr(value, free);
        }
    }
}

/// Adds the variables that the end of a block reads.
pub(super) fn of_end(end: &End, free: &mut Free) {
    match end {
        End::Endpoint(endpoint) => of_endpoint(endpoint, free),
        End::Error(message) => of_expr(message, free),
        End::Call(_, arguments) => free.extend(arguments.iter().map(named)),
        End::Exhausted | End::FallThrough => {}
    }
}

fn of_endpoint(endpoint: &Endpoint, free: &mut Free) {
    of_expr(&endpoint.url, free);
    for (_, value) in &endpoint.headers {
        of_expr(value, free);
    }
    for scheme in &endpoint.auth_schemes {
        of_expr(&scheme.name, free);
        for value in scheme.signing_name.iter().chain(&scheme.signing_region) {
            of_expr(value, free);
        }
        for (_, property) in &scheme.properties {
            of_property(property, free);
        }
    }
    for (_, property) in &endpoint.properties {
        of_property(property, free);
    }
}

fn of_property(property: &Property, free: &mut Free) {
    match property {
        Property::Bool(_) | Property::Integer(_) => {}
        Property::String(value) => of_expr(value, free),
        Property::List(elements) => elements.iter().for_each(|element| of_property(element, free)),
        Property::Map(entries) => entries.iter().for_each(|(_, value)| of_property(value, free)),
    }
}

/// Adds the variables that an expression reads.
pub(super) fn of_expr(expr: &Expr, free: &mut Free) {
    match expr {
        Expr::Text(_) | Expr::Bool(_) => {}
        Expr::Variable(variable) => free.extend([named(variable)]),
        Expr::List(elements) => elements.iter().for_each(|element| of_expr(element, free)),
        Expr::Template(pieces) => {
            for piece in pieces {
                if let TemplatePart::Value(value) = piece {
                    of_expr(value, free);
                }
            }
        }
        Expr::Field(inner, _) | Expr::Item(inner, _) | Expr::IsSet(inner) | Expr::Not(inner) => of_expr(inner, free),
        Expr::Equal(left, right) | Expr::Coalesce(left, right) => {
            of_expr(left, free);
            of_expr(right, free);
        }
        Expr::IfElse(parts) => parts.iter().for_each(|part| of_expr(part, free)),
        Expr::Call(_, arguments) => {
            for argument in arguments {
                if let Argument::Value(value) = argument {
                    of_expr(value, free);
                }
            }
        }
    }
}

fn named(variable: &RuleVariable) -> (String, RuleVariable) {
    (variable.name.clone(), variable.clone())
}
