//! Suggestions for misspelled names.

/// Returns a help that asks whether the closest of some names was meant, if one is close.
pub fn did_you_mean<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    closest(wanted, names).map(|name| format!("did you mean `{name}`?"))
}

/// Returns the name that was probably meant: the closest one, if few edits away. Of several it is
/// the first one.
pub(crate) fn closest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let lower = wanted.to_lowercase();
    let limit = 2 + wanted.len() / 4;
    let near = names.filter(|name| name.len().abs_diff(wanted.len()) <= limit);
    let best = near
        .map(|name| (distance(&lower, &name.to_lowercase()), name))
        .min_by_key(|(edits, _)| *edits);
    best.filter(|(edits, name)| *edits <= limit && *edits < name.len())
        .map(|(_, name)| name)
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
