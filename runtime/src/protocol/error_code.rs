//! The forms in which services spell the code of an error.

/// Returns the code without a namespace before `#` and without a URI after `:`.
///
/// <https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization>
pub(crate) fn sanitize(code: &str) -> Option<&str> {
    let code = code.split_once(':').map_or(code, |(code, _)| code);
    let code = code.rsplit_once('#').map_or(code, |(_, code)| code).trim();
    (!code.is_empty()).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lose_their_namespace_and_uri() {
        for (code, expected) in [
            ("FooError", Some("FooError")),
            (
                "FooError:http://internal.amazon.com/coral/com.amazon.coral.validate/",
                Some("FooError"),
            ),
            ("aws.protocoltests.restjson#FooError", Some("FooError")),
            (
                "aws.protocoltests.restjson#FooError:http://internal.amazon.com/coral/com.amazon.coral.validate/#x",
                Some("FooError"),
            ),
            (" FooError ", Some("FooError")),
            ("", None),
            ("a.b#", None),
            (":", None),
        ] {
            assert_eq!(sanitize(code), expected, "{code}");
        }
    }
}
