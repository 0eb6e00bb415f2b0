//! Code on one line, spaced as the formatter does. What it may space or break in another way is
//! left to it.

use proc_macro2::Delimiter;

use crate::rust::code::{TokenKind, Tokens};

/// The longest line that the formatter certainly leaves as it is.
const SHORT: usize = 84;

/// The longest head of a function that it certainly leaves as it is.
pub(super) const SIGNATURE: usize = 80;

/// The shortest line that it certainly breaks.
const LONG: usize = 94;

/// The place of code, which decides what its operators mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// The content of an attribute.
    Attribute,
    /// An item, its head, a type.
    Item,
    /// A statement or an expression.
    Expression,
}

/// Returns `None` unless a line of this length is short enough to stay.
pub(super) fn fits(columns: usize) -> Option<()> {
    (columns <= SHORT).then_some(())
}

/// Returns `None` unless a line of this length is so long that it is broken.
pub(super) fn is_long(columns: usize) -> Option<()> {
    (columns >= LONG).then_some(())
}

/// Returns the tokens from the first comma on that is not within brackets.
pub(super) fn comma(tokens: Tokens<'_>) -> Tokens<'_> {
    let (mut depth, mut before) = (0_usize, "");
    for token in tokens.trees() {
        match token.text() {
            "<" => depth += 1,
            ">" if before != "-" => depth = depth.saturating_sub(1),
            "," if depth == 0 => return token,
            _ => {}
        }
        before = token.text();
    }
    tokens.end()
}

/// Returns tokens on one line; `None` if the formatter must print them.
pub(super) fn text(tokens: Tokens<'_>, context: Context) -> Option<String> {
    let mut line = Flat {
        text: String::new(),
        last: Last::Start,
        context,
        angles: 0,
        in_parameters: false,
    };
    line.tokens(tokens)?;
    // The lengths of lines are counted in bytes.
    (line.text.is_ascii() && !line.text.contains('\n')).then_some(line.text)
}

/// The last token of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// The start of the line or of brackets, an operator before its operand: no space follows.
    Start,
    /// A keyword before an operand.
    Keyword,
    /// A word, a literal or a closing bracket: the end of an operand.
    Operand,
    /// Something with a space after it.
    Spaced,
}

struct Flat {
    text: String,
    last: Last,
    context: Context,
    /// The angle brackets that are open.
    angles: usize,
    /// Between the bars of a closure.
    in_parameters: bool,
}

/// The keywords of code that the formatter may break or space on its own, in expressions.
const COMPLEX: [&str; 16] = [
    "if", "match", "for", "while", "loop", "unsafe", "async", "move", "const", "return", "break", "else", "in",
    "yield", "static", "continue",
];

impl Flat {
    fn tokens(&mut self, tokens: Tokens<'_>) -> Option<()> {
        let mut rest = tokens;
        while let Some((token, after)) = rest.split_first() {
            rest = match token.kind()? {
                TokenKind::Word => {
                    self.word(token.text())?;
                    after
                }
                TokenKind::Literal => {
                    self.operand(token.text());
                    after
                }
                TokenKind::Open(delimiter) => {
                    self.group(token, delimiter)?;
                    after
                }
                TokenKind::Close(_) => return None,
                TokenKind::Punct | TokenKind::JointPunct => self.operator(token, after)?,
            };
        }
        Some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        if word == "where" || self.context == Context::Expression && COMPLEX.contains(&word) {
            return None;
        }
        self.operand(word);
        let is_keyword = matches!(
            word,
            "as" | "mut"
                | "dyn"
                | "impl"
                | "pub"
                | "fn"
                | "for"
                | "let"
                | "type"
                | "use"
                | "const"
                | "static"
                | "ref"
                | "return"
        );
        if is_keyword {
            self.last = Last::Keyword;
        }
        Some(())
    }

    fn operand(&mut self, text: &str) {
        if matches!(self.last, Last::Operand | Last::Keyword) {
            self.text.push(' ');
        }
        self.text.push_str(text);
        self.last = Last::Operand;
    }

