//! The tables of structures and builders, and what is made of a row.

/// What a structure can do, from a row for each member: what its accessor returns, its wire name, and what its traits say
/// by the names in [`marks`](crate::schema::marks), as in `message: &str = "Message" required sensitive,`.
///
/// The head names the structure, its builder and the shape; and a field beside the members, if there is one.
#[doc(hidden)]
#[macro_export]
macro_rules! structure {
    ($shape:ident by $builder:ident, $id:literal $(beside $beside:ident)? {
        $($field:ident: $returned:ty = $wire:literal $($mark:ident)*,)*
    }) => {
        static SCHEMA: $crate::schema::Schema = $crate::schema::Schema::new(
            $id,
            &[$(
                $crate::schema::Member {
                    name: $wire,
                    field: stringify!($field),
                    marks: 0 $(| $crate::schema::marks::$mark)*,
                },
            )*],
        );

        impl $shape {
            #[doc = concat!("A builder of `", stringify!($shape), "` with nothing set.")]
            #[inline]
            pub fn builder() -> $builder {
                ::std::default::Default::default()
            }

            $(
                /// Reads the field of this name.
                #[inline]
                pub fn $field(&self) -> $returned {
                    $crate::builders::Access::access(&self.$field)
                }
            )*
        }

        $crate::members! { $shape { $($field)* } $($beside)? }

        impl ::std::clone::Clone for $shape {
            #[inline]
            fn clone(&self) -> Self {
                $crate::members!(@beside $crate::structure::cloned(self), self $($beside)?)
            }
        }

        impl $crate::codec::WriteShape for $shape {
            #[inline]
            fn write(&self, member: $crate::schema::MemberRef, writer: &mut dyn $crate::codec::ShapeWriter) {
                $crate::structure::write(self, member, writer);
            }
        }
    };
}

/// How the members of a structure or a builder are shown and compared.
#[doc(hidden)]
#[macro_export]
macro_rules! members {
    ($type:ident { $($field:ident)* } $($beside:ident)?) => {
        impl $crate::structure::Members for $type {
            #[inline]
            fn members(&self, look: &mut dyn $crate::structure::Look) {
                $crate::structure::Look::at(look, &SCHEMA, &[$(&self.$field),*]);
            }
        }

        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::members!(@debug self f $type $($beside)?)
            }
        }

        impl ::std::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::structure::same(self, other) $(&& self.$beside == other.$beside)?
            }
        }
    };
    (@beside $copy:expr, $self:ident) => {
        $copy
    };
    (@beside $copy:expr, $self:ident $beside:ident) => {{
        let mut copy: Self = $copy;
        ::std::clone::Clone::clone_from(&mut copy.$beside, &$self.$beside);
        copy
    }};
    (@debug $self:ident $f:ident $type:ident) => {
        $crate::structure::debug($self, stringify!($type), $f)
    };
    (@debug $self:ident $f:ident $type:ident $beside:ident) => {
        $crate::structure::debug_with($self, stringify!($type), $f, stringify!($beside), &$self.$beside)
    };
}

/// How the places for the members are shown.
#[doc(hidden)]
#[macro_export]
macro_rules! places {
    ($type:ident { $($field:ident)* }) => {
        impl $crate::structure::Places for $type {
            #[inline]
            fn places(&mut self, fill: &mut dyn $crate::structure::Fill) {
                $crate::structure::Fill::into(fill, &SCHEMA, &mut [$(&mut self.$field),*]);
            }
        }
    };
}

/// How a structure is read, and that members can hold it.
#[doc(hidden)]
#[macro_export]
macro_rules! held {
    ($($shape:ident)::+) => {
        impl $crate::structure::Shape for $($shape)::+ {}

        $crate::readable! { $($shape)::+ }
    };
}

/// How a structure is read from a response.
#[doc(hidden)]
#[macro_export]
macro_rules! readable {
    ($($shape:ident)::+) => {
        impl $crate::codec::ReadShape for $($shape)::+ {
            #[inline]
            fn read(
                reader: &mut dyn $crate::codec::ShapeReader,
            ) -> ::std::result::Result<Self, $crate::codec::ReadError> {
                $crate::structure::read(reader)
            }
        }
    };
}

