//! Endpoint rules without a client: modules for code that asks services by itself, as the runtime's
//! credential chain does.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::endpoint_rules::emit;
use crate::lower;
use crate::model::ast::Shape;
use crate::model::node::Node;
use crate::names;
use crate::rust::SourceFile;

/// Returns the modules of one service: the rules, in a file that is named after the service, and
/// the partitions, which are the same for all services.
pub(crate) fn files(
    service: &Shape<'_>,
    partitions: Option<Node<'_>>,
    diagnostics: &mut Diagnostics,
) -> Option<[SourceFile; 2]> {
    let Some(lowered) = lower::endpoint_rules(service, partitions, diagnostics) else {
        if !diagnostics.has_errors() {
            let problem = format!("`{}` has no endpoint rules", service.id.name());
            let help = "a file of model/endpoint-rules has a service with `smithy.rules#endpointRuleSet`";
            diagnostics.push(Diagnostic::error("no-endpoint-rules", problem).help(help));
        }
        return None;
    };
    let sdk_id = lower::sdk_id(service, diagnostics);
    let module = names::package(sdk_id.as_deref(), service.id.name()).replace('-', "_");
    let docs = format!("The endpoint rules of {}.", service.id.name());
    Some([
        SourceFile::new(format!("{module}.rs"), &docs, emit::items(&lowered.rules)),
        SourceFile::new(
            "partitions.rs",
            "The partitions of AWS and their regions.",
            emit::partition_items(&lowered.rules),
        ),
    ])
}
