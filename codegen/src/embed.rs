//! Turns the files of a crate into those of a module that can be anywhere in another crate: paths
//! from the root of the crate become relative, and cargo features can be resolved.

use proc_macro2::{Delimiter, Ident, Literal, Spacing, Span, TokenStream};
use quote::quote;

use crate::options::ModuleFeatures;
use crate::rust::code::{Code, TokenKind, Tokens};
use crate::rust::{SourceFile, doc_text};

/// The root of a crate's files.
const ROOT: &str = "lib.rs";

/// Returns a file for its place in a module, whose root is `mod.rs`; `None` for tests and features
/// that are off.
pub(crate) fn embed(file: SourceFile, features: &ModuleFeatures) -> Option<SourceFile> {
    let path = file.path.strip_prefix("src/")?;
    let is_off = |feature| matches!(features, ModuleFeatures::Fixed(on) if !on.contains(&feature));
    if path == "redaction_tests.rs" || path == "blocking.rs" && is_off("blocking") {
        return None;
    }
    let is_root = path == ROOT;
    let depth = if is_root { 0 } else { path.split('/').count() };
    let rewriter = Rewriter {
        features,
        is_root: is_root && matches!(features, ModuleFeatures::Fixed(_)),
    };
    let has_docs = !rewriter.is_root;
    // The declaration of an operation's module has documentation too, and rustdoc resolves the
    // links of both from the declaration.
    let is_operation = path.starts_with("operation/") && depth == 2;
    let docs_depth = depth - usize::from(is_operation);
    Some(SourceFile {
        path: if is_root { "mod.rs".to_owned() } else { path.to_owned() },
        docs: file
            .docs
            .iter()
            .filter(|_| has_docs)
            .map(|line| relative_links(line, docs_depth))
            .collect(),
        items: (file.items.into_iter())
            .map(|item| {
                item.map(
                    |code| rewriter.code(&code, depth),
                    |docs| docs.iter().map(|line| relative_links(line, depth)).collect(),
                )
            })
            .collect(),
    })
}

/// Returns the path of the module's root from a module at this depth.
fn root(depth: usize) -> Vec<&'static str> {
    if depth == 0 { vec!["self"] } else { vec!["super"; depth] }
}

fn relative_links(line: &str, depth: usize) -> String {
    let root = root(depth).join("::");
    line.replace("(crate::", &format!("({root}::"))
        .replace("@crate::", &format!("@{root}::"))
}

struct Rewriter<'f> {
    features: &'f ModuleFeatures,
    /// The file is the root of a module whose features are fixed.
    is_root: bool,
}

impl Rewriter<'_> {
    fn code(&self, code: &Code, depth: usize) -> Code {
        let mut output = Code::default();
        self.tokens(&mut output, code.all(), depth);
        output
    }

    fn tokens(&self, output: &mut Code, tokens: Tokens<'_>, depth: usize) {
        let mut rest = tokens;
        while let Some((token, after)) = rest.split_first() {
            rest = after;
            let word = if token.kind() == Some(TokenKind::Word) {
                token.text()
            } else {
                ""
            };
            if token.starts_with("#")
                && is_group(after)
                && let Some(is_on) = self.decide(after.content())
            {
                rest = if is_on { after.rest() } else { after_item(after.rest()) };
            } else if word == "crate" && after.starts_with(":") && after.rest().starts_with(":") {
                root_path(output, depth);
            } else if word == "doc" && after.starts_with("=") && after.rest().kind() == Some(TokenKind::Literal) {
                output.copy(token);
                output.copy(after);
                self.docs(output, after.rest(), depth);
                rest = after.rest().rest();
            } else if word == "mod" && after.rest().kind() == Some(TokenKind::Open(Delimiter::Brace)) {
                output.copy(token);
                output.copy(after);
                self.group(output, after.rest(), depth + 1);
                rest = after.rest().rest();
            } else if self.is_root && word == "pub" && matches!(after.text(), "mod" | "use") {
                output.append(allowed());
                output.copy(token);
            } else if is_group(token) {
                self.group(output, token, depth);
            } else {
                output.copy(token);
            }
        }
    }

    fn group(&self, output: &mut Code, group: Tokens<'_>, depth: usize) {
        if let Some(TokenKind::Open(delimiter)) = group.kind() {
            let open = output.open(delimiter);
            self.tokens(output, group.content(), depth);
            output.close(delimiter, open);
        }
    }

    /// Appends documentation with relative links. If the path of the module is not known, its
    /// examples are not compiled.
    fn docs(&self, output: &mut Code, literal: Tokens<'_>, depth: usize) {
        let Some(text) = doc_text(literal.text()) else {
            return output.copy(literal);
        };
        let is_fixed = matches!(self.features, ModuleFeatures::Fixed(_));
        let lines = text.split('\n').map(|line| {
            let line = relative_links(line, depth);
            match line.trim() {
                "```no_run" if is_fixed => line.replace("no_run", "ignore"),
                _ => line,
            }
        });
        output.literal(&Literal::string(&lines.collect::<Vec<_>>().join("\n")));
    }

    /// Returns whether the item with this attribute stays, if that is known here.
    fn decide(&self, attribute: Tokens<'_>) -> Option<bool> {
        if !attribute.starts_with("cfg") {
            return None;
        }
        let text = attribute.source().replace(' ', "");
        if text == "cfg(test)" {
            return Some(false);
        }
        let ModuleFeatures::Fixed(on) = self.features else {
            return None;
        };
        let feature = text.strip_prefix("cfg(feature=\"")?.strip_suffix("\")")?;
        Some(on.contains(&feature))
    }
}

