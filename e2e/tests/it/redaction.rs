//! Values that programs log show neither secrets nor sensitive members.
//!
//! Values are made from the model: sensitive ones hold `SECRET`, all others `shown` and a number.

mod errors;
mod inputs;
mod outputs;

use std::error::Error as StdError;
use std::fmt::Debug;

use e2e::model::Model;
use e2e::{Answer, Server};
use partnercentral_selling::error::{DisplayErrorContext, SdkError};
use partnercentral_selling::operation::get_engagement_invitation::GetEngagementInvitationOutput;
use partnercentral_selling::{Client, Error};
use serde_json::Value;

pub(crate) const SECRET: &str = "SECRET";

/// Returns a value of a shape with all members.
pub(crate) fn filled(model: &Model, shape: &str, variant: usize) -> Value {
    let mut number = 0;
    model.fill(shape, variant, &mut |sensitive| {
        number += 1;
        if sensitive {
            format!("{SECRET}-{number}")
        } else {
            format!("shown-{number}-")
        }
    })
}

/// Calls an operation whose input and output have sensitive members.
pub(crate) async fn get_invitation(client: &Client) -> Result<GetEngagementInvitationOutput, SdkError<Error>> {
    let call = client.get_engagement_invitation().catalog("c").identifier("i");
    call.send().await
}

#[track_caller]
pub(crate) fn hides(what: &str, text: &str) {
    assert!(!text.contains(SECRET), "{what} shows a sensitive value: {text}");
}

#[track_caller]
pub(crate) fn debug_hides(what: &str, value: &dyn Debug) {
    hides(what, &format!("{value:?}"));
    hides(what, &format!("{value:#?}"));
}

/// Checks all texts of an error and of its causes.
#[track_caller]
pub(crate) fn error_hides<E: StdError + 'static>(what: &str, error: E) {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(&error);
    while let Some(error) = cause {
        hides(what, &error.to_string());
        debug_hides(what, &error);
        cause = error.source();
    }
    hides(what, &DisplayErrorContext(error).to_string());
}

#[track_caller]
pub(crate) fn failure_hides(what: &str, error: SdkError<Error>) {
    let text = error.to_string();
    hides(what, &text);
    error_hides(what, error.into_service_error());
}

pub(crate) async fn client(answer: Value) -> (Server, Client) {
    let server = Server::always(Answer::json(200, &answer)).await.unwrap();
    let client = server.client();
    (server, client)
}
