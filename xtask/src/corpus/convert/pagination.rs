//! `@paginated` from botocore's paginators.

use serde_json::Value;

use super::{Facts, Object};

/// Returns the value of `@paginated`, if the trait can express the paginator: it has one token, and
/// paths without expressions. Page sizes that are not integers and items that are neither a list
/// nor a map are dropped.
pub(super) fn convert(facts: &Facts<'_>, operation: &Value, paginator: &Value) -> Option<Value> {
    if paginator["input_token"].is_array() {
        return None;
    }
    let typed = |shape: &str, path: &str, types: &[&str]| {
        let found = facts.type_of(&operation[shape], path);
        found.is_none_or(|found| types.contains(&found))
    };
    let input_token = path(&paginator["input_token"])?;
    if !typed("input", input_token, &["string", "map"]) {
        return None;
    }
    let items = path(&paginator["result_key"]).filter(|items| typed("output", items, &["list", "map"]));
    let size = path(&paginator["limit_key"]).filter(|size| typed("input", size, &["byte", "short", "integer", "long"]));
    let mut paginated = Object::new();
    paginated.insert("inputToken".to_owned(), input_token.into());
    paginated.insert("outputToken".to_owned(), path(&paginator["output_token"])?.into());
    paginated.extend(items.map(|items| ("items".to_owned(), items.into())));
    paginated.extend(size.map(|size| ("pageSize".to_owned(), size.into())));
    Some(paginated.into())
}

/// Returns the first path of a paginator's value, if it is not an expression.
fn path(value: &Value) -> Option<&str> {
    let path = value.as_array().map_or(value, |several| &several[0]).as_str()?;
    let is_path = path.chars().all(|c| c.is_ascii_alphanumeric() || "_.".contains(c));
    is_path.then_some(path)
}
