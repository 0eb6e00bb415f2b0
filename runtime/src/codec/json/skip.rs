//! Skips values that are not needed, and checks their syntax.

use super::lexer::{LexError, Lexer};

/// Skips the next value. Its nesting is not bounded.
pub(super) fn value(lexer: &mut Lexer<'_>) -> Result<(), LexError> {
    // The closing brackets of the open containers. They are on the heap, so that deep nesting
    // cannot overflow the stack.
    let mut due = Vec::new();
    loop {
        match lexer.peek() {
            b'"' => string(lexer)?,
            b'-' | b'0'..=b'9' => drop(lexer.number("a number")?),
            b't' => lexer.literal("true")?,
            b'f' => lexer.literal("false")?,
            b'n' => lexer.literal("null")?,
            open @ (b'{' | b'[') => {
                lexer.bump();
                let close = if open == b'{' { b'}' } else { b']' };
                if next(lexer, close, true)? {
                    due.push(close);
                    continue;
                }
            }
            _ => return Err(lexer.expected("a value")),
        }
        loop {
            let Some(&close) = due.last() else { return Ok(()) };
            if next(lexer, close, false)? {
                break;
            }
            due.pop();
        }
    }
}

/// Moves to the next value of the container that this bracket closes, or out of it.
fn next(lexer: &mut Lexer<'_>, close: u8, is_first: bool) -> Result<bool, LexError> {
    let follows = lexer.next_entry(close, is_first)?;
    if follows && close == b'}' {
        lexer.name()?;
    }
    Ok(follows)
}

fn string(lexer: &mut Lexer<'_>) -> Result<(), LexError> {
    lexer.bump();
    lexer.plain();
    while lexer.peek() != b'"' {
        lexer.escape()?;
        lexer.plain();
    }
    lexer.bump();
    Ok(())
}
