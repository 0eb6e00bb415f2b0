//! Decision diagrams (`smithy.rules#endpointBdd`): conditions, results, and the nodes between them.

mod graph;

use crate::diagnostics::Diagnostic;
use crate::endpoint_rules::ir::{
    Diagram, DiagramCondition, DiagramResult, Expr, Home, RuleType, RuleValueKind, RuleVariable,
};
use crate::model::node::Node;

use super::scope::Known;
use super::usage::{self, Free};
use super::{RulesLowering, diagram::graph::DiagramGraph};

impl RulesLowering<'_> {
    /// Returns the diagram of a service.
    pub(super) fn diagram(&mut self, bdd: Node<'_>) -> Option<Diagram> {
        let nodes = self.array(bdd, "conditions", "the diagram")?;
        let conditions: Vec<_> = nodes.into_iter().map(|node| self.diagram_condition(node)).collect();
        let nodes = self.array(bdd, "results", "the diagram")?;
        let results: Vec<_> = nodes.into_iter().map(|node| self.diagram_result(node)).collect();
        let graph = self.graph(bdd, conditions.len(), results.len())?;
        let conditions: Option<Vec<_>> = conditions.into_iter().collect();
        let results: Option<Vec<_>> = results.into_iter().collect();
        let mut diagram = Diagram {
            found: Vec::new(),
            conditions: conditions?,
            results: results?,
            nodes: graph.nodes,
            root: graph.root,
        };
        keep_what_is_read(&mut diagram);
        Some(diagram)
    }

    fn diagram_condition(&mut self, node: Node<'_>) -> Option<DiagramCondition> {
        self.needs.clear();
        let assigned = node.get("assign").and_then(|name| Some(name.as_str()?.into_owned()));
        let Some(value) = self.call(node) else {
            if let Some(name) = assigned {
                self.scope.add(&name, Known::Broken);
            }
            return None;
        };
        let needs = std::mem::take(&mut self.needs);
        let keeps = match assigned {
            None => None,
            Some(name) => Some(self.found(node, &name, value.ty().kind)?),
        };
        Some(DiagramCondition {
            needs,
            checks: Vec::new(),
            value,
            keeps,
        })
    }

    /// Returns the variable that a condition assigns; mutually exclusive conditions may assign the
    /// same variable.
    fn found(&mut self, node: Node<'_>, name: &str, kind: RuleValueKind) -> Option<RuleVariable> {
        let variable = RuleVariable {
            name: self.names.local(name),
            ty: RuleType::optional(kind),
            home: Home::Found,
        };
        match self.scope.get(name) {
            None => {
                self.scope.add(name, Known::Variable(variable.clone()));
                Some(variable)
            }
            Some(Known::Variable(earlier)) if *earlier == variable => Some(variable),
            Some(_) => {
                self.report(
                    Diagnostic::error("endpoint-duplicate-name", format!("`{name}` is already in use"))
                        .at(node.place(), "assigned again by this condition")
                        .help("choose a name that no parameter and no other condition has"),
                );
                None
            }
        }
    }

    fn diagram_result(&mut self, node: Node<'_>) -> Option<DiagramResult> {
        self.needs.clear();
        let end = self.result(node)?;
        Some(DiagramResult {
            needs: std::mem::take(&mut self.needs),
            end,
        })
    }

    fn graph(&mut self, bdd: Node<'_>, conditions: usize, results: usize) -> Option<DiagramGraph> {
        let nodes = self.required(bdd, "nodes", "the diagram")?;
        let root = self.required(bdd, "root", "the diagram")?;
        let count = bdd.get("nodeCount").and_then(|count| count.as_i64());
        let (Some(text), Some(root_reference)) = (nodes.as_str(), root.as_i64()) else {
            self.malformed(bdd, "`nodes` and `root` of the diagram", "a string and a whole number");
            return None;
        };
        match graph::read(&text, root_reference, count, conditions, results) {
            Ok(graph) => Some(graph),
            Err(problem) => {
                self.report(
                    Diagnostic::error("endpoint-diagram", "invalid nodes in the decision diagram")
                        .at(nodes.place(), problem)
                        .help("compile the diagram again from its rule set"),
                );
                None
            }
        }
    }
}

/// Removes values that are assigned and never read, and resolves conditions without a name.
fn keep_what_is_read(diagram: &mut Diagram) {
    let mut read = Free::new();
    usage::of_diagram(diagram, &mut read);
    for condition in &mut diagram.conditions {
        let kept = condition
            .keeps
            .take()
            .filter(|variable| read.contains_key(&variable.name));
        let ty = condition.value.ty();
        match kept {
            Some(variable) => {
                if !diagram.found.contains(&variable) {
                    diagram.found.push(variable.clone());
                }
                condition.keeps = Some(variable);
            }
            None if ty.kind == RuleValueKind::Bool => {}
            None if ty.optional => {
                let value = std::mem::replace(&mut condition.value, Expr::Bool(true));
                condition.value = Expr::IsSet(Box::new(value));
            }
            None => {
                // The value is never read, and it is present if its operands are.
                let last = condition.needs.pop();
                condition.value = last.map_or(Expr::Bool(true), |variable| {
                    Expr::IsSet(Box::new(Expr::Variable(variable)))
                });
                condition.checks = std::mem::take(&mut condition.needs);
            }
        }
    }
}
