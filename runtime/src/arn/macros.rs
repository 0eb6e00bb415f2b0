//! The macros of types of ARNs.

/// Defines the type of the ARNs of a resource: the head has its template, the rows are its fields.
#[doc(hidden)]
#[macro_export]
macro_rules! arn {
    (
        $(#$docs:tt)*
        pub struct $name:ident, template = $template:expr, head = [$($head:ident),*] {
            $($(#$text:tt)* $field:ident;)*
        }
    ) => {
        $(#$docs)*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub struct $name {
            $(
                #[doc = concat!("The ", stringify!($head), " in the ARN.")]
                pub $head: String,
            )*
            $($(#$text)* pub $field: String,)*
        }

        static TEMPLATE: $crate::arn::ArnTemplate = $template;

        impl $name {
            /// Parses an ARN.
            ///
            /// # Errors
            /// The text is not an ARN of the resource; the error names the part that is wrong.
            #[inline]
            pub fn parse(text: &str) -> ::std::result::Result<Self, $crate::arn::ArnError> {
                let values = TEMPLATE.parse(text)?;
                let mut labels = values.labels.into_iter();
                ::std::result::Result::Ok(Self {
                    $($head: values.$head,)*
                    $($field: labels.next().unwrap_or_default(),)*
                })
            }

            $(
                #[doc = concat!("Returns the ", stringify!($head), ".")]
                #[inline]
                pub fn $head(&self) -> &str {
                    &self.$head
                }
            )*
            $(
                $(#$text)*
                #[inline]
                pub fn $field(&self) -> &str {
                    &self.$field
                }
            )*
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let head = $crate::arn_head! { self $($head)* };
                TEMPLATE.fmt(head, &[$(&self.$field),*], f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::arn::ArnError;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::arn::ArnError> {
                Self::parse(text)
            }
        }

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::arn::ArnError;

            #[inline]
            fn try_from(text: &str) -> ::std::result::Result<Self, $crate::arn::ArnError> {
                Self::parse(text)
            }
        }

        impl ::std::convert::From<$name> for String {
            #[inline]
            fn from(arn: $name) -> Self {
                ::std::string::ToString::to_string(&arn)
            }
        }

        $crate::if_serde! {
            impl $crate::__private::shape_serde::serde::Serialize for $name {
                fn serialize<S: $crate::__private::shape_serde::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::std::result::Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl<'de> $crate::__private::shape_serde::serde::Deserialize<'de> for $name {
                fn deserialize<D: $crate::__private::shape_serde::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    let text = <String as $crate::__private::shape_serde::serde::Deserialize>::deserialize(deserializer)?;
                    Self::parse(&text).map_err($crate::__private::shape_serde::serde::de::Error::custom)
                }
            }
        }
    };
}

/// Returns those of the partition, the region and the account that an ARN has.
#[doc(hidden)]
#[macro_export]
macro_rules! arn_head {
    ($self:ident) => {
        ["", "", ""]
    };
    ($self:ident partition) => {
        [&*$self.partition, "", ""]
    };
    ($self:ident partition region) => {
        [&*$self.partition, &*$self.region, ""]
    };
    ($self:ident partition account_id) => {
        [&*$self.partition, "", &*$self.account_id]
    };
    ($self:ident partition region account_id) => {
        [&*$self.partition, &*$self.region, &*$self.account_id]
    };
}

/// Items for builds with the feature `serde`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! if_serde {
    ($($items:tt)*) => { $($items)* };
}

/// Items for builds with the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! if_serde {
    ($($items:tt)*) => {};
}
