//! Values that need no shape: documents, and timestamps as numbers.

use crate::ir::value::{Document, Timestamp};
use crate::model::node::{Node, NodeKind};

/// Returns any JSON value.
pub(super) fn document(node: Node<'_>) -> Option<Document> {
    Some(match node.kind() {
        NodeKind::Null => Document::Null,
        NodeKind::Boolean => Document::Boolean(node.as_bool()?),
        NodeKind::String => Document::String(node.as_str()?.into_owned()),
        NodeKind::Number if node.text().contains(['.', 'e', 'E']) => Document::Float(node.text().to_owned()),
        NodeKind::Number => Document::Integer(node.text().to_owned()),
        NodeKind::Array => Document::Array(node.elements()?.into_iter().map(document).collect::<Option<_>>()?),
        NodeKind::Object => {
            let entries = node
                .entries()?
                .into_iter()
                .map(|entry| Some((entry.key.into_owned(), document(entry.value)?)));
            Document::Object(entries.collect::<Option<_>>()?)
        }
    })
}

/// Parses seconds, which are a JSON number, exactly to the nanosecond.
pub(super) fn epoch(text: &str) -> Option<Timestamp> {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (negative, number) = number
        .strip_prefix('-')
        .map_or((false, number), |number| (true, number));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let places = exponent
        .parse::<i32>()
        .ok()?
        .checked_sub(i32::try_from(fraction.len()).ok()?)?
        .checked_add(9)?;
    let power = 10_i128.checked_pow(places.unsigned_abs())?;
    let nanos = if places < 0 {
        digits / power
    } else {
        digits.checked_mul(power)?
    };
    let nanos = if negative { -nanos } else { nanos };
    // The nanoseconds count forward.
    let seconds = i64::try_from(nanos.div_euclid(1_000_000_000)).ok()?;
    Some(Timestamp::Epoch(
        seconds,
        u32::try_from(nanos.rem_euclid(1_000_000_000)).ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_exact_on_both_sides_of_the_epoch() {
        for (text, seconds, nanos) in [
            ("0", 0, 0),
            ("946845296.123", 946_845_296, 123_000_000),
            ("-1.25", -2, 750_000_000),
            ("-0.5", -1, 500_000_000),
            ("1.0000000019", 1, 1),
            ("9.46845296123E8", 946_845_296, 123_000_000),
            ("15e-1", 1, 500_000_000),
        ] {
            assert_eq!(epoch(text), Some(Timestamp::Epoch(seconds, nanos)), "{text}");
        }
        for text in ["1e99", "", "1.x", "1e"] {
            assert_eq!(epoch(text), None, "{text}");
        }
    }
}
