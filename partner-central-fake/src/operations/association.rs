//! Entities that are associated with an opportunity.

use serde_json::{Value, json};

use super::nothing;
use crate::call::Call;
use crate::error::{Code, FieldError, ServiceError};
use crate::model::Kind;
use crate::store::Catalog;
use crate::{json, review, validation};

/// The number of entities per type that an opportunity may have.
///
/// Source: developer guide, Quotas; for offer sets it is not documented, chosen: as for offers. The
/// error is not documented either; `AssociateOpportunity` has no quota error, so chosen: a
/// validation error.
const LIMITS: [(&str, usize); 6] = [
    ("AwsMarketplaceOffers", 1),
    ("AwsMarketplaceOfferSets", 1),
    ("AwsMarketplaceProducts", 10),
    ("AwsMarketplaceSolutions", 10),
    ("AwsProducts", 20),
    ("Solutions", 10),
];

pub(super) fn associate(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let (kind, entity) = (call.text("RelatedEntityType"), call.text("RelatedEntityIdentifier"));
    check_form(call, kind, entity)?;
    if kind == "Solutions" && !catalog.solutions.contains_key(entity) {
        return Err(ServiceError::not_found("Solution", entity));
    }
    let now = catalog.now();
    let opportunity = catalog.opportunity(call.text("OpportunityIdentifier"))?;
    review::check_editable(opportunity)?;
    let path = path(kind);
    let entities = json::list(opportunity, &path);
    // The effect of a repeated association is not documented; chosen: none.
    if entities.iter().any(|held| held == entity) {
        return Ok(nothing());
    }
    let limit = LIMITS.iter().find(|(name, _)| *name == kind).map(|(_, limit)| *limit);
    if limit.is_some_and(|limit| entities.len() >= limit) {
        let message = format!("The opportunity has the most {kind} that it may have");
        let error = FieldError::new("RelatedEntityIdentifier", Code::TooManyValues, message);
        return Err(ServiceError::invalid_business(&[error]));
    }
    json::push(opportunity, &path, json!(entity));
    opportunity["LastModifiedDate"] = json!(now);
    Ok(nothing())
}

pub(super) fn disassociate(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let (kind, entity) = (call.text("RelatedEntityType"), call.text("RelatedEntityIdentifier"));
    let now = catalog.now();
    let opportunity = catalog.opportunity(call.text("OpportunityIdentifier"))?;
    review::check_editable(opportunity)?;
    let mut entities = json::list(opportunity, &path(kind)).to_vec();
    let before = entities.len();
    entities.retain(|held| held != entity);
    if entities.len() == before {
        return Err(ServiceError::not_found("Associated entity", entity));
    }
    json::set(opportunity, &path(kind), json!(entities));
    opportunity["LastModifiedDate"] = json!(now);
    Ok(nothing())
}

fn path(kind: &str) -> String {
    format!("RelatedEntityIdentifiers.{kind}")
}

/// Checks an identifier by the shape that the type's list holds in `RelatedEntityIdentifiers`.
fn check_form(call: &Call<'_>, kind: &str, entity: &str) -> Result<(), ServiceError> {
    let list = call.model.member("RelatedEntityIdentifiers", kind);
    let shape = list.and_then(|list| call.model.shape(&list.target));
    let Some(Kind::List(element)) = shape.map(|shape| &shape.kind) else {
        return Ok(());
    };
    let mut errors = validation::check(call.model, &element.target, &json!(entity)).errors;
    for error in &mut errors {
        error.field = "RelatedEntityIdentifier".to_owned();
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::invalid_request(&errors))
    }
}
