//! Rule sets: rules that are tried in order, some of them with nested rules.

use crate::diagnostics::Diagnostic;
use crate::endpoint_rules::ir::{End, Endpoint, Expr, Home, RuleBlock, RuleVariable, Statement, TemplatePart, Tree};
use crate::model::node::Node;

use super::blocks::{self, Fallthrough};
use super::{RulesLowering, outline};

impl RulesLowering<'_> {
    /// Returns the rules of a rule set.
    pub(super) fn tree(&mut self, rule_set: Node<'_>) -> Option<Tree> {
        let rules = self.array(rule_set, "rules", "the rule set")?;
        let body = self.rules(rules);
        Some(outline::outline(body, &mut self.names))
    }

    /// Lowers rules, which are tried in order. If none matches, there is no endpoint.
    fn rules(&mut self, rules: Vec<Node<'_>>) -> RuleBlock {
        let mut block = RuleBlock {
            steps: Vec::new(),
            end: End::Exhausted,
        };
        let mut reach = Fallthrough::Open;
        for rule in rules {
            let mark = self.scope.mark();
            let conditions = self.conditions(rule);
            let outcome = self.outcome(rule);
            self.scope.return_to(mark);
            if reach == Fallthrough::Closed {
                self.diagnostics.push(
                    Diagnostic::warning("endpoint-unreachable", "this rule is never reached")
                        .at(rule.place(), "a rule before it always matches")
                        .help("remove the rule, or give the rule before it a condition"),
                );
            } else if let Some(outcome) = outcome {
                reach = blocks::add(&mut block, conditions, outcome);
            }
        }
        block
    }

    fn outcome(&mut self, rule: Node<'_>) -> Option<RuleBlock> {
        if let Some(rules) = rule.get("rules") {
            let rules = self.elements(rules, "rules", "a tree rule")?;
            return Some(self.rules(rules));
        }
        let mut end = self.result(rule)?;
        let mut steps = Vec::new();
        if let End::Endpoint(Endpoint { url: text, .. }) | End::Error(text) = &mut end {
            self.name_fields(text, &mut steps);
        }
        Some(RuleBlock { steps, end })
    }

    /// Binds the properties in a template to variables, so that the code is readable.
    fn name_fields(&mut self, text: &mut Expr, steps: &mut Vec<Statement>) {
        let Expr::Template(pieces) = text else { return };
        for piece in pieces {
            if let TemplatePart::Value(value) = piece
                && let Expr::Field(record, field) = value
                && let Expr::Variable(record) = &**record
            {
                let name = self.names.field(&record.name, *field);
                let variable = RuleVariable {
                    name: name.clone(),
                    ty: value.ty(),
                    home: Home::Local,
                };
                let field = std::mem::replace(value, Expr::Variable(variable));
                let step = Statement::Let(name, field);
                if !steps.contains(&step) {
                    steps.push(step);
                }
            }
        }
    }
}
