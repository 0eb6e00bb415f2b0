//! The changelog of a generated crate, in the format of Keep a Changelog.

const TITLE: &str = "# Changelog\n";
const UNRELEASED: &str = "## Unreleased";

/// Returns the changelog with these entries, which are subsections of `Unreleased`.
pub(crate) fn with_entries(changelog: &str, entries: &str) -> String {
    let changelog = if changelog.trim().is_empty() { TITLE } else { changelog };
    let heading = |line: &&str| line.starts_with("## ");
    let lines: Vec<&str> = changelog.lines().collect();
    let first = lines.iter().position(heading).unwrap_or(lines.len());
    let is_there = lines.get(first).is_some_and(|line| line.trim_end() == UNRELEASED);
    let start = if is_there { first + 1 } else { first };
    let length = lines[start..].iter().position(heading);
    let end = if is_there {
        length.map_or(lines.len(), |length| start + length)
    } else {
        start
    };
    let mut sections = Vec::new();
    merge(&mut sections, &lines[start..end]);
    merge(&mut sections, &entries.lines().collect::<Vec<_>>());

    let mut text = lines[..first].join("\n").trim_end().to_owned();
    text += &format!("\n\n{UNRELEASED}\n");
    for (title, entries) in sections {
        if !title.is_empty() {
            text += &format!("\n{title}\n");
        }
        text += &format!("\n{}\n", entries.join("\n"));
    }
    let rest = lines[end..].join("\n");
    if rest.is_empty() {
        text
    } else {
        format!("{text}\n{rest}\n")
    }
}

/// Adds the entries of sections to those of the same title.
fn merge<'l>(sections: &mut Vec<(&'l str, Vec<&'l str>)>, lines: &[&'l str]) {
    let mut title = "";
    for line in lines.iter().filter(|line| !line.trim().is_empty()) {
        if line.starts_with("### ") {
            title = line;
            continue;
        }
        let at = sections
            .iter()
            .position(|(known, _)| *known == title)
            .unwrap_or_else(|| {
                sections.push((title, Vec::new()));
                sections.len() - 1
            });
        // An entry continues in indented lines, which may be equal in several entries.
        let is_known = line.starts_with("- ") && sections[at].1.contains(line);
        if !is_known {
            sections[at].1.push(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_entries;

    #[test]
    fn entries_become_a_section_and_join_those_that_are_there() {
        let first = with_entries("", "### Added\n\n- `a`: new operation.\n");
        assert_eq!(
            first,
            "# Changelog\n\n## Unreleased\n\n### Added\n\n- `a`: new operation.\n"
        );
        let second = with_entries(
            &first,
            "### Added\n\n- `b`: new operation.\n\n### Removed\n\n- `c`: gone.\n",
        );
        let expected = "# Changelog\n\n## Unreleased\n\n### Added\n\n- `a`: new operation.\n- `b`: new operation.\n\n\
                        ### Removed\n\n- `c`: gone.\n";
        assert_eq!(second, expected);
        assert_eq!(with_entries(&second, "### Added\n\n- `a`: new operation.\n"), expected);
    }

    #[test]
    fn released_versions_stay_below() {
        let released = "# Changelog\n\nFor users.\n\n## 0.1.0\n\n- First.\n";
        let expected = "# Changelog\n\nFor users.\n\n## Unreleased\n\n### Added\n\n- New.\n\n## 0.1.0\n\n- First.\n";
        assert_eq!(with_entries(released, "### Added\n\n- New.\n"), expected);
        let both = with_entries(expected, "### Added\n\n- More.\n");
        assert_eq!(both, expected.replace("- New.\n", "- New.\n- More.\n"));
    }
}
