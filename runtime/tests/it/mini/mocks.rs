//! The names of operations in mocks.

use std::marker::PhantomData;

use smithy_client_runtime::fluent::FluentBuilder;
use smithy_client_runtime::operation::OperationInput;

/// A fluent builder for mocks, which name operations by functions that return one.
pub struct Fluent<I>(PhantomData<I>);

impl<I: OperationInput> FluentBuilder for Fluent<I> {
    type Input = I;
}

/// Returns the function that names an operation to mocks.
pub fn operation<I>() -> fn(&()) -> Fluent<I> {
    |_| Fluent(PhantomData)
}
