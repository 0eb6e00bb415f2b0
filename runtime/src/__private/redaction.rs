//! Helpers of the generated tests of redaction.

use std::fmt::{self, Debug};

use crate::schema::Schema;
use crate::serde::{self, DeserializeError, DeserializeShape, MemberSlot, SerializeShape, ShapeDeserializer, Variant};

/// The text in every sensitive value.
pub const MARK: &str = "not-to-be-seen";

/// Returns a sensitive string.
#[inline]
pub fn mark() -> String {
    MARK.to_owned()
}

/// The findings of the tests of a crate.
#[derive(Debug, Default)]
pub struct Findings(Vec<String>);

impl Findings {
    /// Records a text that contains the mark.
    #[inline]
    pub fn text(&mut self, what: &str, text: &str) {
        if text.contains(MARK) {
            self.0.push(format!("{what} shows a sensitive value: {text}"));
        }
    }

    /// Records a value whose `Debug` output contains the mark.
    #[inline]
    pub fn debug(&mut self, what: &str, value: &dyn Debug) {
        self.text(what, &format!("{value:?} {value:#?}"));
    }

    /// Records a shape whose description in errors contains the mark.
    #[inline]
    pub fn description(&mut self, what: &str, shape: &dyn SerializeShape) {
        struct Described<'a>(&'a dyn SerializeShape);
        impl fmt::Display for Described<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                serde::describe(f, self.0, &[])
            }
        }
        self.text(what, &Described(shape).to_string());
    }

    /// Records the members of these names that are not sensitive in the schema, which deserializers
    /// and errors use.
    #[inline]
    pub fn schema(&mut self, what: &str, schema: Option<&Schema>, sensitive: &[&str]) {
        let members = schema.map_or(&[][..], Schema::members);
        for name in sensitive {
            if !members
                .iter()
                .any(|member| member.name == *name && member.is_sensitive())
            {
                self.0.push(format!("the schema of {what} lets {name} be shown"));
            }
        }
    }

    /// Returns the findings, one per line.
    #[inline]
    pub fn into_text(self) -> String {
        self.0.join("\n")
    }
}

/// Returns the schema by which a shape is read.
pub fn schema_of<T: DeserializeShape>() -> Option<&'static Schema> {
    schema_by(&mut |deserializer| T::read(deserializer).map(drop))
}

/// Returns the schema by which a function reads.
#[inline]
pub fn schema_by(
    read: &mut dyn FnMut(&mut dyn ShapeDeserializer) -> Result<(), DeserializeError>,
) -> Option<&'static Schema> {
    let mut probe = Probe(None);
    // The probe has nothing to read.
    let _ = read(&mut probe);
    probe.0
}

/// A deserializer without data. It records the first schema that it is asked for.
struct Probe(Option<&'static Schema>);

impl ShapeDeserializer for Probe {
    #[inline]
    fn structure(&mut self, schema: &'static Schema, _: &mut [&mut dyn MemberSlot]) -> Result<(), DeserializeError> {
        self.0 = self.0.or(Some(schema));
        self.skip()
    }

    #[inline]
    fn begin_union(&mut self, schema: &'static Schema) -> Result<Variant, DeserializeError> {
        self.0 = self.0.or(Some(schema));
        Err(self.error("nothing is there"))
    }

    #[inline]
    fn skip(&mut self) -> Result<(), DeserializeError> {
        Err(self.error("nothing is there"))
    }

    #[inline]
    fn error(&self, problem: &str) -> DeserializeError {
        DeserializeError::new("", problem, None)
    }
}

/// Defines one test, with a row per shape that has sensitive members: whether it is serialized or
/// deserialized, the field of its builder that has the structure, and the sensitive members, with
/// the function of the builder that sets a value, if one can contain the mark.
#[doc(hidden)]
#[macro_export]
macro_rules! redaction_tests {
    ($name:ident { $($ways:tt $shape:ty, $slot:tt [$($wire:literal $(($field:ident = $value:expr))?),*];)* }) => {
        #[test]
        fn $name() {
            let mut findings = $crate::__private::redaction::Findings::default();
            $({
                #[allow(unused_mut, reason = "not every sensitive value can carry a mark")]
                let mut builder = <$shape>::builder();
                $($( $crate::redaction_tests!(@set builder $slot $field $value); )?)*
                findings.debug(concat!("the builder of ", stringify!($shape)), &builder);
                let shape = $crate::redaction_tests!(@built builder $slot $shape);
                findings.debug(stringify!($shape), &shape);
                $crate::redaction_tests!(@ways findings shape $shape, $ways [$($wire),*]);
            })*
            assert_eq!(findings.into_text(), "");
        }
    };
    (@set $builder:ident ($($slot:ident)*) $field:ident $value:expr) => {
        $builder = $builder.$field(::std::option::Option::Some($value));
    };
    (@built $builder:ident () $shape:ty) => { <$shape as $crate::__private::structure::Structure>::from_fields($builder.fields) };
    (@built $builder:ident ($slot:ident) $shape:ty) => { $builder.$slot };
    (@ways $findings:ident $value:ident $shape:ty, ($($way:ident)*) $wires:tt) => {
        $( $crate::redaction_tests!(@$way $findings $value $shape, $wires); )*
    };
    (@read $findings:ident $value:ident $shape:ty, $wires:tt) => {
        $findings.schema(stringify!($shape), $crate::__private::redaction::schema_of::<$shape>(), &$wires);
    };
    (@exception $findings:ident $value:ident $shape:ty, $wires:tt) => {
        let schema = $crate::__private::redaction::schema_by(&mut |reader| {
            <$shape>::read(::std::default::Default::default(), reader).map(drop)
        });
        $findings.schema(stringify!($shape), schema, &$wires);
        $findings.text(stringify!($shape), &$value.to_string());
    };
    (@write $findings:ident $value:ident $shape:ty, $wires:tt) => {
        $findings.description(stringify!($shape), &$value);
    };
}
