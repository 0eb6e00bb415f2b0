//! Patterns (`smithy.api#pattern`): regular expressions of ECMA-262 as data, for clients without a
//! library for them.
//!
//! The meaning is that of the `u` flag: characters are code points, and `\d`, `\w` and `\s` are
//! those of ECMA-262. Of the syntax that only Annex B permits, escapes of punctuation and lone
//! brackets are supported, as literals. A leading `(?s)` or `(?i)`, which some models use, is
//! supported. Any other syntax that is not in ECMA-262, back-references and look-behind are not
//! supported.

mod classes;
pub mod emit;
pub mod ir;
mod matches;
mod parse;

use self::ir::Pattern;

/// Compiles a pattern.
///
/// # Errors
/// The reason for which it cannot be compiled.
pub fn compile(pattern: &str) -> Result<Pattern, String> {
    parse::PatternParser::new(pattern).pattern()
}
