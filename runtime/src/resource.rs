//! Handles of resources: a client with the identifiers of one resource.

/// Defines the handle of a resource: the head has the module of the operations and the identifiers
/// of the resource, a row is an operation.
#[doc(hidden)]
#[macro_export]
macro_rules! resource {
    (
        $(#$docs:tt)*
        pub struct $name:ident, operations = $operations:ident,
            identifiers = [$($identifier:ident: $ty:ty),*] {
            $(
                $(#$text:tt)*
                $method:ident: $module:ident::$builder:ident { $($field:ident = $value:ident),* };
            )*
        }
    ) => {
        $(#$docs)*
        #[derive(Clone, Debug)]
        pub struct $name<M = $crate::mode::Async> {
            pub(crate) handle: $crate::Handle,
            pub(crate) mode: M,
            $(pub(crate) $identifier: $ty,)*
        }

        impl<M: ::std::clone::Clone> $name<M> {
            $(
                $(#$text)*
                #[inline]
                pub fn $method(
                    &self,
                ) -> $operations::$module::builders::$builder<$crate::fluent::BoundClient<M>> {
                    let client = $crate::fluent::BoundClient::new(&self.handle, ::std::clone::Clone::clone(&self.mode));
                    let mut call = $operations::$module::builders::$builder::new(client);
                    $(call.shape.$field = ::std::option::Option::Some(::std::clone::Clone::clone(&self.$value));)*
                    call
                }
            )*
        }
    };
}
