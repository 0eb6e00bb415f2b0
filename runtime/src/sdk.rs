//! The types of the AWS SDK that clients with the API of the official crates export.

pub use crate::config::sdk_config::SdkTypes;
pub use aws_types::request_id::RequestId;

/// The settings of a client.
pub mod config {
    pub use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
    pub use aws_types::app_name::AppName;
    pub use aws_types::endpoint_config::AccountIdEndpointMode;

    /// The interface of HTTP clients, and the requests and the responses of calls.
    pub mod http {
        pub use crate::config::http::*;
        pub use crate::sdk::http::{HttpRequest, HttpResponse};
    }

    /// The settings of retries.
    pub mod retry {
        pub use aws_smithy_types::retry::{ErrorKind, ReconnectMode, RetryConfig, RetryConfigBuilder, RetryMode};
    }

    /// The settings of timeouts.
    pub mod timeout {
        pub use aws_smithy_types::timeout::{TimeoutConfig, TimeoutConfigBuilder};
    }
}

/// The errors of a call.
pub mod error {
    pub use aws_smithy_runtime_api::box_error::BoxError;
    pub use aws_smithy_runtime_api::client::result::{ConnectorError, CreateUnhandledError};
    pub use aws_smithy_types::error::ErrorMetadata;
    pub use aws_smithy_types::error::display::DisplayErrorContext;
    pub use aws_smithy_types::error::metadata::ProvideErrorMetadata;
    pub use aws_smithy_types::error::operation::BuildError;

    /// The error of a call.
    pub type SdkError<E, R = super::http::HttpResponse> = aws_smithy_runtime_api::client::result::SdkError<E, R>;
}

/// The types of values that are not generated.
pub mod primitives {
    pub use aws_smithy_types::body::SdkBody;
}

/// The requests and the responses of a call.
pub mod http {
    pub use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
}

/// The results of waiters.
pub mod waiters {
    pub use aws_smithy_runtime_api::client::waiters::{FinalPoll, error};
}
