//! The variables of a selector.

use std::rc::Rc;

/// The variables in scope, the last one first.
#[derive(Clone, Debug, Default)]
pub(in crate::model::validation) struct SelectorScope(Option<Rc<SelectorVariable>>);

/// A variable of a selector, with the outer scope.
#[derive(Debug)]
struct SelectorVariable {
    name: Rc<str>,
    value: Vec<usize>,
    outer: SelectorScope,
}

impl SelectorScope {
    /// Returns whether there are no variables.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Returns the items of a variable.
    pub(super) fn get(&self, name: &str) -> Option<&[usize]> {
        let mut scope = self.0.as_deref();
        while let Some(variable) = scope {
            if *variable.name == *name {
                return Some(&variable.value);
            }
            scope = variable.outer.0.as_deref();
        }
        None
    }

    /// Returns the scope with an additional variable, whose value is these items.
    pub(super) fn with(&self, name: &Rc<str>, value: Vec<usize>) -> Self {
        Self(Some(Rc::new(SelectorVariable {
            name: Rc::clone(name),
            value,
            outer: self.clone(),
        })))
    }

    /// Returns a number that identifies the scope.
    pub(super) fn address(&self) -> usize {
        self.0.as_ref().map_or(0, |variable| Rc::as_ptr(variable).addr())
    }
}
