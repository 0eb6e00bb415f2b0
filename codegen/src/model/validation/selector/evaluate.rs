//! The evaluation of selectors over the graph of a model.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::scope::SelectorScope;
use super::types::is_type;
use super::value::SelectorValue;
use super::{Selector, Step, Steps, compare};
use crate::model::ast::ShapeKind;
use crate::model::validation::graph::{GraphItem, ModelGraph};

/// An item that a selector yields, with the variables that are then in scope.
#[derive(Clone, Debug)]
pub(in crate::model::validation) struct Match {
    /// The number of the item.
    pub(in crate::model::validation) number: usize,
    pub(super) scope: SelectorScope,
}

/// Evaluates selectors over one model.
pub(in crate::model::validation) struct Evaluator<'g, 'm, 'a> {
    pub(super) graph: &'g ModelGraph<'m, 'a>,
    pub(super) reversed: Vec<Vec<(&'static str, usize)>>,
    /// The items that have each item as a trait.
    pub(super) with_trait: OnceCell<Vec<Vec<usize>>>,
}

impl<'g, 'm, 'a> Evaluator<'g, 'm, 'a> {
    pub(in crate::model::validation) fn new(graph: &'g ModelGraph<'m, 'a>) -> Self {
        Self {
            graph,
            reversed: graph.reversed(),
            with_trait: OnceCell::new(),
        }
    }

    /// Returns for each item of the graph whether the selector yields it.
    pub(in crate::model::validation) fn select(&self, selector: &Selector) -> Vec<bool> {
        let mut selected = vec![false; self.graph.len()];
        for found in self.matches(selector) {
            selected[found.number] = true;
        }
        selected
    }

    /// Returns the items that the selector yields, with their variables; an item can occur more
    /// than once.
    pub(in crate::model::validation) fn matches(&self, selector: &Selector) -> Vec<Match> {
        let mut evaluation = SelectorEvaluation {
            evaluator: self,
            roots: Vec::new(),
            recursions: RefCell::default(),
        };
        // A selector of `:root` can only contain those before it.
        for steps in &selector.roots {
            let mut found = vec![false; self.graph.len()];
            for row in evaluation.all(steps, self.all()) {
                found[row.number] = true;
            }
            evaluation.roots.push(found);
        }
        evaluation.all(&selector.steps, self.all())
    }

    /// Returns the attributes of an item.
    pub(in crate::model::validation) fn value(&self, found: &Match) -> SelectorValue<'g, 'm, 'a> {
        SelectorValue::Shape {
            item: self.graph.item(found.number),
            scope: found.scope.clone(),
            graph: self.graph,
        }
    }

    fn all(&self) -> Vec<Match> {
        let scope = SelectorScope::default();
        (0..self.graph.len())
            .map(|number| Match {
                number,
                scope: scope.clone(),
            })
            .collect()
    }
}

/// Results of functions `:recursive`, by the address of the selector and the item.
type Recursions = HashMap<(usize, usize), Rc<[usize]>>;

/// One evaluation of a selector.
struct SelectorEvaluation<'e, 'g, 'm, 'a> {
    evaluator: &'e Evaluator<'g, 'm, 'a>,
    /// For each selector of `:root` the items that it yields.
    roots: Vec<Vec<bool>>,
    /// The cache of recursive functions, without which nested ones would take exponential time.
    recursions: RefCell<Recursions>,
}

impl SelectorEvaluation<'_, '_, '_, '_> {
    fn all(&self, steps: &Steps, mut rows: Vec<Match>) -> Vec<Match> {
        for step in steps {
            if rows.is_empty() {
                break;
            }
            rows = self.step(step, rows);
        }
        rows
    }

    fn item(&self, row: &Match) -> GraphItem<'_, '_> {
        self.evaluator.graph.item(row.number)
    }

    /// Returns whether a selector yields something for one item.
    fn yields(&self, steps: &Steps, row: &Match) -> bool {
        !self.all(steps, vec![row.clone()]).is_empty()
    }

