//! The macros behind `structure!` that define builders.

/// Defines the builders of all structures of a crate: `BuilderOf` wraps a structure that has
/// neither required members nor defaults, `PartialBuilderOf` the members of another one.
///
/// The builder of a structure has a name that ends in `Builder`, so these names are free.
///
/// The types are part of the generated crate, because only that crate can define the setters of a
/// structure. rustc checks their functions once, and not for each structure.
#[doc(hidden)]
#[macro_export]
macro_rules! builders {
    () => {
        /// A builder of a structure without required members.
        pub struct BuilderOf<S> {
            pub(crate) shape: S,
        }

        impl<S: ::std::clone::Clone> ::std::clone::Clone for BuilderOf<S> {
            #[inline]
            fn clone(&self) -> Self {
                Self {
                    shape: ::std::clone::Clone::clone(&self.shape),
                }
            }
        }

        impl<S: ::std::fmt::Debug> ::std::fmt::Debug for BuilderOf<S> {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::structure::debug_builder_of(f, &self.shape)
            }
        }

        impl<S: ::std::default::Default> ::std::default::Default for BuilderOf<S> {
            #[inline]
            fn default() -> Self {
                Self {
                    shape: ::std::default::Default::default(),
                }
            }
        }

        impl<S: ::std::cmp::PartialEq> ::std::cmp::PartialEq for BuilderOf<S> {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.shape == other.shape
            }
        }

        impl<S> BuilderOf<S> {
            /// Returns the structure.
            #[inline]
            pub fn build(self) -> S {
                self.shape
            }
        }

        /// A builder of a structure with required members or defaults.
        pub struct PartialBuilderOf<S: $crate::__private::structure::Structure> {
            pub(crate) fields: S::Fields,
        }

        impl<S: $crate::__private::structure::Structure<Fields: ::std::clone::Clone>> ::std::clone::Clone
            for PartialBuilderOf<S>
        {
            #[inline]
            fn clone(&self) -> Self {
                Self {
                    fields: ::std::clone::Clone::clone(&self.fields),
                }
            }
        }

        impl<S: $crate::__private::structure::Structure<Fields: $crate::__private::structure::Fields>> ::std::fmt::Debug
            for PartialBuilderOf<S>
        {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::structure::debug_fields::<S>(f, &self.fields)
            }
        }

        impl<S: $crate::__private::structure::Structure<Fields: ::std::default::Default>> ::std::default::Default
            for PartialBuilderOf<S>
        {
            #[inline]
            fn default() -> Self {
                Self {
                    fields: ::std::default::Default::default(),
                }
            }
        }

        impl<S: $crate::__private::structure::Structure<Fields: ::std::cmp::PartialEq>> ::std::cmp::PartialEq
            for PartialBuilderOf<S>
        {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.fields == other.fields
            }
        }
    };
}

/// Names the builder of a structure without required members and defaults, given the path of the
/// type that [`builders!`](crate::builders!) defines.
#[doc(hidden)]
#[macro_export]
macro_rules! in_place_builder {
    ($($generic:ident)::+, builder = $builder:ident, shape = $shape:ident) => {
        #[doc = concat!("A builder of [`", stringify!($shape), "`](struct@", stringify!($shape), ").")]
        pub type $builder = $($generic)::+<$shape>;

        #[doc(hidden)]
        impl $crate::serde::ErrorCorrection for $shape {
            #[inline]
            fn corrected() -> Self {
                ::std::default::Default::default()
            }
        }
    };
}

/// Implements `build` of a builder with an `Option` per member, given its required fields, and the
/// setters of the metadata of an exception.
#[doc(hidden)]
#[macro_export]
macro_rules! option_builder {
    (
        $build:ident $builder:ident, shape = $shape:ident $(, corrected = $corrected:ident)? $(, metadata = [$($at:tt)+])?
        { $($get:ident $field:ident($type:ty))* }
    ) => {
        #[doc(hidden)]
        impl $crate::serde::ErrorCorrection for $shape {
            #[inline]
            fn corrected() -> Self {
                let shape: Self = $crate::__private::structure::corrected();
                $(
                    let mut shape = shape;
                    shape.$corrected = $crate::__private::structure::CorrectedMembers::ALL;
                )?
                shape
            }
        }

        $crate::option_builder! { @$build $builder, $shape { $($get $field)* } }

        $(
            impl $builder {
                /// Sets the metadata of the error: its code, its message and the request id.
                #[inline]
                pub fn meta(mut self, meta: impl ::std::convert::Into<$crate::error::ErrorMetadata>) -> Self {
                    self.fields $(.$at)+ = ::std::option::Option::Some(meta.into());
                    self
                }

                /// Sets or clears the metadata of the error.
                #[inline]
                pub fn set_meta<M: ::std::convert::Into<$crate::error::ErrorMetadata>>(
                    &mut self,
                    meta: ::std::option::Option<M>,
                ) -> &mut Self {
                    self.fields $(.$at)+ = meta.map(::std::convert::Into::into);
                    self
                }
            }
        )?
    };
    (@fallible $builder:ident, $shape:ident { $($get:ident $field:ident)* }) => {
        impl $builder {
            /// Returns the structure.
            ///
            /// # Errors
            /// Required members are not set. The error names all of them.
            #[inline]
            pub fn build(self) -> ::std::result::Result<$shape, $crate::error::BuildError> {
                let set = [$(self.$get().is_some()),*];
                $crate::__private::structure::build(self.fields, stringify!($shape), stringify!($($field)*), &set)
            }
        }
    };
    (@fallible_sdk $builder:ident, $shape:ident { $($get:ident $field:ident)* }) => {
        impl $builder {
            /// Returns the structure.
            ///
            /// # Errors
            /// Required members are not set. The error names the first of them.
            #[inline]
            pub fn build(self) -> ::std::result::Result<$shape, $crate::sdk::error::BuildError> {
                let set = [$(self.$get().is_some()),*];
                $crate::__private::structure::build(self.fields, stringify!($shape), stringify!($($field)*), &set)
                    .map_err(::std::convert::Into::into)
            }
        }
    };
    (@infallible $builder:ident, $shape:ident { $($get:ident $field:ident)* }) => {
        impl $builder {
            /// Returns the structure. Members that are not set have their defaults.
            #[inline]
            pub fn build(self) -> $shape {
                $crate::__private::structure::Structure::from_fields(self.fields)
            }
        }
    };
}

/// Returns a tuple of expressions or patterns, nested if there are many: only tuples of up to
/// twelve elements have the traits of the standard library.
#[doc(hidden)]
#[macro_export]
macro_rules! tuple {
    (
        $a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt $h:tt $i:tt $j:tt $k:tt $($rest:tt)+
    ) => {
        ($a, $b, $c, $d, $e, $f, $g, $h, $i, $j, $k, $crate::tuple!($($rest)+))
    };
    ($($item:tt)*) => { ($($item,)*) };
}

/// Returns the type of a [`tuple!`](crate::tuple!).
#[doc(hidden)]
#[macro_export]
macro_rules! tuple_type {
    (
        $a:ty, $b:ty, $c:ty, $d:ty, $e:ty, $f:ty, $g:ty, $h:ty, $i:ty, $j:ty, $k:ty, $($rest:ty),+ $(,)?
    ) => {
        ($a, $b, $c, $d, $e, $f, $g, $h, $i, $j, $k, $crate::tuple_type!($($rest),+))
    };
    ($($item:ty),* $(,)?) => { ($($item,)*) };
}
