//! Extracts variables for the structures and unions within an input, so that calls in examples are
//! not nested.

use crate::ir::value::{Example, StructureValue, Value};

/// Names that examples use for other variables.
const TAKEN: [&str; 5] = ["client", "item", "items", "output", "pages"];

/// Returns the input with a variable for each structure and union in its fields.
pub(super) fn of(input: StructureValue) -> Example {
    let mut variables = Vec::new();
    let input = structure(input, &mut variables);
    Example { variables, input }
}

fn structure(shape: StructureValue, variables: &mut Vec<(String, Value)>) -> StructureValue {
    let fields = shape.fields.into_iter().map(|(field, value)| {
        let value = named(&field, value, variables);
        (field, value)
    });
    let fields = fields.collect();
    StructureValue { fields, ..shape }
}

fn named(field: &str, value: Value, variables: &mut Vec<(String, Value)>) -> Value {
    let value = within(value, variables);
    let is_deep = match &value {
        Value::Structure(_) => true,
        Value::Union { value, .. } => value.is_some(),
        _ => false,
    };
    if !is_deep {
        return value;
    }
    let mut name = field.to_owned();
    while TAKEN.contains(&name.as_str()) || variables.iter().any(|(taken, _)| *taken == name) {
        name.push_str("_value");
    }
    variables.push((name.clone(), value));
    Value::Variable(name)
}

/// Returns the value with variables for the fields of its structures.
fn within(value: Value, variables: &mut Vec<(String, Value)>) -> Value {
    match value {
        Value::Structure(shape) => Value::Structure(structure(shape, variables)),
        Value::Union { name, variant, value } => {
            let value = value.map(|value| Box::new(within(*value, variables)));
            Value::Union { name, variant, value }
        }
        value => value,
    }
}
