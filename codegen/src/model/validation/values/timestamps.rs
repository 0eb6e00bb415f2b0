//! Timestamps in models: numbers, and texts in one of the formats of Smithy.

use crate::model::node::{Node, NodeKind};

/// Returns the reason for which a value is not a timestamp of a format. Without a format it is a
/// number or a text of RFC 3339.
pub(super) fn timestamp_problem(node: Node<'_>, format: Option<&str>) -> Option<String> {
    let text = node.as_str().unwrap_or_default();
    let (fits, expected) = match format {
        Some("epoch-seconds") => (node.kind() == NodeKind::Number, "a number of seconds"),
        Some("http-date") => (is_http_date(&text), "a date as `Tue, 29 Apr 2014 18:30:38 GMT`"),
        Some("date-time") => (is_date_time(&text), "a date as `1985-04-12T23:20:50.52Z`"),
        _ => (
            node.kind() == NodeKind::Number || is_date_time(&text),
            "a number of seconds or a date as `1985-04-12T23:20:50.52Z`",
        ),
    };
    (!fits).then(|| format!("expected {expected}, found {}", node.text()))
}

/// Returns whether a text has the form of a pattern, in which `0` stands for a digit and `a` for a
/// letter.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(found, wanted)| match wanted {
            b'0' => found.is_ascii_digit(),
            b'a' => found.is_ascii_alphabetic(),
            _ => found == wanted,
        })
}

fn is_date_time(text: &str) -> bool {
    let Some((time, zone)) = text.split_at_checked(19) else {
        return false;
    };
    let digits = zone
        .trim_start_matches(['.'])
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let has_fraction = zone.starts_with('.') && zone.len() > digits.len() + 1;
    let is_zone = |zone: &str| zone == "Z" || has_form(zone, "+00:00") || has_form(zone, "-00:00");
    let number = |at: usize| text.get(at..at + 2).and_then(|digits| digits.parse::<u32>().ok());
    let is_in = |at: usize, max: u32| number(at).is_some_and(|number| number <= max);
    has_form(time, "0000-00-00T00:00:00")
        && (is_zone(zone) || has_fraction && is_zone(digits))
        && is_in(5, 12)
        && is_in(8, 31)
        && is_in(11, 23)
        && is_in(14, 59)
        && is_in(17, 60)
}

fn is_http_date(text: &str) -> bool {
    has_form(text, "aaa, 00 aaa 0000 00:00:00 GMT")
}
