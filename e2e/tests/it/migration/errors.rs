//! The ways in which programs match errors, return them, and distinguish them.

use aws_sdk_partnercentralselling as partnercentral;
use aws_sdk_partnercentralselling::client::Client;
use aws_sdk_partnercentralselling::config::http::HttpResponse;
use aws_sdk_partnercentralselling::error::{
    BoxError, DisplayErrorContext, ErrorMetadata, ProvideErrorMetadata, SdkError,
};
use aws_sdk_partnercentralselling::operation::RequestId;
use aws_sdk_partnercentralselling::operation::create_engagement_invitation::CreateEngagementInvitationError;
use aws_sdk_partnercentralselling::operation::list_opportunities::ListOpportunitiesError;
use aws_sdk_partnercentralselling::types::error::{ConflictException, ValidationException};
use aws_sdk_partnercentralselling::types::{
    ValidationExceptionError, ValidationExceptionErrorCode, ValidationExceptionReason,
};
use e2e::{Answer, REQUEST_ID, Server};

use super::invitation::invitation;
use super::{invite, make_client, validation_error};

/// Returns the decision of a program that depends on the class of an error.
fn class<E: std::fmt::Debug>(error: &SdkError<E, HttpResponse>) -> &'static str {
    match error {
        SdkError::ConstructionFailure(_) => "construction",
        SdkError::TimeoutError(_) => "timeout",
        SdkError::DispatchFailure(failure) if failure.is_io() || failure.is_timeout() => "dispatch",
        SdkError::DispatchFailure(failure) if failure.is_user() || failure.is_other() => "dispatch of another kind",
        SdkError::ResponseError(response) if response.raw().status().is_success() => "response",
        SdkError::ServiceError(context)
            if context.raw().status().as_u16() < 500 && context.raw().headers().get("nothing").is_none() =>
        {
            let _: &E = context.err();
            "service"
        }
        _ => "other",
    }
}

#[tokio::test]
async fn errors_are_matched_by_variant() {
    let server = Server::always(validation_error()).await.unwrap();
    let client = make_client(&server);
    let handled = match invite(&client).await.map_err(|error| error.into_service_error()) {
        Ok(_) => panic!("it was refused"),
        Err(CreateEngagementInvitationError::ConflictException(e)) => ConflictException::message(&e).map(str::to_owned),
        Err(CreateEngagementInvitationError::ValidationException(e)) => {
            let e: ValidationException = e;
            assert_eq!(e.reason(), &ValidationExceptionReason::RequestValidationFailed);
            let list: &[ValidationExceptionError] = e.error_list();
            assert_eq!(list[0].field_name(), Some("Catalog"));
            assert_eq!(list[0].code(), &ValidationExceptionErrorCode::InvalidEnumValue);
            assert_eq!(e.meta().code(), Some("ValidationException"));
            Some(format!("{e}"))
        }
        Err(e @ CreateEngagementInvitationError::ThrottlingException(_)) => panic!("{e}"),
        Err(err) => panic!("unhandled: {}", DisplayErrorContext(&err)),
    };
    assert!(handled.unwrap().starts_with("ValidationException: bad"));

    let err = invite(&client).await.unwrap_err();
    assert_eq!(class(&err), "service");
    assert_eq!(
        (err.code(), err.message(), err.request_id()),
        (Some("ValidationException"), Some("bad"), Some(REQUEST_ID))
    );
    assert!(
        err.as_service_error()
            .is_some_and(|e| e.is_validation_exception() && !e.is_conflict_exception())
    );
    if let SdkError::ServiceError(context) = &err {
        assert_eq!(context.raw().headers().get("x-amzn-requestid"), Some(REQUEST_ID));
        let meta: &ErrorMetadata = context.err().meta();
        assert_eq!(meta.message(), Some("bad"));
    }
    eprintln!("{}", DisplayErrorContext(&err));
    let source: BoxError = err.into_source().unwrap();
    assert!(source.downcast_ref::<CreateEngagementInvitationError>().is_some());

    let result = client.list_opportunities().catalog("x").send().await;
    assert!(matches!(
        result.unwrap_err().into_service_error(),
        ListOpportunitiesError::ValidationException(_)
    ));
}

#[tokio::test]
async fn errors_go_up_with_a_question_mark() {
    async fn sdk(client: &Client) -> Result<String, partnercentral::Error> {
        let output = client.get_opportunity().catalog("AWS").identifier("O1").send().await?;
        Ok(output.id().to_owned())
    }
    async fn boxed(client: &Client) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
        let invitation = invitation()?;
        let call = client
            .create_engagement_invitation()
            .catalog("AWS")
            .engagement_identifier("e")
            .invitation(invitation);
        Ok(call.send().await?.id)
    }
    let server = Server::always(validation_error()).await.unwrap();
    let client = make_client(&server);
    assert!(matches!(
        sdk(&client).await,
        Err(partnercentral::Error::ValidationException(_))
    ));
    assert!(boxed(&client).await.unwrap_err().to_string().contains("bad"));
}

#[tokio::test]
async fn other_classes_are_told_apart() {
    // The first one uses a pooled connection, so it does not count.
    let resets = [(); 4].map(|()| Answer::reset());
    let answers = [Answer::with_headers(200, &[], "[")].into_iter().chain(resets);
    let server = Server::script(answers).await.unwrap();
    let client = make_client(&server);
    assert_eq!(class(&invite(&client).await.unwrap_err()), "response");
    assert_eq!(class(&invite(&client).await.unwrap_err()), "dispatch");
    assert_eq!(
        class(&client.create_engagement_invitation().send().await.unwrap_err()),
        "construction"
    );
    let timeout: SdkError<CreateEngagementInvitationError> = SdkError::timeout_error("too slow");
    assert_eq!(class(&timeout), "timeout");
}
