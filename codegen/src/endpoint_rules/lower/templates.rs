//! Strings with embedded values: `https://{Region}.{PartitionResult#dnsSuffix}`.

use crate::diagnostics::Diagnostic;
use crate::endpoint_rules::ir::{Expr, RuleValueKind, TemplatePart};
use crate::model::node::Node;

use super::RulesLowering;
use super::values::described;

impl RulesLowering<'_> {
    /// Returns a string of the rules as an expression: text, a value, or a template.
    pub(super) fn template(&mut self, node: Node<'_>) -> Option<Expr> {
        let text = node.as_str()?;
        let mut pieces = Vec::new();
        for part in parts(&text) {
            match part {
                Ok(Part::Text(text)) => push_text(&mut pieces, text),
                Ok(Part::Value(value)) => pieces.push(TemplatePart::Value(self.template_value(node, value)?)),
                Err(problem) => {
                    self.report(
                        Diagnostic::error("endpoint-template", format!("this template has {problem}"))
                            .at(node.place(), "in this string")
                            .help("write `{Name}` or `{Name#property}` for a value, `{{` and `}}` for braces"),
                    );
                    return None;
                }
            }
        }
        Some(match <[TemplatePart; 1]>::try_from(pieces) {
            Ok([TemplatePart::Text(text)]) => Expr::Text(text),
            Ok([TemplatePart::Value(value)]) => value,
            Err(pieces) if pieces.is_empty() => Expr::Text(String::new()),
            Err(pieces) => Expr::Template(pieces),
        })
    }

    fn template_value(&mut self, node: Node<'_>, value: &str) -> Option<Expr> {
        let value = match value.split_once('#') {
            None => self.reference(node, value)?,
            Some((name, path)) => {
                let base = self.reference(node, name)?;
                self.path(node, base, path)?
            }
        };
        let value = self.present(node, value)?;
        if value.ty().kind == RuleValueKind::String {
            return Some(value);
        }
        self.report(
            Diagnostic::error("endpoint-type", "a template can only contain strings")
                .at(node.place(), format!("it contains {}", described(value.ty().kind)))
                .help("name a property that is a string, as `{PartitionResult#name}`"),
        );
        None
    }
}

enum Part<'t> {
    Text(&'t str),
    Value(&'t str),
}

/// Returns the parts of a template; the problem as the end of a sentence.
fn parts(template: &str) -> Vec<Result<Part<'_>, &'static str>> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (text, tail) = rest.split_at(at);
        parts.push(Ok(Part::Text(text)));
        let doubled = tail.starts_with("{{") || tail.starts_with("}}");
        if doubled {
            parts.push(Ok(Part::Text(&tail[..1])));
            rest = &tail[2..];
            continue;
        }
        let Some(value) = tail.strip_prefix('{') else {
            parts.push(Err("a `}` without a `{`"));
            return parts;
        };
        let Some((value, after)) = value.split_once('}') else {
            parts.push(Err("a `{` without a `}`"));
            return parts;
        };
        if value.is_empty() {
            parts.push(Err("a `{}` without a name"));
            return parts;
        }
        parts.push(Ok(Part::Value(value)));
        rest = after;
    }
    parts.push(Ok(Part::Text(rest)));
    parts
}

fn push_text(pieces: &mut Vec<TemplatePart>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(TemplatePart::Text(last)) => last.push_str(text),
        _ => pieces.push(TemplatePart::Text(text.to_owned())),
    }
}
