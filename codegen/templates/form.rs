//! Bodies that are forms.

/// Compares bodies by meaning: the order of parameters does not matter.
pub(crate) fn check(actual: &[u8], expected: &str, problems: &mut Vec<String>) {
    let actual = String::from_utf8_lossy(actual).into_owned();
    let actual = crate::support::with_expected_token(&actual, expected);
    let (actual, expected) = (parameters(&actual), parameters(expected));
    for parameter in expected.iter().filter(|parameter| !actual.contains(parameter)) {
        problems.push(format!("body: {parameter:?} is missing"));
    }
    for parameter in actual.iter().filter(|parameter| !expected.contains(parameter)) {
        problems.push(format!("body: {parameter:?} must not be there"));
    }
}

fn parameters(form: &str) -> Vec<(String, String)> {
    let mut parameters: Vec<_> = form
        .split('&')
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect();
    parameters.sort();
    parameters
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes().iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits: Vec<u8> = rest.by_ref().take(2).copied().collect();
                let digits = String::from_utf8(digits).unwrap();
                bytes.push(u8::from_str_radix(&digits, 16).unwrap());
            }
            b'+' => bytes.push(b' '),
            other => bytes.push(*other),
        }
    }
    String::from_utf8(bytes).unwrap()
}
