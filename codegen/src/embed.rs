//! Turns the files of a crate into those of a module that can be anywhere in another crate: paths
//! from the root of the crate become relative, and cargo features can be resolved.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

use crate::options::ModuleFeatures;
use crate::rust::{Item, MacroCall, Row, SourceFile};

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
        items: file.items.into_iter().map(|item| rewriter.item(item, depth)).collect(),
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
    fn item(&self, item: Item, depth: usize) -> Item {
        match item {
            Item::Rust(tokens) => Item::Rust(self.tokens(tokens, depth)),
            Item::Alias(alias) => Item::Alias(self.row(alias, depth)),
            Item::MacroCall(call) => Item::MacroCall(MacroCall {
                path: call.path,
                docs: call.docs.iter().map(|line| relative_links(line, depth)).collect(),
                head: self.tokens(call.head, depth),
                rows: call.rows.into_iter().map(|row| self.row(row, depth)).collect(),
            }),
        }
    }

    fn row(&self, row: Row, depth: usize) -> Row {
        Row {
            docs: row.docs.iter().map(|line| relative_links(line, depth)).collect(),
            tokens: self.tokens(row.tokens, depth),
        }
    }

    fn tokens(&self, tokens: TokenStream, depth: usize) -> TokenStream {
        let mut output = TokenStream::new();
        let mut rest: &[TokenTree] = &tokens.into_iter().collect::<Vec<_>>();
        while let [token, after @ ..] = rest {
            rest = after;
            match (token, after) {
                (TokenTree::Punct(mark), [TokenTree::Group(attribute), after @ ..])
                    if mark.as_char() == '#' && self.decide(attribute).is_some() =>
                {
                    let is_on = self.decide(attribute) == Some(true);
                    rest = if is_on { after } else { after_item(after) };
                }
                (TokenTree::Ident(name), _) if *name == "crate" && starts_path(after) => {
                    output.extend(self.root_path(depth));
                }
                (TokenTree::Ident(name), [TokenTree::Punct(equals), TokenTree::Literal(text), after @ ..])
                    if *name == "doc" && equals.as_char() == '=' =>
                {
                    rest = after;
                    output.extend([token.clone(), TokenTree::Punct(equals.clone()), self.docs(text, depth)]);
                }
                (TokenTree::Ident(keyword), [TokenTree::Ident(_), TokenTree::Group(body), ..])
                    if *keyword == "mod" && body.delimiter() == Delimiter::Brace =>
                {
                    output.extend([token.clone(), after[0].clone()]);
                    output.extend([self.group(body, depth + 1)]);
                    rest = &after[2..];
                }
                (TokenTree::Ident(visibility), [TokenTree::Ident(kind), ..])
                    if self.is_root && *visibility == "pub" && (*kind == "mod" || *kind == "use") =>
                {
                    output.extend(allowed());
                    output.extend([token.clone()]);
                }
                (TokenTree::Group(group), _) => output.extend([self.group(group, depth)]),
                (token, _) => output.extend([token.clone()]),
            }
        }
        output
    }

    fn group(&self, group: &Group, depth: usize) -> TokenTree {
        Group::new(group.delimiter(), self.tokens(group.stream(), depth)).into()
    }

    fn root_path(&self, depth: usize) -> TokenStream {
        let mut path = TokenStream::new();
        for (at, name) in root(depth).into_iter().enumerate() {
            if at > 0 {
                path.extend([Spacing::Joint, Spacing::Alone].map(|spacing| TokenTree::Punct(Punct::new(':', spacing))));
            }
            path.extend([TokenTree::Ident(Ident::new(name, Span::call_site()))]);
        }
        path
    }

    /// Returns a line of documentation with relative links. If the path of the module is not known,
    /// its examples are not compiled.
    fn docs(&self, literal: &Literal, depth: usize) -> TokenTree {
        let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) else {
            return literal.clone().into();
        };
        let mut line = relative_links(&text.value(), depth);
        if matches!(self.features, ModuleFeatures::Fixed(_)) && line.trim() == "```no_run" {
            line = line.replace("no_run", "ignore");
        }
        Literal::string(&line).into()
    }

    /// Returns whether the item with this attribute stays, if that is known here.
    fn decide(&self, attribute: &Group) -> Option<bool> {
        let text = attribute.stream().to_string().replace(' ', "");
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

fn starts_path(after: &[TokenTree]) -> bool {
    matches!(after, [TokenTree::Punct(one), TokenTree::Punct(other), ..] if one.as_char() == ':' && other.as_char() == ':')
}

/// Returns the tokens after an item, which ends with a semicolon or a body.
fn after_item(tokens: &[TokenTree]) -> &[TokenTree] {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let end = tokens.iter().position(is_end).map_or(tokens.len(), |end| end + 1);
    &tokens[end..]
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{Rewriter, relative_links};
    use crate::options::ModuleFeatures;

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
            let actual = rewriter.tokens(tokens, depth);
            assert_eq!(actual.to_string(), expected.to_string());
        }
        assert_eq!(relative_links("[`A`](crate::A)", 0), "[`A`](self::A)");
    }
}
