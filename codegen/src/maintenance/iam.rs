//! IAM policies for programs: the actions of chosen operations, with conditions.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::model::ast::Shape;
use crate::model::iam::{Permission, permission};
use crate::model::select::Selection;
use crate::suggest::known_names;

/// A condition of a policy: a key, and the value that it must equal.
pub type Condition = (String, String);

/// Returns the policy, as JSON, that allows the selected operations and the actions that they
/// perform on behalf of the caller.
///
/// A condition applies to the operations that have its key; the others are allowed without it.
///
/// # Errors
/// A condition has a key that no operation of the service has, or the service is not one of AWS.
pub fn policy(selection: &Selection<'_, '_>, all: &[&Shape<'_>], conditions: &[Condition]) -> Result<String, String> {
    let known: BTreeMap<String, Permission> = all
        .iter()
        .filter_map(|operation| permission(selection.service, operation))
        .map(|permission| (permission.action.clone(), permission))
        .collect();
    if known.is_empty() {
        return Err("the service has no `aws.api#service` trait, so its actions have no prefix".to_owned());
    }
    let keys: BTreeSet<&String> = known.values().flat_map(|known| &known.condition_keys).collect();
    if let Some((key, _)) = conditions.iter().find(|(key, _)| !keys.contains(key)) {
        let help = match keys.is_empty() {
            true => "the model has no condition keys, so leave the condition out".to_owned(),
            false => known_names(key, "the keys are", keys.into_iter().map(String::as_str)),
        };
        return Err(format!("no operation has the condition key `{key}`\n  = help: {help}"));
    }
    let mut statements: BTreeMap<Vec<&Condition>, BTreeSet<String>> = BTreeMap::new();
    for operation in &selection.operations {
        let Some(permission) = permission(selection.service, operation) else {
            continue;
        };
        for action in [&[permission.action], &permission.required_actions[..]].concat() {
            let keys = known.get(&action).map_or(&[][..], |known| &known.condition_keys);
            let applicable = conditions.iter().filter(|(key, _)| keys.contains(key)).collect();
            statements.entry(applicable).or_default().insert(action);
        }
    }
    let statements: Vec<Value> = statements.iter().rev().map(statement).collect();
    let policy = json!({ "Version": "2012-10-17", "Statement": statements });
    serde_json::to_string_pretty(&policy).map_err(|error| error.to_string())
}

fn statement((conditions, actions): (&Vec<&Condition>, &BTreeSet<String>)) -> Value {
    let mut statement = json!({ "Effect": "Allow", "Action": actions, "Resource": "*" });
    if !conditions.is_empty() {
        let mut equals: BTreeMap<&String, Vec<&String>> = BTreeMap::new();
        for (key, value) in conditions {
            equals.entry(key).or_default().push(value);
        }
        statement["Condition"] = json!({ "StringEquals": equals });
    }
    statement
}
