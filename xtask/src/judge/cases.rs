//! The cases of a service, as the other side wrote them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Makes the cases; it runs where botocore and localstack are installed.
pub(super) const SCRIPT: &str = concat!(
    include_str!("values.py"),
    "\n\n",
    include_str!("events.py"),
    "\n\n",
    include_str!("cases.py")
);

/// The traits that hold the cases of a request, of a response and of event streams.
const TRAITS: [(&str, &str); 3] = [
    ("request", "smithy.test#httpRequestTests"),
    ("response", "smithy.test#httpResponseTests"),
    ("events", "smithy.test#eventStreamTests"),
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
        self.all()
            .find_map(|(_, case)| case["protocol"].as_str().map(str::to_owned))
    }

    /// Returns the ids of all cases, each with its operation.
    pub(super) fn ids(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all()
            .filter_map(|(operation, case)| Some((operation, case["id"].as_str()?)))
    }

    /// Returns all cases, each with its operation.
    fn all(&self) -> impl Iterator<Item = (&str, &Value)> {
        let kinds = self
            .operations
            .iter()
            .flat_map(|(name, cases)| TRAITS.map(|(kind, _)| (name, &cases[kind])));
        kinds.flat_map(|(name, cases)| {
            let cases = cases.as_array().into_iter().flatten();
            cases.map(move |case| (name.as_str(), case))
        })
    }

    /// Gives the operations of a model their cases.
    pub(super) fn add_to(&self, model: &mut Value) {
        let Some(shapes) = model["shapes"].as_object_mut() else {
            return;
        };
        let ids: BTreeMap<String, String> = shapes.keys().map(|id| (name_of(id).to_owned(), id.clone())).collect();
        for (id, shape) in shapes {
            let Some(cases) = self
                .operations
                .get(name_of(id))
                .filter(|_| shape["type"] == "operation")
            else {
                continue;
            };
            for (kind, id) in TRAITS {
                if let Some(cases) = cases.get(kind).filter(|cases| cases.is_array()) {
                    let mut cases = cases.clone();
                    cases
                        .as_array_mut()
                        .into_iter()
                        .flatten()
                        .for_each(|case| name_error(case, &ids));
                    shape["traits"][id] = cases;
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

fn name_of(id: &str) -> &str {
    id.rsplit_once('#').map_or(id, |(_, name)| name)
}

/// Replaces the name of the exception that a case expects by its id.
fn name_error(case: &mut Value, ids: &BTreeMap<String, String>) {
    if let Some(error) = case.pointer_mut("/expectation/failure/errorId")
        && let Some(id) = error.as_str().and_then(|name| ids.get(name))
    {
        *error = id.as_str().into();
    }
}

fn skipped(cases: &Value) -> Option<String> {
    let reason = |of: &Value| of["skipped"].as_str().map(str::to_owned);
    reason(cases).or_else(|| TRAITS.iter().find_map(|(kind, _)| reason(&cases[kind])))
}
