//! The macros of error types.

/// Defines the error type of an operation, from one row per exception.
#[doc(hidden)]
#[macro_export]
macro_rules! operation_error {
    (
        $(#[$doc:meta])*
        $name:ident, $service:path {
            $($variant:ident: $shape:path, $is:ident, $($code:literal)|+ $(, status = $status:literal)?;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!("The exception `", stringify!($variant), "`.")]
                $variant($shape),
            )*
            /// An error that is not in the model, with its code, message and request id.
            Unhandled($crate::error::Unhandled),
        }

        impl $name {
            $(
                #[doc = concat!("Returns whether it is [`", stringify!($variant), "`](Self::", stringify!($variant), ").")]
                #[inline]
                pub fn $is(&self) -> bool {
                    matches!(self, Self::$variant(_))
                }
            )*

            /// Returns an error that wraps another one, without a code.
            #[inline]
            pub fn unhandled(source: impl ::std::convert::Into<$crate::error::BoxError>) -> Self {
                Self::Unhandled($crate::error::Unhandled::from_source(source.into()))
            }

            /// Returns an error that has only metadata.
            #[inline]
            pub fn generic(meta: impl ::std::convert::Into<$crate::error::ErrorMetadata>) -> Self {
                Self::Unhandled($crate::error::Unhandled::new(meta.into()))
            }

            /// Returns the code, the message and the request id, if the service sent them.
            #[inline]
            pub fn meta(&self) -> &$crate::sdk::error::ErrorMetadata {
                $crate::sdk::error::ProvideErrorMetadata::meta(self)
            }
        }

        impl $crate::sdk::error::CreateUnhandledError for $name {
            #[inline]
            fn create_unhandled_error(
                source: $crate::error::BoxError,
                meta: ::std::option::Option<$crate::sdk::error::ErrorMetadata>,
            ) -> Self {
                Self::Unhandled($crate::error::Unhandled::of_source(source, meta))
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    $(Self::$variant(error) => ::std::fmt::Display::fmt(error, f),)*
                    Self::Unhandled(error) => ::std::fmt::Display::fmt(error, f),
                }
            }
        }

        impl ::std::error::Error for $name {
            #[inline]
            fn source(&self) -> ::std::option::Option<&(dyn ::std::error::Error + 'static)> {
                match self {
                    $(Self::$variant(error) => ::std::error::Error::source(error),)*
                    Self::Unhandled(error) => ::std::error::Error::source(error),
                }
            }
        }

        impl $crate::error::ProvideErrorMetadata for $name {
            #[inline]
            fn meta(&self) -> &$crate::error::ErrorMetadata {
                match self {
                    $(Self::$variant(error) => $crate::error::ProvideErrorMetadata::meta(error),)*
                    Self::Unhandled(error) => $crate::error::ProvideErrorMetadata::meta(error),
                }
            }
        }

        $crate::impl_sdk_metadata! { $name }
        $crate::impl_sdk_request_id! { $name }

        impl $crate::error::RequestId for $name {
            #[inline]
            fn request_id(&self) -> ::std::option::Option<&str> {
                $crate::error::ProvideErrorMetadata::meta(self).request_id()
            }
        }

        #[doc(hidden)]
        impl $crate::operation::ServiceError for $name {
            type Interface = $crate::sdk::SdkTypes;

            #[inline]
            fn read(
                code: &str,
                meta: $crate::error::ErrorMetadata,
                deserializer: &mut dyn $crate::serde::ShapeDeserializer,
            ) -> ::std::result::Result<Self, $crate::serde::DeserializeError> {
                let _ = &deserializer;
                Ok(match code {
                    $($($code)|+ => Self::$variant(<$shape>::read(meta, deserializer)?),)*
                    _ => Self::Unhandled($crate::error::Unhandled::new(meta)),
                })
            }

            #[inline]
            fn unhandled(meta: $crate::error::ErrorMetadata) -> Self {
                Self::Unhandled($crate::error::Unhandled::new(meta))
            }

            #[inline]
            fn status(&self) -> ::std::option::Option<u16> {
                match self {
                    $($(Self::$variant(_) => ::std::option::Option::Some($status),)?)*
                    _ => ::std::option::Option::None,
                }
            }
        }

        impl ::std::convert::From<$name> for $service {
            #[inline]
            fn from(error: $name) -> Self {
                match error {
                    $($name::$variant(error) => Self::$variant(error),)*
                    $name::Unhandled(error) => Self::Unhandled(error),
                }
            }
        }

        impl<R> ::std::convert::From<$crate::sdk::error::SdkError<$name, R>> for $service
        where
            R: ::std::fmt::Debug + ::std::marker::Send + ::std::marker::Sync + 'static,
        {
            #[inline]
            fn from(error: $crate::sdk::error::SdkError<$name, R>) -> Self {
                error.into_service_error().into()
            }
        }
    };
}

/// Implements the trait of the AWS SDK for the metadata of an error.
#[cfg(feature = "aws-config")]
#[doc(hidden)]
#[macro_export]
macro_rules! impl_sdk_metadata {
    ($($error:ident)::+) => {
        impl $crate::__private::ProvideSdkMetadata for $($error)::+ {
            #[inline]
            fn meta(&self) -> &$crate::__private::SdkErrorMetadata {
                $crate::error::ProvideErrorMetadata::meta(self).sdk()
            }
        }
    };
}

/// Expands to nothing without the feature `aws-config`.
#[cfg(not(feature = "aws-config"))]
#[doc(hidden)]
#[macro_export]
macro_rules! impl_sdk_metadata {
    ($($error:ident)::+) => {};
}

/// Implements the trait of the AWS SDK for values with a request id.
#[cfg(feature = "aws-config")]
#[doc(hidden)]
#[macro_export]
macro_rules! impl_sdk_request_id {
    ($($shape:ident)::+) => {
        impl $crate::sdk::RequestId for $($shape)::+ {
            #[inline]
            fn request_id(&self) -> ::std::option::Option<&str> {
                $crate::error::RequestId::request_id(self)
            }
        }
    };
}

/// Expands to nothing without the feature `aws-config`.
#[cfg(not(feature = "aws-config"))]
#[doc(hidden)]
#[macro_export]
macro_rules! impl_sdk_request_id {
    ($($shape:ident)::+) => {};
}

/// Converts exceptions to the error of the service, from one row per exception.
#[doc(hidden)]
#[macro_export]
macro_rules! exceptions {
    ($error:ident { $($exception:ident: $shape:path,)* }) => {
        $(
            impl ::std::convert::From<$shape> for $error {
                #[inline]
                fn from(exception: $shape) -> Self {
                    Self::$exception(exception)
                }
            }
        )*

        $crate::impl_sdk_metadata! { $error }
        $crate::impl_sdk_request_id! { $error }
    };
}

/// Implements the extended request id of outputs, from one row per output.
#[doc(hidden)]
#[macro_export]
macro_rules! outputs_of_s3 {
    ($id:ident { $($output:path,)* }) => {
        $(
            impl $id for $output {
                #[inline]
                fn extended_request_id(&self) -> ::std::option::Option<&str> {
                    self._request_id.extended()
                }
            }
        )*
    };
}

/// Implements the extended request id of errors, from one row per error.
#[doc(hidden)]
#[macro_export]
macro_rules! errors_of_s3 {
    ($id:ident { $($error:path,)* }) => {
        $(
            impl $id for $error {
                #[inline]
                fn extended_request_id(&self) -> ::std::option::Option<&str> {
                    $crate::error::RequestIdExt::extended_request_id($crate::error::ProvideErrorMetadata::meta(self))
                }
            }
        )*
    };
}
