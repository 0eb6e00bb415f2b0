//! The end of a prospecting task: a result for each engagement.

use serde_json::{Value, json};

use super::super::context;
use crate::error::ServiceError;
use crate::json;
use crate::store::Catalog;
use crate::tasks::TaskFailure;

/// Finishes a task: each engagement gets a context, or the reason for which it has none.
pub(super) fn finish(catalog: &mut Catalog, body: &mut Value, failure: Option<&TaskFailure>) {
    let now = catalog.now();
    let mut results = json::list(body, "Engagements").to_vec();
    for result in &mut results {
        let id = json::text(result, "EngagementIdentifier")
            .unwrap_or_default()
            .to_owned();
        let outcome = match failure {
            Some(failure) => Err(failure.clone()),
            None => add_context(catalog, &id, body, &now),
        };
        match outcome {
            Ok(context) => {
                // The model's patterns for the identifier of a context differ: three characters in
                // the engagement, `ctx-` and 14 characters here; chosen: the same number in both.
                result["EngagementContextId"] = json!(format!("ctx-{context:0>14}"));
                result["Status"] = json!("COMPLETED");
            }
            Err(TaskFailure { reason_code, message }) => {
                result["Status"] = json!("FAILED");
                result["ReasonCode"] = json!(reason_code);
                result["Message"] = json!(message);
            }
        }
    }
    let failed = results.iter().all(|result| result["Status"] == "FAILED");
    body["TaskStatus"] = json!(if failed { "FAILED" } else { "COMPLETED" });
    body["Engagements"] = json!(results);
    body["EndTime"] = json!(now);
}

/// Adds the result of prospecting to an engagement. Its contents are not documented, but chosen.
fn add_context(catalog: &mut Catalog, id: &str, task: &Value, now: &str) -> Result<String, TaskFailure> {
    let failed = |code: &str| {
        let code = code.to_owned();
        move |error: ServiceError| TaskFailure::new(&code, error.message())
    };
    let engagement = catalog.engagement(id).map_err(failed("EngagementAccessDenied"))?;
    let context = json!({
        "Type": "ProspectingResult",
        "Payload": { "ProspectingResult": { "Aws": {
            "Customer": { "AccountName": "Example Corp.", "Segment": "Enterprise" },
            "Insights": { "MarketplaceEngagementScore": "High" },
            "StartTime": task["StartTime"],
            "EndTime": now,
            "TaskId": task["TaskId"],
            "TaskArn": task["TaskArn"],
            "TaskName": task["TaskName"],
        } } },
    });
    let context = context::add(engagement, &context).map_err(failed("ServiceQuotaExceeded"))?;
    context::touch(engagement, now);
    Ok(context)
}
