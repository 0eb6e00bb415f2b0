//! The `aws.iam` traits of an operation: its action, its required actions, and its condition keys.

use super::ast::{Shape, Traits};
use super::node::Node;
use super::traits::{IAM_ACTION, IAM_ACTION_NAME, IAM_CONDITION_KEYS, IAM_REQUIRED_ACTIONS, SERVICE};

/// The permission that an operation needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The action with its prefix, for example `partnercentral:GetOpportunity`.
    pub action: String,
    /// The other actions that the operation performs on behalf of the caller.
    pub required_actions: Vec<String>,
    /// The keys by which a policy can limit the action.
    pub condition_keys: Vec<String>,
    /// Whether the model describes the action; otherwise it is the default of the trait, which is
    /// the operation's name.
    pub is_modeled: bool,
}

/// Returns the permission of an operation; `None` if the service is not one of AWS.
pub fn permission(service: &Shape<'_>, operation: &Shape<'_>) -> Option<Permission> {
    let api = service.trait_value(SERVICE)?;
    let prefix = text(api.get("arnNamespace")).or_else(|| text(api.get("endpointPrefix")))?;
    let iam = operation.trait_value(IAM_ACTION);
    let deprecated = operation.trait_value(IAM_ACTION_NAME);
    let name = text(iam.as_ref().and_then(|iam| iam.get("name")))
        .or_else(|| text(deprecated))
        .unwrap_or_else(|| operation.id.name().to_owned());
    let mut required_actions = texts(iam.as_ref().and_then(|iam| iam.get("requiredActions")));
    required_actions.extend(texts(operation.trait_value(IAM_REQUIRED_ACTIONS)));
    Some(Permission {
        action: format!("{prefix}:{name}"),
        required_actions,
        condition_keys: texts(operation.trait_value(IAM_CONDITION_KEYS)),
        is_modeled: iam.is_some() || deprecated.is_some() || has_iam(&operation.traits),
    })
}

fn has_iam(traits: &Traits<'_>) -> bool {
    traits.keys().any(|id| id.namespace() == "aws.iam")
}

fn text(node: Option<Node<'_>>) -> Option<String> {
    node.and_then(|node| node.as_str()).map(|text| text.into_owned())
}

fn texts(node: Option<Node<'_>>) -> Vec<String> {
    let elements = node.and_then(|node| node.elements()).unwrap_or_default();
    elements.into_iter().filter_map(|element| text(Some(element))).collect()
}
