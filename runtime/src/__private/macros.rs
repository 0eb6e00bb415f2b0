//! Macros that implement the enums of a model, which generated code defines and documents.

/// Implements `Debug` and `Display` of a sensitive enum, which do not show its value.
#[doc(hidden)]
#[macro_export]
macro_rules! redacted_enum {
    ($name:ident) => {
        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&$crate::primitives::Redacted, f)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&$crate::primitives::Redacted, f)
            }
        }
    };
}

/// Implements an open enum of strings, which has a variant `Unknown(UnknownVariantValue)` beside
/// the ones that are listed with their values.
///
/// The enum itself derives `Clone` and `PartialEq`; the latter costs more compile time than a
/// hand-written implementation, but lets its constants be patterns.
#[doc(hidden)]
#[macro_export]
macro_rules! string_enum {
    ($name:ident, sensitive = true { $($variant:ident = $value:literal),* $(,)? }) => {
        $crate::string_enum!(@shared $name { $($variant = $value,)* });
        $crate::redacted_enum!($name);
    };
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        $crate::string_enum!(@shared $name { $($variant = $value,)* });

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::enums::debug(self, f)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad($crate::__private::enums::text(self))
            }
        }
    };
    (@shared $name:ident { $($variant:ident = $value:literal,)* }) => {
        impl $name {
            /// Returns the value as the service writes it.
            #[inline]
            pub fn as_str(&self) -> &str {
                $crate::__private::enums::text(self)
            }

            /// Returns the values of the model, in its order.
            #[inline]
            pub const fn values() -> &'static [&'static str] {
                &[$($value),*]
            }

            /// Returns the variant of a value.
            ///
            /// # Errors
            /// The model does not have the value.
            #[inline]
            pub fn try_parse(value: &str) -> ::std::result::Result<Self, $crate::error::UnknownVariantError> {
                $crate::__private::enums::try_parse(value)
            }
        }

        impl ::std::cmp::Eq for $name {}

        #[doc(hidden)]
        impl $crate::__private::enums::StringEnum for $name {
            #[inline]
            fn table() -> $crate::__private::enums::Table<Self> {
                static INDEX: $crate::__private::enums::Index = $crate::__private::enums::Index::new();
                $crate::__private::enums::Table {
                    values: Self::values(),
                    variants: &[$(Self::$variant),*],
                    names: stringify!($($variant)*),
                    index: &INDEX,
                }
            }

            #[inline]
            fn unknown(value: $crate::primitives::UnknownVariantValue) -> Self {
                Self::Unknown(value)
            }
        }

        impl ::std::cmp::PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some($crate::__private::enums::compare(self, other))
            }
        }

        impl ::std::cmp::Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                $crate::__private::enums::compare(self, other)
            }
        }

        impl ::std::hash::Hash for $name {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                $crate::__private::enums::hash(self, state);
            }
        }

        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                $crate::__private::enums::from(value)
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                $crate::__private::enums::from(&value)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            // `Self::Err` would be ambiguous if the enum has a variant `Err`.
            #[inline]
            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok($crate::__private::enums::from(value))
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        #[doc(hidden)]
        impl $crate::serde::SerializeShape for $name {
            #[inline]
            fn write(
                &self,
                member: $crate::schema::MemberRef,
                serializer: &mut dyn $crate::serde::ShapeSerializer,
            ) {
                serializer.string(member, $crate::__private::enums::text(self));
            }
        }

        #[doc(hidden)]
        impl $crate::serde::DeserializeShape for $name {
            const FROM_STR: bool = true;
            const HAS_STARTS: bool = true;

            #[inline]
            fn read_into(
                slot: &mut Self,
                deserializer: &mut dyn $crate::serde::ShapeDeserializer,
            ) -> ::std::result::Result<(), $crate::serde::DeserializeError> {
                $crate::serde::read_text(slot, deserializer)
            }

            #[inline]
            fn from_text(text: &str) -> ::std::option::Option<Self> {
                ::std::option::Option::Some($crate::__private::enums::from_text(text))
            }

            #[inline]
            fn from_start(
                payload: &[u8; 32],
                _: &$crate::schema::Member,
            ) -> ::std::option::Option<(Self, usize)> {
                $crate::__private::enums::from_start(payload)
            }
        }

        #[doc(hidden)]
        impl $crate::serde::ErrorCorrection for $name {
            #[inline]
            fn corrected() -> Self {
                Self::Unknown(::std::default::Default::default())
            }
        }
    };
}

/// Implements an open enum of integers, which has a variant `Unknown(i32)` beside the ones that are
/// listed with their values.
///
/// The enum itself derives `Clone`, the comparisons and `Hash`; it derives `Debug` too unless it is
/// sensitive.
#[doc(hidden)]
#[macro_export]
macro_rules! int_enum {
    ($name:ident, sensitive = true { $($variant:ident = $value:literal),* $(,)? }) => {
        $crate::int_enum!(@shared $name { $($variant = $value,)* });
        $crate::redacted_enum!($name);
    };
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        $crate::int_enum!(@shared $name { $($variant = $value,)* });

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.value(), f)
            }
        }
    };
    (@shared $name:ident { $($variant:ident = $value:literal,)* }) => {
        impl $name {
            /// Returns the value as the service writes it.
            #[inline]
            pub const fn value(&self) -> i32 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => *value,
                }
            }

            /// Returns the values of the model, in its order.
            #[inline]
            pub const fn values() -> &'static [i32] {
                &[$($value),*]
            }
        }

        impl ::std::convert::From<i32> for $name {
            #[inline]
            fn from(value: i32) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::Unknown(other),
                }
            }
        }

        impl ::std::convert::From<$name> for i32 {
            #[inline]
            fn from(value: $name) -> Self {
                value.value()
            }
        }

        #[doc(hidden)]
        impl $crate::serde::SerializeShape for $name {
            #[inline]
            fn write(
                &self,
                member: $crate::schema::MemberRef,
                serializer: &mut dyn $crate::serde::ShapeSerializer,
            ) {
                serializer.integer(member, <i64 as ::std::convert::From<i32>>::from(self.value()));
            }
        }

        #[doc(hidden)]
        impl $crate::serde::DeserializeShape for $name {
            #[inline]
            fn read_into(
                slot: &mut Self,
                deserializer: &mut dyn $crate::serde::ShapeDeserializer,
            ) -> ::std::result::Result<(), $crate::serde::DeserializeError> {
                let value = <i32 as $crate::serde::DeserializeShape>::read(deserializer)?;
                *slot = <Self as ::std::convert::From<i32>>::from(value);
                ::std::result::Result::Ok(())
            }
        }

        #[doc(hidden)]
        impl $crate::serde::ErrorCorrection for $name {
            #[inline]
            fn corrected() -> Self {
                <Self as ::std::convert::From<i32>>::from(0)
            }
        }
    };
}
