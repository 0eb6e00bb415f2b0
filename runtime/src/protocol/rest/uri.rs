//! The path and query of a request.

use crate::codec::text::{encode, encode_greedy};
use crate::serde::SerializeError;

/// Returns the path and query of a URI pattern, with values for its labels and with these
/// parameters after the constant ones. `{name+}` keeps the slashes of its value, and `{name~}`
/// takes only the part after the last one.
///
/// # Errors
/// The value of a label is absent or empty, which would result in another path.
pub(super) fn fill(
    pattern: &str,
    labels: &[(&str, String)],
    params: &[(String, String)],
) -> Result<String, SerializeError> {
    let (path, constant) = match pattern.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (pattern, None),
    };
    let mut uri = String::with_capacity(pattern.len() + 64);
    if path.is_empty() {
        uri.push('/');
    }
    let mut rest = path;
    while let Some((text, (label, behind))) = rest
        .split_once('{')
        .and_then(|(text, rest)| Some((text, rest.split_once('}')?)))
    {
        uri.push_str(text);
        let name = label.trim_end_matches(['+', '~']);
        let value = labels.iter().find(|(label, _)| *label == name).map(|(_, value)| {
            let is_last = label.ends_with('~');
            value.rsplit('/').next().filter(|_| is_last).unwrap_or(value)
        });
        match value {
            Some("") => {
                return Err(SerializeError::new(format!(
                    "member {name}: it is part of the path and must not be empty"
                )));
            }
            Some(value) if label.ends_with('+') => encode_greedy(&mut uri, value),
            Some(value) => encode(&mut uri, value),
            None => {
                return Err(SerializeError::new(format!(
                    "the path has a label {name} without a member"
                )));
            }
        }
        rest = behind;
    }
    uri.push_str(rest);
    let mut separator = '?';
    for part in constant
        .into_iter()
        .flat_map(|query| query.split('&'))
        .filter(|part| !part.is_empty())
    {
        uri.push(separator);
        uri.push_str(part);
        separator = '&';
    }
    for (name, value) in params {
        uri.push(separator);
        encode(&mut uri, name);
        uri.push('=');
        encode(&mut uri, value);
        separator = '&';
    }
    Ok(uri)
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn labels_and_parameters_are_encoded() {
        let labels = [
            ("bucket", "a b".to_owned()),
            ("key", "c/d?ä".to_owned()),
            ("empty", String::new()),
            ("path", "/zone/".to_owned()),
        ];
        let params = [("k&".to_owned(), "v=".to_owned()), ("none".to_owned(), String::new())];
        for (pattern, params, expected) in [
            ("/", &params[..0], Some("/")),
            ("", &params[..0], Some("/")),
            ("?flag", &params[..0], Some("/?flag")),
            (
                "/{bucket}/{key+}?x-id=Put&flag",
                &params[..],
                Some("/a%20b/c/d%3F%C3%A4?x-id=Put&flag&k%26=v%3D&none="),
            ),
            ("/x/{key}/y", &params[1..], Some("/x/c%2Fd%3F%C3%A4/y?none=")),
            ("/x/{key~}", &params[1..], Some("/x/d%3F%C3%A4?none=")),
            ("/x/{bucket~}", &params[1..], Some("/x/a%20b?none=")),
            ("/x/{path~}", &params[..], None),
            ("/{empty}/y", &params[..], None),
            ("/{unknown}", &params[..], None),
        ] {
            assert_eq!(fill(pattern, &labels, params).ok().as_deref(), expected, "{pattern}");
        }
    }
}
