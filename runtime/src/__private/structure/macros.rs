//! The tables of structures and builders, and what is made of a row.

/// Implements a structure from a row per member: the type that its accessor returns, and its record
/// in the text of a [schema](crate::schema), as in `message: &str = "Message sensitive",`.
///
/// The head names the structure, its builder, the id and the traits of the shape; `serialize =
/// true` if it is written; `default = true` if all of its members are optional; and as `extra` a
/// field that is not a member.
#[doc(hidden)]
#[macro_export]
macro_rules! structure {
    (
        $shape:ident, builder = $builder:path, id = $id:literal $(, traits = $traits:literal)?
        $(, serialize = $serialize:ident)? $(, default = $default:ident)? $(, extra = $extra:ident)? $(, streams = $streams:ident)? {
        $($field:ident: $returned:ty = $record:literal,)*
    }) => {
        static SCHEMA: $crate::schema::Schema = $crate::schema::Schema::new(
            $id,
            concat!($($traits, ";",)? $($record, ";"),*),
        );

        impl $shape {
            /// A builder with nothing set.
            #[inline]
            pub fn builder() -> $builder {
                $crate::__private::structure::none()
            }

            $(
                /// Reads the field of this name.
                #[inline]
                pub fn $field(&self) -> $returned {
                    $crate::__private::builders::Access::access(&self.$field)
                }
            )*
        }

        $crate::impl_common! { $($streams)? $shape { $($field)* } $($extra)? }
        $crate::impl_serialize! { $($serialize)? $shape { $($field)* } }
        $crate::impl_default! { $($default)? $shape { $($field)* } $($extra)? }
    };
}

/// The structure of optional members of which none is set.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_default {
    ($shape:ident { $($field:ident)* } $($beside:ident)?) => {};
    (true $shape:ident { $($field:ident)* } $($beside:ident)?) => {
        impl ::std::default::Default for $shape {
            #[inline]
            fn default() -> Self {
                Self {
                    $($field: ::std::option::Option::None,)*
                    $($beside: ::std::option::Option::None,)?
                }
            }
        }
    };
}

/// Implements copies, equality and `Debug` of a structure or a builder.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_common {
    (true $type:ident { $($field:ident)* } $($beside:ident)?) => {
        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::structure::debug(
                    f,
                    stringify!($type),
                    &SCHEMA,
                    $crate::fields!(self $($field)* $($beside)?),
                    stringify!($($field)* $($beside)?),
                )
            }
        }
    };
    ($type:ident { $($field:ident)* } $($beside:ident)?) => {
        $crate::impl_common! { true $type { $($field)* } $($beside)? }

        impl ::std::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                Self {
                    $($field: $crate::__private::structure::copy(&self.$field),)*
                    $($beside: $crate::__private::structure::copy(&self.$beside),)?
                }
            }
        }

        impl ::std::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::structure::same($crate::fields!(self $($field)* $($beside)?), $crate::fields!(other $($field)* $($beside)?))
            }
        }
    };
}

/// References to fields, as a tuple that holds others where there are many: what is said of all of
/// them is said once.
#[doc(hidden)]
#[macro_export]
macro_rules! fields {
    ($of:ident $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident $i:ident $j:ident $k:ident $($rest:ident)+) => {
        (
            &$of.$a, &$of.$b, &$of.$c, &$of.$d, &$of.$e, &$of.$f, &$of.$g, &$of.$h, &$of.$i, &$of.$j, &$of.$k,
            $crate::fields!($of $($rest)*),
        )
    };
    ($of:ident $($field:ident)*) => { ($(&$of.$field,)*) };
}

/// Implements writing a structure into requests, and into the text of errors.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_serialize {
    ($shape:ident { $($field:ident)* }) => {};
    (true $shape:ident { $($field:ident)* }) => {
        impl $crate::serde::SerializeShape for $shape {
            #[inline]
            fn write(&self, member: $crate::schema::MemberRef, serializer: &mut dyn $crate::serde::ShapeSerializer) {
                serializer.structure(member, &SCHEMA, &[$(&self.$field),*]);
            }
        }
    };
}

