//! Prints functions, if each statement fits on a line.

use proc_macro2::Delimiter;

use super::flat::{self, Context};
use crate::rust::code::{TokenKind, Tokens};

/// Appends a function; `None` if the formatter must do it.
pub(super) fn write(text: &mut String, function: Tokens<'_>, indent: usize) -> Option<()> {
    let blank = &" ".repeat(indent);
    let body = function
        .last()
        .filter(|last| last.kind() == Some(TokenKind::Open(Delimiter::Brace)))?;
    let head = function.before(body);
    signature(text, head, blank)?;
    if body.content().is_empty() {
        text.push_str("}\n");
        return Some(());
    }
    text.push('\n');
    let mut rest = body.content();
    while !rest.is_empty() {
        let end = rest.trees().find(|token| token.starts_with(";"));
        let statement = end.map_or(rest, |end| rest.before(end));
        let is_last = end.is_none();
        self::statement(text, statement, &format!("{blank}    "), if is_last { "" } else { ";" })?;
        rest = end.map_or_else(|| rest.end(), Tokens::rest);
    }
    text.push_str(blank);
    text.push_str("}\n");
    Some(())
}

/// Appends the head of a function with `{`.
fn signature(text: &mut String, head: Tokens<'_>, blank: &str) -> Option<()> {
    let flat = flat::text(head, Context::Item)?;
    text.push_str(blank);
    if blank.len() + flat.len() + 2 <= flat::SIGNATURE {
        text.push_str(&flat);
        text.push_str(" {");
        return Some(());
    }
    let mut name = head.trees().skip_while(|token| !token.starts_with("fn"));
    let parameters = name.find(|token| token.kind() == Some(TokenKind::Open(Delimiter::Parenthesis)));
    let parameters = parameters.filter(|token| !token.content().is_empty())?;
    let name = flat::text(head.before(parameters), Context::Item)?;
    let output = flat::text(parameters.rest(), Context::Item)?;
    if name.contains('<') {
        return None;
    }
    let is_path = !output.contains(['<', '(']);
    flat::is_long(blank.len() + flat.len() + 2)?;
    if !is_path {
        flat::fits(blank.len() + output.len() + 3)?;
    }
    text.push_str(&name);
    text.push_str("(\n");
    arguments(text, parameters.content(), blank, Context::Item)?;
    text.push_str(blank);
    text.push(')');
    text.push_str(&output);
    text.push_str(" {");
    Some(())
}

/// Appends a statement. A call that is too long has its arguments on separate lines.
fn statement(text: &mut String, statement: Tokens<'_>, blank: &str, end: &str) -> Option<()> {
    let flat = flat::text(statement, Context::Expression)?;
    text.push_str(blank);
    if flat::fits(blank.len() + flat.len() + end.len()).is_some() {
        text.push_str(&flat);
    } else {
        flat::is_long(blank.len() + flat.len())?;
        let arguments = statement.last()?;
        let callee = statement.before(arguments);
        let is_path = callee
            .trees()
            .all(|token| token.kind() == Some(TokenKind::Word) || token.starts_with(":"));
        if arguments.kind() != Some(TokenKind::Open(Delimiter::Parenthesis))
            || !is_path
            || arguments.content().is_empty()
        {
            return None;
        }
        text.push_str(&flat::text(callee, Context::Expression)?);
        text.push_str("(\n");
        self::arguments(text, arguments.content(), blank, Context::Expression)?;
        text.push_str(blank);
        text.push(')');
    }
    text.push_str(end);
    text.push('\n');
    Some(())
}

fn arguments(text: &mut String, tokens: Tokens<'_>, blank: &str, context: Context) -> Option<()> {
    let mut rest = tokens;
    while !rest.is_empty() {
        let end = flat::comma(rest);
        let argument = flat::text(rest.before(end), context)?;
        flat::fits(blank.len() + 4 + argument.len() + 1)?;
        text.push_str(blank);
        text.push_str("    ");
        text.push_str(&argument);
        text.push_str(",\n");
        rest = end.rest();
    }
    Some(())
}
