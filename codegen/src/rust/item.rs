//! The items of a file: Rust that the formatter lays out, and macro calls with a row per member or
//! value.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A part of a file.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// Items.
    Rust(TokenStream),
    /// A call of a macro of the runtime.
    MacroCall(MacroCall),
}

/// A macro call of the form `path! { head { row row … } }`, a row a line.
#[derive(Clone, Debug)]
pub(crate) struct MacroCall {
    /// The macro.
    pub(crate) path: &'static str,
    /// The tokens before the rows.
    pub(crate) head: TokenStream,
    /// The rows, each with its separator.
    pub(crate) rows: Vec<TokenStream>,
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Rust(tokens)
    }
}

impl From<MacroCall> for Item {
    fn from(rows: MacroCall) -> Self {
        Self::MacroCall(rows)
    }
}

impl Item {
    /// Returns the piece with each of its token streams changed.
    pub(crate) fn map(self, change: impl Fn(TokenStream) -> TokenStream) -> Self {
        match self {
            Self::Rust(tokens) => Self::Rust(change(tokens)),
            Self::MacroCall(MacroCall { path, head, rows }) => {
                // The head names the file's own type, which `change` is not to touch.
                Self::MacroCall(MacroCall {
                    path,
                    head,
                    rows: rows.into_iter().map(change).collect(),
                })
            }
        }
    }

    /// Returns a copy of all tokens.
    pub(crate) fn tokens(&self) -> TokenStream {
        match self {
            Self::Rust(tokens) => tokens.clone(),
            Self::MacroCall(rows) => rows.rows.iter().cloned().collect(),
        }
    }
}

impl MacroCall {
    /// Returns the call as text.
    pub(crate) fn text(&self) -> String {
        let head = wrapped(&line(self.head.clone()));
        let mut text = format!("{}! {{\n    {head} {{\n", self.path);
        for row in &self.rows {
            text.push_str("        ");
            text.push_str(&line(row.clone()));
            text.push('\n');
        }
        text.push_str("    }\n}\n");
        text
    }
}

/// Wraps a head that is too long for a line.
fn wrapped(head: &str) -> String {
    const WIDTH: usize = 110;
    let (mut text, mut column) = (String::new(), 0);
    for word in words(head) {
        if column > 0 && column + word.len() >= WIDTH {
            text.push_str("\n       ");
            column = 0;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
        column += word.len() + 1;
    }
    text
}

/// Splits a line at its spaces, except those within string literals.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    line.split(move |character| {
        let is_literal = is_quoted;
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ => {}
        }
        character == ' ' && !is_literal
    })
}

/// Tokens on one line, spaced as a person would: rows hold names, types and literals only.
fn line(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut glue = true;
    // The name at the end of a path: parentheses behind it call it.
    let mut callable = false;
    for token in tokens {
        let called = std::mem::take(&mut callable);
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                if !(glue || called && open == "(") {
                    text.push(' ');
                }
                text.push_str(open);
                text.push_str(&line(group.stream()));
                text.push_str(close);
                glue = false;
            }
            TokenTree::Punct(punct) => match (punct.as_char(), punct.spacing()) {
                (':', Spacing::Joint) => text.push(':'),
                (':', Spacing::Alone) if text.ends_with(':') => {
                    text.push(':');
                    glue = true;
                }
                (character @ (',' | ':' | ';'), _) => {
                    text.push(character);
                    glue = false;
                }
                ('=', _) => {
                    text.push_str(" =");
                    glue = false;
                }
                (character @ '<', _) => {
                    text.push(character);
                    glue = true;
                }
                (character @ '>', _) => {
                    text.push(character);
                    glue = false;
                }
                (character, _) => {
                    if !glue {
                        text.push(' ');
                    }
                    text.push(character);
                    glue = true;
                }
            },
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if !glue {
                    text.push(' ');
                }
                callable = text.ends_with("::");
                text.push_str(&token.to_string());
                glue = false;
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{line, words};

    #[test]
    fn string_literals_are_not_split() {
        let line = r#"A by B, "id", traits = " a \" b"; all optional"#;
        let expected = [
            "A",
            "by",
            "B,",
            "\"id\",",
            "traits",
            "=",
            r#"" a \" b";"#,
            "all",
            "optional",
        ];
        assert_eq!(words(line).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn rows_read_as_if_written_by_hand() {
        for (tokens, text) in [
            (quote!(message: &str,), "message: &str,"),
            (
                quote!(payload: Option<&types::Payload>,),
                "payload: Option<&types::Payload>,",
            ),
            (
                quote!(tags, set_tags, get_tags: [push types::Tag];),
                "tags, set_tags, get_tags: [push types::Tag];",
            ),
            (
                quote!(m, set_m, get_m: [insert into String, Vec<Option<i32>>];),
                "m, set_m, get_m: [insert into String, Vec<Option<i32>>];",
            ),
            (quote!(InProgress = "IN_PROGRESS",), "InProgress = \"IN_PROGRESS\","),
            (
                quote!(FluentBuilder (inner shape) of super::Input),
                "FluentBuilder (inner shape) of super::Input",
            ),
            (quote!(list: &[types::Tag],), "list: &[types::Tag],"),
            (quote!(Low = -3,), "Low = -3,"),
        ] {
            assert_eq!(line(tokens), text);
        }
    }
}
