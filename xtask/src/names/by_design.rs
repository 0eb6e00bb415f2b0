//! Differences from the official crates that are by design.

/// Returns the reason for which an item may differ. With AWS's own model, the lack of a fact is no
/// reason.
pub(super) fn reason(path: &str, ours: Option<&str>, official: &str, is_of_aws: bool) -> Option<&'static str> {
    let leaf = path.rsplit(['.', ':']).next().unwrap_or(path);
    let of_facts = OF_FACTS.iter().filter(|_| !is_of_aws);
    RULES
        .iter()
        .chain(of_facts)
        .find(|rule| (rule.applies)(path, leaf, ours, official))
        .map(|rule| rule.reason)
}

/// Returns whether an item is a variant of an enum or union.
pub(super) fn is_variant(path: &str) -> bool {
    let name = path.strip_prefix("types::").and_then(|path| path.split_once("::"));
    name.is_some_and(|(_, name)| !name.contains(['.', ':']))
}

/// Returns a type without its box: `Option<Box<T>>` as `Option<T>`.
fn without_box(ty: &str) -> String {
    match (ty.split_once("Box<"), ty.ends_with(">>")) {
        (Some((before, after)), true) => format!("{before}{}", &after[..after.len() - 1]),
        _ => ty.to_owned(),
    }
}

struct Rule {
    applies: fn(&str, &str, Option<&str>, &str) -> bool,
    reason: &'static str,
}

/// The members whose types differ between the facts of botocore and the models of today.
const PAGE_MEMBERS: [&str; 4] = [
    "max_items",
    "max_results",
    "part_number_marker",
    "next_part_number_marker",
];

/// The types of numbers and booleans.
const NUMBERS: [&str; 7] = ["bool", "i8", "i16", "i32", "i64", "f32", "f64"];

/// Items whose type changed between the models: AWS made a member required or optional, or gave a
/// shape another name. botocore or AWS's model of another day agrees with the official crate.
const OF_ANOTHER_DAY: [&str; 8] = [
    "GetAssetTypeOutput.forms",
    "PutAssetInput.forms",
    "PutRecordsRequestEntry.partition_key",
    "Record.partition_key",
    "ConformancePackStatusDetail.stack_arn",
    "ConnectorSummary.tenant_identifier",
    "ResourceRequirement.value",
    "SmsConfigurationType.sns_caller_arn",
];

/// Differences of any model.
const RULES: &[Rule] = &[
    Rule {
        applies: |path, _, ours, _| {
            let item = path.rsplit("::").next().unwrap_or(path).trim_end_matches("()");
            ours.is_some() && OF_ANOTHER_DAY.contains(&item)
        },
        reason: "the models are of different days",
    },
    Rule {
        applies: |_, leaf, _, _| leaf == "Unknown" || leaf == "Unhandled",
        reason: "variants for unknown values hold the values that were read",
    },
    Rule {
        applies: |_, leaf, ours, _| ours.is_none() && leaf.starts_with('_'),
        reason: "private to the official crates",
    },
    Rule {
        applies: |_, _, ours, official| {
            official.ends_with("ByteStream") && ours.is_some_and(|ours| ours == format!("Option<{official}>"))
        },
        reason: "a stream that is not set is absent, not empty",
    },
    Rule {
        applies: |_, _, ours, official| {
            official.contains("EventStreamSender<") && ours.is_some_and(|ours| ours.contains("EventStreamSender<"))
        },
        reason: "events that are not set are absent, and their error type is an alias of that of the service",
    },
    Rule {
        applies: |_, _, ours, official| {
            official.contains("EventReceiver<") && ours.is_some_and(|ours| ours.ends_with(",Error>"))
        },
        reason: "the error type of an event stream is an alias of that of the service",
    },
    Rule {
        applies: |_, _, ours, official| ours.is_some_and(|ours| without_box(ours) == official),
        reason: "structures that hold each other are boxed at another of their members",
    },
    Rule {
        applies: |_, leaf, _, official| leaf.starts_with("as_") && official.contains("&Box<"),
        reason: "accessors of unions return the content of a box",
    },
];

/// Differences that botocore's facts cause.
const OF_FACTS: &[Rule] = &[
    Rule {
        applies: |_, _, ours, official| {
            NUMBERS.contains(&official) && ours.is_some_and(|ours| ours == format!("Option<{official}>"))
        },
        reason: "botocore's facts have no defaults of boxed numbers",
    },
    Rule {
        applies: |path, _, ours, _| ours.is_none() && is_variant(path),
        reason: "botocore's facts have no names of enum members, and names made of their values may differ",
    },
    Rule {
        applies: |_, _, ours, official| ours.is_some_and(|ours| official == format!("Option<{ours}>")),
        reason: "botocore's facts have no `@clientOptional`, which makes required members optional",
    },
    Rule {
        applies: |_, leaf, ours, _| {
            let leaf = leaf.trim_end_matches("()");
            ours.is_some() && (PAGE_MEMBERS.contains(&leaf))
        },
        reason: "botocore's facts have another type for the limits and the markers of pages",
    },
    Rule {
        applies: |_, _, ours, official| {
            ours.is_some_and(|ours| NUMBERS.contains(&ours) && official == format!("Option<{ours}>"))
        },
        reason: "botocore's facts have the defaults of Smithy 1.0, which the models of today no longer have",
    },
];
