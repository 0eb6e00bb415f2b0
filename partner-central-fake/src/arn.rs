//! ARNs of the service's resources.
//!
//! Sources: `aws.api#arn` of the model's resources, and the patterns `EngagementInvitationArn` and
//! `ProspectingTaskArn`, which differ from it and which clients see.

use crate::signature::REGION;
use crate::store::ACCOUNT;

pub(crate) fn opportunity(catalog: &str, id: &str) -> String {
    format!("arn:aws:partnercentral:{REGION}:{ACCOUNT}:catalog/{catalog}/opportunity/{id}")
}

pub(crate) fn engagement(catalog: &str, id: &str) -> String {
    format!("arn:aws:partnercentral:{REGION}::catalog/{catalog}/engagement/{id}")
}

pub(crate) fn invitation(catalog: &str, id: &str) -> String {
    format!("arn:aws:partnercentral::{ACCOUNT}:{catalog}/engagement-invitation/{id}")
}

pub(crate) fn job(catalog: &str, id: &str) -> String {
    format!("arn:aws:partnercentral:{REGION}:{ACCOUNT}:catalog/{catalog}/resource-snapshot-job/{id}")
}

/// Returns the ARN of a snapshot. The form is not documented; chosen: all that identifies it.
pub(crate) fn snapshot(catalog: &str, engagement: &str, resource: &str, template: &str, revision: u64) -> String {
    format!(
        "arn:aws:partnercentral:{REGION}:{ACCOUNT}:catalog/{catalog}/engagement/{engagement}\
         /resource/Opportunity/{resource}/template/{template}/revision/{revision}"
    )
}

/// Returns the ARN of a task, whose kind has the name of the model's resource.
pub(crate) fn task(catalog: &str, kind: &str, id: &str) -> String {
    match kind {
        "prospecting-from-engagement-task" => {
            format!("arn:aws:partnercentral-selling:{REGION}:{ACCOUNT}:catalog/{catalog}/{kind}/{id}")
        }
        _ => format!("arn:aws:partnercentral:{REGION}::catalog/{catalog}/{kind}/{id}"),
    }
}

pub(crate) fn role(name: &str) -> String {
    if name.starts_with("arn:") {
        name.to_owned()
    } else {
        format!("arn:aws:iam::{ACCOUNT}:role/{name}")
    }
}

/// Returns the last part of an ARN; an identifier is returned unchanged.
pub(crate) fn resource_id(arn: &str) -> &str {
    arn.rsplit_once('/').map_or(arn, |(_, id)| id)
}

/// Returns the catalog in the ARN of a resource that can have tags.
pub(crate) fn catalog(arn: &str) -> &str {
    let rest = arn.split_once(":catalog/").map_or("", |(_, rest)| rest);
    rest.split_once('/').map_or("", |(catalog, _)| catalog)
}
