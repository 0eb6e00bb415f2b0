//! The crate's README: a template with the service's facts in its placeholders.

use crate::ir::Service;

use super::{example, front_page};

/// What a template may name between double braces.
pub(crate) const PLACEHOLDERS: &str = "`{{package}}`, `{{crate}}`, `{{title}}`, `{{api_version}}`, `{{operations}}`, `{{first_call}}`, `{{example OPERATION}}`";

/// A placeholder that means nothing.
pub(crate) struct UnknownPlaceholder {
    /// Its line, counted from one.
    pub(crate) line: usize,
    /// What stands between the braces.
    pub(crate) name: String,
}

/// The template with everything filled in.
pub(super) fn text(template: &str, service: &Service) -> Result<String, UnknownPlaceholder> {
    let mut text = String::with_capacity(template.len());
    for (at, line) in template.lines().enumerate() {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}").unwrap_or((after, ""));
            let value = value(name.trim(), service).ok_or_else(|| UnknownPlaceholder {
                line: at + 1,
                name: name.trim().to_owned(),
            })?;
            text.push_str(before);
            text.push_str(&value);
            rest = after;
        }
        text.push_str(rest);
        text.push('\n');
    }
    Ok(text)
}

fn value(name: &str, service: &Service) -> Option<String> {
    Some(match name {
        "package" => service.package.clone(),
        "crate" => example::crate_name(service),
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
            block(&example::program(
                service,
                service.operations.iter().find(|operation| operation.shape == shape)?,
            ))
        }
    })
}

fn block(program: &[String]) -> String {
    format!("```rust,no_run\n{}\n```", program.join("\n"))
}
