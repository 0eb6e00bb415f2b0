//! The macros behind `structure!`, which implement the traits of structures and builders from the
//! names of their fields.

/// Defines the schema of a structure.
#[doc(hidden)]
#[macro_export]
macro_rules! static_schema {
    ($id:literal, $($traits:literal)?, $($record:literal)*) => {
        static SCHEMA: $crate::schema::Schema = $crate::schema::Schema::new(
            $id,
            concat!($($traits, ";",)? $($record, ";"),*),
        );
    };
}

/// Implements `Default` for a structure or a builder whose fields are all optional.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_default {
    ($type:ident { $($field:ident)* } $($extra:ident)*) => {
        impl ::std::default::Default for $type {
            #[inline]
            fn default() -> Self {
                Self {
                    $($field: ::std::option::Option::None,)*
                    $($extra: $crate::__private::structure::default_of(),)*
                }
            }
        }
    };
}

/// Implements `Clone`, `PartialEq` and `Debug` for a structure or a builder. Equality and `Debug`
/// ignore the field that is `copied`.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_common {
    (true $type:ident { $($field:ident)* } $($extra:ident)*) => {
        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::structure::debug(
                    f,
                    stringify!($type),
                    &SCHEMA,
                    $crate::fields!(self $($field)* $($extra)*),
                    stringify!($($field)* $($extra)*),
                )
            }
        }
    };
    ($type:ident { $($field:ident)* } $($extra:ident)* $(, copied = $copied:ident)?) => {
        impl ::std::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                Self {
                    $($field: self.$field.__clone(),)*
                    $($extra: self.$extra.__clone(),)*
                    $($copied: self.$copied,)?
                }
            }
        }

        impl ::std::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::structure::eq_fields(
                    $crate::fields!(self $($field)* $($extra)*),
                    $crate::fields!(other $($field)* $($extra)*),
                )
            }
        }

        $crate::impl_common! { true $type { $($field)* } $($extra)* }
    };
}

/// Returns references to fields as a tuple, nested if there are many. One call of a generic
/// function then handles all of them.
#[doc(hidden)]
#[macro_export]
macro_rules! fields {
    (
        $of:ident $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident $i:ident $j:ident $k:ident
        $($rest:ident)+
    ) => {
        (
            &$of.$a, &$of.$b, &$of.$c, &$of.$d, &$of.$e, &$of.$f, &$of.$g, &$of.$h, &$of.$i, &$of.$j, &$of.$k,
            $crate::fields!($of $($rest)*),
        )
    };
    ($of:ident $($field:ident)*) => { ($(&$of.$field,)*) };
}

/// Returns the type of the metadata in the builder of an exception.
#[doc(hidden)]
#[macro_export]
macro_rules! metadata_type {
    ($metadata:ident) => { ::std::option::Option<$crate::error::ErrorMetadata> };
}

/// Passes the members of a structure to a serializer or a deserializer, with the place of unknown
/// members if there is one.
#[doc(hidden)]
#[macro_export]
macro_rules! structure_members {
    ($serializer:ident, $member:ident, $values:expr, []) => {
        $serializer.structure($member, &SCHEMA, $values)
    };
    ($serializer:ident, $member:ident, $values:expr, [$unknown:expr]) => {
        $serializer.structure_with_unknown($member, &SCHEMA, $values, $unknown)
    };
    ($deserializer:ident, $slots:expr, []) => {
        $deserializer.structure(&SCHEMA, $slots)
    };
    ($deserializer:ident, $slots:expr, [$unknown:expr]) => {
        $deserializer.structure_with_unknown(&SCHEMA, $slots, $unknown)
    };
}

/// Implements writing a structure into requests and into the descriptions of errors.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_serialize {
    ($shape:ident { $($field:ident)* } $($unknown:ident)?) => {};
    (serde $($rest:tt)*) => {
        $crate::if_serde! { $crate::impl_serialize! { true $($rest)* } }
    };
    (true $shape:ident { $($field:ident)* } $($unknown:ident)?) => {
        #[doc(hidden)]
        impl $crate::serde::SerializeShape for $shape {
            #[inline]
            fn write(&self, member: $crate::schema::MemberRef, serializer: &mut dyn $crate::serde::ShapeSerializer) {
                $crate::structure_members!(serializer, member, &[$(&self.$field),*], [$(&self.$unknown)?])
            }
        }
    };
}

