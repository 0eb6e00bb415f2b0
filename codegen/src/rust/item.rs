//! The items of a file: Rust for the formatter, and macro calls with a row per member or value.

use proc_macro2::TokenStream;

use super::layout;

/// A part of a file.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// Rust items.
    Rust(TokenStream),
    /// The alias of a type. The formatter would not break it after the name.
    Alias(Row),
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
    /// Returns all tokens that can name a module.
    pub(crate) fn tokens(&self) -> TokenStream {
        match self {
            Self::Rust(tokens) => tokens.clone(),
            Self::Alias(alias) => alias.tokens.clone(),
            Self::MacroCall(call) => call.rows.iter().map(|row| row.tokens.clone()).collect(),
        }
    }
}

impl MacroCall {
    /// Returns the text of the call.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("{}! {{\n", self.path);
        comment(&mut text, "    ", &self.docs);
        layout::write(&mut text, &self.head, 4, " {");
        for row in &self.rows {
            row.write(&mut text, 8);
        }
        text.push_str("    }\n}\n");
        text
    }
}

impl Row {
    /// Returns the text of a row outside of macro calls.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text
    }

    fn write(&self, text: &mut String, indent: usize) {
        comment(text, &" ".repeat(indent), &self.docs);
        layout::write(text, &self.tokens, indent, "");
    }
}

fn comment(text: &mut String, indent: &str, lines: &[String]) {
    for line in lines {
        text.push_str(format!("{indent}/// {line}").trim_end());
        text.push('\n');
    }
}