/// The lints of the crate are meant for hand-written code.
fn allowed() -> TokenStream {
    quote!(#[allow(unused, missing_docs, unreachable_pub, rustdoc::all, clippy::all, clippy::pedantic)])
}

fn root_path(output: &mut Code, depth: usize) {
    for (at, name) in root(depth).into_iter().enumerate() {
        if at > 0 {
            output.punct(':', Spacing::Joint);
            output.punct(':', Spacing::Alone);
        }
        output.word(&Ident::new(name, Span::call_site()));
    }
}

fn is_group(token: Tokens<'_>) -> bool {
    matches!(token.kind(), Some(TokenKind::Open(_)))
}

/// Returns the tokens after an item, which ends with a semicolon or a body.
fn after_item(tokens: Tokens<'_>) -> Tokens<'_> {
    let is_end = |token: &Tokens<'_>| match token.kind() {
        Some(TokenKind::Open(delimiter)) => delimiter == Delimiter::Brace,
        _ => token.starts_with(";"),
    };
    let end = tokens.trees().find(is_end);
    end.map_or_else(|| tokens.end(), Tokens::rest)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{Rewriter, relative_links};
    use crate::options::ModuleFeatures;
    use crate::rust::code::Code;

    #[test]
    fn paths_become_relative_and_features_are_decided() {
        let features = ModuleFeatures::Fixed(vec!["blocking"]);
        let rewriter = Rewriter {
            features: &features,
            is_root: false,
        };
        for (depth, tokens, expected) in [
            (0, quote!(crate::Error), quote!(self::Error)),
            (2, quote!(crate::Error), quote!(super::super::Error)),
            (
                1,
                quote!(
                    pub(crate) fn a() -> crate::B {}
                ),
                quote!(
                    pub(crate) fn a() -> super::B {}
                ),
            ),
            (
                1,
                quote!(
                    mod a {
                        use crate::b;
                    }
                ),
                quote!(
                    mod a {
                        use super::super::b;
                    }
                ),
            ),
            (
                1,
                quote!(#[doc = " [`A`](crate::A)"]),
                quote!(#[doc = " [`A`](super::A)"]),
            ),
            (1, quote!(#[doc = "```no_run"]), quote!(#[doc = "```ignore"])),
            (
                1,
                quote!(
                    #[cfg(feature = "blocking")]
                    mod a;
                ),
                quote!(
                    mod a;
                ),
            ),
            (
                1,
                quote!(
                    #[cfg(feature = "test-util")]
                    #[b]
                    mod a;
                    mod c;
                ),
                quote!(
                    mod c;
                ),
            ),
            (
                1,
                quote!(
                    #[cfg(feature = "aws-config")]
                    fn a<T>()
                    where
                        T: Copy,
                    {
                        1;
                    }
                    fn b() {}
                ),
                quote!(
                    fn b() {}
                ),
            ),
            (
                1,
                quote!(
                    #[cfg(test)]
                    mod a;
                    mod c;
                ),
                quote!(
                    mod c;
                ),
            ),
        ] {
            let actual = rewriter.code(&tokens.into(), depth);
            assert_eq!(actual.all().source(), Code::from(expected).all().source());
        }
        assert_eq!(relative_links("[`A`](crate::A)", 0), "[`A`](self::A)");
    }
}