    fn group(&mut self, group: Tokens<'_>, delimiter: Delimiter) -> Option<()> {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ('(', ')'),
            Delimiter::Bracket => ('[', ']'),
            // The tree of a `use`.
            Delimiter::Brace if self.text.starts_with("use ") || self.text.starts_with("pub use ") => ('{', '}'),
            Delimiter::Brace | Delimiter::None => return None,
        };
        let follows_fn = self.text.ends_with("fn") || self.text.ends_with("pub");
        if self.last == Last::Keyword && !follows_fn {
            self.text.push(' ');
        }
        // A tuple of one element keeps its comma.
        let drops_comma =
            self.last == Last::Operand && delimiter == Delimiter::Parenthesis || delimiter == Delimiter::Bracket;
        let mut content = group.content();
        if let Some(last) = content.last()
            && last.starts_with(",")
        {
            if !drops_comma {
                return None;
            }
            content = content.before(last);
        }
        self.text.push(open);
        self.last = Last::Start;
        let outer = (std::mem::take(&mut self.angles), self.in_parameters);
        self.tokens(content)?;
        if self.angles != 0 {
            return None;
        }
        (self.angles, self.in_parameters) = outer;
        self.text.push(close);
        self.last = Last::Operand;
        Some(())
    }

    /// Appends an operator. Returns the tokens after it.
    fn operator<'c>(&mut self, token: Tokens<'c>, after: Tokens<'c>) -> Option<Tokens<'c>> {
        let is_joint = token.kind() == Some(TokenKind::JointPunct);
        match token.text() {
            ":" if after.starts_with(":") && self.last != Last::Keyword => self.glued("::", after.rest()),
            "-" if is_joint && after.starts_with(">") => self.spaced(" -> ", after.rest()),
            "'" => {
                self.operand("'");
                self.text.push_str(after.text());
                self.last = Last::Keyword;
                Some(after.rest())
            }
            "<" => self.open_angle(after),
            ">" => self.close_angle(after),
            // An operator of several characters.
            text if is_joint && text != "&" && !after.starts_with("'") => None,
            "," => self.spaced(", ", after),
            ";" if after.is_empty() => self.glued(";", after),
            "-" if self.last != Last::Operand && after.kind() == Some(TokenKind::Literal) => self.prefix("-", after),
            text @ ("&" | "*" | "!") if self.last != Last::Operand => self.prefix(text, after),
            text if self.context == Context::Expression => self.in_expression(text, after),
            text => self.in_item(text, after),
        }
    }

    fn in_item<'c>(&mut self, operator: &str, after: Tokens<'c>) -> Option<Tokens<'c>> {
        match operator {
            ":" => self.spaced(": ", after),
            "?" if self.last != Last::Operand => self.prefix("?", after),
            _ if self.last != Last::Operand => None,
            ";" => self.spaced("; ", after),
            "=" => self.spaced(" = ", after),
            "+" => self.spaced(" + ", after),
            "." => self.glued(".", after),
            _ => None,
        }
    }

    fn in_expression<'c>(&mut self, operator: &str, after: Tokens<'c>) -> Option<Tokens<'c>> {
        match operator {
            "|" if self.in_parameters => {
                self.in_parameters = false;
                self.spaced("| ", after)
            }
            "|" if self.last != Last::Operand => {
                self.in_parameters = true;
                self.prefix("|", after)
            }
            ":" if self.text.starts_with("let ") && !self.text.contains('=') => self.spaced(": ", after),
            _ if self.last != Last::Operand => None,
            ";" => self.spaced("; ", after),
            "=" => self.spaced(" = ", after),
            "." => self.glued(".", after),
            "?" => {
                self.text.push('?');
                Some(after)
            }
            _ => None,
        }
    }

    /// Appends `<` of generic arguments.
    fn open_angle<'c>(&mut self, after: Tokens<'c>) -> Option<Tokens<'c>> {
        let is_comparison =
            self.context == Context::Expression && self.last == Last::Operand && !self.text.ends_with("::");
        if is_comparison || self.last == Last::Keyword && !self.text.ends_with("impl") {
            return None;
        }
        self.angles += 1;
        self.glued("<", after)
    }

    /// Appends `>` of generic arguments.
    fn close_angle<'c>(&mut self, after: Tokens<'c>) -> Option<Tokens<'c>> {
        self.angles = self.angles.checked_sub(1)?;
        if matches!(self.last, Last::Start | Last::Spaced) {
            return None;
        }
        self.text.push('>');
        self.last = Last::Operand;
        Some(after)
    }

    fn glued<'c>(&mut self, text: &str, after: Tokens<'c>) -> Option<Tokens<'c>> {
        self.text.push_str(text);
        self.last = Last::Start;
        Some(after)
    }

    fn prefix<'c>(&mut self, text: &str, after: Tokens<'c>) -> Option<Tokens<'c>> {
        if self.last == Last::Keyword {
            self.text.push(' ');
        }
        self.glued(text, after)
    }

    fn spaced<'c>(&mut self, text: &str, after: Tokens<'c>) -> Option<Tokens<'c>> {
        self.text.push_str(text);
        self.last = Last::Spaced;
        Some(after)
    }
}
