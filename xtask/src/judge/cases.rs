//! The cases of a service, as the other side wrote them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// Makes the cases; it runs where botocore and localstack are installed.
pub(super) const SCRIPT: &str = include_str!("cases.py");

/// The traits that hold the cases of a request and of a response.
const TRAITS: [(&str, &str); 2] = [
    ("request", "smithy.test#httpRequestTests"),
    ("response", "smithy.test#httpResponseTests"),
];

/// The cases of a service by operation.
pub(super) struct Cases {
    operations: BTreeMap<String, Value>,
}

impl Cases {
    /// Reads the file that the script wrote.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        let value: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        match value {
            Value::String(reason) => Err(format!("there are no cases: {reason}")),
            value => Ok(Self {
                operations: serde_json::from_value(value).map_err(|error| error.to_string())?,
            }),
        }
    }

    /// Returns the trait of the protocol that the cases are for, if there are any.
    pub(super) fn protocol(&self) -> Option<String> {
        let cases = self
            .operations
            .values()
            .flat_map(|cases| [&cases["request"], &cases["response"]]);
        cases
            .filter_map(|case| case["protocol"].as_str())
            .next()
            .map(str::to_owned)
    }

    /// Returns the ids of all cases.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        let cases = self
            .operations
            .values()
            .flat_map(|cases| [&cases["request"], &cases["response"]]);
        cases.filter_map(|case| case["id"].as_str())
    }

    /// Gives the operations of a model their cases.
    pub(super) fn add_to(&self, model: &mut Value) {
        for (id, shape) in model["shapes"].as_object_mut().into_iter().flatten() {
            let name = id.rsplit_once('#').map_or(id.as_str(), |(_, name)| name);
            let Some(cases) = self.operations.get(name).filter(|_| shape["type"] == "operation") else {
                continue;
            };
            for (kind, id) in TRAITS {
                if let Some(case) = cases.get(kind).filter(|case| case.get("skipped").is_none()) {
                    shape["traits"][id] = json!([case]);
                }
            }
        }
    }

    /// Returns the operations, with the reason if an operation is not compared completely.
    pub(super) fn operations(&self) -> impl Iterator<Item = (&str, Option<String>)> {
        self.operations
            .iter()
            .map(|(name, cases)| (name.as_str(), skipped(cases)))
    }
}

fn skipped(cases: &Value) -> Option<String> {
    let reason = |of: &Value| of["skipped"].as_str().map(str::to_owned);
    reason(cases).or_else(|| TRAITS.iter().find_map(|(kind, _)| reason(&cases[kind])))
}
