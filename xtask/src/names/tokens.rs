//! Types as texts without the paths of their modules.

use quote::ToTokens;

/// Returns the text of a type: every path is its last segment.
pub(super) fn text(ty: impl ToTokens) -> String {
    short(&ty.to_token_stream().to_string())
}

/// Returns the text of tokens without the modules in their paths. A literal stays as it is.
pub(super) fn short(tokens: &str) -> String {
    if tokens.starts_with('"') {
        return tokens.to_owned();
    }
    let tokens: Vec<_> = tokens.split_whitespace().flat_map(split).collect();
    let mut out = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_module = tokens.get(at + 1) == Some(&"::");
        if *token == "::" || (is_module && token.starts_with(|c: char| c.is_alphabetic() || c == '_')) {
            continue;
        }
        if *token == "mut" || *token == "dyn" {
            out.push_str(token);
            out.push(' ');
        } else {
            out.push_str(token);
        }
    }
    out.replace(",>", ">")
}

/// Splits text at `::` and at punctuation, which tokens may have no space around.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let length = match word {
            0 if rest.starts_with("::") => 2,
            0 => rest.chars().next().map_or(1, char::len_utf8),
            length => length,
        };
        let (part, after) = rest.split_at(length);
        parts.push(part);
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn paths_are_their_last_segment() {
        assert_eq!(
            short(":: std :: option :: Option < & crate :: types :: A >"),
            "Option<&A>"
        );
        assert_eq!(short("HashMap<String, types::error::B,>"), "HashMap<String,B>");
    }
}
