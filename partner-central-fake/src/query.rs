//! Filters, sorting and pages of list operations.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Value, json};

use crate::arn;
use crate::call::Call;
use crate::error::ServiceError;
use crate::json;

/// The number of items on a page if the model has no default. Source: the API reference of
/// `ListOpportunities`; for the others it is not documented, but chosen.
const PAGE_SIZE: usize = 20;

/// Returns whether a filter, which is a list of values, is absent, empty or contains this value.
/// Identifiers match ARNs.
pub(crate) fn is_in(input: &Value, filter: &str, value: Option<&str>) -> bool {
    let accepted = json::list(input, filter);
    let is_value = |accepted: &Value| accepted.as_str().map(arn::resource_id) == value.map(arn::resource_id);
    accepted.is_empty() || accepted.iter().any(is_value)
}

/// Returns whether a filter, which is one value, is absent or equals this value.
pub(crate) fn is(input: &Value, filter: &str, value: Option<&str>) -> bool {
    json::text(input, filter).is_none_or(|accepted| Some(accepted) == value)
}

/// Returns whether a time or date lies between two that may be absent, both included.
///
/// Source: `ListOpportunities` in the API reference, "on or after". That the later bound is
/// included is not documented, but chosen.
pub(crate) fn is_between(input: &Value, after: &str, before: &str, value: Option<&str>) -> bool {
    let bound = |path: &str| json::text(input, path).map(comparable);
    let value = value.map(comparable);
    bound(after).is_none_or(|after| value.as_ref().is_some_and(|value| *value >= after))
        && bound(before).is_none_or(|before| value.as_ref().is_some_and(|value| *value <= before))
}

/// Returns a text that sorts like the time. Dates already do.
fn comparable(text: &str) -> String {
    match text.parse::<jiff::Timestamp>() {
        Ok(time) => format!("{time:.9}"),
        Err(_) => text.to_owned(),
    }
}

/// Sorts items as `Sort` of the input says. Keys are pairs of a value of `SortBy` and the path in
/// the item; the first one is the default, in this order.
pub(crate) fn sort(items: &mut [Value], input: &Value, keys: &[(&str, &str)], default_order: Order) {
    let by = json::text(input, "Sort.SortBy");
    let key = keys.iter().find(|(name, _)| Some(*name) == by).or(keys.first());
    let path = key.map_or("", |(_, path)| path);
    let order = match json::text(input, "Sort.SortOrder") {
        Some("ASCENDING") => Order::Ascending,
        Some(_) => Order::Descending,
        None => default_order,
    };
    items.sort_by(|left, right| {
        let ordering = compare(json::get(left, path), json::get(right, path));
        match order {
            Order::Ascending => ordering,
            Order::Descending => ordering.reverse(),
        }
    });
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Ascending,
    Descending,
}

fn compare(left: Option<&Value>, right: Option<&Value>) -> Ordering {
    match (left, right) {
        (Some(Value::Number(left)), Some(Value::Number(right))) => left.as_i64().cmp(&right.as_i64()),
        _ => {
            let text = |value: Option<&Value>| value.and_then(Value::as_str).map(comparable);
            text(left).cmp(&text(right))
        }
    }
}

/// Returns the page of the items that the input asks for.
///
/// The form of tokens is not documented; chosen: they hold the position and a hash of the rest of
/// the input, so that a token with another query is an error.
pub(crate) fn page(call: &Call<'_>, items: Vec<Value>) -> Result<Value, ServiceError> {
    let query = hash(call.input);
    let start = match json::text(call.input, "NextToken") {
        Some(token) => position(token, query)
            .ok_or_else(|| ServiceError::invalid_value("NextToken", "The token is not one of this query"))?,
        None => 0,
    };
    let size = json::get(call.input, "MaxResults").and_then(Value::as_u64);
    let size = size.and_then(|size| size.try_into().ok()).unwrap_or(PAGE_SIZE);
    let end = start.saturating_add(size);
    let next = (end < items.len()).then(|| format!("page-{query:016x}-{end}"));
    let page: Vec<Value> = items.into_iter().skip(start).take(size).collect();
    let member = call.operation.items.as_deref().unwrap_or_default();
    Ok(json!({ member: page, "NextToken": next }))
}

fn position(token: &str, query: u64) -> Option<usize> {
    let (hash, position) = token.strip_prefix("page-")?.split_once('-')?;
    (hash == format!("{query:016x}")).then_some(())?;
    position.parse().ok()
}

/// Returns a hash of the input without the members that differ between pages.
fn hash(input: &Value) -> u64 {
    let mut input = input.clone();
    json::set(&mut input, "NextToken", Value::Null);
    json::set(&mut input, "MaxResults", Value::Null);
    input.sort_all_objects();
    let mut hasher = DefaultHasher::new();
    input.to_string().hash(&mut hasher);
    hasher.finish()
}
