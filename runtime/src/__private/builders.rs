//! The functions that every generated structure and builder has: accessors, setters and getters,
//! from one row a member.

use std::collections::HashMap;

/// Converts a field for its accessor: a field of type `Self` into an `Out`.
///
/// Generated accessors name the type that they return, and that chooses the implementation.
pub trait Access<'a, Out> {
    /// Returns the field as the accessor returns it.
    fn access(&'a self) -> Out;
}

macro_rules! by_copy {
    ($($number:ty),*) => {$(
        impl Access<'_, $number> for $number {
            #[inline]
            fn access(&self) -> $number {
                *self
            }
        }

        impl Access<'_, Option<$number>> for Option<$number> {
            #[inline]
            fn access(&self) -> Option<$number> {
                *self
            }
        }
    )*};
}

by_copy!(bool, i8, i16, i32, i64, f32, f64);

impl<'a> Access<'a, &'a str> for String {
    #[inline]
    fn access(&'a self) -> &'a str {
        self
    }
}

impl<'a> Access<'a, Option<&'a str>> for Option<String> {
    #[inline]
    fn access(&'a self) -> Option<&'a str> {
        self.as_deref()
    }
}

impl<'a, T> Access<'a, &'a [T]> for Vec<T> {
    #[inline]
    fn access(&'a self) -> &'a [T] {
        self
    }
}

impl<'a, T> Access<'a, &'a [T]> for Option<Vec<T>> {
    #[inline]
    fn access(&'a self) -> &'a [T] {
        self.as_deref().unwrap_or_default()
    }
}

impl<'a, T> Access<'a, &'a T> for T {
    #[inline]
    fn access(&'a self) -> &'a T {
        self
    }
}

impl<'a, T> Access<'a, Option<&'a T>> for Option<T> {
    #[inline]
    fn access(&'a self) -> Option<&'a T> {
        self.as_ref()
    }
}

impl<'a, T> Access<'a, Option<&'a T>> for Option<Box<T>> {
    #[inline]
    fn access(&'a self) -> Option<&'a T> {
        self.as_deref()
    }
}

/// Sets a member; each setter calls one of these functions.
#[doc(hidden)]
#[inline]
pub fn set<T>(slot: &mut Option<T>, value: impl Into<T>) {
    *slot = Some(value.into());
}

/// The collection that a setter appends to, made when there is none yet.
#[doc(hidden)]
#[inline]
pub fn push<T>(list: &mut Option<Vec<T>>, element: T) {
    list.get_or_insert_default().push(element);
}

/// The map that a setter adds to, made when there is none yet.
#[doc(hidden)]
#[inline]
pub fn insert<K: Eq + std::hash::Hash, V>(map: &mut Option<HashMap<K, V>>, key: K, value: V) {
    map.get_or_insert_default().insert(key, value);
}

