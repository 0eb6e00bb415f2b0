//! The section on permissions in the documentation of an operation.

use crate::ir::Permissions;
use crate::markdown;

/// Returns the section: the statement of an IAM policy, and the keys that can limit it further.
pub(super) fn lines(permissions: &Permissions) -> Vec<String> {
    let mut lines = vec![
        String::new(),
        "# Permissions".to_owned(),
        String::new(),
        "```json".to_owned(),
        "{".to_owned(),
        "  \"Effect\": \"Allow\",".to_owned(),
    ];
    match &permissions.actions[..] {
        [action] => lines.push(format!("  \"Action\": \"{action}\",")),
        actions => {
            lines.push("  \"Action\": [".to_owned());
            let last = actions.len().saturating_sub(1);
            lines.extend(actions.iter().enumerate().map(|(index, action)| {
                let comma = if index == last { "" } else { "," };
                format!("    \"{action}\"{comma}")
            }));
            lines.push("  ],".to_owned());
        }
    }
    if permissions.member_keys.is_empty() {
        lines.push("  \"Resource\": \"*\"".to_owned());
    } else {
        lines.push("  \"Resource\": \"*\",".to_owned());
        let last = permissions.member_keys.len().saturating_sub(1);
        lines.push("  \"Condition\": { \"StringEquals\": {".to_owned());
        lines.extend(permissions.member_keys.iter().enumerate().map(|(index, key)| {
            let member = key.rsplit_once(':').map_or("", |(_, member)| member);
            let comma = if index == last { "" } else { "," };
            format!("    \"{key}\": \"<{member}>\"{comma}")
        }));
        lines.push("  } }".to_owned());
    }
    lines.extend(["}".to_owned(), "```".to_owned()]);
    if !permissions.other_keys.is_empty() {
        let keys: Vec<_> = permissions.other_keys.iter().map(|key| format!("`{key}`")).collect();
        let text = format!("Other condition keys: {}.", keys.join(", "));
        lines.push(String::new());
        lines.extend(markdown::wrap(&text, markdown::WIDTH));
    }
    lines
}
