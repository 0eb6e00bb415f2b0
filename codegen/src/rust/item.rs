//! The items of a file: Rust that the formatter lays out, and macro calls with a row per member or
//! value.

use proc_macro2::{Delimiter, Punct, Spacing, TokenStream, TokenTree};

/// A part of a file.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// Items.
    Rust(TokenStream),
    /// A call of a macro of the runtime.
    MacroCall(MacroCall),
}

/// A macro call of the form `path! { head { row row … } }`, with a line per row.
#[derive(Clone, Debug)]
pub(crate) struct MacroCall {
    /// The macro.
    pub(crate) path: &'static str,
    /// The doc comment before the head.
    pub(crate) docs: Vec<String>,
    /// The tokens before the rows.
    pub(crate) head: TokenStream,
    /// The rows.
    pub(crate) rows: Vec<Row>,
}

/// A row of a macro call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// The doc comment before it.
    pub(crate) docs: Vec<String>,
    /// Its tokens, with the separator.
    pub(crate) tokens: TokenStream,
}

impl From<TokenStream> for Row {
    fn from(tokens: TokenStream) -> Self {
        Self {
            docs: Vec::new(),
            tokens,
        }
    }
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
    /// Returns the item with each of its token streams changed.
    pub(crate) fn map(self, change: impl Fn(TokenStream) -> TokenStream) -> Self {
        match self {
            Self::Rust(tokens) => Self::Rust(change(tokens)),
            Self::MacroCall(mut call) => {
                // The head names the file's own type, which `change` must not touch.
                for row in &mut call.rows {
                    row.tokens = change(std::mem::take(&mut row.tokens));
                }
                Self::MacroCall(call)
            }
        }
    }

    /// Returns all tokens that can name a module.
    pub(crate) fn tokens(&self) -> TokenStream {
        match self {
            Self::Rust(tokens) => tokens.clone(),
            Self::MacroCall(call) => call.rows.iter().map(|row| row.tokens.clone()).collect(),
        }
    }
}

impl MacroCall {
    /// Returns the text of the call.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("{}! {{\n", self.path);
        comment(&mut text, "    ", &self.docs);
        let head = wrapped(&line(self.head.clone()), "        ");
        text.push_str(&format!("    {head} {{\n"));
        for row in &self.rows {
            comment(&mut text, "        ", &row.docs);
            let row = wrapped(&line(row.tokens.clone()), "            ");
            text.push_str(&format!("        {row}\n"));
        }
        text.push_str("    }\n}\n");
        text
    }
}

fn comment(text: &mut String, indent: &str, lines: &[String]) {
    for line in lines {
        text.push_str(format!("{indent}/// {line}").trim_end());
        text.push('\n');
    }
}

/// Breaks a line that is too long after commas. The next lines are indented.
fn wrapped(line: &str, indent: &str) -> String {
    const WIDTH: usize = 100;
    let (mut text, mut column) = (String::new(), indent.len());
    for part in parts(line) {
        if column > indent.len() && column + part.len() >= WIDTH {
            text.push('\n');
            text.push_str(indent);
            column = indent.len();
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(part);
        column += part.len() + 1;
    }
    text
}

/// Splits a line at the spaces after commas, except those within string literals and brackets.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped, mut depth, mut follows_comma) = (false, false, 0, false);
    line.split(move |character| {
        let is_break = character == ' ' && follows_comma;
        follows_comma = false;
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '(' | '[' | '{' | '<' if !is_quoted => depth += 1,
            ')' | ']' | '}' | '>' if !is_quoted => depth -= 1,
            ',' => follows_comma = !is_quoted && depth == 0,
            _ => {}
        }
        is_break
    })
}

/// Formats tokens on one line. They are names, types and literals only.
fn line(tokens: TokenStream) -> String {
    let mut line = Line {
        text: String::new(),
        is_glued: true,
    };
    // Parentheses after a name have no space before them.
    let mut follows_name = false;
    for token in tokens {
        let is_name = matches!(token, TokenTree::Ident(_));
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                line.is_glued |= follows_name && open == "(";
                line.word(&[open, &self::line(group.stream()), close].concat());
            }
            TokenTree::Punct(punct) => line.punctuation(&punct),
            TokenTree::Ident(_) | TokenTree::Literal(_) => line.word(&token.to_string()),
        }
        follows_name = is_name;
    }
    line.text
}

/// The line so far.
struct Line {
    text: String,
    /// Whether the next token follows without a space.
    is_glued: bool,
}

impl Line {
    fn word(&mut self, word: &str) {
        if !self.is_glued {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.is_glued = false;
    }

    fn punctuation(&mut self, punct: &Punct) {
        let character = punct.as_char();
        let is_path = character == ':' && (punct.spacing() == Spacing::Joint || self.text.ends_with(':'));
        match character {
            ':' if is_path => {
                self.is_glued = self.text.ends_with(':');
                self.text.push(':');
            }
            ',' | ':' | ';' | '>' => {
                self.text.push(character);
                self.is_glued = false;
            }
            '=' => {
                self.text.push_str(" =");
                self.is_glued = false;
            }
            '.' => {
                self.text.push('.');
                self.is_glued = true;
            }
            '<' => {
                self.text.push(character);
                self.is_glued = true;
            }
            character => {
                self.word(character.encode_utf8(&mut [0; 4]));
                self.is_glued = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{line, parts};

    #[test]
    fn lines_break_after_commas_outside_literals_and_brackets() {
        let line = r#"pub struct A, id = "a, \" b", map: HashMap<K, V>, set = [insert K, V], get = &V"#;
        let expected = [
            "pub struct A,",
            r#"id = "a, \" b","#,
            "map: HashMap<K, V>,",
            "set = [insert K, V],",
            "get = &V",
        ];
        assert_eq!(parts(line).collect::<Vec<_>>(), expected);
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
                quote!(on: default(bool = true), get = bool;),
                "on: default(bool = true), get = bool;",
            ),
            (
                quote!((read) types::Tag, (shape) ["Key" (key = mark())];),
                "(read) types::Tag, (shape) [\"Key\" (key = mark())];",
            ),
            (quote!(list: &[types::Tag],), "list: &[types::Tag],"),
            (quote!(Low = -3,), "Low = -3,"),
            (quote!(a: A::new().b(&C);), "a: A::new().b(&C);"),
        ] {
            assert_eq!(line(tokens), text);
        }
    }
}