/// Three functions for each member of a builder, from rows such as `message, set_message,
/// get_message: into String;`.
///
/// The first sets the member, or appends to it (`push`), or adds an entry (`insert`); the second
/// sets or clears it, the third shows what is set. After the builder's name stands the way to the
/// fields.
#[doc(hidden)]
#[macro_export]
macro_rules! setters {
    ($builder:ident $slot:tt of $shape:path { $($field:ident, $set:ident, $get:ident: $kind:tt;)* }) => {
        impl $builder {
            $( $crate::setters!(@row $slot $shape, $field, $set, $get, $kind); )*
        }
    };
    (<$mode:ident> $builder:ident $slot:tt of $shape:path { $($field:ident, $set:ident, $get:ident: $kind:tt;)* }) => {
        impl<$mode> $builder<$mode> {
            $( $crate::setters!(@row $slot $shape, $field, $set, $get, $kind); )*
        }
    };
    (@row ($($slot:ident)*) $shape:path, $field:ident, $set:ident, $get:ident, [into $type:ty]) => {
        #[doc = "Sets this member of"]
        #[doc = stringify!([$shape].)]
        #[inline]
        pub fn $field(mut self, value: impl ::std::convert::Into<$type>) -> Self {
            $crate::__private::builders::set(&mut self.$($slot.)*$field, value);
            self
        }
        $crate::setters!(@all ($($slot)*) $field, $set, $get, $type);
    };
    (@row ($($slot:ident)*) $shape:path, $field:ident, $set:ident, $get:ident, [boxed $type:ty]) => {
        #[doc = "Sets this member of"]
        #[doc = stringify!([$shape].)]
        #[inline]
        pub fn $field(mut self, value: $type) -> Self {
            self.$($slot.)*$field = ::std::option::Option::Some(::std::boxed::Box::new(value));
            self
        }
        $crate::setters!(@all ($($slot)*) $field, $set, $get, ::std::boxed::Box<$type>);
    };
    (@row ($($slot:ident)*) $shape:path, $field:ident, $set:ident, $get:ident, [push into $type:ty]) => {
        #[doc = "Appends to this member of"]
        #[doc = stringify!([$shape].)]
        #[inline]
        pub fn $field(mut self, value: impl ::std::convert::Into<$type>) -> Self {
            $crate::__private::builders::push(&mut self.$($slot.)*$field, value.into());
            self
        }
        $crate::setters!(@all ($($slot)*) $field, $set, $get, ::std::vec::Vec<$type>);
    };
    (@row ($($slot:ident)*) $shape:path, $field:ident, $set:ident, $get:ident, [push $type:ty]) => {
        #[doc = "Appends to this member of"]
        #[doc = stringify!([$shape].)]
        #[inline]
        pub fn $field(mut self, value: $type) -> Self {
            $crate::__private::builders::push(&mut self.$($slot.)*$field, value);
            self
        }
        $crate::setters!(@all ($($slot)*) $field, $set, $get, ::std::vec::Vec<$type>);
    };
    (@row ($($slot:ident)*) $shape:path, $field:ident, $set:ident, $get:ident, [insert into $key:ty, into $type:ty]) => {
        #[doc = "Adds an entry to this member of"]
        #[doc = stringify!([$shape].)]
        #[inline]
        pub fn $field(mut self, key: impl ::std::convert::Into<$key>, value: impl ::std::convert::Into<$type>) -> Self {
            $crate::__private::builders::insert(&mut self.$($slot.)*$field, key.into(), value.into());
            self
        }
        $crate::setters!(@all ($($slot)*) $field, $set, $get, ::std::collections::HashMap<$key, $type>);
    };
    (@row ($($slot:ident)*) $shape:path, $field:ident, $set:ident, $get:ident, [insert into $key:ty, $type:ty]) => {
        #[doc = "Adds an entry to this member of"]
        #[doc = stringify!([$shape].)]
        #[inline]
        pub fn $field(mut self, key: impl ::std::convert::Into<$key>, value: $type) -> Self {
            $crate::__private::builders::insert(&mut self.$($slot.)*$field, key.into(), value);
            self
        }
        $crate::setters!(@all ($($slot)*) $field, $set, $get, ::std::collections::HashMap<$key, $type>);
    };
    (@row ($($slot:ident)*) $shape:path, $field:ident, $set:ident, $get:ident, [insert $key:ty, into $type:ty]) => {
        #[doc = "Adds an entry to this member of"]
        #[doc = stringify!([$shape].)]
        #[inline]
        pub fn $field(mut self, key: $key, value: impl ::std::convert::Into<$type>) -> Self {
            $crate::__private::builders::insert(&mut self.$($slot.)*$field, key, value.into());
            self
        }
        $crate::setters!(@all ($($slot)*) $field, $set, $get, ::std::collections::HashMap<$key, $type>);
    };
    (@row ($($slot:ident)*) $shape:path, $field:ident, $set:ident, $get:ident, [insert $key:ty, $type:ty]) => {
        #[doc = "Adds an entry to this member of"]
        #[doc = stringify!([$shape].)]
        #[inline]
        pub fn $field(mut self, key: $key, value: $type) -> Self {
            $crate::__private::builders::insert(&mut self.$($slot.)*$field, key, value);
            self
        }
        $crate::setters!(@all ($($slot)*) $field, $set, $get, ::std::collections::HashMap<$key, $type>);
    };
    (@row ($($slot:ident)*) $shape:path, $field:ident, $set:ident, $get:ident, [$type:ty]) => {
        #[doc = "Sets this member of"]
        #[doc = stringify!([$shape].)]
        #[inline]
        pub fn $field(mut self, value: $type) -> Self {
            self.$($slot.)*$field = ::std::option::Option::Some(value);
            self
        }
        $crate::setters!(@all ($($slot)*) $field, $set, $get, $type);
    };
    // No names in these texts: each would be two more macros for rustc to expand, in thousands of
    // functions.
    (@all ($($slot:ident)*) $field:ident, $set:ident, $get:ident, $type:ty) => {
        /// Sets or clears the member.
        #[inline]
        pub fn $set(mut self, value: ::std::option::Option<$type>) -> Self {
            self.$($slot.)*$field = value;
            self
        }

        /// Returns the value that is set for the member.
        #[inline]
        pub fn $get(&self) -> &::std::option::Option<$type> {
            &self.$($slot.)*$field
        }
    };
}
