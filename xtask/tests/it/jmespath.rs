//! JMESPath as waiters use it: parsed by the generator, evaluated by the runtime.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;
use smithy_client_runtime::primitives::{Document, Number};
use smithy_client_runtime::waiters::jmespath::{Comparator, Expression, Literal, are_equal, evaluate};
use smithy_codegen::paths::jmespath as parsed;

/// The cases of the JMESPath project, which lie beside the checkout.
#[test]
fn official_expressions_have_their_results() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/smithy/jmespath");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: ../shared/smithy/jmespath is not there");
        return;
    };
    let (mut wrong, mut count) = (Vec::new(), 0);
    for file in files {
        let suites: Value = serde_json::from_str(&std::fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
        for suite in suites.as_array().unwrap() {
            let given = document(&suite["given"]);
            for case in suite["cases"].as_array().unwrap() {
                let text = case["expression"].as_str().unwrap();
                let Ok(expression) = parsed::parse(text) else {
                    assert_eq!(case["error"], "syntax", "{text}");
                    continue;
                };
                count += 1;
                let found = evaluate(constant(&expression), &given);
                let is_right = match case.get("result") {
                    Some(expected) => found.as_ref().is_ok_and(|found| is_same(found, &document(expected))),
                    None => found.is_err() || case.get("error").is_none(),
                };
                if !is_right {
                    wrong.push(format!("{text}: {found:?}, expected {case}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
    println!("{count} expressions");
}

fn document(value: &Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(value) => Document::Bool(*value),
        Value::Number(number) => Document::Number(Number::Float(number.as_f64().unwrap())),
        Value::String(text) => Document::from(text.as_str()),
        Value::Array(values) => Document::Array(values.iter().map(document).collect()),
        Value::Object(values) => {
            let entries = values.iter().map(|(name, value)| (name.clone(), document(value)));
            Document::Object(entries.collect::<HashMap<_, _>>())
        }
    }
}

/// Returns whether two values are equal. The values of an object have no order, so that a list of
/// them is compared without one.
fn is_same(one: &Document, other: &Document) -> bool {
    let (Document::Array(ones), Document::Array(others)) = (one, other) else {
        return are_equal(one, other);
    };
    let others_len = others.len();
    let mut others: Vec<_> = others.iter().collect();
    let mut is_found = |one: &Document| {
        let at = others.iter().position(|other| is_same(one, other));
        at.map(|at| others.swap_remove(at)).is_some()
    };
    ones.len() == others_len && ones.iter().all(&mut is_found)
}

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn all<T, U>(values: &[T], convert: impl Fn(&T) -> U) -> &'static [U] {
    Vec::leak(values.iter().map(convert).collect())
}

/// Returns the constant that the generator writes for an expression.
pub(crate) fn constant(expression: &parsed::Expression) -> &'static Expression {
    let one = |expression: &parsed::Expression| *constant(expression);
    let two = |first: &parsed::Expression, second: &parsed::Expression| leaked([one(first), one(second)]);
    leaked(match expression {
        parsed::Expression::Current => Expression::Current,
        parsed::Expression::Field(name) => Expression::Field(name.clone().leak()),
        parsed::Expression::Literal(value) => Expression::Literal(literal(value)),
        parsed::Expression::Index(index) => Expression::Index(*index),
        parsed::Expression::Slice(start, stop, step) => Expression::Slice(*start, *stop, *step),
        parsed::Expression::Then(first, second) => Expression::Then(two(first, second)),
        parsed::Expression::Flatten(inner) => Expression::Flatten(constant(inner)),
        parsed::Expression::ListProjection(list, each) => Expression::ListProjection(two(list, each)),
        parsed::Expression::ObjectProjection(object, each) => Expression::ObjectProjection(two(object, each)),
        parsed::Expression::Filter { list, condition, then } => {
            Expression::Filter(leaked([one(list), one(condition), one(then)]))
        }
        parsed::Expression::MultiSelectList(each) => Expression::MultiSelectList(all(each, one)),
        parsed::Expression::MultiSelectHash(each) => {
            let entry = |(name, expression): &(String, parsed::Expression)| (&*name.clone().leak(), one(expression));
            Expression::MultiSelectHash(all(each, entry))
        }
        parsed::Expression::Function(name, arguments) => Expression::Function(name.clone().leak(), all(arguments, one)),
        parsed::Expression::Reference(inner) => Expression::Reference(constant(inner)),
        parsed::Expression::Compare(comparator, left, right) => {
            Expression::Compare(self::comparator(*comparator), two(left, right))
        }
        parsed::Expression::And(left, right) => Expression::And(two(left, right)),
        parsed::Expression::Or(left, right) => Expression::Or(two(left, right)),
        parsed::Expression::Not(inner) => Expression::Not(constant(inner)),
    })
}

fn comparator(comparator: parsed::Comparator) -> Comparator {
    match comparator {
        parsed::Comparator::Equal => Comparator::Equal,
        parsed::Comparator::NotEqual => Comparator::NotEqual,
        parsed::Comparator::Less => Comparator::Less,
        parsed::Comparator::LessOrEqual => Comparator::LessOrEqual,
        parsed::Comparator::Greater => Comparator::Greater,
        parsed::Comparator::GreaterOrEqual => Comparator::GreaterOrEqual,
    }
}

fn literal(value: &Value) -> Literal {
    match value {
        Value::Null => Literal::Null,
        Value::Bool(value) => Literal::Boolean(*value),
        Value::Number(number) => Literal::Number(number.as_f64().unwrap()),
        Value::String(text) => Literal::String(text.clone().leak()),
        Value::Array(values) => Literal::Array(all(values, literal)),
        Value::Object(values) => {
            let entries: Vec<_> = values.iter().collect();
            Literal::Object(all(&entries, |(name, value)| {
                (&*(*name).clone().leak(), literal(value))
            }))
        }
    }
}
