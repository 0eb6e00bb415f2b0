//! The current operation of a thread.

use std::cell::Cell;

use smithy_client_runtime::operation::Operation;
use smithy_codegen::ir;

use super::shapes::{Shapes, Structure};

/// An operation that can be called.
#[derive(Clone, Copy)]
pub(crate) struct Call {
    pub(crate) shapes: &'static Shapes,
    pub(crate) facts: &'static ir::Operation,
    pub(crate) operation: &'static Operation,
    pub(crate) input: &'static Structure,
    pub(crate) output: &'static Structure,
}

impl Call {
    /// Sets the operation whose response is read next on this thread.
    pub(crate) fn enter(self) {
        CURRENT.set(Some(self));
    }
}

thread_local! {
    /// The types of outputs and errors are static, so their shapes are looked up here.
    static CURRENT: Cell<Option<Call>> = const { Cell::new(None) };
}

/// Returns the operation that was entered last on this thread.
pub(super) fn current() -> Option<Call> {
    CURRENT.get()
}
