//! Access to JSON by paths such as `Customer.Account.Industry`.

use serde_json::{Map, Value};

/// Returns the value at a path of member names, unless it is null.
pub(crate) fn get<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    let found = path.split('.').try_fold(value, |value, name| value.get(name));
    found.filter(|value| !value.is_null())
}

/// Returns the text at a path.
pub(crate) fn text<'a>(value: &'a Value, path: &str) -> Option<&'a str> {
    get(value, path)?.as_str()
}

/// Returns the elements of a list at a path; none if it is absent.
pub(crate) fn list<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    get(value, path).and_then(Value::as_array).map_or(&[], |list| list)
}

/// Sets the value at a path, and creates missing objects. Null removes the value.
pub(crate) fn set(value: &mut Value, path: &str, new: Value) {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    let Value::Object(object) = value else { return };
    match path.split_once('.') {
        Some((first, rest)) => set(object.entry(first).or_insert(Value::Null), rest, new),
        None if new.is_null() => {
            object.remove(path);
        }
        None => {
            object.insert(path.to_owned(), new);
        }
    }
}

/// Adds an element to the list at a path, which is created if it is absent.
pub(crate) fn push(value: &mut Value, path: &str, element: Value) {
    let mut elements = list(value, path).to_vec();
    elements.push(element);
    set(value, path, Value::Array(elements));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_found_and_set_by_path() {
        let mut value = json!({ "a": { "b": null, "c": ["x"] } });
        assert_eq!(get(&value, "a.b"), None);
        assert_eq!(list(&value, "a.c"), ["x"]);
        assert_eq!(list(&value, "a.d").len(), 0);
        set(&mut value, "a.d.e", json!(1));
        set(&mut value, "a.c", Value::Null);
        assert_eq!(value, json!({ "a": { "b": null, "d": { "e": 1 } } }));
    }
}
