//! Client tokens: a repeated request has the result of the first one.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::ServiceError;

/// The member that carries the token.
const MEMBER: &str = "ClientToken";

/// The tokens that were used.
///
/// The scope and the lifetime of a token are not documented; chosen: a token belongs to an
/// operation and a catalog, and lives as long as the server.
#[derive(Debug, Default)]
pub(crate) struct Tokens(BTreeMap<Key, Used>);

/// The catalog, the operation and the token.
type Key = (String, String, String);

#[derive(Debug)]
struct Used {
    body: Value,
    output: Value,
}

impl Tokens {
    /// Returns the output of an earlier call with this token, if there was one.
    ///
    /// Another body with the same token is a conflict, with the message of the API reference.
    pub(crate) fn replay(&self, operation: &str, catalog: &str, input: &Value) -> Result<Option<Value>, ServiceError> {
        let used = key(operation, catalog, input).and_then(|key| self.0.get(&key));
        match used {
            Some(used) if used.body == *input => Ok(Some(used.output.clone())),
            Some(_) => Err(ServiceError::conflict(
                "Conflicting client token submitted for a new request body.",
            )),
            None => Ok(None),
        }
    }

    /// Records the output of a call that succeeded. Failed calls are not recorded, so that they can
    /// be corrected and repeated; this is not documented, but chosen.
    pub(crate) fn record(&mut self, operation: &str, catalog: &str, input: &Value, output: &Value) {
        if let Some(key) = key(operation, catalog, input) {
            let used = Used {
                body: input.clone(),
                output: output.clone(),
            };
            self.0.insert(key, used);
        }
    }
}

fn key(operation: &str, catalog: &str, input: &Value) -> Option<Key> {
    let token = input.get(MEMBER)?.as_str()?;
    Some((catalog.to_owned(), operation.to_owned(), token.to_owned()))
}
