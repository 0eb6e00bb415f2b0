//! The results of rules: endpoints with headers and properties, or errors.

use crate::diagnostics::Diagnostic;
use crate::endpoint_rules::ir::{End, Endpoint, EndpointAuthScheme, Expr, Property, RuleValueKind};
use crate::model::node::{Node, NodeEntry, NodeKind};

use super::RulesLowering;

impl RulesLowering<'_> {
    /// Returns the endpoint or the error of a rule.
    pub(super) fn result(&mut self, rule: Node<'_>) -> Option<End> {
        if let Some(endpoint) = rule.get("endpoint") {
            return self.endpoint(endpoint).map(End::Endpoint);
        }
        if let Some(error) = rule.get("error") {
            return self.plain(error, RuleValueKind::String).map(End::Error);
        }
        self.report(
            Diagnostic::error("endpoint-rules", "this rule has no outcome")
                .at(rule.place(), "this rule")
                .help("give it `rules`, an `endpoint` or an `error`"),
        );
        None
    }

    fn endpoint(&mut self, node: Node<'_>) -> Option<Endpoint> {
        let url = self.required(node, "url", "an endpoint")?;
        let url = self.plain(url, RuleValueKind::String);
        self.endpoint_of(node, url?, &mut |lowering, text| {
            lowering.plain(text, RuleValueKind::String)
        })
    }

    /// Returns an endpoint of this URL with the headers and properties of the node; `string` reads
    /// the strings in them.
    pub(super) fn endpoint_of(&mut self, node: Node<'_>, url: Expr, string: ReadString<'_>) -> Option<Endpoint> {
        let headers = self.headers(node, string);
        let mut auth_schemes = Some(Vec::new());
        let mut properties = Vec::new();
        for NodeEntry { key, value, .. } in self.entries(node, "properties") {
            if key == "authSchemes" {
                auth_schemes = self.auth_schemes(value, string);
            } else {
                properties.push((key.into_owned(), self.property(value, string)?));
            }
        }
        properties.sort_by(|(a, _), (b, _)| a.cmp(b));
        Some(Endpoint {
            url,
            headers: headers?,
            auth_schemes: auth_schemes?,
            properties,
        })
    }

    fn headers(&mut self, node: Node<'_>, string: ReadString<'_>) -> Option<Vec<(String, Expr)>> {
        let mut headers = Vec::new();
        for NodeEntry { key, value, .. } in self.entries(node, "headers") {
            let Some(values) = value.elements() else {
                self.malformed(value, "the value of a header", "an array of strings");
                return None;
            };
            for value in values {
                headers.push((key.clone().into_owned(), string(self, value)?));
            }
        }
        headers.sort_by(|(a, _), (b, _)| a.cmp(b));
        Some(headers)
    }

    fn auth_schemes(&mut self, node: Node<'_>, string: ReadString<'_>) -> Option<Vec<EndpointAuthScheme>> {
        let Some(elements) = node.elements() else {
            self.malformed(node, "`authSchemes`", "an array of objects");
            return None;
        };
        elements
            .into_iter()
            .map(|element| self.auth_scheme(element, string))
            .collect()
    }

    fn auth_scheme(&mut self, node: Node<'_>, string: ReadString<'_>) -> Option<EndpointAuthScheme> {
        const OWN: [&str; 4] = ["name", "signingName", "signingRegion", "disableDoubleEncoding"];
        let name = self.required(node, "name", "an auth scheme")?;
        let name = string(self, name)?;
        let mut member = |lowering: &mut Self, key: &str| match node.get(key) {
            None => Some(None),
            Some(value) => string(lowering, value).map(Some),
        };
        let signing_name = member(self, "signingName")?;
        let signing_region = member(self, "signingRegion")?;
        let disable_double_encoding = node
            .get("disableDoubleEncoding")
            .and_then(|value| value.as_bool())
            .unwrap_or(false);
        let entries = node.entries().unwrap_or_default().into_iter();
        let mut properties: Vec<_> = entries
            .filter(|entry| !OWN.contains(&entry.key.as_ref()))
            .map(|entry| Some((entry.key.into_owned(), self.property(entry.value, string)?)))
            .collect::<Option<_>>()?;
        properties.sort_by(|(a, _), (b, _)| a.cmp(b));
        Some(EndpointAuthScheme {
            name,
            signing_name,
            signing_region,
            disable_double_encoding,
            properties,
        })
    }

    fn property(&mut self, node: Node<'_>, string: ReadString<'_>) -> Option<Property> {
        match node.kind() {
            NodeKind::String => string(self, node).map(Property::String),
            NodeKind::Boolean => node.as_bool().map(Property::Bool),
            NodeKind::Array => {
                let elements = node.elements().unwrap_or_default();
                elements
                    .into_iter()
                    .map(|element| self.property(element, string))
                    .collect::<Option<_>>()
                    .map(Property::List)
            }
            NodeKind::Object => {
                let entries = node.entries().unwrap_or_default().into_iter();
                let mut entries: Vec<_> = entries
                    .map(|entry| Some((entry.key.into_owned(), self.property(entry.value, string)?)))
                    .collect::<Option<_>>()?;
                entries.sort_by(|(a, _), (b, _)| a.cmp(b));
                Some(Property::Map(entries))
            }
            NodeKind::Number if node.as_i64().is_some() => node.as_i64().map(Property::Integer),
            NodeKind::Number | NodeKind::Null => {
                self.malformed(
                    node,
                    "a property",
                    "a string, a boolean, a whole number, a list or an object",
                );
                None
            }
        }
    }

    fn entries<'a>(&mut self, node: Node<'a>, key: &str) -> Vec<NodeEntry<'a>> {
        let Some(value) = node.get(key) else {
            return Vec::new();
        };
        let entries = value.entries();
        if entries.is_none() {
            self.malformed(value, &format!("`{key}`"), "an object");
        }
        entries.unwrap_or_default()
    }
}

/// The reader of a string in an endpoint: a template in rules, plain text in tests.
pub(super) type ReadString<'f> = &'f mut dyn FnMut(&mut RulesLowering<'_>, Node<'_>) -> Option<Expr>;