/// Implements reading a structure from a response: into its fields, which start as the corrected
/// values of required members. An exception is read into its builder, which also gets the metadata
/// of the error.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_deserialize {
    ($shape:ident, $builder:ident { $($field:ident)* } $($unknown:ident)?) => {};
    (exception $shape:ident, $builder:ident { $($field:ident)* }) => {
        #[doc(hidden)]
        impl $crate::__private::structure::ReadException for $shape {
            #[inline]
            fn read_into(
                fields: &mut Self::Fields,
                deserializer: &mut dyn $crate::serde::ShapeDeserializer,
            ) -> ::std::result::Result<(), $crate::serde::DeserializeError> {
                let $crate::tuple!($($field)* _) = fields;
                deserializer.structure(&SCHEMA, &mut [$($field),*])
            }
        }
    };
    (serde $($rest:tt)*) => {
        $crate::if_serde! { $crate::impl_deserialize! { structure $($rest)* } }
    };
    (input $shape:ident, $builder:ident $($rest:tt)*) => {
        $crate::if_serde! {
            #[doc(hidden)]
            impl $crate::serde::ErrorCorrection for $shape {
                #[inline]
                fn corrected() -> Self {
                    ::std::default::Default::default()
                }
            }

            $crate::impl_deserialize! { structure $shape, $builder $($rest)* }
        }
    };
    (structure $shape:ident, $builder:ident { $($field:ident)* } $($unknown:ident)?) => {
        #[doc(hidden)]
        impl $crate::serde::DeserializeShape for $shape {
            #[inline]
            fn read_into(
                _slot: &mut Self,
                deserializer: &mut dyn $crate::serde::ShapeDeserializer,
            ) -> ::std::result::Result<(), $crate::serde::DeserializeError> {
                $crate::structure_members!(deserializer, &mut [$(&mut _slot.$field),*], [$(&mut _slot.$unknown)?])
            }
        }
    };
}

/// Implements writing and reading a structure that knows which of its required members a response
/// lacked: it does not write their corrected values.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_corrected {
    ([] $($rest:tt)*) => {};
    ([$corrected:ident] [$($unknown:ident)?] $shape:ident {
        $($field:ident $(optional($optional:ty))? $(required($required:ty))? $(default($default:ty))?;)*
    }) => {
        #[doc(hidden)]
        impl $crate::serde::SerializeShape for $shape {
            #[inline]
            fn write(&self, member: $crate::schema::MemberRef, serializer: &mut dyn $crate::serde::ShapeSerializer) {
                let values: &mut [&dyn $crate::serde::SerializeShape] = &mut [$(&self.$field),*];
                if self.$corrected.is_any() {
                    self.$corrected.hide(&SCHEMA, values, &[$($(
                        $crate::__private::structure::is_corrected::<$required>(&self.$field),
                    )?)*]);
                }
                $crate::structure_members!(serializer, member, values, [$(&self.$unknown)?])
            }
        }

        #[doc(hidden)]
        impl $crate::serde::DeserializeShape for $shape {
            #[inline]
            fn read_into(
                _slot: &mut Self,
                deserializer: &mut dyn $crate::serde::ShapeDeserializer,
            ) -> ::std::result::Result<(), $crate::serde::DeserializeError> {
                $($(
                    let mut $field = $crate::__private::structure::RequiredSlot::<$required>::new(&mut _slot.$field);
                )?)*
                let slots: &mut [&mut dyn $crate::serde::MemberSlot] = &mut [$({
                    $($crate::__private::structure::slot::<::std::option::Option<$optional>>(&mut _slot.$field))?
                    $($crate::__private::structure::required_slot::<$required>(&mut $field))?
                    $($crate::__private::structure::slot::<$default>(&mut _slot.$field))?
                }),*];
                $crate::structure_members!(deserializer, slots, [$(&mut _slot.$unknown)?])?;
                _slot.$corrected = $crate::__private::structure::CorrectedMembers::of(&[$($(
                    $crate::__private::structure::is_lacking::<$required>(&$field),
                )?)*]);
                ::std::result::Result::Ok(())
            }
        }
    };
}

/// Implements the request id of an operation's output.
#[doc(hidden)]
#[macro_export]
macro_rules! output {
    ($output:ident $(, $member:literal = $field:ident)*) => {
        #[doc(hidden)]
        impl $crate::operation::OperationOutput for $output {
            #[inline]
            fn set_request_id(&mut self, request_id: $crate::operation::RequestIds) {
                self._request_id = request_id;
            }

            $crate::check_bound! { $($member = $field)* }
        }

        impl $crate::error::RequestId for $output {
            #[inline]
            fn request_id(&self) -> ::std::option::Option<&str> {
                self._request_id.id()
            }
        }

        $crate::impl_sdk_request_id! { $output }
    };
}

/// Checks the members of an output that the client filled in its input, if there are any.
#[doc(hidden)]
#[macro_export]
macro_rules! check_bound {
    () => {};
    ($($member:literal = $field:ident)+) => {
        #[inline]
        fn check_bound(&self, bound: &$crate::operation::BoundMembers) -> ::std::result::Result<(), ::std::string::String> {
            $(bound.check($member, &self.$field)?;)*
            ::std::result::Result::Ok(())
        }
    };
}
