//! The items of a file: Rust for the formatter, and macro calls with a row per member or value.

use proc_macro2::TokenStream;

use super::code::{Code, Tokens};
use super::layout;

/// A part of a file, as it is emitted or as [`Code`].
#[derive(Clone, Debug)]
pub(crate) enum Item<T = TokenStream> {
    /// Rust items.
    Rust(T),
    /// The alias of a type. The formatter would not break it after the name.
    Alias(Row<T>),
    /// A call of a macro of the runtime.
    MacroCall(MacroCall<T>),
}

/// A macro call of the form `path! { head { row row … } }`, with a line per row.
#[derive(Clone, Debug)]
pub(crate) struct MacroCall<T = TokenStream> {
    /// The macro.
    pub(crate) path: &'static str,
    /// The doc comment before the head.
    pub(crate) docs: Vec<String>,
    /// The tokens before the rows.
    pub(crate) head: T,
    /// The rows.
    pub(crate) rows: Vec<Row<T>>,
}

/// A row of a macro call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row<T = TokenStream> {
    /// The doc comment before it.
    pub(crate) docs: Vec<String>,
    /// Its tokens, with the separator.
    pub(crate) tokens: T,
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
    fn from(call: MacroCall) -> Self {
        Self::MacroCall(call)
    }
}

impl From<TokenStream> for Item<Code> {
    fn from(tokens: TokenStream) -> Self {
        Self::Rust(tokens.into())
    }
}

impl From<MacroCall> for Item<Code> {
    fn from(call: MacroCall) -> Self {
        Item::MacroCall(call).into_code()
    }
}

impl<T> Item<T> {
    /// Returns the item with other tokens and lines of documentation.
    pub(crate) fn map<U>(self, tokens: impl Fn(T) -> U, docs: impl Fn(Vec<String>) -> Vec<String>) -> Item<U> {
        let row = |row: Row<T>| Row {
            docs: docs(row.docs),
            tokens: tokens(row.tokens),
        };
        match self {
            Self::Rust(rust) => Item::Rust(tokens(rust)),
            Self::Alias(alias) => Item::Alias(row(alias)),
            Self::MacroCall(call) => Item::MacroCall(MacroCall {
                path: call.path,
                docs: docs(call.docs),
                head: tokens(call.head),
                rows: call.rows.into_iter().map(row).collect(),
            }),
        }
    }
}

impl Item {
    /// Returns the item as code.
    pub(crate) fn into_code(self) -> Item<Code> {
        self.map(Code::from, |docs| docs)
    }
}

impl Item<Code> {
    /// Returns all tokens that can name a module.
    pub(crate) fn tokens(&self) -> Vec<Tokens<'_>> {
        match self {
            Self::Rust(code) => vec![code.all()],
            Self::Alias(alias) => vec![alias.tokens.all()],
            Self::MacroCall(call) => call.rows.iter().map(|row| row.tokens.all()).collect(),
        }
    }
}

impl MacroCall<Code> {
    /// Appends the text of the call.
    pub(crate) fn write(&self, text: &mut String) {
        text.push_str(self.path);
        text.push_str("! {\n");
        comment(text, "    ", &self.docs);
        layout::write(text, self.head.all(), 4, " {");
        for row in &self.rows {
            row.write_indented(text, "        ");
        }
        text.push_str("    }\n}\n");
    }
}

impl Row<Code> {
    /// Appends the text of a row outside of macro calls.
    pub(crate) fn write(&self, text: &mut String) {
        self.write_indented(text, "");
    }

    fn write_indented(&self, text: &mut String, indent: &str) {
        comment(text, indent, &self.docs);
        layout::write(text, self.tokens.all(), indent.len(), "");
    }
}

fn comment(text: &mut String, indent: &str, lines: &[String]) {
    for line in lines {
        text.push_str(indent);
        text.push_str("/// ");
        text.push_str(line);
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
}
