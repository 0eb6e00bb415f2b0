//! Patterns (`smithy.api#pattern`): regular expressions of ECMA-262 as data, for clients without a
//! library for them.
//!
//! The meaning is that of the `u` flag: characters are code points, and `\d`, `\w` and `\s` are
//! those of ECMA-262. Of what only Annex B permits, escapes of punctuation and lone brackets are
//! literal. A leading `(?s)` or `(?i)`, which models take from other dialects, is obeyed. Anything
//! else that ECMA-262 does not have, and back-references and look-behind, is not compiled.

mod classes;
pub mod emit;
pub mod ir;
mod matches;
mod parse;

use self::ir::Pattern;

/// Compiles a pattern.
///
/// # Errors
/// The reason why it is not compiled.
pub fn compile(pattern: &str) -> Result<Pattern, String> {
    parse::Parser::new(pattern).pattern()
}
