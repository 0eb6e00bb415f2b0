//! Suggestions for misspelled names.

/// The number of names that are listed.
const MAX_LISTED: usize = 12;

/// The minimum length at which a prefix of a name counts as that name.
const SHORTEST_START: usize = 3;

/// Returns a help text that asks whether the closest name was meant, if one is close.
pub fn did_you_mean<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    closest(wanted, names).map(|name| format!("did you mean `{name}`?"))
}

/// Returns a help text that lists the known names, the closest first, and asks whether that one was
/// meant if it is close. `what` introduces the list, for example "the services are".
pub fn known_names<'n>(wanted: &str, what: &str, names: impl Iterator<Item = &'n str>) -> String {
    let names = closest_first(wanted, names);
    let left = names.len().saturating_sub(MAX_LISTED);
    let listed: Vec<_> = names.iter().take(MAX_LISTED).map(|name| format!("`{name}`")).collect();
    let rest = if left == 0 {
        String::new()
    } else {
        format!(", and {left} more")
    };
    let list = format!("{what} {}{rest}", listed.join(", "));
    match did_you_mean(wanted, names.iter().copied()) {
        Some(question) if names.len() == 1 => question,
        Some(question) => format!("{question} {list}"),
        None => list,
    }
}

/// Returns the names from the closest to the farthest.
pub fn closest_first<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let mut names: Vec<_> = names.map(|name| (edits(wanted, name), name)).collect();
    names.sort();
    names.dedup();
    names.into_iter().map(|(_, name)| name).collect()
}

/// Returns the name that was probably meant: the closest one, if the edit distance is small; the
/// first of several.
pub fn closest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let limit = 2 + wanted.rsplit('#').next().unwrap_or_default().len() / 5;
    let best = names
        .map(|name| (edits(wanted, name), name))
        .min_by_key(|(edits, _)| *edits);
    best.filter(|((edits, _), name)| *edits <= limit && *edits < tail(wanted, name).len())
        .map(|(_, name)| name)
}

/// Returns the number of edits between two names, ignoring case, and the tie breaker. A name that
/// starts with the wanted one counts as one edit away.
fn edits(wanted: &str, name: &str) -> (usize, usize) {
    let (wanted, name) = (wanted.to_lowercase(), tail(wanted, name).to_lowercase());
    let distance = distance(&wanted, &name);
    match name.starts_with(&wanted) && wanted.len() >= SHORTEST_START {
        true => (distance.min(1), distance),
        false => (distance, distance),
    }
}

/// Returns the comparable part of a name: without its namespace if the wanted name has none.
fn tail<'n>(wanted: &str, name: &'n str) -> &'n str {
    match name.split_once('#') {
        Some((_, name)) if !wanted.contains('#') => name,
        _ => name,
    }
}

/// Returns the edit distance of two short names.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.chars().enumerate() {
            let substituted = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{closest, closest_first, known_names};

    #[test]
    fn the_closest_name_is_found() {
        for (wanted, names, found) in [
            ("Strin", &["Integer", "String"][..], Some("String")),
            ("string", &["String"], Some("String")),
            ("struct", &["string", "structure"], Some("structure")),
            ("Wether", &["example#Weather"], Some("example#Weather")),
            ("a#Wether", &["a#Weather"], Some("a#Weather")),
            ("Int", &["Unit", "Integer"], Some("Integer")),
            ("nam", &["namespace", "name"], Some("name")),
            ("nope", &["Weather"], None),
            ("id", &["a"], None),
        ] {
            assert_eq!(closest(wanted, names.iter().copied()), found, "{wanted}");
        }
    }

    #[test]
    fn names_are_listed_from_the_closest() {
        let names = ["kms", "s3", "sns", "sqs"];
        assert_eq!(closest_first("sqss", names.into_iter()), ["sqs", "sns", "kms", "s3"]);
        assert_eq!(
            known_names("sqss", "the services are", names.into_iter()),
            "did you mean `sqs`? the services are `sqs`, `sns`, `kms`, `s3`"
        );
        let many: Vec<_> = (0..20).map(|number| format!("shape{number}")).collect();
        let help = known_names("x", "there is", many.iter().map(String::as_str));
        assert!(help.ends_with(", and 8 more"), "{help}");
    }
}
