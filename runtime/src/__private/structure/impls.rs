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

/// Implements `Clone`, `PartialEq` and `Debug` for a structure or a builder.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_common {
    ($type:ident { $($field:ident)* } $($extra:ident)*) => {
        impl ::std::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                Self {
                    $($field: $crate::__private::structure::clone_field(&self.$field),)*
                    $($extra: $crate::__private::structure::clone_field(&self.$extra),)*
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
}

/// Returns references to fields as a tuple, nested if there are many. So one call of a generic
/// function handles all of them.
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

/// Implements writing a structure into requests and into the descriptions of errors.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_serialize {
    ($shape:ident { $($field:ident)* } $($unknown:ident)?) => {};
    (true $shape:ident { $($field:ident)* } $unknown:ident) => {
        #[doc(hidden)]
        impl $crate::serde::SerializeShape for $shape {
            #[inline]
            fn write(&self, member: $crate::schema::MemberRef, serializer: &mut dyn $crate::serde::ShapeSerializer) {
                serializer.structure_with_unknown(member, &SCHEMA, &[$(&self.$field),*], &self.$unknown);
            }
        }
    };
    (true $shape:ident { $($field:ident)* }) => {
        #[doc(hidden)]
        impl $crate::serde::SerializeShape for $shape {
            #[inline]
            fn write(&self, member: $crate::schema::MemberRef, serializer: &mut dyn $crate::serde::ShapeSerializer) {
                serializer.structure(member, &SCHEMA, &[$(&self.$field),*]);
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
                _builder: &mut $builder,
                deserializer: &mut dyn $crate::serde::ShapeDeserializer,
            ) -> ::std::result::Result<(), $crate::serde::DeserializeError> {
                deserializer.structure(&SCHEMA, &mut [$(&mut _builder.$field),*])
            }
        }
    };
    (structure $shape:ident, $builder:ident { $($field:ident)* } $unknown:ident) => {
        #[doc(hidden)]
        impl $crate::serde::DeserializeShape for $shape {
            #[inline]
            fn read_into(
                slot: &mut Self,
                deserializer: &mut dyn $crate::serde::ShapeDeserializer,
            ) -> ::std::result::Result<(), $crate::serde::DeserializeError> {
                deserializer.structure_with_unknown(&SCHEMA, &mut [$(&mut slot.$field),*], &mut slot.$unknown)
            }
        }
    };
    (structure $shape:ident, $builder:ident { $($field:ident)* }) => {
        #[doc(hidden)]
        impl $crate::serde::DeserializeShape for $shape {
            #[inline]
            fn read_into(
                _slot: &mut Self,
                deserializer: &mut dyn $crate::serde::ShapeDeserializer,
            ) -> ::std::result::Result<(), $crate::serde::DeserializeError> {
                deserializer.structure(&SCHEMA, &mut [$(&mut _slot.$field),*])
            }
        }
    };
}

/// Defines the builder of a structure without required members and defaults. It wraps the
/// structure.
#[doc(hidden)]
#[macro_export]
macro_rules! in_place_builder {
    ($builder:ident, shape = $shape:ident) => {
        #[doc = concat!("A builder of [`", stringify!($shape), "`](struct@", stringify!($shape), ").")]
        pub struct $builder {
            pub(crate) shape: $shape,
        }

        // By hand, because rustc takes longer for derived code.
        impl ::std::clone::Clone for $builder {
            #[inline]
            fn clone(&self) -> Self {
                Self {
                    shape: ::std::clone::Clone::clone(&self.shape),
                }
            }
        }

        impl ::std::fmt::Debug for $builder {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::structure::debug_builder(f, stringify!($builder), &self.shape)
            }
        }

        impl ::std::default::Default for $builder {
            #[inline]
            fn default() -> Self {
                Self {
                    shape: $crate::__private::structure::default_of(),
                }
            }
        }

        impl ::std::cmp::PartialEq for $builder {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.shape == other.shape
            }
        }

        #[doc(hidden)]
        impl $crate::serde::ErrorCorrection for $shape {
            #[inline]
            fn corrected() -> Self {
                ::std::default::Default::default()
            }
        }

        impl $builder {
            /// Returns the structure.
            #[inline]
            pub fn build(self) -> $shape {
                self.shape
            }
        }
    };
}

/// Implements `build` of a builder with an `Option` per member, given its required fields, and the
/// setters of the metadata of an exception.
#[doc(hidden)]
#[macro_export]
macro_rules! option_builder {
    ($build:ident $builder:ident, shape = $shape:ident $(, metadata = $metadata:ident)? { $($field:ident($type:ty))* }) => {
        #[doc(hidden)]
        impl $crate::serde::ErrorCorrection for $shape {
            #[inline]
            fn corrected() -> Self {
                $crate::__private::structure::corrected()
            }
        }

        $crate::option_builder! { @$build $builder, $shape { $($field)* } }

        $(
            impl $builder {
                /// Sets the metadata of the error: its code, its message and the request id.
                #[inline]
                pub fn meta(mut self, meta: $crate::error::ErrorMetadata) -> Self {
                    self.$metadata = ::std::option::Option::Some(meta);
                    self
                }

                /// Sets or clears the metadata of the error.
                #[inline]
                pub fn set_meta(&mut self, meta: ::std::option::Option<$crate::error::ErrorMetadata>) -> &mut Self {
                    self.$metadata = meta;
                    self
                }
            }
        )?
    };
    (@fallible $builder:ident, $shape:ident { $($field:ident)* }) => {
        impl $builder {
            /// Returns the structure.
            ///
            /// # Errors
            /// Required members are not set. The error names all of them.
            #[inline]
            pub fn build(self) -> ::std::result::Result<$shape, $crate::error::BuildError> {
                let set = [$(self.$field.is_some()),*];
                $crate::__private::structure::build(self, stringify!($shape), stringify!($($field)*), &set)
            }
        }
    };
    (@infallible $builder:ident, $shape:ident { $($field:ident)* }) => {
        impl $builder {
            /// Returns the structure. Members that are not set have their defaults.
            #[inline]
            pub fn build(self) -> $shape {
                $crate::__private::structure::Structure::from_builder(self)
            }
        }
    };
}

/// Implements the request id of an operation's output.
#[doc(hidden)]
#[macro_export]
macro_rules! output {
    ($($output:ident)::+) => {
        #[doc(hidden)]
        impl $crate::operation::OperationOutput for $($output)::+ {
            #[inline]
            fn set_request_id(&mut self, request_id: ::std::option::Option<::std::string::String>) {
                self._request_id = request_id;
            }
        }

        impl $crate::error::RequestId for $($output)::+ {
            #[inline]
            fn request_id(&self) -> ::std::option::Option<&str> {
                self._request_id.as_deref()
            }
        }
    };
}
