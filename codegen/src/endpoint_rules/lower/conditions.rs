//! The conditions of rules: tests that must hold, and names for their values.

use crate::diagnostics::Diagnostic;
use crate::endpoint_rules::ir::{Expr, Home, RuleType, RuleValueKind, RuleVariable, Test};
use crate::model::node::Node;

use super::RulesLowering;
use super::scope::Known;

/// The result of lowering a condition.
pub(super) enum RuleCondition {
    /// It must hold.
    Test(Test),
    /// It always holds and names a value.
    Let(String, Expr),
    /// It never holds.
    Never,
}

impl RulesLowering<'_> {
    /// Returns the conditions of a rule. The variables that they assign are in scope afterwards.
    pub(super) fn conditions(&mut self, rule: Node<'_>) -> Vec<RuleCondition> {
        let Some(nodes) = self.array(rule, "conditions", "a rule") else {
            return vec![RuleCondition::Never];
        };
        let mut conditions = Vec::new();
        for node in nodes {
            self.condition(node, &mut conditions);
        }
        conditions
    }

    fn condition(&mut self, node: Node<'_>, conditions: &mut Vec<RuleCondition>) {
        let assigned = self.assigned(node);
        let Some(value) = self.call(node) else {
            if let Some(name) = assigned {
                self.scope.add(&name, Known::Broken);
            }
            conditions.push(RuleCondition::Never);
            return;
        };
        if let Expr::IsSet(inner) = &value
            && let Expr::Variable(variable) = &**inner
        {
            conditions.push(RuleCondition::Test(Test::Some(
                variable.name.clone(),
                Expr::Variable(variable.clone()),
            )));
            self.narrow(node, variable);
            if let Some(name) = assigned {
                self.scope.add(&name, Known::True);
            }
            return;
        }
        let ty = value.ty();
        match (ty.kind, ty.optional) {
            (RuleValueKind::Bool, false) => {
                if value == Expr::Bool(false) {
                    conditions.push(RuleCondition::Never);
                } else if value != Expr::Bool(true) {
                    push_once(conditions, Test::Is(value));
                }
            }
            (RuleValueKind::Bool, true) => {
                let rust_name = self.names.local(assigned.as_deref().unwrap_or("value"));
                let variable = RuleVariable {
                    name: rust_name.clone(),
                    ty: RuleType::plain(ty.kind),
                    home: Home::Local,
                };
                conditions.push(RuleCondition::Test(Test::Some(rust_name, value)));
                conditions.push(RuleCondition::Test(Test::Is(Expr::Variable(variable))));
            }
            (_, true) if assigned.is_none() => push_once(conditions, Test::Is(Expr::IsSet(Box::new(value)))),
            (_, false) if assigned.is_none() => {}
            (_, optional) => {
                let rust_name = self.names.local(assigned.as_deref().unwrap_or("value"));
                conditions.push(if optional {
                    RuleCondition::Test(Test::Some(rust_name, value))
                } else {
                    RuleCondition::Let(rust_name, value)
                });
            }
        }
        if let Some(name) = assigned {
            let known = self.assigned_variable(&name, ty.kind);
            self.scope.add(&name, known);
        }
    }

    fn assigned_variable(&mut self, name: &str, kind: RuleValueKind) -> Known {
        if kind == RuleValueKind::Bool {
            return Known::True;
        }
        Known::Variable(RuleVariable {
            name: self.names.local(name),
            ty: RuleType::plain(kind),
            home: Home::Local,
        })
    }

    /// Returns the name that a condition assigns its value to.
    pub(super) fn assigned(&mut self, node: Node<'_>) -> Option<String> {
        let name_node = node.get("assign")?;
        let name = name_node.as_str()?.into_owned();
        if self.scope.get(&name).is_some() {
            self.report(
                Diagnostic::error("endpoint-duplicate-name", format!("`{name}` is already in use"))
                    .at(name_node.place(), "assigned again")
                    .help("choose a name that no parameter and no condition around has"),
            );
        }
        Some(name)
    }

    /// Records that the value of a name is present, as after `isSet`.
    fn narrow(&mut self, node: Node<'_>, variable: &RuleVariable) {
        let argument = node.get("argv").and_then(|argv| argv.elements()?.into_iter().next());
        let name = argument.and_then(|argument| Some(argument.get("ref")?.as_str()?.into_owned()));
        let variable = RuleVariable {
            name: variable.name.clone(),
            ty: RuleType::plain(variable.ty.kind),
            home: Home::Local,
        };
        self.scope.add(&name.unwrap_or_default(), Known::Variable(variable));
    }
}

/// Adds a test, unless the rule has it already.
fn push_once(conditions: &mut Vec<RuleCondition>, test: Test) {
    let made = conditions
        .iter()
        .any(|condition| matches!(condition, RuleCondition::Test(earlier) if *earlier == test));
    if !made {
        conditions.push(RuleCondition::Test(test));
    }
}
