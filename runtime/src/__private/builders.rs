//! The conversions behind accessors, and the setters of builders.

use std::collections::HashMap;

/// Converts a field for its accessor: a field of type `Self` into an `Out`.
///
/// A generated accessor names its return type, which selects the implementation. It calls a method,
/// because rustc takes longer to resolve a path; no member has the name of the method.
pub trait Access<'a, Out> {
    /// Returns the value of the accessor.
    fn __access(&'a self) -> Out;
}

macro_rules! by_copy {
    ($($number:ty),*) => {$(
        impl Access<'_, $number> for $number {
            #[inline]
            fn __access(&self) -> $number {
                *self
            }
        }

        impl Access<'_, Option<$number>> for Option<$number> {
            #[inline]
            fn __access(&self) -> Option<$number> {
                *self
            }
        }
    )*};
}

by_copy!(bool, i8, i16, i32, i64, f32, f64);

impl<'a> Access<'a, &'a str> for String {
    #[inline]
    fn __access(&'a self) -> &'a str {
        self
    }
}

impl<'a> Access<'a, Option<&'a str>> for Option<String> {
    #[inline]
    fn __access(&'a self) -> Option<&'a str> {
        self.as_deref()
    }
}

impl<'a, T> Access<'a, &'a [T]> for Vec<T> {
    #[inline]
    fn __access(&'a self) -> &'a [T] {
        self
    }
}

impl<'a, T> Access<'a, &'a [T]> for Option<Vec<T>> {
    #[inline]
    fn __access(&'a self) -> &'a [T] {
        self.as_deref().unwrap_or_default()
    }
}

impl<'a, T> Access<'a, &'a T> for T {
    #[inline]
    fn __access(&'a self) -> &'a T {
        self
    }
}

impl<'a, T> Access<'a, Option<&'a T>> for Option<T> {
    #[inline]
    fn __access(&'a self) -> Option<&'a T> {
        self.as_ref()
    }
}

impl<'a, T> Access<'a, Option<&'a T>> for Option<Box<T>> {
    #[inline]
    fn __access(&'a self) -> Option<&'a T> {
        self.as_deref()
    }
}

/// Sets a member. Each setter calls one of these functions.
#[doc(hidden)]
#[inline]
pub fn set<T>(slot: &mut Option<T>, value: impl Into<T>) {
    *slot = Some(value.into());
}

/// Appends an element to a list, which is created if it is unset.
#[doc(hidden)]
#[inline]
pub fn push<T>(list: &mut Option<Vec<T>>, element: T) {
    list.get_or_insert_default().push(element);
}

/// Adds an entry to a map, which is created if it is unset.
#[doc(hidden)]
#[inline]
pub fn insert<K: Eq + std::hash::Hash, V>(map: &mut Option<HashMap<K, V>>, key: K, value: V) {
    map.get_or_insert_default().insert(key, value);
}

/// Defines the setter of a member. The form of the setter decides its signature:
///
/// - `[T]` sets the member; `[into T]` takes anything that converts into `T`; `[boxed T]` boxes it.
/// - `[push T]` and `[push into T]` append to a list.
/// - `[insert K, V]`, also with `into`, adds an entry to a map.
///
/// The form is followed by the place of the member in the builder, its name and its documentation.
#[doc(hidden)]
#[macro_export]
macro_rules! setter {
    ([into $type:ty] ($($place:tt)+) $field:ident $($text:tt)*) => {
        $($text)*
        #[inline]
        pub fn $field(mut self, value: impl ::std::convert::Into<$type>) -> Self {
            $crate::__private::builders::set(&mut self.$($place)+, value);
            self
        }
    };
    ([boxed $type:ty] ($($place:tt)+) $field:ident $($text:tt)*) => {
        $($text)*
        #[inline]
        pub fn $field(mut self, value: $type) -> Self {
            self.$($place)+ = ::std::option::Option::Some(::std::boxed::Box::new(value));
            self
        }
    };
    ([push into $type:ty] ($($place:tt)+) $field:ident $($text:tt)*) => {
        $($text)*
        ///
        /// Each call appends an element.
        #[inline]
        pub fn $field(mut self, value: impl ::std::convert::Into<$type>) -> Self {
            $crate::__private::builders::push(&mut self.$($place)+, value.into());
            self
        }
    };
    ([push $type:ty] ($($place:tt)+) $field:ident $($text:tt)*) => {
        $($text)*
        ///
        /// Each call appends an element.
        #[inline]
        pub fn $field(mut self, value: $type) -> Self {
            $crate::__private::builders::push(&mut self.$($place)+, value);
            self
        }
    };
    ([insert into $key:ty, into $type:ty] ($($place:tt)+) $field:ident $($text:tt)*) => {
        $($text)*
        ///
        /// Each call adds an entry.
        #[inline]
        pub fn $field(mut self, key: impl ::std::convert::Into<$key>, value: impl ::std::convert::Into<$type>) -> Self {
            $crate::__private::builders::insert(&mut self.$($place)+, key.into(), value.into());
            self
        }
    };
    ([insert into $key:ty, $type:ty] ($($place:tt)+) $field:ident $($text:tt)*) => {
        $($text)*
        ///
        /// Each call adds an entry.
        #[inline]
        pub fn $field(mut self, key: impl ::std::convert::Into<$key>, value: $type) -> Self {
            $crate::__private::builders::insert(&mut self.$($place)+, key.into(), value);
            self
        }
    };
    ([insert $key:ty, into $type:ty] ($($place:tt)+) $field:ident $($text:tt)*) => {
        $($text)*
        ///
        /// Each call adds an entry.
        #[inline]
        pub fn $field(mut self, key: $key, value: impl ::std::convert::Into<$type>) -> Self {
            $crate::__private::builders::insert(&mut self.$($place)+, key, value.into());
            self
        }
    };
    ([insert $key:ty, $type:ty] ($($place:tt)+) $field:ident $($text:tt)*) => {
        $($text)*
        ///
        /// Each call adds an entry.
        #[inline]
        pub fn $field(mut self, key: $key, value: $type) -> Self {
            $crate::__private::builders::insert(&mut self.$($place)+, key, value);
            self
        }
    };
    ([$type:ty] ($($place:tt)+) $field:ident $($text:tt)*) => {
        $($text)*
        #[inline]
        pub fn $field(mut self, value: $type) -> Self {
            self.$($place)+ = ::std::option::Option::Some(value);
            self
        }
    };
}
