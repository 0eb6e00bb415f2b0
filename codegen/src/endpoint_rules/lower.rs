//! Lowers endpoint rules to straight-line code: resolves names, checks types, and removes unused
//! values.

mod blocks;
mod calls;
mod cases;
mod conditions;
mod diagram;
mod outline;
mod parameters;
mod partitions;
mod pattern;
mod results;
mod scope;
mod templates;
mod tree;
mod usage;
mod values;

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::endpoint_rules::ir::{Logic, RuleVariable, Rules};
use crate::model::node::Node;
use crate::source::Place;

use self::scope::{LocalNames, RuleScope};

pub(crate) use self::parameters::SETTINGS;

/// The rules of a service, in one of the two forms that Smithy has for them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RuleSet<'a> {
    /// The value of `smithy.rules#endpointRuleSet`.
    Tree(Node<'a>),
    /// The value of `smithy.rules#endpointBdd`.
    Bdd(Node<'a>),
}

/// The rules, and the nodes of their test cases.
pub(crate) struct Lowered<'a> {
    pub(crate) rules: Rules,
    /// The node of each of `rules.tests`.
    pub(crate) cases: Vec<Node<'a>>,
}

/// Lowers the rules, the value of `smithy.rules#endpointTests`, and the root of a
/// `partitions.json`.
pub(crate) fn lower<'a>(
    rule_set: RuleSet<'_>,
    tests: Option<Node<'a>>,
    partitions: Option<Node<'_>>,
    diagnostics: &mut Diagnostics,
) -> Option<Lowered<'a>> {
    let (node, form) = match rule_set {
        RuleSet::Tree(node) => (node, RulesForm::Tree),
        RuleSet::Bdd(node) => (node, RulesForm::Diagram),
    };
    let mut lowering = RulesLowering {
        diagnostics,
        form,
        names: LocalNames::default(),
        scope: RuleScope::default(),
        needs: Vec::new(),
        asks_for_partition: None,
        failed: false,
    };
    let mut parameters = lowering.parameters(node);
    let logic = match form {
        RulesForm::Tree => lowering.tree(node).map(Logic::Tree),
        RulesForm::Diagram => lowering.diagram(node).map(Logic::Diagram),
    };
    let partitions = lowering.partitions(partitions);
    let cases = tests.map(|tests| lowering.cases(tests, &parameters));
    let (tests, nodes) = cases.into_iter().flatten().unzip();
    let logic = logic.filter(|_| !lowering.failed)?;
    let read: BTreeSet<String> = usage::of_logic(&logic);
    for parameter in &mut parameters {
        parameter.read = read.contains(&parameter.rust_name);
    }
    let rules = Rules {
        parameters,
        logic,
        partitions,
        tests,
    };
    Some(Lowered { rules, cases: nodes })
}

/// The form of the rules in the model.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RulesForm {
    Tree,
    Diagram,
}

struct RulesLowering<'d> {
    diagnostics: &'d mut Diagnostics,
    form: RulesForm,
    names: LocalNames,
    scope: RuleScope,
    /// The variables of a diagram that the current expression needs.
    needs: Vec<RuleVariable>,
    /// The place of the first call of `aws.partition` in the rules.
    asks_for_partition: Option<Place>,
    failed: bool,
}

impl RulesLowering<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.failed = true;
        self.diagnostics.push(diagnostic);
    }

    /// Reports that a node does not have the form of the specification.
    fn malformed(&mut self, node: Node<'_>, what: &str, wanted: &str) {
        let found = node.kind();
        self.report(
            Diagnostic::error("endpoint-rules", format!("{what} must be {wanted}"))
                .at(node.place(), format!("this is {found}"))
                .help("see the rules engine's specification at smithy.io"),
        );
    }

    /// Returns the value of a required key.
    fn required<'a>(&mut self, node: Node<'a>, key: &str, what: &str) -> Option<Node<'a>> {
        let value = node.get(key);
        if value.is_none() {
            self.report(
                Diagnostic::error("endpoint-rules", format!("{what} has no `{key}`"))
                    .at(node.place(), format!("`{key}` is missing"))
                    .help("see the rules engine's specification at smithy.io"),
            );
        }
        value
    }

    /// Returns the elements of a required array.
    fn array<'a>(&mut self, node: Node<'a>, key: &str, what: &str) -> Option<Vec<Node<'a>>> {
        let value = self.required(node, key, what)?;
        self.elements(value, key, what)
    }

    /// Returns the elements of the value of a key, which must be an array.
    fn elements<'a>(&mut self, value: Node<'a>, key: &str, what: &str) -> Option<Vec<Node<'a>>> {
        let elements = value.elements();
        if elements.is_none() {
            self.malformed(value, &format!("`{key}` of {what}"), "an array");
        }
        elements
    }
}
