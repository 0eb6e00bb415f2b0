//! The partitions for `aws.partition`, from a `partitions.json`.

use crate::diagnostics::Diagnostic;
use crate::endpoint_rules::ir::Partition;
use crate::model::node::Node;

use super::{RulesLowering, pattern};

impl RulesLowering<'_> {
    /// Returns the partitions, if the rules use them.
    pub(super) fn partitions(&mut self, partitions: Option<Node<'_>>) -> Vec<Partition> {
        let Some(place) = self.asks_for_partition else {
            return Vec::new();
        };
        let Some(root) = partitions else {
            self.report(
                Diagnostic::error(
                    "endpoint-partitions",
                    "the endpoint rules need partitions, and no file of partitions is given",
                )
                .at(place, "asked here")
                .help("give a `partitions.json` to the generator"),
            );
            return Vec::new();
        };
        let nodes = self
            .array(root, "partitions", "a file of partitions")
            .unwrap_or_default();
        let partitions: Vec<_> = nodes.into_iter().filter_map(|node| self.one_partition(node)).collect();
        if !self.failed && !partitions.iter().any(|partition| partition.name == "aws") {
            self.report(
                Diagnostic::error("endpoint-partitions", "the partition `aws` is missing")
                    .at(root.place(), "none of these is `aws`")
                    .help("add it; it serves the regions that belong to no other partition"),
            );
        }
        partitions
    }

    fn one_partition(&mut self, node: Node<'_>) -> Option<Partition> {
        let outputs = self.required(node, "outputs", "a partition")?;
        let name = self.text(outputs, "name");
        let dns_suffix = self.text(outputs, "dnsSuffix");
        let dual_stack_dns_suffix = self.text(outputs, "dualStackDnsSuffix");
        let implicit_global_region = self.text(outputs, "implicitGlobalRegion");
        let supports_fips = self.flag(outputs, "supportsFIPS");
        let supports_dual_stack = self.flag(outputs, "supportsDualStack");
        let regions = self.regions(node);
        let pattern = self.pattern(node);
        Some(Partition {
            name: name?,
            dns_suffix: dns_suffix?,
            dual_stack_dns_suffix: dual_stack_dns_suffix?,
            supports_fips: supports_fips?,
            supports_dual_stack: supports_dual_stack?,
            implicit_global_region: implicit_global_region?,
            regions: regions?,
            pattern: pattern?,
        })
    }

    fn regions(&mut self, partition: Node<'_>) -> Option<Vec<String>> {
        let node = self.required(partition, "regions", "a partition")?;
        let Some(entries) = node.entries() else {
            self.malformed(node, "`regions` of a partition", "an object");
            return None;
        };
        for entry in &entries {
            let facts = entry.value.entries().unwrap_or_default();
            if let Some(fact) = facts.iter().find(|fact| fact.key != "description") {
                self.report(
                    Diagnostic::error(
                        "endpoint-partitions",
                        format!("the region `{}` differs from its partition", entry.key),
                    )
                    .at(fact.key_place, "a fact of this region alone")
                    .help("move the region to a partition of its own; only partitions have facts"),
                );
            }
        }
        Some(entries.into_iter().map(|entry| entry.key.into_owned()).collect())
    }

    fn pattern(&mut self, partition: Node<'_>) -> Option<Vec<crate::endpoint_rules::ir::PatternPiece>> {
        let node = self.required(partition, "regionRegex", "a partition")?;
        let Some(text) = node.as_str() else {
            self.malformed(node, "`regionRegex`", "a string");
            return None;
        };
        match pattern::parse(&text) {
            Ok(pieces) => Some(pieces),
            Err(problem) => {
                self.report(
                    Diagnostic::error("endpoint-partitions", "unsupported pattern of region names")
                        .at(node.place(), problem)
                        .help(r"write `^…$` around text, `(a|b)`, `\w+` and `\d+`"),
                );
                None
            }
        }
    }

    fn text(&mut self, node: Node<'_>, key: &str) -> Option<String> {
        let value = self.required(node, key, "a partition")?;
        let text = value.as_str();
        if text.is_none() {
            self.malformed(value, &format!("`{key}`"), "a string");
        }
        Some(text?.into_owned())
    }

    fn flag(&mut self, node: Node<'_>, key: &str) -> Option<bool> {
        let value = self.required(node, key, "a partition")?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.malformed(value, &format!("`{key}`"), "a boolean");
        }
        flag
    }
}
