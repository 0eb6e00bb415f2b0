//! The results of waiters in the types of the AWS SDK.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError as AwsSdkError;
use aws_smithy_runtime_api::client::waiters::FinalPoll as SdkFinalPoll;
use aws_smithy_runtime_api::client::waiters::error::{
    ExceededMaxWait, FailureState, OperationFailed, WaiterError as SdkWaiterError,
};

use super::error::WaiterError;
use super::{FinalPoll, WaiterInterface};
use crate::config::sdk_config::SdkTypes;
use crate::error::SdkError;
use crate::error::service::ServiceError;

impl WaiterInterface for SdkTypes {
    type FinalPoll<O, E: ServiceError> = SdkFinalPoll<O, AwsSdkError<E, HttpResponse>>;
    type WaiterError<O, E: ServiceError> = SdkWaiterError<O, E>;

    fn shown<O, E: ServiceError>(
        end: Result<FinalPoll<O, SdkError<E>>, WaiterError<O, E>>,
    ) -> Result<Self::FinalPoll<O, E>, SdkWaiterError<O, E>> {
        let failure = match end {
            Ok(poll) => return Ok(SdkFinalPoll::new(poll.into_result().map_err(Into::into))),
            Err(failure) => failure,
        };
        Err(match failure {
            WaiterError::ConstructionFailure(failure) => SdkWaiterError::construction_failure(failure.source),
            WaiterError::ExceededMaxWait(wait) => SdkWaiterError::ExceededMaxWait(ExceededMaxWait::new(
                wait.max_wait(),
                wait.elapsed(),
                wait.poll_count(),
            )),
            WaiterError::FailureState(state) => {
                let last = state.into_final_poll().into_result();
                let last = last.map_err(SdkError::into_service_error);
                SdkWaiterError::FailureState(FailureState::new(SdkFinalPoll::new(last)))
            }
            WaiterError::OperationFailed(failed) => {
                SdkWaiterError::OperationFailed(OperationFailed::new(failed.into_error().into()))
            }
        })
    }
}
