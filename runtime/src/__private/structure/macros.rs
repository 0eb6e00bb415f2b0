//! The macros that define a structure and its builder from one row per member.

/// Defines a structure, its accessors and its builder, from one row per member.
///
/// The head has the documentation of the structure, then `key = value` pairs:
///
/// - `alias`: the name of the shape if it is another.
/// - `build`: the form of the builder, followed by the path of its type, which
///   [`builders!`](crate::builders!) defines. `in_place` if all members are optional, `fallible` if
///   some are required, `infallible` if some have defaults and none is required. `call` is the form
///   of an operation's input, whose pairs are those of [`fluent!`](crate::fluent!).
/// - `builder`: the name of the builder.
/// - `id` and `traits`: the id of the shape and the record of its traits in the
///   [schema](crate::schema).
/// - `serialize`: `true` if requests or descriptions of errors contain the structure, `serde` if
///   only the feature of that name writes it.
/// - `deserialize`: `structure` if responses contain it, `exception` if it is read together with
///   the metadata of an error, `serde` or, for inputs, `input` if only that feature reads it.
/// - `corrected`: in place of both, the field of a structure with required members that requests
///   and responses contain, for the members that a response lacked.
/// - `request_id` and `metadata`: the field of an output or an exception that is not a member, the
///   latter with its place in the builder.
/// - `unknown_members`: the field that keeps the members which are not in the model.
/// - `streams = true` if a member is a stream, which cannot be copied or compared.
///
/// A row has the documentation of a member, the names of its field and of two functions of the
/// builder, its presence and type, and these pairs: `set`, a form of [`setter!`](crate::setter!);
/// `get`, the type that the accessor returns; `schema`, the record of the member; `alias`, its name
/// in the model if it is another. If the builder is not in place, `at` is the place of the member
/// in the [`tuple!`](crate::tuple!) that the builder wraps.
#[doc(hidden)]
#[macro_export]
macro_rules! structure {
    (
        $(#$docs:tt)*
        pub struct $shape:ident, $(alias = $shape_alias:literal,)? build = in_place($($generic:tt)+), builder = $builder:ident, id = $id:literal
        $(, traits = $traits:literal)? $(, serialize = $serialize:ident)? $(, deserialize = $deserialize:ident)?
        $(, request_id = $request_id:ident)? $(, unknown_members = $unknown:ident)? {
        $(
            $(#$text:tt)*
            $field:ident, $set:ident, $get:ident: optional($type:ty), set = $form:tt,
            get = $returned:ty, schema = $record:literal $(, alias = $alias:literal)?;
        )*
    }) => {
        $(#$docs)*
        $(#[doc(alias = $shape_alias)])?
        #[non_exhaustive]
        pub struct $shape {
            $(
                $(#$text)*
                $(#[doc(alias = $alias)])?
                pub $field: ::std::option::Option<$type>,
            )*
            $(pub(crate) $request_id: $crate::operation::RequestIds,)?
            $(pub(crate) $unknown: $crate::primitives::UnknownMembers,)?
        }

        impl $shape {
            /// Returns a builder with nothing set.
            #[inline]
            pub fn builder() -> $builder {
                $crate::__private::structure::default_of()
            }

            $(
                $(#$text)*
                #[inline]
                pub fn $field(&self) -> $returned {
                    self.$field.__access()
                }
            )*
        }

        use $crate::__private::{builders::Access as _, structure::CloneField as _};

        $crate::static_schema! { $id, $($traits)?, $($record)* }
        $crate::impl_common! { $shape { $($field)* } $($request_id)? $($unknown)? }
        $crate::impl_serialize! { $($serialize)? $shape { $($field)* } $($unknown)? }
        $crate::impl_default! { $shape { $($field)* } $($request_id)? $($unknown)? }
        $crate::impl_deserialize! { $($deserialize)? $shape, $builder { $($field)* } $($unknown)? }
        $crate::in_place_builder! { $($generic)+, builder = $builder, shape = $shape }

        impl $builder {
            $(
                $crate::setter! { $form (shape.$field) $field $(#$text)* }

                $(#$text)*
                #[inline]
                pub fn $set(mut self, value: ::std::option::Option<$type>) -> Self {
                    self.shape.$field = value;
                    self
                }

                /// Returns the value that is set for the member.
                #[inline]
                pub fn $get(&self) -> &::std::option::Option<$type> {
                    &self.shape.$field
                }
            )*
        }
    };
    (
        $(#$docs:tt)*
        pub struct $shape:ident, $(alias = $shape_alias:literal,)? build = call, builder = $builder:ident, fluent_builder = $fluent:ident,
        method = $method:ident, id = $id:literal
        $(, traits = $traits:literal)? $(, serialize = $serialize:ident)? $(, deserialize = $deserialize:ident)?
        $(, paginator = $paginator:ident)?
        $(, token = $token:ident, ensure = $ensure:ident)* $(, unknown_members = $unknown:ident)?
        $(, streams = $streams:ident)? {
        $(
            $(#$text:tt)*
            $field:ident, $set:ident, $get:ident: optional($type:ty), set = $form:tt,
            get = $returned:ty, schema = $record:literal $(, alias = $alias:literal)?;
        )*
    }) => {
        $(#$docs)*
        $(#[doc(alias = $shape_alias)])?
        #[non_exhaustive]
        pub struct $shape {
            $(
                $(#$text)*
                $(#[doc(alias = $alias)])?
                pub $field: ::std::option::Option<$type>,
            )*
            $(pub(crate) $unknown: $crate::primitives::UnknownMembers,)?
        }

        impl $shape {
            /// Returns a builder with nothing set.
            #[inline]
            pub fn builder() -> $builder {
                $crate::__private::structure::default_of()
            }

            $(
                $(#$text)*
                #[inline]
                pub fn $field(&self) -> $returned {
                    self.$field.__access()
                }
            )*
        }

        use $crate::__private::{builders::Access as _, structure::CloneField as _};

        $crate::static_schema! { $id, $($traits)?, $($record)* }
        $crate::impl_common! { $($streams)? $shape { $($field)* } $($unknown)? }
        $crate::impl_serialize! { $($serialize)? $shape { $($field)* } $($unknown)? }
        $crate::impl_default! { $shape { $($field)* } $($unknown)? }
        $crate::impl_deserialize! { $($deserialize)? $shape, $builder { $($field)* } $($unknown)? }
        $crate::fluent! {
            $fluent, builder = $builder, method = $method, input = $shape $(, paginator = $paginator)?
            $(, token = $token, ensure = $ensure)*
        }

        impl<C> $fluent<C> {
            $(
                $crate::setter! { $form (shape.$field) $field $(#$text)* }

                $(#$text)*
                #[inline]
                pub fn $set(mut self, value: ::std::option::Option<$type>) -> Self {
                    self.shape.$field = value;
                    self
                }

                /// Returns the value that is set for the member.
                #[inline]
                pub fn $get(&self) -> &::std::option::Option<$type> {
                    &self.shape.$field
                }
            )*
        }
    };
    (
        $(#$docs:tt)*
        pub struct $shape:ident, $(alias = $shape_alias:literal,)? build = $build:ident($($generic:tt)+), builder = $builder:ident, id = $id:literal
        $(, traits = $traits:literal)? $(, serialize = $serialize:ident)? $(, deserialize = $deserialize:ident)?
        $(, corrected = $corrected:ident)? $(, request_id = $request_id:ident)? $(, metadata = $metadata:ident [$($meta_at:tt)+])?
        $(, unknown_members = $unknown:ident)? $(, streams = $streams:ident)? {
        $(
            $(#$text:tt)*
            $field:ident, $set:ident, $get:ident: $(optional($optional:ty))? $(required($required:ty))?
            $(default($default:ty $(= $value:expr)?))?, at = [$($at:tt)+], set = $form:tt,
            get = $returned:ty, schema = $record:literal $(, alias = $alias:literal)?;
        )*
    }) => {
        $(#$docs)*
        $(#[doc(alias = $shape_alias)])?
        #[non_exhaustive]
        pub struct $shape {
            $(
                $(#$text)*
                $(#[doc(alias = $alias)])?
                pub $field: $(::std::option::Option<$optional>)? $($required)? $($default)?,
            )*
            $(pub(crate) $corrected: $crate::__private::structure::CorrectedMembers,)?
            $(pub(crate) $request_id: $crate::operation::RequestIds,)?
            $(pub(crate) $metadata: $crate::error::ErrorMetadata,)?
            $(pub(crate) $unknown: $crate::primitives::UnknownMembers,)?
        }

        impl $shape {
            /// Returns a builder with nothing set.
            #[inline]
            pub fn builder() -> $builder {
                $crate::__private::structure::default_of()
            }

            $(
                $(#$text)*
                #[inline]
                pub fn $field(&self) -> $returned {
                    self.$field.__access()
                }
            )*
        }

        use $crate::__private::{builders::Access as _, structure::CloneField as _};

        $crate::static_schema! { $id, $($traits)?, $($record)* }
        $crate::impl_common! {
            $($streams)? $shape { $($field)* } $($request_id)? $($metadata)? $($unknown)? $(, copied = $corrected)?
        }
        $crate::impl_serialize! { $($serialize)? $shape { $($field)* } $($unknown)? }
        $crate::impl_corrected! {
            [$($corrected)?] [$($unknown)?] $shape {
                $($field $(optional($optional))? $(required($required))? $(default($default))?;)*
            }
        }

        #[doc = concat!("A builder of [`", stringify!($shape), "`](struct@", stringify!($shape), ").")]
        pub type $builder = $($generic)+<$shape>;

        $crate::impl_deserialize! { $($deserialize)? $shape, $builder { $($field)* } $($unknown)? }
        $crate::option_builder! {
            $build $builder, shape = $shape $(, corrected = $corrected)? $(, metadata = [$($meta_at)+])? {
                $($($get $field($required))?)*
            }
        }

        #[doc(hidden)]
        impl $crate::__private::structure::Structure for $shape {
            type Fields = $crate::tuple_type! {
                $(::std::option::Option<$($optional)? $($required)? $($default)?>,)*
                $($crate::metadata_type!($metadata))?
            };

            #[inline]
            fn description() -> $crate::__private::structure::Description {
                $crate::__private::structure::Description {
                    name: stringify!($builder),
                    schema: &SCHEMA,
                    names: stringify!($($field)* $($metadata)?),
                }
            }

            #[inline]
            fn from_fields(fields: Self::Fields) -> Self {
                let $crate::tuple!($($field)* $($metadata)?) = fields;
                Self {
                    $($field: {
                        $($crate::__private::structure::optional::<$optional>($field))?
                        $($crate::serde::or_corrected::<$required>($field))?
                        $($crate::serde::or_corrected::<$default>(
                            $field $(.or_else(|| ::std::option::Option::Some($value)))?
                        ))?
                    },)*
                    $($corrected: ::std::default::Default::default(),)?
                    $($request_id: $crate::__private::structure::default_of(),)?
                    $($unknown: $crate::__private::structure::default_of(),)?
                    $($metadata: $crate::error::named($metadata, stringify!($shape)),)?
                }
            }
        }

        impl $builder {
            $(
                $crate::setter! { $form (fields $(.$at)+) $field $(#$text)* }

                $(#$text)*
                #[inline]
                pub fn $set(mut self, value: ::std::option::Option<$($optional)? $($required)? $($default)?>) -> Self {
                    self.fields $(.$at)+ = value;
                    self
                }

                /// Returns the value that is set for the member.
                #[inline]
                pub fn $get(&self) -> &::std::option::Option<$($optional)? $($required)? $($default)?> {
                    &self.fields $(.$at)+
                }
            )*
        }
    };
}
