//! The crate's README: a template with placeholders for names and tables of the service.

use crate::ir::Service;

use super::template::{UnknownPlaceholder, fill};
use super::{example, front_page};

/// The placeholders of a template.
pub(crate) const PLACEHOLDERS: &str = "`{{package}}`, `{{crate}}`, `{{title}}`, `{{api_version}}`, `{{operations}}`, `{{first_call}}`, `{{example OPERATION}}`";

/// Returns the template with every placeholder replaced.
pub(super) fn text(template: &str, service: &Service) -> Result<String, UnknownPlaceholder> {
    fill(template, |name| value(name, service))
}

/// The number of columns of a line.
const MAX_WIDTH: usize = 100;

/// Returns the README of a crate whose model has no template: its first call and its operations.
pub(super) fn default_text(service: &Service) -> String {
    let (package, title, version) = (&service.package, &service.title, &service.version);
    let client = format!("A Rust client for {title}, version {version},");
    let origin = "generated from its Smithy model.";
    let space = match client.len() + origin.len() < MAX_WIDTH {
        true => ' ',
        false => '\n',
    };
    let mut text = format!("# {package}\n\n{client}{space}{origin}\n");
    for placeholder in ["first_call", "operations"] {
        if let Some(value) = value(placeholder, service).filter(|_| !service.operations.is_empty()) {
            text.push_str(&format!("\n{value}\n"));
        }
    }
    text
}

fn value(name: &str, service: &Service) -> Option<String> {
    Some(match name {
        "package" => service.package.clone(),
        "crate" => service.crate_name.clone(),
        "title" => service.title.clone(),
        "api_version" => service.version.clone(),
        "operations" => front_page::operations(service, |name| format!("`{name}`")).join("\n"),
        "first_call" => {
            let operation = service
                .operations
                .iter()
                .find(|operation| Some(&operation.method) == service.first_call.as_ref())?;
            block(&example::program(service, operation))
        }
        name => {
            let shape = name.strip_prefix("example ")?.trim();
            let operation = service.operations.iter().find(|operation| operation.shape == shape)?;
            block(&example::program(service, operation))
        }
    })
}

fn block(program: &[String]) -> String {
    format!("```rust,no_run\n{}\n```", program.join("\n"))
}
