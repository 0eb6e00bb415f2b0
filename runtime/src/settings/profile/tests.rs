//! The format of the shared config files, as AWS's tools read it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::Path;

use super::{FileKind, Header, Section, Value, parse};

/// Returns the settings in the order of their names.
fn sorted(section: Section) -> Vec<(String, Value)> {
    let mut settings = section.0;
    settings.sort_by(|(one, _), (other, _)| one.cmp(other));
    settings
}

/// Returns all that was read, one setting per line.
fn shown(text: &str, kind: FileKind) -> Result<String, String> {
    let sections = parse::file(Path::new("/aws/file"), text, kind).map_err(|error| error.to_string())?;
    let mut lines = Vec::new();
    for (header, section) in sections.0 {
        let header = match header {
            Header::Profile(name) => name,
            Header::Services(name) => format!("services {name}"),
            Header::SsoSession(name) => format!("sso-session {name}"),
        };
        if section.0.is_empty() {
            lines.push(header.clone());
        }
        for (key, value) in sorted(section) {
            lines.push(format!("{header}/{key}={:?}", value.text));
            for (nested, value) in sorted(value.nested) {
                lines.push(format!("{header}/{key}/{nested}={:?}@{}", value.text, value.place));
            }
        }
    }
    Ok(lines.join(" "))
}

#[test]
fn accepted_files() {
    for (text, expected) in [
        ("", ""),
        (
            "\u{feff}[default]\r\nregion=us-east-1\r\n",
            r#"default/region="us-east-1""#,
        ),
        (
            "# one\n; two\n\n[default]\n  # three\nregion = a",
            r#"default/region="a""#,
        ),
        (
            "[default] # default\nregion = a # here\nx = a#b ;c",
            r#"default/region="a" default/x="a#b""#,
        ),
        (
            "[profile a]\nREGION = a\n[profile \"b c\"]\nx = = =",
            r#"a/region="a" b c/x="= =""#,
        ),
        ("[ profile  a ]\nx=", r#"a/x="""#),
        ("[a]\nx = 1\n[plugins]\ny = 2\n z = 3\n[default]", "default"),
        // A section that occurs twice is one, in which the later line counts.
        (
            "[profile a]\nx = 1\ny = 1\n[default]\n[profile a]\nx = 2",
            r#"a/x="2" a/y="1" default"#,
        ),
        // The long name of the default profile takes precedence over the short one, in any order.
        ("[default]\nx = 1\ny = 1\n[profile default]\nx = 2", r#"default/x="2""#),
        ("[profile default]\nx = 2\n[default]\nx = 1\ny = 1", r#"default/x="2""#),
        (
            "[services local]\npartnercentral_selling =\n  endpoint_url = http://a:1\n\n  # no\n  other=1\ns3 = \n\tendpoint_url=http://b",
            "services local/partnercentral_selling=\"\\nendpoint_url = http://a:1\\nother=1\" services local/partnercentral_selling/endpoint_url=\"http://a:1\"@/aws/file:3 \
             services local/partnercentral_selling/other=\"1\"@/aws/file:6 \
             services local/s3=\"\\nendpoint_url=http://b\" services local/s3/endpoint_url=\"http://b\"@/aws/file:8",
        ),
        (
            "[default]\nx = one\n  two\nregion = a",
            r#"default/region="a" default/x="one\ntwo""#,
        ),
        // A file may be indented as a whole.
        (
            "[default]\n  region = a\n  x = b",
            r#"default/region="a" default/x="b""#,
        ),
        // Carriage returns end lines too.
        ("[default]\rx = 1\r\ry = 2\r\n", r#"default/x="1" default/y="2""#),
        // Names of profiles and settings that AWS's tools ignore.
        ("[profile a b]\nx = 1\n[profile 'a b']\ny = 2\nx y = 3", r#"a b/y="2""#),
        ("[sso-session s]\nsso_region = a", r#"sso-session s/sso_region="a""#),
    ] {
        assert_eq!(shown(text, FileKind::Config).as_deref(), Ok(expected), "{text}");
    }
    assert_eq!(
        shown("[a]\nx = 1\n[default]\nx = 2", FileKind::Credentials).as_deref(),
        Ok(r#"a/x="1" default/x="2""#)
    );
}

#[test]
fn errors_name_the_line() {
    let expected = "expected `name = value`, a [section], or a comment that begins with #";
    for (text, line, problem) in [
        ("region = a", 1, "a setting comes before the first [section]"),
        ("[default]\n\nregion", 3, expected),
        ("[default]\n= a", 2, expected),
        ("[services s]\ns3 =\n  endpoint_url", 3, expected),
        ("[default", 1, "the section's name has no closing bracket"),
        (
            "[default] x",
            1,
            "expected nothing after the closing bracket of the section's name",
        ),
    ] {
        let error = shown(text, FileKind::Config).unwrap_err();
        assert_eq!(error, format!("/aws/file:{line}: {problem}"), "{text}");
    }
}
