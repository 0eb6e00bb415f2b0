//! Differences from the official crates that are by design.

/// Returns the reason for which an item may differ.
pub(super) fn reason(path: &str, ours: Option<&str>, official: &str) -> Option<&'static str> {
    let leaf = path.rsplit(['.', ':']).next().unwrap_or(path);
    RULES
        .iter()
        .find(|rule| (rule.applies)(path, leaf, ours, official))
        .map(|rule| rule.reason)
}

struct Rule {
    applies: fn(&str, &str, Option<&str>, &str) -> bool,
    reason: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        applies: |_, leaf, _, _| leaf == "Unknown" || leaf == "Unhandled",
        reason: "variants for what the model does not know hold what was read",
    },
    Rule {
        applies: |_, leaf, ours, _| ours.is_none() && leaf.starts_with('_'),
        reason: "private to the official crates",
    },
    Rule {
        applies: |path, leaf, ours, _| {
            ours.is_none() && path.ends_with(&format!("::{leaf}")) && path.starts_with("types::")
        },
        reason: "botocore's facts have no names of enum members, and names made of their values may differ",
    },
    Rule {
        applies: |_, _, ours, official| ours.is_some_and(|ours| official == format!("Option<{ours}>")),
        reason: "botocore's facts have no `@clientOptional`, which makes required members optional",
    },
    Rule {
        applies: |_, leaf, _, official| leaf.starts_with("as_") && official.contains("&Box<"),
        reason: "accessors of unions return what a box holds",
    },
    Rule {
        applies: |_, _, ours, official| {
            let of_numbers = ["bool", "i8", "i16", "i32", "i64", "f32", "f64"];
            ours.is_some_and(|ours| of_numbers.contains(&ours) && official == format!("Option<{ours}>"))
        },
        reason: "botocore's facts have the defaults of Smithy 1.0, which the models of today no longer have",
    },
];