    fn step(&self, step: &Step, mut rows: Vec<Match>) -> Vec<Match> {
        match step {
            Step::All => {}
            Step::Type(name) => rows.retain(|row| is_type(self.item(row), name)),
            Step::Attribute { path, comparison } => rows.retain(|row| {
                let value = self.evaluator.value(row).at(path);
                match comparison {
                    Some(comparison) => compare::fits(&value, comparison),
                    None => value.exists(),
                }
            }),
            Step::Scoped { path, assertions } => {
                rows.retain(|row| compare::holds(self.evaluator.value(row).at(path), assertions));
            }
            Step::Is(selectors) => {
                let of = |steps| self.all(steps, rows.clone());
                return distinct(selectors.iter().flat_map(of).collect());
            }
            Step::Test(selectors) => rows.retain(|row| selectors.iter().any(|steps| self.yields(steps, row))),
            Step::Not(steps) => rows.retain(|row| !self.yields(steps, row)),
            Step::In(steps) => rows.retain(|row| {
                let found = self.all(steps, vec![row.clone()]);
                found.iter().any(|found| found.number == row.number)
            }),
            Step::Root(root) => return self.replaced(&rows, |_| numbers_of(&self.roots[*root])),
            Step::TopDown {
                qualifier,
                disqualifier,
            } => return self.replaced(&rows, |row| self.topdown(row, qualifier, disqualifier.as_ref())),
            Step::Recursive(steps) => return self.replaced(&rows, |row| self.recursive(row, steps)),
            Step::Unknown => rows.clear(),
            Step::Neighbors { reverse, names } => {
                let mut out = Vec::new();
                for row in rows {
                    let scope = &row.scope;
                    self.evaluator.neighbors(row.number, *reverse, names, &mut |number| {
                        out.push(Match {
                            number,
                            scope: scope.clone(),
                        });
                    });
                }
                return distinct(out);
            }
            Step::Closure => return self.closures(&rows),
            Step::Store { name, steps } => {
                for row in &mut rows {
                    let found = distinct(self.all(steps, vec![row.clone()]));
                    let mut value: Vec<usize> = found.iter().map(|found| found.number).collect();
                    value.dedup();
                    row.scope = row.scope.with(name, value);
                }
            }
            Step::Load(name) => return self.replaced(&rows, |row| row.scope.get(name).unwrap_or_default().to_vec()),
        }
        rows
    }

    /// Replaces each item by other items.
    fn replaced(&self, rows: &[Match], of: impl Fn(&Match) -> Vec<usize>) -> Vec<Match> {
        let with_scope = |row: &Match| {
            let scope = row.scope.clone();
            of(row).into_iter().map(move |number| Match {
                number,
                scope: scope.clone(),
            })
        };
        distinct(rows.iter().flat_map(with_scope).collect())
    }

    /// Returns the closures of items. Items with the same variables are one start, so that a
    /// selector without variables needs one walk.
    fn closures(&self, rows: &[Match]) -> Vec<Match> {
        let mut out = Vec::new();
        let mut rows = rows.to_vec();
        rows.sort_by_key(|row| row.scope.address());
        for group in rows.chunk_by(|one, other| one.scope.address() == other.scope.address()) {
            let scope = &group[0].scope;
            let reached = self.evaluator.closure(group).into_iter();
            out.extend(reached.map(|number| Match {
                number,
                scope: scope.clone(),
            }));
        }
        distinct(out)
    }

    fn recursive(&self, row: &Match, steps: &Steps) -> Vec<usize> {
        let key = (steps.as_ptr().addr(), row.number);
        let has_variables = !row.scope.is_empty();
        if let Some(known) = self.recursions.borrow().get(&key).filter(|_| !has_variables) {
            return known.to_vec();
        }
        let mut seen = vec![false; self.evaluator.graph.len()];
        let mut open = vec![row.clone()];
        while let Some(row) = open.pop() {
            for found in self.all(steps, vec![row]) {
                if !std::mem::replace(&mut seen[found.number], true) {
                    open.push(found);
                }
            }
        }
        let found = numbers_of(&seen);
        if !has_variables {
            self.recursions.borrow_mut().insert(key, found.clone().into());
        }
        found
    }

    fn topdown(&self, row: &Match, qualifier: &Steps, disqualifier: Option<&Steps>) -> Vec<usize> {
        let graph = self.evaluator.graph;
        let is_part = |number: usize| {
            let item = graph.item(number);
            item.member.is_none()
                && matches!(
                    item.shape.kind,
                    ShapeKind::Service(_) | ShapeKind::Resource(_) | ShapeKind::Operation(_)
                )
        };
        let mut seen = vec![false; graph.len()];
        let mut open = vec![(row.number, false)];
        let mut out = Vec::new();
        while let Some((number, inherited)) = open.pop() {
            if !is_part(number) || std::mem::replace(&mut seen[number], true) {
                continue;
            }
            let here = Match {
                number,
                scope: row.scope.clone(),
            };
            let is_qualified = inherited || self.yields(qualifier, &here);
            let is_qualified = is_qualified && !disqualifier.is_some_and(|steps| self.yields(steps, &here));
            if is_qualified {
                out.push(number);
            }
            graph.neighbors(number, &mut |name, other| {
                if matches!(name, "operation" | "resource") {
                    open.push((other, is_qualified));
                }
            });
        }
        out
    }
}

fn numbers_of(selected: &[bool]) -> Vec<usize> {
    let numbers = selected.iter().enumerate().filter(|(_, is_selected)| **is_selected);
    numbers.map(|(number, _)| number).collect()
}

fn distinct(mut rows: Vec<Match>) -> Vec<Match> {
    rows.sort_by_key(|row| (row.number, row.scope.address()));
    rows.dedup_by_key(|row| (row.number, row.scope.address()));
    rows
}
