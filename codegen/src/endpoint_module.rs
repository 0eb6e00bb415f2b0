//! Endpoint rules without a client: modules for code that calls services by itself, for example the
//! runtime's credential chain.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::endpoint_rules::emit;
use crate::endpoint_rules::ir::Rules;
use crate::lower;
use crate::model::ast::Shape;
use crate::model::node::Node;
use crate::names;
use crate::rust::{FileTasks, SourceFile};

/// The endpoint rules of one service, and the name of their module.
pub(crate) struct EndpointRules {
    rules: Rules,
    service: String,
    module: String,
}

/// Returns the rules of a service.
pub(crate) fn rules(
    service: &Shape<'_>,
    partitions: Option<Node<'_>>,
    diagnostics: &mut Diagnostics,
) -> Option<EndpointRules> {
    let Some(lowered) = lower::endpoint_rules(service, partitions, diagnostics) else {
        if !diagnostics.has_errors() {
            let problem = format!("`{}` has no endpoint rules", service.id.name());
            let help = "a file of model/endpoint-rules has a service with `smithy.rules#endpointRuleSet`";
            diagnostics.push(Diagnostic::error("no-endpoint-rules", problem).help(help));
        }
        return None;
    };
    let sdk_id = lower::sdk_id(service, diagnostics);
    Some(EndpointRules {
        rules: lowered.rules,
        service: service.id.name().to_owned(),
        module: names::package(sdk_id.as_deref(), service.id.name()).replace('-', "_"),
    })
}

impl EndpointRules {
    /// Returns the modules: the rules, in a file that is named after the service, and the
    /// partitions, which are the same for all services.
    pub(crate) fn files(&self) -> FileTasks<'_> {
        let mut files = FileTasks::default();
        files.add(|| {
            let docs = format!("The endpoint rules of {}.", self.service);
            [SourceFile::new(
                format!("{}.rs", self.module),
                &docs,
                emit::items(&self.rules),
            )]
        });
        files.add(|| {
            let docs = "The partitions of AWS and their regions.";
            [SourceFile::new(
                "partitions.rs",
                docs,
                emit::partition_items(&self.rules),
            )]
        });
        files
    }
}
