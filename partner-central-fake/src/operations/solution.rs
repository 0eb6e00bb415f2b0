//! Solutions of the partner.

use serde_json::Value;

use crate::call::Call;
use crate::error::ServiceError;
use crate::json;
use crate::query::{self, Order};
use crate::store::Catalog;

pub(super) fn list(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let matches = |solution: &&Value| {
        let text = |path: &str| json::text(solution, path);
        query::is_in(call.input, "Status", text("Status"))
            && query::is_in(call.input, "Identifier", text("Id"))
            && query::is_in(call.input, "Category", text("Category"))
            && query::is_in(
                call.input,
                "AwsMarketplaceSolutionArn",
                text("AwsMarketplaceSolutionArn"),
            )
    };
    let mut items: Vec<Value> = catalog.solutions.values().filter(matches).cloned().collect();
    // The default order is not documented; chosen: by identifier.
    let keys = [
        ("Identifier", "Id"),
        ("Name", "Name"),
        ("Status", "Status"),
        ("Category", "Category"),
        ("CreatedDate", "CreatedDate"),
    ];
    query::sort(&mut items, call.input, &keys, Order::Ascending);
    query::page(call, items)
}