/// The builder of a structure without required members and defaults, which is that structure, half filled.
#[doc(hidden)]
#[macro_export]
macro_rules! transparent_builder {
    ($builder:ident of $shape:ident { $($rows:tt)* }) => {
        $crate::half_filled! { $builder of $shape { $($rows)* } }

        impl $builder {
            #[doc = concat!("The [`", stringify!($shape), "`].")]
            #[inline]
            pub fn build(self) -> $shape {
                self.shape
            }
        }
    };
}

/// The builder of an operation's input, whose required members are asked for when it is sent.
#[doc(hidden)]
#[macro_export]
macro_rules! input_builder {
    ($builder:ident of $shape:ident { $($rows:tt)* }) => {
        $crate::half_filled! { $builder of $shape { $($rows)* } }

        impl $builder {
            /// The input; what is required and missing is reported when it is sent.
            #[inline]
            pub fn build(self) -> ::std::result::Result<$shape, $crate::error::BuildError> {
                ::std::result::Result::Ok(self.shape)
            }
        }
    };
}

/// A builder that holds its structure.
#[doc(hidden)]
#[macro_export]
macro_rules! half_filled {
    ($builder:ident of $shape:ident { $($field:ident, $set:ident, $get:ident: $kind:tt;)* }) => {
        #[doc = concat!("A builder of [`", stringify!($shape), "`].")]
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $builder {
            pub(crate) shape: $shape,
        }

        $crate::places! { $shape { $($field)* } }

        impl $crate::structure::Structure for $shape {
            type Builder = Self;

            #[inline]
            fn corrected(builder: Self) -> Self {
                builder
            }
        }

        $crate::setters! {
            $builder (shape) of $shape { $($field, $set, $get: $kind;)* }
        }
    };
}

/// The builder of a structure that has required members; its definition stands beside.
#[doc(hidden)]
#[macro_export]
macro_rules! checked_builder {
    ($builder:ident of $shape:ident $(beside $beside:ident)? { $($rows:tt)* }) => {
        $crate::open_builder! { $builder of $shape $(beside $beside)? { $($rows)* } }

        impl $builder {
            #[doc = concat!("The [`", stringify!($shape), "`], or an error that names every required member that is not set.")]
            #[inline]
            pub fn build(self) -> ::std::result::Result<$shape, $crate::error::BuildError> {
                $crate::structure::build(stringify!($shape), self)
            }
        }
    };
}

/// The builder of a structure that has defaults and no required members; its definition stands beside.
#[doc(hidden)]
#[macro_export]
macro_rules! builder {
    ($builder:ident of $shape:ident $(beside $beside:ident)? { $($rows:tt)* }) => {
        $crate::open_builder! { $builder of $shape $(beside $beside)? { $($rows)* } }

        impl $builder {
            #[doc = concat!("The [`", stringify!($shape), "`], with its defaults where nothing is set.")]
            #[inline]
            pub fn build(self) -> $shape {
                $crate::structure::Structure::corrected(self)
            }
        }
    };
}

/// A builder with a place for each member.
#[doc(hidden)]
#[macro_export]
macro_rules! open_builder {
    ($builder:ident of $shape:ident $(beside $beside:ident)? {
        $($field:ident, $set:ident, $get:ident: $kind:tt;)*
    }) => {
        $crate::members! { $builder { $($field)* } $($beside)? }
        $crate::places! { $builder { $($field)* } }

        impl ::std::clone::Clone for $builder {
            #[inline]
            fn clone(&self) -> Self {
                $crate::members!(@beside $crate::structure::copy(self), self $($beside)?)
            }
        }

        $crate::setters! {
            $builder () of $shape { $($field, $set, $get: $kind;)* }
        }
    };
}

/// What the output of an operation has beside its members: the request id.
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
