//! The texts of a mock's failures.

/// Returns `1 call` or `2 calls`.
pub(super) fn calls(number: usize) -> String {
    match number {
        1 => "1 call".to_owned(),
        number => format!("{number} calls"),
    }
}

/// Returns the line difference of two texts: `-` marks lines of the first only, `+` lines of the
/// second only.
pub(super) fn difference(expected: &str, came: &str) -> String {
    if expected == came {
        return "  (they differ in redacted values)".to_owned();
    }
    let (old, new): (Vec<_>, Vec<_>) = (expected.lines().collect(), came.lines().collect());
    let common = common(&old, &new);
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    loop {
        match (old.get(i), new.get(j)) {
            (None, None) => break,
            (Some(left), Some(right)) if left == right => {
                lines.push(format!("  {left}"));
                i += 1;
                j += 1;
            }
            (Some(left), right) if right.is_none() || length(&common, i + 1, j) >= length(&common, i, j + 1) => {
                lines.push(format!("- {left}"));
                i += 1;
            }
            (_, Some(right)) => {
                lines.push(format!("+ {right}"));
                j += 1;
            }
            (Some(_), None) => break,
        }
    }
    lines.join("\n")
}

/// Returns, for each pair of positions, the length of the longest common subsequence of the
/// remaining lines.
fn common(old: &[&str], new: &[&str]) -> Vec<Vec<usize>> {
    let mut rows = vec![vec![0; new.len() + 1]];
    for line in old.iter().rev() {
        let mut row = vec![0];
        for (at, other) in new.iter().enumerate().rev() {
            let below = rows
                .last()
                .map_or(0, |below| below.get(at).copied().unwrap_or_default());
            let diagonal = rows
                .last()
                .map_or(0, |below| below.get(at + 1).copied().unwrap_or_default());
            let right = row.last().copied().unwrap_or_default();
            row.push(if line == other { diagonal + 1 } else { below.max(right) });
        }
        row.reverse();
        rows.push(row);
    }
    rows.reverse();
    rows
}

fn length(common: &[Vec<usize>], i: usize, j: usize) -> usize {
    common.get(i).and_then(|row| row.get(j)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn lines_that_differ_are_marked() {
        for (expected, came, text) in [
            ("a\nb\nc", "a\nc", "  a\n- b\n  c"),
            ("a\nc", "a\nb\nc", "  a\n+ b\n  c"),
            ("a\nb\nc", "a\nx\nc\nd", "  a\n- b\n+ x\n  c\n+ d"),
            ("", "a", "+ a"),
            ("a", "a", "  (they differ in redacted values)"),
        ] {
            assert_eq!(difference(expected, came), text);
        }
    }
}