/// Implements reading a structure from a response: into its fields, which start as the corrected
/// values of required members. Exceptions are read into their builders, together with what else the
/// response tells.
#[doc(hidden)]
#[macro_export]
macro_rules! read_structure {
    ($shape:ident, builder = $builder:ident { $($rows:tt)* }) => {};
    (exception $shape:ident, builder = $builder:ident { $($field:ident, $set:ident, $get:ident: $kind:tt;)* }) => {
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
    (structure $shape:ident, builder = $builder:ident { $($field:ident, $set:ident, $get:ident: $kind:tt;)* }) => {
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

/// The builder of a structure without required members and defaults, which is that structure, half
/// filled.
#[doc(hidden)]
#[macro_export]
macro_rules! in_place_builder {
    ($builder:ident, shape = $shape:ident $(, read = $read:ident)? { $($rows:tt)* }) => {
        #[doc = "A builder of"]
        #[doc = stringify!([$shape].)]
        pub struct $builder {
            pub(crate) shape: $shape,
        }

        // By hand, which is less for rustc than what it derives.
        impl ::std::clone::Clone for $builder {
            #[inline]
            fn clone(&self) -> Self {
                Self { shape: ::std::clone::Clone::clone(&self.shape) }
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
                Self { shape: $crate::__private::structure::none() }
            }
        }

        impl ::std::cmp::PartialEq for $builder {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.shape == other.shape
            }
        }

        $crate::setters! {
            $builder (shape) of $shape { $($rows)* }
        }

        $crate::read_structure! { $($read)? $shape, builder = $shape { $($rows)* } }

        impl $crate::serde::ErrorCorrection for $shape {
            #[inline]
            fn corrected() -> Self {
                ::std::default::Default::default()
            }
        }

        impl $builder {
            /// The structure of what is set.
            #[inline]
            pub fn build(self) -> $shape {
                self.shape
            }
        }
    };
}

/// The builder of a structure that has required members, which are listed; its definition stands
/// beside.
#[doc(hidden)]
#[macro_export]
macro_rules! fallible_builder {
    (
        $builder:ident, shape = $shape:ident $(, read = $read:ident)? $(, extra = $extra:ident)? $(, streams = $streams:ident)?,
        required = [$($required:ident)*] { $($rows:tt)* }
    ) => {
        $crate::option_builder! { $builder, shape = $shape $(, read = $read)? $(, extra = $extra)? $(, streams = $streams)? { $($rows)* } }

        impl $builder {
            /// The structure, or an error that names every required member that is not set.
            #[inline]
            pub fn build(self) -> ::std::result::Result<$shape, $crate::error::BuildError> {
                let set = [$(self.$required.is_some()),*];
                $crate::__private::structure::build(self, stringify!($shape), stringify!($($required)*), &set)
            }
        }
    };
}

/// The builder of a structure that has defaults and no required members; its definition stands
/// beside.
#[doc(hidden)]
#[macro_export]
macro_rules! builder {
    ($builder:ident, shape = $shape:ident $(, read = $read:ident)? $(, extra = $extra:ident)? $(, streams = $streams:ident)? { $($rows:tt)* }) => {
        $crate::option_builder! { $builder, shape = $shape $(, read = $read)? $(, extra = $extra)? $(, streams = $streams)? { $($rows)* } }

        impl $builder {
            /// The structure, with its defaults where nothing is set.
            #[inline]
            pub fn build(self) -> $shape {
                $crate::__private::structure::Structure::corrected(self)
            }
        }
    };
}

/// A builder with a place for each member.
#[doc(hidden)]
#[macro_export]
macro_rules! option_builder {
    ($builder:ident, shape = $shape:ident $(, read = $read:ident)? $(, extra = $extra:ident)? $(, streams = $streams:ident)? {
        $($field:ident, $set:ident, $get:ident: $kind:tt;)*
    }) => {
        impl $crate::serde::ErrorCorrection for $shape {
            #[inline]
            fn corrected() -> Self {
                $crate::__private::structure::empty()
            }
        }

        $crate::impl_default! { true $builder { $($field)* } $($extra)? }
        $crate::impl_common! { $($streams)? $builder { $($field)* } $($extra)? }
        $crate::read_structure! { $($read)? $shape, builder = $builder { $($field, $set, $get: $kind;)* } }
        $crate::setters! {
            $builder () of $shape { $($field, $set, $get: $kind;)* }
        }
    };
}

/// Implements the request id of an operation's output.
#[doc(hidden)]
#[macro_export]
macro_rules! output {
    ($($output:ident)::+) => {
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
