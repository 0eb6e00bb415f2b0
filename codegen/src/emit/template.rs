//! Templates: texts with placeholders between double braces.
//!
//! Placeholders are replaced in one pass, so placeholders in an inserted text are not replaced.

/// A placeholder that has no value.
pub(crate) struct UnknownPlaceholder {
    /// Its line, counted from one.
    pub(crate) line: usize,
    /// The text between the braces.
    pub(crate) name: String,
}

/// Replaces every placeholder by its value.
///
/// A placeholder alone on its line is replaced by the lines of its value, each with the indentation
/// of the placeholder. If the value has no lines, the line is removed.
pub(super) fn fill<V: Into<String>>(
    template: &str,
    value: impl Fn(&str) -> Option<V>,
) -> Result<String, UnknownPlaceholder> {
    let mut text = String::with_capacity(template.len());
    for (at, line) in template.lines().enumerate() {
        let value = |name: &str| {
            let unknown = UnknownPlaceholder {
                line: at + 1,
                name: name.to_owned(),
            };
            value(name).map(Into::into).ok_or(unknown)
        };
        if let Some(name) = whole_line(line) {
            let indentation = &line[..line.len() - line.trim_start().len()];
            for line in value(name)?.lines() {
                text.push_str(if line.is_empty() { "" } else { indentation });
                text.push_str(line);
                text.push('\n');
            }
            continue;
        }
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}").unwrap_or((after, ""));
            text.push_str(before);
            text.push_str(&value(name.trim())?);
            rest = after;
        }
        text.push_str(rest);
        text.push('\n');
    }
    Ok(text)
}

/// Returns the lines of one of the generator's own templates. All of its placeholders must have
/// values.
pub(super) fn filled<'v>(template: &str, value: impl Fn(&str) -> Option<&'v str>) -> Vec<String> {
    // A placeholder without a value is an error of the template, which tests detect by the missing
    // text.
    let text = fill(template.trim(), value).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Returns the placeholder that a line consists of.
fn whole_line(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    (!name.contains("}}")).then(|| name.trim())
}

#[cfg(test)]
mod tests {
    use super::fill;

    fn filled(template: &str) -> Result<String, (usize, String)> {
        let value = |name: &str| match name {
            "crate" => Some("kiosk"),
            "code" => Some("let a = \"{{crate}} {{other}}\";\n\nlet b = 1;"),
            "nothing" => Some(""),
            _ => None,
        };
        fill(template, value).map_err(|unknown| (unknown.line, unknown.name))
    }

    #[test]
    fn inserted_text_is_not_searched_for_placeholders() {
        assert_eq!(
            filled("use {{crate}}::{{ crate }};\n{\n    {{code}}\n    {{nothing}}\n}"),
            Ok("use kiosk::kiosk;\n{\n    let a = \"{{crate}} {{other}}\";\n\n    let b = 1;\n}\n".to_owned())
        );
    }

    #[test]
    fn unknown_placeholders_are_reported_with_their_line() {
        assert_eq!(filled("a\n{{other}}"), Err((2, "other".to_owned())));
        assert_eq!(filled("a {{crate}} {{ what }}"), Err((1, "what".to_owned())));
    }
}
