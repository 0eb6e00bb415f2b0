//! The string functions of endpoint rules.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/standard-library.html>

use std::net::Ipv4Addr;

use crate::text;

/// Returns whether the value may be a label of a host name; several, joined by dots, where
/// subdomains are allowed (`isValidHostLabel`).
pub fn is_valid_host_label(value: &str, allow_subdomains: bool) -> bool {
    if allow_subdomains {
        value.split('.').all(is_label)
    } else {
        is_label(value)
    }
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Returns whether a bucket of this name can be part of a host name
/// (`aws.isVirtualHostableS3Bucket`).
#[inline]
pub fn is_virtual_hostable_s3_bucket(value: &str, allow_subdomains: bool) -> bool {
    (3..=63).contains(&value.len())
        && is_valid_host_label(value, allow_subdomains)
        && !value.bytes().any(|byte| byte.is_ascii_uppercase())
        && !value.ends_with('-')
        && text::position(value, ".-").is_none()
        && text::position(value, "-.").is_none()
        && value.parse::<Ipv4Addr>().is_err()
}

/// Returns the characters from `start` to before `stop`, counted from the end if `reverse` is set;
/// `None` if the value is not ASCII or too short (`substring`).
#[inline]
pub fn substring(value: &str, start: usize, stop: usize, reverse: bool) -> Option<String> {
    if start >= stop || value.len() < stop || !value.is_ascii() {
        return None;
    }
    let range = if reverse {
        value.len() - stop..value.len() - start
    } else {
        start..stop
    };
    value.get(range).map(ToOwned::to_owned)
}

/// Returns the parts of a value between delimiters, at most `limit` of them, or all if it is 0
/// (`split`).
#[inline]
pub fn split(value: &str, delimiter: &str, limit: usize) -> Vec<String> {
    // The specification does not define empty delimiters; Rust would split between characters.
    if delimiter.is_empty() {
        return vec![value.to_owned()];
    }
    let limit = if limit == 0 { usize::MAX } else { limit };
    value.splitn(limit, delimiter).map(ToOwned::to_owned).collect()
}

/// The parts of an ARN (`aws.parseArn`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arn {
    /// The partition, for example `aws`.
    pub partition: String,
    /// The service's name.
    pub service: String,
    /// The region; may be empty.
    pub region: String,
    /// The account; may be empty.
    pub account_id: String,
    /// The resource, split at every `:` and `/`.
    pub resource_id: Vec<String>,
}

/// Splits an ARN into its parts (`aws.parseArn`); `None` if it lacks a part that every ARN has.
#[inline]
pub fn parse_arn(value: &str) -> Option<Arn> {
    let mut parts = value.splitn(6, ':');
    if parts.next() != Some("arn") {
        return None;
    }
    let mut part = || parts.next().map(ToOwned::to_owned);
    let (partition, service, region, account_id, resource) = (part()?, part()?, part()?, part()?, part()?);
    if partition.is_empty() || service.is_empty() || resource.is_empty() {
        return None;
    }
    let resource_id = resource.split([':', '/']).map(ToOwned::to_owned).collect();
    Some(Arn {
        partition,
        service,
        region,
        account_id,
        resource_id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_labels() {
        let long = "a".repeat(63);
        let too_long = "a".repeat(64);
        let two_long = format!("{long}.{long}");
        for (value, alone, with_subdomains) in [
            ("a", true, true),
            ("us-east-1", true, true),
            ("1a", true, true),
            ("a-", true, true),
            (&long, true, true),
            ("a.b", false, true),
            (&two_long, false, true),
            ("", false, false),
            ("-a", false, false),
            (".", false, false),
            (".a", false, false),
            ("a.", false, false),
            ("a..b", false, false),
            ("a.-b", false, false),
            ("a_b", false, false),
            ("a/b", false, false),
            ("ü", false, false),
            (&too_long, false, false),
        ] {
            assert_eq!(is_valid_host_label(value, false), alone, "{value}");
            assert_eq!(
                is_valid_host_label(value, true),
                with_subdomains,
                "{value} with subdomains"
            );
        }
    }

    #[test]
    fn buckets() {
        for (value, alone, with_subdomains) in [
            ("bucket-name", true, true),
            ("bucket--use1-az1--x-s3", true, true),
            ("my.bucket", false, true),
            ("ab", false, false),
            ("Bucket", false, false),
            ("bucket-", false, false),
            ("-bucket", false, false),
            ("a.-b", false, false),
            ("a-.b", false, false),
            ("a..b", false, false),
            ("192.168.5.4", false, false),
            ("bucket_name", false, false),
        ] {
            assert_eq!(is_virtual_hostable_s3_bucket(value, false), alone, "{value}");
            assert_eq!(
                is_virtual_hostable_s3_bucket(value, true),
                with_subdomains,
                "{value} with subdomains"
            );
        }
        assert!(!is_virtual_hostable_s3_bucket(&"a".repeat(64), true));
    }

    #[test]
    fn substrings() {
        for (value, start, stop, reverse, expected) in [
            ("abcdefg", 0, 4, false, Some("abcd")),
            ("abcdefg", 0, 4, true, Some("defg")),
            ("abcdefg", 1, 3, false, Some("bc")),
            ("abcdefg", 1, 3, true, Some("ef")),
            ("abcd", 0, 4, false, Some("abcd")),
            ("abc", 0, 4, false, None),
            ("", 0, 4, false, None),
            ("abcd", 2, 2, false, None),
            ("abcd", 3, 2, false, None),
            ("a\u{7f}b", 0, 3, false, Some("a\u{7f}b")),
            ("a\u{80}bcd", 0, 4, false, None),
        ] {
            assert_eq!(
                substring(value, start, stop, reverse).as_deref(),
                expected,
                "{value} {start}..{stop}"
            );
        }
    }

    #[test]
    fn splits() {
        for (value, delimiter, limit, expected) in [
            ("a--b--c", "--", 0, &["a", "b", "c"][..]),
            ("a--b--c", "--", 1, &["a--b--c"]),
            ("a--b--c", "--", 2, &["a", "b--c"]),
            ("--b--", "--", 0, &["", "b", ""]),
            ("abc", "x", 0, &["abc"]),
            ("", "x", 0, &[""]),
            ("ab", "", 0, &["ab"]),
        ] {
            assert_eq!(split(value, delimiter, limit), expected, "{value}");
        }
    }

    #[test]
    fn arns() {
        let arn = |value: &str| {
            parse_arn(value).map(|arn| {
                [
                    arn.partition,
                    arn.service,
                    arn.region,
                    arn.account_id,
                    arn.resource_id.join("|"),
                ]
                .join(" ")
            })
        };
        for (value, expected) in [
            (
                "arn:aws:s3:us-east-1:0123:accesspoint/name:sub",
                Some("aws s3 us-east-1 0123 accesspoint|name|sub"),
            ),
            ("arn:aws:s3:::bucket", Some("aws s3   bucket")),
            ("arn:aws:sqs:us-east-1:0123:a::b/", Some("aws sqs us-east-1 0123 a||b|")),
            ("arn:aws:s3:us-east-1:0123:", None),
            ("arn:aws:s3:us-east-1:0123", None),
            ("arn::s3:us-east-1:0123:a", None),
            ("arn:aws::us-east-1:0123:a", None),
            ("nra:aws:s3:us-east-1:0123:a", None),
            ("", None),
        ] {
            assert_eq!(arn(value).as_deref(), expected, "{value}");
        }
    }
}
