//! Emits an expression as a constant that the runtime evaluates.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::{Comparator, Expression};

/// Returns an expression as a constant; `waiters` names the runtime's module.
pub(crate) fn constant(expression: &Expression) -> TokenStream {
    let two = |one: &Expression, other: &Expression| {
        let (one, other) = (constant(one), constant(other));
        quote!(&[#one, #other])
    };
    let (name, arguments) = match expression {
        Expression::Current => return quote!(waiters::jmespath::Expression::Current),
        Expression::Field(name) => (quote!(Field), quote!(#name)),
        Expression::Literal(value) => (quote!(Literal), literal(value)),
        Expression::Index(index) => {
            let index = Literal::i64_unsuffixed(*index);
            (quote!(Index), quote!(#index))
        }
        Expression::Slice(start, stop, step) => {
            let (start, stop) = (bound(*start), bound(*stop));
            let step = Literal::i64_unsuffixed(*step);
            (quote!(Slice), quote!(#start, #stop, #step))
        }
        Expression::Then(first, second) => (quote!(Then), two(first, second)),
        Expression::Flatten(inner) => (quote!(Flatten), reference(inner)),
        Expression::ListProjection(list, each) => (quote!(ListProjection), two(list, each)),
        Expression::ObjectProjection(object, each) => (quote!(ObjectProjection), two(object, each)),
        Expression::Filter { list, condition, then } => {
            let (list, condition, then) = (constant(list), constant(condition), constant(then));
            (quote!(Filter), quote!(&[#list, #condition, #then]))
        }
        Expression::MultiSelectList(each) => (quote!(MultiSelectList), all(each)),
        Expression::MultiSelectHash(each) => {
            let entries = each.iter().map(|(name, expression)| {
                let expression = constant(expression);
                quote!((#name, #expression))
            });
            (quote!(MultiSelectHash), quote!(&[#(#entries),*]))
        }
        Expression::Function(name, arguments) => {
            let arguments = all(arguments);
            (quote!(Function), quote!(#name, #arguments))
        }
        Expression::Reference(inner) => (quote!(Reference), reference(inner)),
        Expression::Compare(comparator, left, right) => {
            let (comparator, values) = (self::comparator(*comparator), two(left, right));
            (quote!(Compare), quote!(#comparator, #values))
        }
        Expression::And(left, right) => (quote!(And), two(left, right)),
        Expression::Or(left, right) => (quote!(Or), two(left, right)),
        Expression::Not(inner) => (quote!(Not), reference(inner)),
    };
    quote!(waiters::jmespath::Expression::#name(#arguments))
}

fn reference(expression: &Expression) -> TokenStream {
    let constant = constant(expression);
    quote!(&#constant)
}

fn all(expressions: &[Expression]) -> TokenStream {
    let constants = expressions.iter().map(constant);
    quote!(&[#(#constants),*])
}

fn bound(bound: Option<i64>) -> TokenStream {
    match bound.map(Literal::i64_unsuffixed) {
        Some(bound) => quote!(Some(#bound)),
        None => quote!(None),
    }
}

fn comparator(comparator: Comparator) -> TokenStream {
    match comparator {
        Comparator::Equal => quote!(waiters::jmespath::Comparator::Equal),
        Comparator::NotEqual => quote!(waiters::jmespath::Comparator::NotEqual),
        Comparator::Less => quote!(waiters::jmespath::Comparator::Less),
        Comparator::LessOrEqual => quote!(waiters::jmespath::Comparator::LessOrEqual),
        Comparator::Greater => quote!(waiters::jmespath::Comparator::Greater),
        Comparator::GreaterOrEqual => quote!(waiters::jmespath::Comparator::GreaterOrEqual),
    }
}

fn literal(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(waiters::jmespath::Literal::Null),
        Value::Bool(value) => quote!(waiters::jmespath::Literal::Boolean(#value)),
        Value::Number(number) => {
            let number = Literal::f64_unsuffixed(number.as_f64().unwrap_or_default());
            quote!(waiters::jmespath::Literal::Number(#number))
        }
        Value::String(text) => quote!(waiters::jmespath::Literal::String(#text)),
        Value::Array(values) => {
            let values = values.iter().map(literal);
            quote!(waiters::jmespath::Literal::Array(&[#(#values),*]))
        }
        Value::Object(values) => {
            let values = values.iter().map(|(name, value)| {
                let value = literal(value);
                quote!((#name, #value))
            });
            quote!(waiters::jmespath::Literal::Object(&[#(#values),*]))
        }
    }
}
